"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from yichuang.ledger.models import Entry
from yichuang.ledger.rules.leaf import FORMAT, entry_text, leaf_hash
from yichuang.ledger.rules.rectification import TAKEN_BACK
from yichuang.ledger.rules.verification import Difference, Verification

CHUNK = 2000
_HASHED = (
    "centre", "subject", "act", "legal_day", "happened_at", "recorded_at", "declared", "actor", "roles",
    "place", "facts", "salt",
)  # fmt: skip


def entries_of(subject: str) -> QuerySet[Entry]:
    """All that was recorded of a subject, in order, superseded entries too.

    Source: CASE-012.
    """
    return Entry.objects.filter(subject=subject).order_by("id")


def standing_entries_of(subject: str) -> QuerySet[Entry]:
    """What stands: entries that no later one rectifies, without those that only take another back.

    Source: CASE-012.
    """
    superseded = Entry.objects.filter(supersedes=OuterRef("pk"))
    return entries_of(subject).exclude(act=TAKEN_BACK).exclude(Exists(superseded))


def latest(subject: str, act: str) -> Entry | None:
    """The last standing entry of an act, or None."""
    return standing_entries_of(subject).filter(act=act).last()


def is_superseded(entry: Entry) -> bool:
    """Whether a later entry rectifies this one."""
    return Entry.objects.filter(supersedes=entry).exists()


def verify(report: Callable[[int], None] = lambda _checked: None) -> Verification:
    """Recompute the hash of every entry, a chunk at a time, up to the first difference.

    report: told now and then how many were checked.
    Source: CASE-012, SEC-006.
    """
    checked, after = 0, 0
    while True:
        rows = _rows_after(after)
        for row in rows:
            difference = _difference(row)
            if difference:
                return Verification(checked, difference)
            checked += 1
        if len(rows) < CHUNK:
            return Verification(checked)
        after = rows[-1]["id"]
        report(checked)


def _rows_after(after: int) -> list[dict[str, Any]]:
    """The next chunk. A row that the database itself cannot give back is named by its id alone."""
    asked = Entry.objects.filter(id__gt=after).order_by("id")
    shown = asked.values(
        *_HASHED, "id", "format", "leaf_hash", "supersedes_id", superseded=F("supersedes__leaf_hash")
    )
    try:
        return list(shown[:CHUNK])
    except (ValueError, TypeError):
        rows: list[dict[str, Any]] = []
        for pk in asked.values_list("id", flat=True)[:CHUNK]:
            try:
                rows.append(shown.get(id=pk))
            except (ValueError, TypeError):
                return [*rows, {"id": pk}]
        return rows


def _difference(row: dict[str, Any]) -> Difference | None:
    recomputed = _recomputed(row)
    on_file = row.get("leaf_hash", "")
    if recomputed and recomputed == on_file:
        return None
    return Difference(row["id"], row.get("subject", "?"), row.get("act", "?"), on_file, recomputed)


def _recomputed(row: dict[str, Any]) -> str:
    """The hash as it should be, or "" where the row has no form that could be hashed."""
    if row.get("format") != FORMAT or (row["supersedes_id"] or 0) >= row["id"]:
        return ""
    try:
        text = entry_text(supersedes=row["superseded"], **{name: row[name] for name in _HASHED})
    except (AssertionError, AttributeError, TypeError, ValueError):
        return ""
    return leaf_hash(text)
