"""Typesetting after the act, and the query code that is shown once."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from yichuang.documents import commands, queries
from yichuang.documents.rules.kinds import State

log = logging.getLogger(__name__)
CODE_COOKIE, CODE_SALT, CODE_SECONDS = "printed", "desk.printed", 600


def print_all(subject: str) -> None:
    """Typeset what was issued for a subject and waits. What cannot be set now the worker tries again."""
    for document in queries.documents_of(subject).filter(state=State.WAITING):
        try:
            commands.typeset(document.pk, now=timezone.now())
        except Exception:
            log.exception("document %s is left to the worker", document.pk)


def keep_code(response: HttpResponse, number: str, code: str) -> HttpResponse:
    """Hand the query code to the next page, in a signed cookie of that page alone; it is kept nowhere else."""
    response.set_signed_cookie(
        CODE_COOKIE, code, salt=CODE_SALT + number, max_age=CODE_SECONDS, httponly=True, samesite="Strict",
        path=reverse("desk:printed", args=[number]),
    )  # fmt: skip
    return response


def code_once(request: HttpRequest, number: str) -> str:
    """The query code that the last act handed over; "" where there is none, or it was shown already."""
    told: str | None = request.get_signed_cookie(
        CODE_COOKIE, default=None, salt=CODE_SALT + number, max_age=CODE_SECONDS
    )
    return told or ""


def forget_code(response: HttpResponse, number: str) -> HttpResponse:
    """Shown once: the cookie goes."""
    response.delete_cookie(CODE_COOKIE, path=reverse("desk:printed", args=[number]), samesite="Strict")
    return response
