"""Reading the ledger."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from yichuang.ledger.models import Entry


def entries_of(subject: str) -> QuerySet[Entry]:
    """All that was recorded of a subject, in order, superseded entries too."""
    return Entry.objects.filter(subject=subject).order_by("id")


def standing_entries_of(subject: str) -> QuerySet[Entry]:
    """What stands: entries that no later one rectifies, and no rectification that only takes back."""
    superseded = Entry.objects.filter(supersedes=OuterRef("pk"))
    return entries_of(subject).exclude(Exists(superseded))


def latest(subject: str, act: str) -> Entry | None:
    """The last standing entry of an act, or None."""
    return standing_entries_of(subject).filter(act=act).last()
