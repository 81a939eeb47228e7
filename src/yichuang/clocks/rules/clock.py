"""One limit, read from what happened to it. Pure: no Django, no wall clock.

A clock is never counted up by a nightly job. It is read, as often as we like, from the facts on file, so
that a missed night, a late correction or a new holiday notice cannot make it wrong. One sentence decides
every edge: a working day counts if the clock was running as it began. So the first day does not count, the
day a stop is filed does, the day it ends does not; and a due day that passed stays passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import (
    DaySpan,
    Hold,
    Limit,
    Roll,
    SpanReason,
    Unit,
    WorkCalendar,
    add_months,
    derive,
    lay_out,
    roll_on,
)

HOUR_SECONDS = 3600
WHOLE = 100
MONTHS_A_YEAR = 12
DAY = timedelta(1)


class What(StrEnum):
    """What can happen to a clock."""

    START = "start"
    STOP = "stop"
    RESUME = "resume"
    EXTEND = "extend"
    SET = "set"  # the due day is decided otherwise: `until`
    END = "end"


START, STOP, RESUME = What.START, What.STOP, What.RESUME
EXTEND, SET, END = What.EXTEND, What.SET, What.END


@dataclass(frozen=True, slots=True)
class ClockFact:
    """Something that happened to a clock on a day; for clocks of hours also at what moment.

    amount, unit: what EXTEND adds. until: the due day that SET decides.
    reason: code of the procedure, or a word for it; clause: the ground, where it is not that of policy.
    """

    what: What
    on: date
    amount: int = 0
    unit: Unit | None = None
    reason: str = ""
    clause: str = ""
    at: datetime | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """From a point (not counted) to a point (counted); open while the clock runs."""

    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Halt:
    """A stop: from its point to the resumption; open while the clock stands."""

    start: int
    end: int | None
    reasons: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A clock as its facts have made it.

    due_on: None while it stands. total: the limit with its extensions, in units (seconds for hours).
    original_due_on: the first due day, before extensions and stops moved it.
    voided: extensions that came too late and move nothing (CLK-006).
    halts: the stops that took something away; one filed after the limit was over is not among them.
    Points are ordinals of days, or seconds for hours.
    """

    limit: Limit
    calendar: WorkCalendar
    roll: Roll
    started_on: date
    started_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    original_due_on: date
    stopped: bool
    stopped_since: date | None
    stop_reason: str
    ended_on: date | None
    set_on: date | None
    provisional: bool
    total: int
    extended: int
    voided: tuple[ClockFact, ...]
    runs: tuple[_Run, ...]
    halts: tuple[_Halt, ...]

    @property
    def unit(self) -> Unit:
        """What the limit is counted in."""
        return self.limit.unit

    @property
    def running_since(self) -> date:
        """The day on which the clock last began to run; days after it count."""
        return self._day(self.runs[-1].start)

    def used(self, on: date) -> int:
        """How many units have run by the end of a day, this day included."""
        point = self._end_of(min(on, self.ended_on) if self.ended_on else on)
        ran = 0
        for run in self.runs:
            if run.start < point:
                ran += self._count(run.start, point if run.end is None else min(run.end, point))
        return ran if self.unit is not Unit.HOUR else ran // HOUR_SECONDS

    def used_open(self, on: date) -> int:
        """`used`, as if the clock had not ended: the number that a day to come will bear."""
        return replace(self, ended_on=None).used(on) if self.ended_on else self.used(on)

    def unmoved_on(self) -> date | None:
        """The due day as it would be without extensions and decisions on it; None while it stands."""
        if not self.extended and not self.set_on:
            return self.due_on
        point = _reach(self.runs, _total(self.limit, 0, self.started_on), self.unit, self.calendar)
        if point is None:
            return None
        day = self._day(point)
        return day if self.unit is Unit.WORKING else roll_on(day, self.calendar, self.roll)

    def excluded(self, on: date) -> int:
        """How many units did not count by the end of a day because the clock stood."""
        point = self._end_of(min(on, self.ended_on) if self.ended_on else on)
        kept = 0
        for halt in self.halts:
            if halt.start < point:
                kept += self._count(halt.start, point if halt.end is None else min(halt.end, point))
        return kept if self.unit is not Unit.HOUR else kept // HOUR_SECONDS

    def left(self, on: date) -> int:
        """How many units are left on a day, itself included: on the due day it is 1, then 0."""
        total = self.total if self.unit is not Unit.HOUR else -(-self.total // HOUR_SECONDS)
        if self.due_on and on > self.due_on:
            return 0
        if self.set_on and self.due_on:
            return self._days(max(on - DAY, self.started_on), self.due_on)
        return max(0, total - self.used(on - DAY))

    def overdue(self, on: date) -> int:
        """By how many units a day lies past the due day; at least 1 for each later day, else 0."""
        if self.due_on is None or on <= self.due_on:
            return 0
        return max(1, self._days(self.due_on, on))

    def ended_by(self) -> int:
        """How the end lies to the due day, in units: above 0 early, 0 on the day, below 0 late.

        Raises CannotCompute("not_ended"). A clock that stood as it ended was in time by what was left.
        Source: CLK-001.
        """
        if self.ended_on is None:
            raise CannotCompute("not_ended")
        if self.due_on is None:
            return self.left(self.ended_on)
        if self.ended_on > self.due_on:
            return -self.overdue(self.ended_on)
        return self._days(self.ended_on, self.due_on)

    def day_reaching(self, pct: int) -> date | None:
        """The first day on which at least `pct` % of the limit is used; the due day for 100.

        None where the clock stands before it got there. Source: CLK-004.
        """
        if pct >= WHOLE or self.due_on is None or not self.total:
            return self.due_on
        needed = -(-self.total * pct // WHOLE)
        point = _reach(self.runs, needed, self.unit, self.calendar)
        if point is None:
            return self.due_on
        return min(self._day(point), self.due_on)

    def hint_on(self, days_before: int) -> date | None:
        """The working day that lies so many before the due day, not before the start. Source: CLK-004."""
        if self.due_on is None:
            return None
        return min(self.due_on, max(self.started_on, self.calendar.add(self.due_on, -days_before)))

    def derivation(self) -> tuple[DaySpan, ...]:
        """How the due day comes about, in spans of days. A clock that stands is laid out to its stop.

        Source: CLK-001.
        """
        last = self.due_on or self.stopped_since or self.started_on
        if self.set_on:
            spans = self._spans(min(self._counted_to(), self.set_on))
            if spans[-1].last < self.set_on:
                spans = (*spans, DaySpan(spans[-1].last + DAY, self.set_on, SpanReason.SET, clause="set"))
            return spans
        if self.unit in {Unit.MONTH, Unit.YEAR, Unit.HOUR} and not self.halts and self.due_on:
            total = Limit(self.limit.amount + self.extended, self.unit)
            return derive(self.started_at or self.started_on, total, self.calendar, self.roll)
        return self._spans(last)

    def holds(self) -> tuple[Hold, ...]:
        """The stops as days that do not count; one that is open reaches to the end of time."""
        found = []
        for halt in self.halts:
            first = self._day(halt.start) + DAY
            last = date.max if halt.end is None else self._day(halt.end)
            if first <= last:
                found.append(Hold(first, last, "+".join(halt.reasons), halt.clause or "held"))
        return tuple(found)

    def _spans(self, last: date) -> tuple[DaySpan, ...]:
        unit = Unit.WORKING if self.unit is Unit.WORKING else Unit.CALENDAR
        total = self.total if self.unit is not Unit.HOUR else (last - self.started_on).days
        return lay_out(self.started_on, last, Limit(total, unit), self.calendar, self.holds())

    def _counted_to(self) -> date:
        point = _reach(self.runs, self.total, self.unit, self.calendar)
        return date.max if point is None else self._day(point)

    def _count(self, start: int, end: int) -> int:
        return _count(start, end, self.unit, self.calendar)

    def _days(self, start: date, end: date) -> int:
        """Days between two dates in the unit of the clock; hours are told in calendar days."""
        if self.unit is Unit.WORKING:
            return self.calendar.count(start, end)
        return (end - start).days

    def _day(self, point: int) -> date:
        return _day_of(point, self.unit, self.started_at)

    def _end_of(self, on: date) -> int:
        """The last point of a day."""
        if self.unit is not Unit.HOUR:
            return on.toordinal()
        assert self.started_at is not None
        return _seconds(datetime(on.year, on.month, on.day, tzinfo=self.started_at.tzinfo) + DAY)


def fold(
    limit: Limit,
    facts: Sequence[ClockFact],
    calendar: WorkCalendar,
    roll: Roll = Roll.NONE,
    *,
    late_extension_counts: bool = False,
) -> Folded:
    """Read a clock from its facts, given in the order in which they happened; the first is START.

    late_extension_counts: the policy of that name; without it an extension filed after the due day is void.
    Stops may overlap: the clock runs again when the last of them has ended.
    Raises CannotCompute: "clock_without_start", "facts_out_of_order", "resume_without_stop",
    "extension_in_another_unit", "after_the_end", "hours_need_a_moment".
    Source: CLK-001, CLK-002, CLK-003, CLK-006; Administrative Licensing Law, articles 42, 45 and 82.
    """
    folding = _Folding(limit, facts, calendar, roll, late_extension_counts=late_extension_counts)
    for fact in facts[1:]:
        folding.take(fact)
    return folding.done()


class _Folding:
    """The fold, one fact after the other."""

    def __init__(
        self,
        limit: Limit,
        facts: Sequence[ClockFact],
        calendar: WorkCalendar,
        roll: Roll,
        *,
        late_extension_counts: bool,
    ) -> None:
        if not facts or facts[0].what is not START:
            raise CannotCompute("clock_without_start")
        self.limit, self.calendar, self.roll, self.late_counts = limit, calendar, roll, late_extension_counts
        self.start = facts[0]
        self.point = self._point(self.start)
        self.extended = 0
        self.runs = [_Run(self.point)]
        self.halts: list[_Halt] = []
        self.open: list[ClockFact] = []  # stops that have not ended
        self.voided: list[ClockFact] = []
        self.set_on: date | None = None
        self.ended: ClockFact | None = None
        first = self._due_day()
        assert first is not None
        self.original_due_on = first

    def take(self, fact: ClockFact) -> None:
        point = self._point(fact)
        if point < self.point:
            raise CannotCompute("facts_out_of_order", what=fact.what, on=fact.on)
        if self.ended:
            raise CannotCompute("after_the_end", what=fact.what, on=fact.on)
        self.point = point
        match fact.what:
            case What.STOP:
                self._stop(fact, point)
            case What.RESUME:
                self._resume(fact, point)
            case What.EXTEND:
                self._extend(fact)
            case What.SET:
                assert fact.until is not None, "SET needs the day"
                self.set_on = fact.until
            case What.END:
                self.ended = fact
            case What.START:
                raise CannotCompute("facts_out_of_order", what=fact.what, on=fact.on)

    def _stop(self, fact: ClockFact, point: int) -> None:
        self.open.append(fact)
        if len(self.open) == 1:
            self.runs[-1] = _Run(self.runs[-1].start, point)
            self.halts.append(_Halt(point, None, (fact.reason,), fact.clause))
        else:
            halt = self.halts[-1]
            self.halts[-1] = _Halt(halt.start, None, (*halt.reasons, fact.reason), halt.clause)

    def _resume(self, fact: ClockFact, point: int) -> None:
        if not self.open:
            raise CannotCompute("resume_without_stop", on=fact.on)
        same = [stop for stop in self.open if stop.reason == fact.reason]
        self.open.remove(same[0] if same else self.open[0])
        if not self.open:
            halt = self.halts[-1]
            self.halts[-1] = _Halt(halt.start, point, halt.reasons, halt.clause)
            self.runs.append(_Run(point))

    def _extend(self, fact: ClockFact) -> None:
        if (fact.unit or self.limit.unit) is not self.limit.unit:
            raise CannotCompute("extension_in_another_unit", unit=fact.unit, limit=self.limit.unit)
        due_on = self._due_day()
        if due_on is not None and fact.on > due_on and not self.late_counts:
            self.voided.append(fact)
        else:
            self.extended += fact.amount

    def done(self) -> Folded:
        point = _reach(self.runs, self._total(), self.limit.unit, self.calendar)
        due_on = self._due_day()
        stopped = due_on is None
        hours = self.limit.unit is Unit.HOUR
        rests_on_days_off = self.limit.unit is Unit.WORKING or self.roll is Roll.NEXT
        return Folded(
            limit=self.limit,
            calendar=self.calendar,
            roll=self.roll,
            started_on=self.start.on,
            started_at=self.start.at,
            due_on=due_on,
            due_at=_moment(point, self.start.at) if hours and point is not None else None,
            original_due_on=self.original_due_on,
            stopped=stopped,
            stopped_since=_day_of(self.halts[-1].start, self.limit.unit, self.start.at) if stopped else None,
            stop_reason="+".join(stop.reason for stop in self.open) if stopped else "",
            ended_on=self.ended.on if self.ended else None,
            set_on=self.set_on,
            provisional=bool(
                due_on and not self.set_on and rests_on_days_off and not hours
                and self._total() and self.calendar.is_provisional(due_on)
            ),
            total=self._total(),
            extended=self.extended,
            voided=tuple(self.voided),
            runs=tuple(self.runs),
            halts=tuple(halt for halt in self.halts if point is None or halt.start < point),
        )  # fmt: skip

    def _due_day(self) -> date | None:
        if self.set_on:
            return self.set_on
        point = _reach(self.runs, self._total(), self.limit.unit, self.calendar)
        if point is None:
            return None
        day = _day_of(point, self.limit.unit, self.start.at)
        if self.limit.unit in {Unit.CALENDAR, Unit.MONTH, Unit.YEAR}:
            return roll_on(day, self.calendar, self.roll)
        return day

    def _total(self) -> int:
        return _total(self.limit, self.extended, self.start.on)

    def _point(self, fact: ClockFact) -> int:
        if self.limit.unit is not Unit.HOUR:
            return fact.on.toordinal()
        if fact.at is None:
            raise CannotCompute("hours_need_a_moment", start=fact.on)
        return _seconds(fact.at)


def _total(limit: Limit, extended: int, started_on: date) -> int:
    """A limit with its extensions, in what is counted: days; seconds for hours."""
    amount = limit.amount + extended
    match limit.unit:
        case Unit.HOUR:
            return amount * HOUR_SECONDS
        case Unit.MONTH:
            return (add_months(started_on, amount) - started_on).days
        case Unit.YEAR:
            return (add_months(started_on, amount * MONTHS_A_YEAR) - started_on).days
        case _:
            return amount


def _reach(runs: Sequence[_Run], units: int, unit: Unit, calendar: WorkCalendar) -> int | None:
    """The point at which so many units have run; None where the clock stands before."""
    for run in runs:
        if run.end is None:
            if unit is Unit.WORKING:
                return calendar.add_ordinals(run.start, units)
            return run.start + units
        ran = _count(run.start, run.end, unit, calendar)
        if units <= ran:
            return calendar.add_ordinals(run.start, units) if unit is Unit.WORKING else run.start + units
        units -= ran
    return None


def _count(start: int, end: int, unit: Unit, calendar: WorkCalendar) -> int:
    return calendar.count_ordinals(start, end) if unit is Unit.WORKING else end - start


def _day_of(point: int, unit: Unit, started_at: datetime | None) -> date:
    if unit is not Unit.HOUR:
        return date.fromordinal(point)
    return _moment(point, started_at).date()


def _seconds(at: datetime) -> int:
    assert at.tzinfo is not None, "a clock of hours needs moments with their time zone"
    return int(at.timestamp())


def _moment(point: int, started_at: datetime | None) -> datetime:
    zone: tzinfo | None = started_at.tzinfo if started_at else None
    return datetime.fromtimestamp(point, tz=zone)
