"""Verification for everybody; for the staff the papers, their printing, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yichuang import database
from yichuang.documents import commands, queries
from yichuang.documents.rules.codes import heard, spoken
from yichuang.documents.rules.kinds import State
from yichuang.kernel.errors import Refused
from yichuang.web.requests import acting_of, refused

if TYPE_CHECKING:
    from yichuang.documents.models import Document

A_PAGE = 50


@login_not_required
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code of a document; leads to what is on file about it."""
    typed = request.GET.get("code", "")
    code = heard(typed)
    if code:
        return redirect("documents:verify", code)
    status = 422 if typed else 200
    return render(request, "documents/ask.html", {"typed": typed, "unknown": bool(typed)}, status=status)


@login_not_required
@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What is on file about a document: nobody's personal data, only what proves it.

    Source: DEC-001.
    """
    document = queries.document_by_code(code)
    if document is None:
        context = {"typed": code, "unknown": True}
        return render(request, "documents/ask.html", context, status=404)
    shown = {
        "document": document,
        "spoken": spoken(document.code),
        "provider": queries.seal_provider() if document.seal else None,
        "check": queries.check_of(document),
    }
    return render(request, "documents/verify.html", shown)


@never_cache
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """The documents of the centre, the newest first; what could not be printed above."""
    by = acting_of(request)
    number = request.GET.get("number", "").strip()
    rows = queries.documents_at(by.centre, number=number)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "number": number, "stuck": list(queries.failed(by.centre)[:A_PAGE])}
    return render(request, "documents/list.html", context)


@never_cache
@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The frozen file, for those who may open it; that they did is filed."""
    document, by = _document(code), acting_of(request)
    commands.ask_to_open(by=by, document=document)
    if document.state != State.TYPESET:
        return render(request, "documents/waiting.html", {"document": document}, status=409)
    with database.filing_a_reading():
        commands.file_opening(by=by, document=document)
    response = HttpResponse(queries.pdf_of(document), content_type="application/pdf")
    name = f"{document.title} {document.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def print_(request: HttpRequest, code: str) -> HttpResponse:
    """The first time it makes the file; after that it asks why it is printed again, and files it."""
    document, by = _document(code), acting_of(request)
    commands.ask_to_open(by=by, document=document)
    first = document.state != State.TYPESET
    reason = request.POST.get("reason", "")
    context = {"document": document, "reason": reason}
    if request.method != "POST":
        template = "documents/waiting.html" if first else "documents/print.html"
        return render(request, template, context)
    if first:
        commands.typeset(document.pk, now=timezone.now())
    else:
        try:
            commands.reprint(by=by, document=document, reason=reason)
        except Refused as refusal:
            return refused(request, refusal, "documents/print.html", context)
    return redirect("documents:pdf", document.code)


def _document(code: str) -> Document:
    document = queries.document_by_code(code)
    if document is None:
        raise Http404
    return document
