"""The clock strip (时限条): one cell a day, from the first day to the later of statutory due day and today.

Pure: codes, numbers and days. The sentences come from clocks/wording.py, the picture from web/. Everything
is read from the same folds as the dates themselves; nothing is counted a second time.
Tall cells count or would count; low ones never do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from yichuang.clocks.rules.clock import Folded
from yichuang.kernel.worktime import DayKind, Hold, Unit, WorkCalendar

DAY = timedelta(1)
WEEK = 7
FOLD_AFTER_CELLS = 60


class CellKind(StrEnum):
    """What a cell looks like (face.md, section 4)."""

    START = "start"  # 起: low, outlined
    USED = "used"  # n
    TODAY = "today"  # n, the day that is running
    TODO = "todo"  # n, to come, within the promise
    BEYOND = "beyond"  # n of the statutory limit, to come, after the promise
    PAST = "past"  # +n, past the promise
    WEEKEND = "weekend"  # 休: low
    HOLIDAY = "holiday"  # 假: low
    HELD = "held"  # 停: tall, hatched
    HALF_HELD = "half_held"  # 停 above, n of the statutory limit below: only the promise stands


LOW = frozenset({CellKind.START, CellKind.WEEKEND, CellKind.HOLIDAY})


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. n: the number in it (0 for none), see CellKind. today: it bears the flag of today.

    make_up: it bears the cap 班. month: it is the first cell or the first of a month, and shows the month.
    """

    day: date
    kind: CellKind
    n: int = 0
    today: bool = False
    make_up: bool = False
    month: bool = False

    @property
    def tall(self) -> bool:
        """Whether the day counts, or would if the clock ran."""
        return self.kind not in LOW


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks in a row without an event, folded to one narrow cell: "5×3 周"."""

    first: date
    last: date
    weeks: int
    per_week: int
    kind: CellKind
    from_n: int
    to_n: int


class FlagKind(StrEnum):
    """What ends at the right edge of a day (TODAY stands over its cell)."""

    START = "start"
    TODAY = "today"
    PROMISE = "promise"  # one solid bar
    STATUTORY = "statutory"  # a double bar
    BOTH = "both"  # one double bar, both names
    ORIGINAL = "original"  # 原定: thin
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that matters. provisional: dashed, with the tag 暂定. of: whose original day it was."""

    day: date
    kind: FlagKind
    provisional: bool = False
    of: FlagKind | None = None


class BraceKind(StrEnum):
    """Why days below a brace are what they are."""

    HELD = "held"
    HALF_HELD = "half_held"
    HOLIDAY = "holiday"
    DEEMED = "deemed"  # 逾期未告知，视为受理


@dataclass(frozen=True, slots=True)
class Brace:
    """Days in a row with one reason. label: the procedure's code or the holiday. units: how many it took."""

    first: date
    last: date
    kind: BraceKind
    label: str = ""
    units: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """The figures beside the strip, of one limit. left counts today; used does not, until it is over."""

    total: int
    unit: Unit
    used: int
    left: int
    overdue: int
    excluded: int
    due_on: date | None
    stopped: bool
    stop_reason: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """All that is drawn and said. cells: each day; items: the same with eventless weeks folded.

    short: the counted days of the promise only, each stop as one cell with its number of days in `n`.
    """

    today: date
    cells: tuple[Cell, ...]
    items: tuple[Cell | Weeks, ...]
    short: tuple[Cell, ...]
    flags: tuple[Flag, ...]
    braces: tuple[Brace, ...]
    promise: Count
    statutory: Count | None
    ended_on: date | None
    calendar_version: str
    published_until: date


def cells(today: date, promise: Folded, statutory: Folded | None = None, *, deemed: bool = False) -> Strip:
    """The strip of a case on a day, or of a single limit where there is no statutory one.

    deemed: the case was accepted by itself; the first day is that of receipt.
    Source: CLK-001, CLK-003; face.md, section 4.
    """
    row = tuple(_row(today, promise, statutory))
    flags = tuple(_flags(today, promise, statutory))
    braces = tuple(_braces(today, row, promise, statutory, deemed=deemed))
    return Strip(
        today=today,
        cells=row,
        items=_fold_weeks(row, flags),
        short=_short(row),
        flags=flags,
        braces=braces,
        promise=_count(today, promise),
        statutory=_count(today, statutory) if statutory else None,
        ended_on=promise.ended_on,
        calendar_version=promise.calendar.version,
        published_until=promise.calendar.published_until,
    )


def _row(today: date, promise: Folded, statutory: Folded | None) -> Iterator[Cell]:
    calendar, start = promise.calendar, promise.started_on
    running_until = promise.ended_on or today
    mine, law = _Numbers(promise), _Numbers(statutory or promise)
    yield Cell(start, CellKind.START, today=start == today and not promise.ended_on, month=True)
    day = start
    while day < _last(today, promise, statutory):
        day += DAY
        cell = Cell(
            day,
            CellKind.TODO,
            today=day == today and not promise.ended_on,
            make_up=calendar.kind(day) is DayKind.MAKE_UP,
            month=day.day == 1,
        )
        yield _filled(cell, mine.of(day), law.of(day), promise, running_until)


def _filled(cell: Cell, mine: _Number, law: _Number, promise: Folded, running_until: date) -> Cell:
    """What a day is for the two limits: within the promise, or past it."""
    over = promise.due_on is not None and cell.day > promise.due_on
    if not (law.counts if over else mine.counts):
        holiday = promise.calendar.kind(cell.day) is DayKind.HOLIDAY
        return replace(cell, kind=CellKind.HOLIDAY if holiday else CellKind.WEEKEND)
    begun = cell.day <= running_until
    if not over:
        return _within(cell, mine, law, begun=begun)
    if begun:
        return replace(cell, kind=CellKind.PAST, n=promise.overdue(cell.day))
    return replace(cell, kind=CellKind.HELD if law.held else CellKind.BEYOND, n=law.n)


def _within(cell: Cell, mine: _Number, law: _Number, *, begun: bool) -> Cell:
    if mine.held:
        return replace(cell, kind=CellKind.HELD if law.held else CellKind.HALF_HELD, n=law.n)
    if cell.today:
        return replace(cell, kind=CellKind.TODAY, n=mine.n)
    return replace(cell, kind=CellKind.USED if begun else CellKind.TODO, n=mine.n)


@dataclass(frozen=True, slots=True)
class _Number:
    """What a day is for one limit. n: the how-manieth counted day it is, if it is one."""

    counts: bool
    held: bool
    n: int


class _Numbers:
    """One limit, read off from day to day by its fold."""

    def __init__(self, folded: Folded) -> None:
        self.folded, self.holds = folded, folded.holds()

    def of(self, day: date) -> _Number:
        working = self.folded.unit is Unit.WORKING
        counts = not working or self.folded.calendar.is_working(day)
        held = any(hold.first <= day <= hold.last for hold in self.holds)
        return _Number(counts=counts, held=held, n=0 if held or not counts else self._n(day))

    def _n(self, day: date) -> int:
        if self.folded.unit is Unit.HOUR:
            return (day - self.folded.started_on).days
        return self.folded.used_open(day)


def _last(today: date, promise: Folded, statutory: Folded | None) -> date:
    dues = [folded.due_on for folded in (promise, statutory) if folded and folded.due_on]
    return max([promise.ended_on or today, *dues])


def _flags(today: date, promise: Folded, statutory: Folded | None) -> Iterator[Flag]:
    yield Flag(promise.started_on, FlagKind.START)
    if promise.ended_on:
        yield Flag(promise.ended_on, FlagKind.ENDED)
    else:
        yield Flag(today, FlagKind.TODAY)
    law_due = statutory.due_on if statutory else None
    if promise.due_on and promise.due_on == law_due:
        yield Flag(promise.due_on, FlagKind.BOTH, provisional=promise.provisional)
    else:
        if promise.due_on:
            yield Flag(promise.due_on, FlagKind.PROMISE, provisional=promise.provisional)
        if statutory and law_due:
            yield Flag(law_due, FlagKind.STATUTORY, provisional=statutory.provisional)
    for folded, kind in ((promise, FlagKind.PROMISE), (statutory, FlagKind.STATUTORY)):
        unmoved = folded.unmoved_on() if folded else None
        if folded and unmoved and unmoved != folded.due_on:
            yield Flag(unmoved, FlagKind.ORIGINAL, of=kind)


def _braces(
    today: date, row: Sequence[Cell], promise: Folded, statutory: Folded | None, *, deemed: bool
) -> Iterator[Brace]:
    if deemed:
        yield Brace(row[0].day, row[0].day, BraceKind.DEEMED)
    last = row[-1].day
    both = set(statutory.holds()) if statutory else set(promise.holds())
    for hold in promise.holds():
        if hold.first <= last:
            kind = BraceKind.HELD if any(_covers(one, hold) for one in both) else BraceKind.HALF_HELD
            taken_until = min(hold.last, promise.ended_on or today)
            yield _hold_brace(hold, min(hold.last, last), taken_until, kind, promise)
    yield from _holiday_braces(row, promise.calendar)


def _covers(one: Hold, other: Hold) -> bool:
    return one.first <= other.first and other.last <= one.last


def _hold_brace(hold: Hold, last: date, taken_until: date, kind: BraceKind, folded: Folded) -> Brace:
    before = hold.first - DAY
    if folded.unit is Unit.WORKING:
        units = folded.calendar.count(before, max(before, taken_until))
    else:
        units = max(0, (taken_until - before).days)
    return Brace(hold.first, last, kind, hold.label, units)


def _holiday_braces(row: Sequence[Cell], calendar: WorkCalendar) -> Iterator[Brace]:
    """One brace for each run of holidays of one name."""
    found: Brace | None = None
    for cell in row:
        name = calendar.holiday_name(cell.day) if cell.kind is CellKind.HOLIDAY else None
        if found and (name != found.label or cell.day != found.last + DAY):
            yield found
            found = None
        if name:
            found = (
                replace(found, last=cell.day) if found else Brace(cell.day, cell.day, BraceKind.HOLIDAY, name)
            )
    if found:
        yield found


def _count(today: date, folded: Folded) -> Count:
    day = folded.ended_on or today
    total, left = folded.left(folded.started_on), folded.left(day)
    used = total - left
    if folded.ended_on:
        used, left = folded.used(day), max(0, folded.ended_by())
    return Count(
        total=total,
        unit=folded.unit,
        used=used,
        left=left,
        overdue=folded.overdue(day),
        excluded=folded.excluded(day),
        due_on=folded.due_on,
        stopped=folded.stopped,
        stop_reason=folded.stop_reason,
        provisional=folded.provisional,
    )


def _short(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """The counted days of the promise, with each stop as one cell whose n says how many days it took."""
    kept: list[Cell] = []
    standing = {CellKind.HELD, CellKind.HALF_HELD}
    for cell in row:
        if cell.kind in standing:
            if kept and kept[-1].kind is CellKind.HELD:
                kept[-1] = replace(kept[-1], n=kept[-1].n + 1, today=kept[-1].today or cell.today)
            else:
                kept.append(replace(cell, kind=CellKind.HELD, n=1, make_up=False))
        elif cell.tall and cell.kind is not CellKind.BEYOND:
            kept.append(cell)
    return tuple(kept)


def _fold_weeks(row: Sequence[Cell], flags: Sequence[Flag]) -> tuple[Cell | Weeks, ...]:
    """The cells, with weeks from Monday to Sunday that hold no event folded where there are too many."""
    if len(row) <= FOLD_AFTER_CELLS:
        return tuple(row)
    marked = {flag.day for flag in flags}
    items: list[Cell | Weeks] = []
    place = 0
    while place < len(row):
        week = row[place : place + WEEK]
        folded = _eventless(week, marked)
        if not folded:
            items.append(row[place])
            place += 1
            continue
        before = items[-1] if items else None
        if isinstance(before, Weeks) and (before.kind, before.per_week) == (folded.kind, folded.per_week):
            items[-1] = replace(before, last=folded.last, weeks=before.weeks + 1, to_n=folded.to_n)
        else:
            items.append(folded)
        place += WEEK
    return tuple(items)


def _eventless(week: Sequence[Cell], marked: set[date]) -> Weeks | None:
    """A whole plain week as one item; None where anything happens in it."""
    if len(week) < WEEK or week[0].day.weekday() or week[0].day - DAY in marked:
        return None
    tall = [cell for cell in week if cell.tall]
    plain = all(cell.tall or cell.kind is CellKind.WEEKEND for cell in week)
    if not plain or not tall or len({cell.kind for cell in tall}) > 1:
        return None
    if any(cell.day in marked or cell.make_up or cell.today or cell.day.day == 1 for cell in week):
        return None
    return Weeks(week[0].day, week[-1].day, 1, len(tall), tall[0].kind, tall[0].n, tall[-1].n)
