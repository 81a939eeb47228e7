"""Writing the ledger: entries are added, and nothing else ever happens to them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import connection
from django.utils import timezone

from yichuang.kernel.acting import Acting
from yichuang.ledger.models import Entry
from yichuang.ledger.rules.leaf import FORMAT, entry_text, leaf_hash, personal_numbers


def record(
    *,
    by: Acting,
    subject: str,
    act: str,
    facts: Mapping[str, object] | None = None,
    supersedes: Entry | None = None,
) -> Entry:
    """File one act; part of the transaction of the act itself, never alone.

    `recorded_at` is the server's clock, always. `happened_at` equals it, but for an earlier moment that
    was declared, and in a simulation, where it is the time of the log. The legal day is the local day of
    `happened_at`. Dates and moments in facts are written as ISO strings by the caller.
    Source: CASE-001, CASE-012.
    """
    assert connection.in_atomic_block, "an entry is part of the transaction of its act"
    facts = dict(facts or {})
    assert not personal_numbers(facts), "an entry holds no personal data"
    recorded_at = timezone.now()
    happened_at = by.at if (by.declared or by.simulated) else recorded_at
    details = {
        "centre": by.centre,
        "subject": subject,
        "act": act,
        "legal_day": by.elsewhere(happened_at).day,
        "happened_at": happened_at,
        "recorded_at": recorded_at,
        "declared": by.declared,
        "actor": by.actor,
        "place": by.place,
        "facts": facts,
        "salt": secrets.token_hex(16),
    }
    text = entry_text(supersedes=supersedes.pk if supersedes else None, **details)  # type: ignore[arg-type]
    return Entry.objects.create(format=FORMAT, supersedes=supersedes, leaf_hash=leaf_hash(text), **details)


def rectify(
    *, entry: Entry, by: Acting, reason: str, approver: str, facts: Mapping[str, object] | None = None
) -> Entry:
    """File an entry that takes the place of a mistaken one. Both remain; folding skips the superseded.

    facts: what it should have said; None only takes the entry back.
    """
    act = entry.act if facts is not None else "taken_back"
    told = {**(facts or {}), "reason": reason, "approver": approver, "rectifies": entry.act}
    return record(by=by, subject=entry.subject, act=act, facts=told, supersedes=entry)
