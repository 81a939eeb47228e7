"""Who acts in a request: `request.acting`, None for the public and for accounts without an officer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.staff.queries import acting_of


class ActingMiddleware:
    """Puts `acting` on the request, read when first asked for (three queries)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: _acting(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _acting(request: HttpRequest) -> Acting | None:
    if not request.user.is_authenticated:
        return None
    try:
        return acting_of(request.user, timezone.now())
    except NotPermitted:
        return None
