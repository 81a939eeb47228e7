"""How often somebody may guess a query code. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_PLACE = 10
MOST_FOR_ONE_NUMBER = 5


def still(failures: Sequence[datetime], now: datetime) -> list[datetime]:
    """The failures that still count."""
    return [at for at in failures if now - at < WINDOW]


def may_try(from_place: Sequence[datetime], for_number: Sequence[datetime], now: datetime) -> bool:
    """Whether another try is let through: few failures from one place, fewer for one number.

    Source: SEC-006, INT-001.
    """
    return (
        len(still(from_place, now)) < MOST_FROM_ONE_PLACE
        and len(still(for_number, now)) < MOST_FOR_ONE_NUMBER
    )
