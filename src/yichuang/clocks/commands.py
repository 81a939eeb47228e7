"""Keeping clocks: the only module that writes their rows. The acts behind them are recorded by the caller."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from yichuang.clocks import queries
from yichuang.clocks.models import Clock
from yichuang.clocks.rules.clock import END, ClockFact, Folded, fold
from yichuang.clocks.rules.filing import written
from yichuang.clocks.rules.lights import state_of
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.worktime import Limit, WorkCalendar
from yichuang.ledger.commands import record_many
from yichuang.ledger.rules.filing import Filing
from yichuang.policy.queries import calendar_of, calendars, policy_of
from yichuang.policy.rules.parameters import Policy

KEY = ["subject", "kind"]
REST = [field.name for field in Clock._meta.fields if field.name not in {"id", *KEY}]  # noqa: SLF001
COLUMNS = [*KEY, *REST]
AT_ONCE, ROWS_A_STATEMENT = 1000, 30  # some SQLite take 999 values a statement
HOUSE = "house"  # what concerns every centre is filed in the book of the house


@dataclass(frozen=True, slots=True)
class Kept:
    """What one clock is kept from: its kind, its limit, and its facts in order."""

    kind: str
    limit: Limit
    facts: Sequence[ClockFact]


@transaction.atomic(savepoint=False)
def keep(
    *,
    subject: str,
    kind: str,
    centre: str,
    owner: str,
    limit: Limit,
    facts: Sequence[ClockFact],
    calendar: WorkCalendar,
    policy: Policy,
) -> Clock:
    """Fold one clock from all its facts and keep its row, new or old; one statement.

    Source: CLK-001, CLK-002, CLK-003, CLK-006.
    """
    (clock,) = keep_all(
        subject=subject,
        centre=centre,
        owner=owner,
        clocks=[Kept(kind, limit, facts)],
        calendar=calendar,
        policy=policy,
    )
    return clock


@dataclass(frozen=True, slots=True)
class KeptOf:
    """The clocks of one subject among many, and what they are kept by."""

    subject: str
    centre: str
    owner: str
    clocks: Sequence[Kept]
    calendar: WorkCalendar
    policy: Policy


@transaction.atomic(savepoint=False)
def keep_many(subjects: Sequence[KeptOf]) -> list[dict[str, Clock]]:
    """Keep the clocks of many subjects as `keep_all` does those of one; by kind, in their order.

    Source: CLK-001, CLK-002.
    """
    rows = [_folded_rows(one) for one in subjects]
    _upsert_all([row for each in rows for row in each])
    return [{row.kind: row for row in each} for each in rows]


@transaction.atomic(savepoint=False)
def end_many(subjects: Sequence[str], on: date, kinds: Sequence[str]) -> int:
    """End the open clocks of some kinds of many subjects on a day; says how many.

    Source: CLK-001.
    """
    rows = list(Clock.objects.filter(subject__in=subjects, kind__in=kinds, ended_on=None).order_by("id"))
    for clock in rows:
        clock.facts, clock.ended_on = [*clock.facts, *written([ClockFact(END, on)])], on
    _upsert_all(rows)
    return len(rows)


@transaction.atomic(savepoint=False)
def keep_all(
    *,
    subject: str,
    centre: str,
    owner: str,
    clocks: Sequence[Kept],
    calendar: WorkCalendar,
    policy: Policy,
) -> list[Clock]:
    """Fold some clocks of one subject and keep their rows; one statement for all of them.

    policy: that of the day whose rules the limits follow (the day of acceptance).
    Source: CLK-001, CLK-002, CLK-003, CLK-006.
    """
    rows = _folded_rows(KeptOf(subject, centre, owner, clocks, calendar, policy))
    _upsert(rows)
    return rows


@transaction.atomic(savepoint=False)
def end_all(subject: str, on: date, kinds: Sequence[str] | None = None) -> int:
    """End all open clocks of a subject (or those of some kinds) on a day; says how many.

    Source: CLK-001.
    """
    clocks = Clock.objects.filter(subject=subject, ended_on=None)
    if kinds is not None:
        clocks = clocks.filter(kind__in=kinds)
    rows = []
    for clock in clocks:
        clock.facts, clock.ended_on = [*clock.facts, *written([ClockFact(END, on)])], on
        rows.append(clock)
    Clock.objects.bulk_update(rows, ["facts", "ended_on"])
    return len(rows)


@transaction.atomic
def move_dates(*, by: Acting, calendar: str) -> list[Mapping[str, str]]:
    """Fold again the open clocks that rest on an older version of a calendar; says which days moved.

    Each moved day is an entry `clock_moved` of its subject. Safe to repeat: a clock that is up to date is
    left alone. Run after an import, and by the worker, should a process have kept an old calendar.
    Source: CLK-001.
    """
    newest = calendar_of(calendar)
    other = Q(calendar_version__lt=newest.version) | Q(calendar_version__gt=newest.version)  # by the index
    stale = Clock.objects.filter(other, calendar=calendar, ended_on=None)
    moved: list[Mapping[str, str]] = []
    while rows := list(stale.select_for_update().order_by("id")[:AT_ONCE]):
        filings = []
        for clock in rows:
            was = clock.due_on
            _refilled(clock, newest)
            if was != clock.due_on:
                moved.append(_told(clock, was))
                facts = {**moved[-1], "version": newest.version}
                filings.append(Filing(_at(by, clock.centre), clock.subject, "clock_moved", facts))
        _upsert_all(rows)
        record_many(filings)
    return moved


def keep_up(*, now: datetime) -> int:
    """Follow what was imported while some process still had the old calendar; says how many days moved.

    A duty of the worker, in transactions of its own; one small statement a calendar where nothing is due.
    Source: CLK-001.
    """
    return sum(len(move_dates(by=system(HOUSE, now), calendar=name)) for name in calendars())


def _told(clock: Clock, was: date | None) -> dict[str, str]:
    return {
        "subject": clock.subject,
        "kind": clock.kind,
        "from": str(was or ""),
        "to": str(clock.due_on or ""),
    }


def _at(by: Acting, centre: str) -> Acting:
    """The same act, filed in the book of the clock's own centre."""
    return by if by.centre == centre else Acting(actor=by.actor, centre=centre, at=by.at, place=by.place)


def _folded_rows(one: KeptOf) -> list[Clock]:
    """The rows of a subject's clocks, folded, not yet in the table."""
    rows = []
    for kept in one.clocks:
        folded = fold(
            kept.limit,
            kept.facts,
            one.calendar,
            one.policy.roll_of(kept.limit.unit),
            late_extension_counts=one.policy.late_extension_counts,
        )
        row = Clock(
            subject=one.subject,
            kind=kept.kind,
            centre=one.centre,
            owner=one.owner,
            regulation=one.policy.regulation,
            policy_on=one.policy.on,
            facts=written(kept.facts),
        )
        rows.append(_filled(row, folded, one.policy))
    return rows


def _upsert_all(rows: Sequence[Clock]) -> None:
    for first in range(0, len(rows), ROWS_A_STATEMENT):
        _upsert(rows[first : first + ROWS_A_STATEMENT])


def _upsert(rows: Sequence[Clock]) -> None:
    """Insert rows, or replace the rest of those that are there; one statement.

    What `bulk_create(update_conflicts=True)` would send, in a third of its time: a clock is kept with almost
    every act. A test holds that both write the same.
    """
    given: list[Any] = [_adapted(getattr(row, name)) for row in rows for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(_upsert_text(len(rows)), given)
        ids = {(subject, kind): number for number, subject, kind in cursor.fetchall()}
    for row in rows:
        row.pk = ids[row.subject, row.kind]
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001


@cache
def _upsert_text(rows: int) -> str:
    columns = ", ".join(COLUMNS)
    values = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * rows)
    rest = ", ".join(f"{name} = excluded.{name}" for name in REST)
    return (
        f"INSERT INTO {Clock._meta.db_table} ({columns}) VALUES {values} "  # noqa: S608, SLF001 (names of ours)
        f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET {rest} RETURNING id, subject, kind"
    )


def _adapted(value: object) -> object:
    """A value as both engines take it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list) else value


def _refilled(clock: Clock, calendar: WorkCalendar) -> Clock:
    folded = queries.folded_of(clock, calendar)
    return _filled(clock, folded, policy_of(clock.regulation, clock.policy_on))


def _filled(clock: Clock, folded: Folded, policy: Policy) -> Clock:
    """A row with everything that is folded."""
    state = state_of(
        folded,
        yellow_after_pct=policy.yellow_after_pct,
        hint_before_working_days=policy.hint_before_working_days,
    )
    clock.calendar, clock.calendar_version = folded.calendar.name, folded.calendar.version
    clock.limit_amount, clock.limit_unit = folded.limit.amount, folded.limit.unit.value
    clock.total, clock.started_on, clock.running_since = state.total, folded.started_on, state.running_since
    clock.hint_on, clock.warn_on, clock.due_on = state.hint_on, state.warn_on, state.due_on
    clock.due_at, clock.original_due_on = folded.due_at, folded.original_due_on
    clock.stopped, clock.stopped_since = state.stopped, state.stopped_since
    clock.stop_reason, clock.left_standing = state.stop_reason, state.left_standing
    clock.ended_on, clock.provisional = state.ended_on, state.provisional
    return clock
