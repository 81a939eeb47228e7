"""When a limit ends: working days, calendar days, months, hours; with the derivation. Pure.

The first day is not counted (民法典 201); the due day counts whole. A limit in working days ends on a
working day by itself; whether one in calendar days or months rolls on is said by the caller, who has it
from policy.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.work_calendar import DayKind, WorkCalendar, build

__all__ = [
    "DayKind",
    "DaySpan",
    "Due",
    "Hold",
    "Limit",
    "Roll",
    "SpanReason",
    "Unit",
    "WorkCalendar",
    "add_months",
    "build",
    "derive",
    "due",
    "due_many",
    "lay_out",
    "roll_on",
]

MONTHS_A_YEAR = 12
DAY = timedelta(1)


class Unit(StrEnum):
    """What a limit is counted in."""

    WORKING = "working"
    CALENDAR = "calendar"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"  # round the clock
    SPOT = "spot"  # 当场: the same day


class Roll(StrEnum):
    """Whether a limit that ends on a day that is not worked ends on the next working day (顺延)."""

    NONE = "none"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a unit. An amount on the spot is 0."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise CannotCompute("negative_amount", amount=self.amount)
        if self.unit is Unit.SPOT and self.amount:
            raise CannotCompute("amount_on_the_spot", amount=self.amount)


class Due(NamedTuple):
    """The last day of a limit. `at` is the moment, for hours only.

    provisional: it rests on holidays that have not been announced yet (暂定).
    """

    on: date
    at: datetime | None = None
    provisional: bool = False


class SpanReason(StrEnum):
    """Why the days of a span count, or do not."""

    START = "start"  # the first day is not counted
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HELD = "held"  # the clock stands
    ROLLED = "rolled"  # the limit ended on a day off and runs on to the next working day
    SET = "set"  # the due day was set by a decision


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Some days in a row that have one reason to count or not.

    counted: how many of them count; they are the from_n-th to the to_n-th of the limit (0 if none).
    label: the holiday or the procedure. clause: a key of the policy's clauses, or a clause as filed.
    off: days off inside the span; make_up: weekend days inside it that are worked.
    held_units: how many days would have counted, had the clock not stood.
    """

    first: date
    last: date
    reason: SpanReason
    counted: int = 0
    from_n: int = 0
    to_n: int = 0
    label: str = ""
    clause: str = ""
    off: tuple[date, ...] = ()
    make_up: tuple[date, ...] = ()
    held_units: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """The days on which a clock stood, from the first that did not count to the last."""

    first: date
    last: date
    label: str
    clause: str = ""


def due(start: date | datetime, limit: Limit, calendar: WorkCalendar, roll: Roll = Roll.NONE) -> Due:
    """When a limit ends that starts on a day (or, for hours, at a moment).

    Raises CannotCompute: "outside_calendar", or "hours_need_a_moment" where hours start on a bare day.
    Source: CLK-001; Civil Code, articles 201 to 203; Administrative Licensing Law, article 82.
    """
    unit, amount = limit.unit, limit.amount
    if unit is Unit.WORKING:
        ordinal = calendar.add_ordinals(start.toordinal(), amount)
        on = date.fromordinal(ordinal)
        return Due(on, None, amount > 0 and on > calendar.published_until)
    if unit is Unit.HOUR:
        if not isinstance(start, datetime):
            raise CannotCompute("hours_need_a_moment", start=start)
        at = _hours_later(start, amount)
        return Due(at.date(), at)
    on = _nominal(start.date() if isinstance(start, datetime) else start, amount, unit)
    if unit is Unit.SPOT:
        return Due(on)
    rolled = roll_on(on, calendar, roll)
    return Due(rolled, None, roll is Roll.NEXT and calendar.is_provisional(rolled))


def _nominal(day: date, amount: int, unit: Unit) -> date:
    """The day on which a limit in days or months of the calendar ends, before it rolls."""
    if unit is Unit.MONTH:
        return add_months(day, amount)
    if unit is Unit.YEAR:
        return add_months(day, amount * MONTHS_A_YEAR)
    return _days_later(day, amount)


def roll_on(day: date, calendar: WorkCalendar, roll: Roll) -> date:
    """The day itself; or, where limits roll and it is not worked, the next working day (民法典 203)."""
    if roll is Roll.NONE or calendar.is_working(day):
        return day
    return calendar.add(day, 1)


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later; the last day of that month where it has none (202)."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        raise CannotCompute("outside_time", day=day, months=months)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_many(
    starts: Iterable[date],
    amounts: Iterable[int],
    unit: Unit,
    calendar: WorkCalendar,
    roll: Roll = Roll.NONE,
) -> list[date]:
    """The due days of many limits of one unit, in order: the same as `due`, without its ceremony.

    Not for hours. Source: CLK-001.
    """
    if unit is not Unit.WORKING:
        pairs = zip(starts, amounts, strict=True)
        return [due(start, Limit(amount, unit), calendar, roll).on for start, amount in pairs]
    until, days, base = calendar.until, calendar.worked_days, calendar.base
    found: list[date] = []
    add = found.append
    try:
        for start, amount in zip(starts, amounts, strict=True):
            place = start.toordinal() - base
            if amount <= 0 or place < 0:
                add(due(start, Limit(amount, unit), calendar, roll).on)
            else:
                add(days[until[place] + amount - 1])
    except IndexError:
        raise calendar.outside(start, amount=amount) from None
    return found


def derive(
    start: date | datetime, limit: Limit, calendar: WorkCalendar, roll: Roll = Roll.NONE
) -> tuple[DaySpan, ...]:
    """How `due` comes about: each day from the start to the due day, in spans, with its reason.

    The counted days of the spans add up to the limit; the last span ends on the due day.
    Source: CLK-001.
    """
    found = due(start, limit, calendar, roll)
    day = start.date() if isinstance(start, datetime) else start
    if limit.unit in {Unit.MONTH, Unit.YEAR, Unit.HOUR}:
        return _in_one_piece(day, limit, found, calendar)
    return lay_out(day, found.on, limit, calendar)


def lay_out(
    start: date,
    last: date,
    limit: Limit,
    calendar: WorkCalendar,
    holds: Sequence[Hold] = (),
) -> tuple[DaySpan, ...]:
    """The days after `start` up to `last`, in spans: counted (until the limit is full), off, or held.

    Weekends lie inside the span they interrupt; holidays are spans of their own. For limits in working
    or calendar days, or months already turned into calendar days.
    """
    counts: Callable[[date], bool] = calendar.is_working if limit.unit is Unit.WORKING else _always
    spans = [DaySpan(start, start, SpanReason.START, clause="first_day")]
    n, day = 0, start
    while day < last:
        day += DAY
        hold = next((h for h in holds if h.first <= day <= h.last), None)
        span = _one_day(day, hold, calendar, counting=limit.unit is Unit.WORKING)
        if counts(day) and hold:
            span = replace(span, held_units=1)
        elif counts(day) and n < limit.amount:
            n += 1
            span = replace(span, counted=1, from_n=n, to_n=n)
        elif counts(day) and limit.unit is not Unit.WORKING:
            span = replace(span, reason=SpanReason.ROLLED, clause="roll")
        joined = _join(spans[-1], span)
        spans[-1:] = joined
    return tuple(spans)


def _one_day(day: date, hold: Hold | None, calendar: WorkCalendar, *, counting: bool) -> DaySpan:
    """A span of one day, not numbered yet. counting: in working days, where days off matter."""
    kind = calendar.kind(day) if counting else DayKind.WORKDAY
    if kind is DayKind.HOLIDAY:
        name = calendar.holiday_name(day) or ""
        return DaySpan(day, day, SpanReason.HOLIDAY, label=name, clause="holiday_notice")
    off = (day,) if kind is DayKind.WEEKEND else ()
    make_up = (day,) if kind is DayKind.MAKE_UP else ()
    if hold:
        reason, label, clause = SpanReason.HELD, hold.label, hold.clause
    elif off:
        reason, label, clause = SpanReason.WEEKEND, "", "working_days"
    else:
        reason, label, clause = SpanReason.COUNTED, "", "working_days" if counting else "calendar_days"
    return DaySpan(day, day, reason, label=label, clause=clause, off=off, make_up=make_up)


def _join(left: DaySpan, right: DaySpan) -> list[DaySpan]:
    """Two neighbours as one span where they have the same reason, or a weekend interrupts it."""
    absorbing = {SpanReason.COUNTED, SpanReason.HELD, SpanReason.WEEKEND}
    same = (left.reason, left.label, left.clause) == (right.reason, right.label, right.clause)
    takes_weekend = right.reason is SpanReason.WEEKEND and left.reason in absorbing
    opens_with_weekend = left.reason is SpanReason.WEEKEND and right.reason is SpanReason.COUNTED
    if not (same or takes_weekend or opens_with_weekend) or left.reason is SpanReason.START:
        return [left, right]
    named = right if opens_with_weekend else left
    return [
        replace(
            named,
            first=left.first,
            last=right.last,
            counted=left.counted + right.counted,
            from_n=left.from_n or right.from_n,
            to_n=right.to_n or left.to_n,
            off=left.off + right.off,
            make_up=left.make_up + right.make_up,
            held_units=left.held_units + right.held_units,
        )
    ]


def _in_one_piece(day: date, limit: Limit, found: Due, calendar: WorkCalendar) -> tuple[DaySpan, ...]:
    """Months, years and hours are not counted day by day: one span, and the days it rolled on."""
    opening = DaySpan(day, day, SpanReason.START, clause="first_day")
    end = found.on
    if limit.unit is not Unit.HOUR:
        end = due(day, limit, calendar, Roll.NONE).on
    clause = "hours" if limit.unit is Unit.HOUR else "months"
    first = min(day + DAY, end)
    spans = [opening, DaySpan(first, end, SpanReason.COUNTED, limit.amount, 1, limit.amount, "", clause)]
    if limit.amount == 0:
        spans.pop()
    if found.on > end:
        spans.append(DaySpan(end + DAY, found.on, SpanReason.ROLLED, clause="roll"))
    return tuple(spans)


def _days_later(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        raise CannotCompute("outside_time", day=day, days=days) from None


def _hours_later(start: datetime, hours: int) -> datetime:
    """So many hours later, round the clock. With a time zone real hours are counted, through summer time."""
    try:
        if start.tzinfo is None:
            return start + timedelta(hours=hours)
        return (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(start.tzinfo)
    except OverflowError:
        raise CannotCompute("outside_time", day=start.date(), hours=hours) from None


def _always(_day: date) -> bool:
    return True
