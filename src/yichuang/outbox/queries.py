"""Reading the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from yichuang.outbox.models import Message
from yichuang.outbox.rules.attempts import State


def messages_of(subject: str) -> list[Message]:
    """What the applicant was told about a subject, in order."""
    return list(Message.objects.filter(subject=subject).order_by("id"))


def messages_of_centre(centre: str, *, state: str | None = None) -> QuerySet[Message]:
    """The messages of a centre, the newest first; for a page of them."""
    messages = Message.objects.filter(centre=centre).order_by("-id")
    return messages.filter(state=state) if state else messages


def waiting_count(now: datetime) -> int:
    """How many messages could be sent now and were not yet."""
    return Message.objects.filter(state=State.WAITING, due_at__lte=now).count()


def next_for_change(now: datetime, limit: int) -> list[Message]:
    """The next messages to send, the longest due first, their rows locked; those that others took are left out."""
    due = Message.objects.filter(state=State.WAITING, due_at__lte=now)
    free = due.filter(Q(lease_until=None) | Q(lease_until__lte=now)).order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        free = free.select_for_update(skip_locked=True)
    return list(free[:limit])


def message_for_change(pk: int, lease_until: datetime) -> Message | None:
    """A message that was taken until then, its row locked; None if it belongs to somebody else by now."""
    taken = Message.objects.filter(pk=pk, state=State.WAITING, lease_until=lease_until)
    return taken.select_for_update().order_by("pk").first()
