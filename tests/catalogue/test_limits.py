"""Does a promise keep within the law? Source: CAT-015."""

from __future__ import annotations

import pytest

from tests.days import MONDAY
from yichuang.catalogue.rules.limits import keeps_within, limit_of
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import policy_of, shipped_calendar


def compared(promised, statutory):
    return keeps_within(
        Limit(promised[0], Unit(promised[1])),
        Limit(statutory[0], Unit(statutory[1])),
        calendar=shipped_calendar("cn"),
        roll_of=policy_of("nanchang", MONDAY).roll_of,
        on=MONDAY,
    )


@pytest.mark.parametrize(
    ("promised", "statutory", "kept"),
    [
        ((5, "working"), (20, "working"), True),
        ((20, "working"), (20, "working"), True),
        ((21, "working"), (20, "working"), False),
        ((0, "spot"), (20, "working"), True),
        ((0, "spot"), (0, "spot"), True),
        ((1, "hour"), (0, "spot"), False),
        ((1, "working"), (0, "spot"), False),
        ((24, "hour"), (1, "calendar"), True),
        ((48, "hour"), (3, "working"), True),
        ((672, "hour"), (1, "month"), True),
        ((10, "working"), (24, "hour"), False),
        ((1, "month"), (2, "month"), True),
        ((3, "month"), (2, "month"), False),
        pytest.param((5, "working"), (30, "calendar"), True, id="even over Spring Festival"),
        pytest.param((10, "working"), (1, "month"), True, id="two weeks of a month"),
        pytest.param((30, "working"), (1, "month"), False, id="six weeks of a month, always"),
        ((3, "month"), (1, "year"), True),
        ((12, "calendar"), (20, "working"), True),
    ],
)
def test_what_can_be_compared(promised, statutory, kept):
    assert compared(promised, statutory) is kept


@pytest.mark.parametrize(
    ("promised", "statutory"),
    [
        ((25, "hour"), (1, "calendar")),
        ((1, "working"), (72, "hour")),
        ((20, "working"), (30, "calendar")),
        ((20, "working"), (1, "month")),
        ((1, "month"), (30, "calendar")),
    ],
)
def test_what_depends_on_the_day_is_refused(promised, statutory):
    with pytest.raises(CannotCompute, match="limits_not_comparable"):
        compared(promised, statutory)


def test_a_limit_as_it_stands_in_the_catalogue():
    assert limit_of(None, "working") is None
    assert limit_of(None, "spot") == limit_of(3, "spot") == Limit(0, Unit.SPOT)
    assert limit_of(3, "month") == Limit(3, Unit.MONTH)
