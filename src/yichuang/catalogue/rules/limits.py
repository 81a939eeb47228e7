"""Whether the promised limit of an item keeps within the statutory one. Pure."""

from __future__ import annotations

from yichuang.kernel.errors import CannotCompute

SPOT = "spot"
UNITS = ("working", "calendar", "month", "hour", SPOT)
HOURS_OF_A_DAY = 24


def keeps_within(promised: tuple[int, str], statutory: tuple[int, str]) -> bool:
    """Whether a promise can never end after the statutory limit that starts with it.

    promised, statutory: amount and unit. In one unit the amounts are compared. On the spot keeps
    within everything, and only itself keeps within on the spot. Hours run round the clock and a
    calendar day never ends later than a working day, hence hours within days and calendar days
    within working days where the amounts allow it. All else depends on the day.
    Raises CannotCompute("limits_not_comparable").
    Source: CAT-015.
    """
    (promise, unit), (law, law_unit) = promised, statutory
    assert unit in UNITS, unit
    assert law_unit in UNITS, law_unit
    if unit == law_unit:
        return promise <= law or unit == SPOT
    if unit == SPOT:
        return True
    if law_unit == SPOT:
        return False
    if unit == "hour" and law_unit in {"working", "calendar"} and promise <= law * HOURS_OF_A_DAY:
        return True
    if unit == "calendar" and law_unit == "working" and promise <= law:
        return True
    raise CannotCompute("limits_not_comparable", promised=promise, statutory=law)
