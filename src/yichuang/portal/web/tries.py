"""Counting failed look-ups across the processes of the site."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

from yichuang.portal.rules.throttle import WINDOW, may_try, still


def _key(kind: str, text: str) -> str:
    return f"progress-{kind}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _place(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def is_open(request: HttpRequest, number: str, now: datetime) -> bool:
    """Whether this place may try this number once more."""
    from_place: list[datetime] = cache.get(_key("place", _place(request)), [])
    for_number: list[datetime] = cache.get(_key("number", number), [])
    return may_try(from_place, for_number, now)


def count_failure(request: HttpRequest, number: str, now: datetime) -> None:
    """Remember a try that failed."""
    for key in (_key("place", _place(request)), _key("number", number)):
        failures = [*still(cache.get(key, []), now), now]
        cache.set(key, failures, timeout=int(WINDOW.total_seconds()))
