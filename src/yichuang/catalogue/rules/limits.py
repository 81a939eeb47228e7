"""Whether the promised limit of an item keeps within the statutory one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.work_calendar import WorkCalendar
from yichuang.kernel.worktime import Limit, Roll, Unit, due

HOURS_A_DAY = 24
SHORTEST = {Unit.WORKING: 1, Unit.CALENDAR: 1, Unit.MONTH: 28, Unit.YEAR: 365}  # days, at least
YEARS_BACK = 4  # of announced holidays that a comparison looks at


def limit_of(amount: int | None, unit: str) -> Limit | None:
    """A limit as it stands in the catalogue; None where none is stated. On the spot has no amount."""
    if unit == Unit.SPOT:
        return Limit(0, Unit.SPOT)
    return None if amount is None else Limit(amount, Unit(unit))


def keeps_within(
    promised: Limit,
    statutory: Limit,
    *,
    calendar: WorkCalendar,
    roll_of: Callable[[Unit], Roll],
    on: date,
) -> bool:
    """Whether a promise never ends after the statutory limit that starts with it.

    In one unit the amounts are compared. On the spot keeps within everything. Hours run round the clock:
    they keep within days if they are no more than the fewest hours that those have. Other units are
    compared by the calendar: on every day of the last years and of those announced. Where the answer
    depends on the day it is refused: CannotCompute("limits_not_comparable", day=the first such day).
    Source: CAT-015.
    """
    if promised.unit is statutory.unit:
        return promised.amount <= statutory.amount
    if promised.unit is Unit.SPOT or statutory.unit is Unit.SPOT:
        return promised.unit is Unit.SPOT
    if promised.unit is Unit.HOUR:
        if promised.amount <= statutory.amount * SHORTEST[statutory.unit] * HOURS_A_DAY:
            return True
        raise CannotCompute("limits_not_comparable", day="")
    if statutory.unit is Unit.HOUR:
        if promised.amount * SHORTEST[promised.unit] * HOURS_A_DAY > statutory.amount:
            return False
        raise CannotCompute("limits_not_comparable", day="")
    kept: bool | None = None
    for day in _days(calendar, on):
        ends = due(day, promised, calendar, roll_of(promised.unit)).on
        within = ends <= due(day, statutory, calendar, roll_of(statutory.unit)).on
        if kept is not None and within is not kept:
            raise CannotCompute("limits_not_comparable", day=day.isoformat())
        kept = within
    return bool(kept)


def _days(calendar: WorkCalendar, on: date) -> Iterator[date]:
    """Each day of the years looked at, up to a year before the announcements end."""
    first = max(calendar.first, date(on.year - YEARS_BACK, 1, 1))
    last = max(first, min(calendar.published_until, date(on.year, 12, 31)))
    for distance in range((last - first).days + 1):
        yield first + timedelta(distance)
