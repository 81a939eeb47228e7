"""Pages of the frame itself: the size switch, the fonts, and the error pages."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from yichuang.web.requests import SIZE_COOKIE

YEAR = 365 * 24 * 3600
FONT_TYPES = {".woff2": "font/woff2", ".css": "text/css"}


@login_not_required
@require_safe
def size(request: HttpRequest, which: str) -> HttpResponse:
    """Switch 大字版 on or off: a cookie, and back to where one was. Nothing is written."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if which == "large":
        response.set_cookie(SIZE_COOKIE, "large", max_age=YEAR, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(SIZE_COOKIE)
    return response


@login_not_required
@require_safe
def font(_request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A slice of the fonts that `cut_fonts` made, or their style sheet (empty until they are made)."""
    file = settings.DATA / "fonts" / name
    if not file.is_file():
        if name == "fonts.css":
            return HttpResponse("", content_type="text/css", headers={"Cache-Control": "no-store"})
        raise Http404(name)
    response = FileResponse(file.open("rb"), content_type=FONT_TYPES[file.suffix])
    kept = f"public, max-age={YEAR}, immutable"
    if name == "fonts.css":  # it grows while the fonts are cut
        kept = "public, max-age=3600" if (file.parent / "complete").exists() else "no-store"
    response["Cache-Control"] = kept
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (called by Django with both)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (called by Django with both)
    return render(request, "403.html", {"refusal": ""}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (called by Django with both)
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def failed(_request: HttpRequest) -> HttpResponse:
    """Drawn without request and context: what failed may be what they need."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (called by Django with both)
    """The form was too old or came from elsewhere (CSRF)."""
    return render(request, "403_form.html", status=HTTPStatus.FORBIDDEN)
