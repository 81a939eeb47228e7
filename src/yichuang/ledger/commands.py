"""Writing the ledger: entries are added, and nothing else ever happens to them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.models import Entry
from yichuang.ledger.queries import is_superseded
from yichuang.ledger.rules.filing import Filing
from yichuang.ledger.rules.leaf import FORMAT, entry_text, leaf_hash, personal_numbers, roles_text
from yichuang.ledger.rules.rectification import TAKEN_BACK, check_rectification

REQUEST_LASTS = timedelta(minutes=1)
ROWS_A_STATEMENT = 2000


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
    `happened_at`; a request that began before midnight keeps its day. Dates and moments in facts are
    written as ISO strings by the caller.
    Raises RuleBroken("moment_in_future") or RuleBroken("personal_number_in_entry").
    Source: CASE-001, CASE-012.
    """
    assert connection.in_atomic_block, "an entry is part of the transaction of its act"
    entry = _entry(Filing(by, subject, act, facts or {}), timezone.now(), supersedes)
    entry.save(force_insert=True)
    return entry


def record_many(filings: Sequence[Filing]) -> list[Entry]:
    """File many acts, in their order, under the same laws as `record`, with one statement for thousands.

    For sweeps and replays. Raises as `record` does, and then files none.
    Source: CASE-001, CASE-012.
    """
    assert connection.in_atomic_block, "an entry is part of the transaction of its act"
    recorded_at = timezone.now()
    entries = [_entry(filing, recorded_at, None) for filing in filings]
    return Entry.objects.bulk_create(entries, batch_size=ROWS_A_STATEMENT)


def rectify(
    *, entry: Entry, by: Acting, reason: str, approver: str, facts: Mapping[str, object] | None = None
) -> Entry:
    """File an entry that takes the place of a mistaken one. Both remain; folding skips the superseded.

    facts: what it should have said; None only takes the entry back.
    approver: the code of another person, who agreed.
    Raises RuleBroken: "reason_missing", "approver_missing", "approver_is_the_actor", "another_centre",
    "already_rectified" (rectify the later entry instead), "nothing_stands_there" (it was taken back).
    Source: CASE-001, CASE-012.
    """
    check_rectification(
        act=entry.act,
        same_centre=entry.centre == by.centre,
        superseded=is_superseded(entry),
        actor=by.actor,
        approver=approver,
        reason=reason,
    )
    act = entry.act if facts is not None else TAKEN_BACK
    told = {**(facts or {}), "reason": reason, "approver": approver, "rectifies": entry.act}
    return record(by=by, subject=entry.subject, act=act, facts=told, supersedes=entry)


def _entry(filing: Filing, recorded_at: datetime, supersedes: Entry | None) -> Entry:
    """The entry with its hash, not yet in the table."""
    by, facts = filing.by, dict(filing.facts)
    if by.declared and by.at > recorded_at:
        raise RuleBroken("moment_in_future", at=by.at)
    if personal_numbers(facts):
        raise RuleBroken("personal_number_in_entry", act=filing.act)
    assert len(filing.subject) <= 80, filing.subject
    assert len(filing.act) <= 40, filing.act
    happened_at = by.at if (by.declared or by.simulated) else recorded_at
    entry = Entry(
        format=FORMAT,
        centre=by.centre,
        subject=filing.subject,
        act=filing.act,
        legal_day=_legal_day(by, happened_at),
        happened_at=happened_at,
        recorded_at=recorded_at,
        declared=by.declared,
        actor=by.actor,
        roles=roles_text(by.roles),
        place=by.place,
        facts=facts,
        supersedes=supersedes,
        salt=secrets.token_hex(16),
    )
    text = entry_text(
        centre=entry.centre,
        subject=entry.subject,
        act=entry.act,
        legal_day=entry.legal_day,
        happened_at=happened_at,
        recorded_at=recorded_at,
        declared=entry.declared,
        actor=entry.actor,
        roles=entry.roles,
        place=entry.place,
        facts=facts,
        supersedes=supersedes.leaf_hash if supersedes else None,
        salt=entry.salt,
    )
    entry.leaf_hash = leaf_hash(text)
    return entry


def _legal_day(by: Acting, happened_at: datetime) -> date:
    began_just_before = timedelta(0) <= happened_at - by.at <= REQUEST_LASTS
    return by.day if began_just_before else by.elsewhere(happened_at).day
