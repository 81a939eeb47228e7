"""Calendars for the tests of rules: the shipped one, and tiny ones made by hand."""

from __future__ import annotations

from datetime import date
from functools import cache

from yichuang.kernel.worktime import WorkCalendar, build
from yichuang.policy.queries import shipped_calendar


@cache
def china() -> WorkCalendar:
    return shipped_calendar("cn")


def day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def plain() -> WorkCalendar:
    """Weeks and nothing else, 2020 to 2030, all announced."""
    return build(
        "plain", "plain-1", holidays={}, make_up={}, first_year=2020, last_year=2030,
        published_until=date(2030, 12, 31),
    )  # fmt: skip
