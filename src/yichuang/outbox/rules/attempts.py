"""How a message is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LEASE = timedelta(minutes=2)  # so long a message belongs to whoever took it; then it is anybody's again
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=2)


class State(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    SHOWN = "shown"  # stands on the applicant's page; nobody sends it
    GIVEN_UP = "given_up"
    PAST = "past"  # belongs to a replayed past; never sent


class Channel(StrEnum):
    """How a message reaches the applicant."""

    SMS = "sms"
    SITE = "site"


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many attempts that failed: 30 s, doubled each time, at most two hours."""
    assert attempts >= 1, attempts
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
