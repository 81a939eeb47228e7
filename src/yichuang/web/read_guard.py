"""A GET writes nothing (law 10): the middleware that puts the guard on the cursor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from yichuang import database

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class ReadGuard:
    """Refuses every statement that writes while a request that only reads is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS:
            return self.get_response(request)
        with database.reading():
            return self.get_response(request)
