"""Does a promise keep within the law? Source: CAT-015."""

from __future__ import annotations

import pytest

from yichuang.catalogue.rules.limits import keeps_within
from yichuang.kernel.errors import CannotCompute


@pytest.mark.parametrize(
    ("promised", "statutory", "kept"),
    [
        ((5, "working"), (20, "working"), True),
        ((20, "working"), (20, "working"), True),
        ((21, "working"), (20, "working"), False),
        ((0, "spot"), (20, "working"), True),
        ((0, "spot"), (0, "spot"), True),
        ((1, "hour"), (0, "spot"), False),
        ((24, "hour"), (1, "calendar"), True),
        ((48, "hour"), (3, "working"), True),
        ((20, "calendar"), (20, "working"), True),
        ((1, "month"), (2, "month"), True),
        ((3, "month"), (2, "month"), False),
    ],
)
def test_what_can_be_compared(promised, statutory, kept):
    assert keeps_within(promised, statutory) is kept


@pytest.mark.parametrize(
    ("promised", "statutory"),
    [
        ((25, "hour"), (1, "calendar")),
        ((21, "calendar"), (20, "working")),
        ((20, "working"), (30, "calendar")),
        ((20, "working"), (1, "month")),
        ((1, "month"), (30, "calendar")),
    ],
)
def test_what_depends_on_the_day_is_refused(promised, statutory):
    with pytest.raises(CannotCompute, match="limits_not_comparable"):
        keeps_within(promised, statutory)
