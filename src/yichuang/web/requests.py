"""What a view asks of its request: who acts, and how the page is to look."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, Refused
from yichuang.web.refusals import sentence_of

SIZE_COOKIE = "size"


def acting_of(request: HttpRequest) -> Acting:
    """The officer who acts in this request (middleware of `staff` puts him there, read once).

    Raises NotPermitted("no_officer") for the public and for accounts without a post.
    """
    acting: Acting | None = getattr(request, "acting", None)
    if not acting:
        raise NotPermitted("no_officer")
    return copy(acting)  # the officer himself, not the lazy stand-in of the middleware


def is_large(request: HttpRequest) -> bool:
    """Whether the reader asked for 大字版."""
    return request.COOKIES.get(SIZE_COOKIE) == "large"


def refused(
    request: HttpRequest, refusal: Refused, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page again with what was entered and the sentence of the refusal (`refusal`): 422, or 403."""
    status = 403 if isinstance(refusal, NotPermitted) else 422
    return render(request, template, {**(context or {}), "refusal": sentence_of(refusal)}, status=status)
