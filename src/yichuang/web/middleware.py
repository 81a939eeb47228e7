"""Languages by path, and refusals that no view caught."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers

from yichuang.kernel.errors import NotPermitted, Refused
from yichuang.web.languages import language_of
from yichuang.web.refusals import sentence_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The language stands in the path: `/en/…` is English, everything else Chinese.

    The prefix acts as the place where the site is mounted: it is taken off before the address is looked
    up, and every address made while answering carries it. No cookie, no header, no row.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, rest = language_of(request.path_info)
        mounted = get_script_prefix()
        if rest != request.path_info:
            request.path_info = rest
            set_script_prefix(f"{mounted}{language}/")
        try:
            with translation.override(language):
                request.LANGUAGE_CODE = language
                response = self.get_response(request)
        finally:
            set_script_prefix(mounted)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """A refusal that its view did not show in a form gets a page: 403 for a person, 422 for a rule."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))  # large print; fonts and pictures are the same for all
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        page = "403.html" if isinstance(exception, NotPermitted) else "422.html"
        return render(
            request, page, {"refusal": sentence_of(exception)}, status=403 if page == "403.html" else 422
        )
