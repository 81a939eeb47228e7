"""Due dates per second: one by one with all that a due day says, and many of one unit.

Floor: the look-up alone, in a bare loop over the calendar's own tables.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import django

from benchmarks.measure import best_of, tell

HOW_MANY = 200_000
RUNS = 5


def main() -> None:
    """Measure, and tell."""
    django.setup()
    from yichuang.kernel.worktime import Limit, Unit, due, due_many
    from yichuang.policy.queries import shipped_calendar

    calendar = shipped_calendar("cn")
    dice = random.Random(1)
    begin = date(2024, 1, 1)
    starts = [begin + timedelta(days=dice.randrange(900)) for _ in range(HOW_MANY)]
    amounts = [dice.randrange(1, 60) for _ in range(HOW_MANY)]
    limits = {amount: Limit(amount, Unit.WORKING) for amount in range(1, 60)}
    told = [limits[amount] for amount in amounts]

    until, days, base = calendar.until, calendar.worked_days, calendar.base

    def bare() -> list[date]:
        return [days[until[s.toordinal() - base] + n - 1] for s, n in zip(starts, amounts, strict=True)]

    def many() -> list[date]:
        return due_many(starts, amounts, Unit.WORKING, calendar)

    def one_by_one() -> list[date]:
        return [due(start, limit, calendar).on for start, limit in zip(starts, told, strict=True)]

    assert bare() == many() == one_by_one()
    floor = HOW_MANY / best_of(RUNS, bare)
    for name, work in (("due/many", many), ("due/one", one_by_one)):
        tell(name=name, engine="python", value=HOW_MANY / best_of(RUNS, work), unit="dates/s", floor=floor)


if __name__ == "__main__":
    main()
