"""Which days are worked: weekends, statutory holidays, and the weekend days worked in exchange. Pure.

The calendar is a table made once: how many days were worked up to each date, and which date the n-th
worked day is. So every question is answered by looking up, never by walking from day to day.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from yichuang.kernel.errors import CannotCompute


class DayKind(StrEnum):
    """What a date is on the work calendar."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"  # 调休上班: a weekend day that is worked


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The working days of one country, from `first` to `last`.

    version: what was known when it was made; printed beside every derivation.
    published_until: the last day of the last year whose holidays are announced. Later days are
    weekends and weekdays only: what falls there is provisional (暂定).
    Ordinals are those of `date.toordinal`; they spare the hot paths the making of dates.
    Source: CLK-001.
    """

    name: str
    version: str
    first: date
    last: date
    published_until: date
    holidays: Mapping[date, str]
    make_up: Mapping[date, str]
    base: int = field(repr=False)  # ordinal of `first`
    until: array[int] = field(repr=False)  # worked days from `first` up to and with each date
    worked: array[int] = field(repr=False)  # ordinal of the n-th worked day
    worked_days: tuple[date, ...] = field(repr=False)  # the same as dates

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        ordinal = day.toordinal()
        return self.count_ordinals(ordinal - 1, ordinal) == 1

    def kind(self, day: date) -> DayKind:
        """What the day is. A holiday that falls on a weekend is a holiday."""
        self._place(day.toordinal())
        if day in self.make_up:
            return DayKind.MAKE_UP
        if day in self.holidays:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY

    def holiday_name(self, day: date) -> str | None:
        """The holiday that a day belongs to, or for which a weekend day is worked; None for others."""
        return self.holidays.get(day) or self.make_up.get(day)

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`; the last before it for -1; `start` itself for 0.

        Raises CannotCompute("outside_calendar") where the calendar does not reach.
        """
        return date.fromordinal(self.add_ordinals(start.toordinal(), n))

    def count(self, start: date, end: date) -> int:
        """How many days are worked in (start, end]: `start` is not counted, `end` is."""
        return self.count_ordinals(start.toordinal(), end.toordinal())

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies past what has been announced."""
        return day > self.published_until

    def add_ordinals(self, start: int, n: int) -> int:
        """`add` in ordinals."""
        if n > 0:
            place = self.until[self._place(start)] + n - 1
        elif n:
            place = self.until[self._place(start - 1)] + n
        else:
            return start
        if not 0 <= place < len(self.worked):
            raise self.outside(date.fromordinal(start), amount=n)
        return self.worked[place]

    def count_ordinals(self, start: int, end: int) -> int:
        """`count` in ordinals. The day before `first` may be the start."""
        before = 0 if start == self.base - 1 else self.until[self._place(start)]
        return self.until[self._place(end)] - before

    def _place(self, ordinal: int) -> int:
        """Where a date stands in the table."""
        place = ordinal - self.base
        if not 0 <= place < len(self.until):
            raise self.outside(date.fromordinal(ordinal))
        return place

    def outside(self, day: date, **facts: object) -> CannotCompute:
        """The refusal of a date that the calendar does not reach."""
        reach = {"first": self.first.year, "last": self.last.year}
        return CannotCompute("outside_calendar", day=day.isoformat(), calendar=self.name, **reach, **facts)


def build(
    name: str,
    version: str,
    *,
    holidays: Mapping[date, str],
    make_up: Mapping[date, str],
    first_year: int,
    last_year: int,
    published_until: date,
) -> WorkCalendar:
    """Make a calendar of whole years from the days that differ from the plain week.

    holidays: days off, with their name, weekends among them or not. make_up: weekend days that are
    worked, with the holiday they were exchanged for (a weekday among them, as on 2020-02-03, is a plain
    working day). A day in both is refused: CannotCompute("day_twice").
    """
    twice = holidays.keys() & make_up.keys()
    if twice:
        raise CannotCompute("day_twice", day=min(twice), calendar=name)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    until, worked, days = array("i"), array("i"), []
    day, one = first, timedelta(1)
    while day <= last:
        if day in make_up or (day.weekday() < 5 and day not in holidays):
            worked.append(day.toordinal())
            days.append(day)
        until.append(len(worked))
        day += one
    return WorkCalendar(
        name=name,
        version=version,
        first=first,
        last=last,
        published_until=published_until,
        holidays=dict(holidays),
        make_up={worked_day: name for worked_day, name in make_up.items() if worked_day.weekday() >= 5},
        base=first.toordinal(),
        until=until,
        worked=worked,
        worked_days=tuple(days),
    )
