"""Taking numbers: gap-free in every series, whoever asks at once and whatever is rolled back.

Numbers are taken last before the commit, in the order case, receipt, document, so that two
transactions never wait for each other crosswise, and others wait as short as can be.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connection

_TAKE = (Path(__file__).parent / "sql/take.sql").read_text(encoding="utf-8")


def take(series: str) -> int:
    """The next number of a series, from 1. Part of the transaction of what is numbered, never alone.

    If that transaction is rolled back the number was never taken, and the next one gets it.
    series: who numbers what since when, as in "receipt:H01:2026"; at most 120 signs.
    Source: INT-001, RCP-001.
    """
    return take_many(series, 1)[0]


def take_many(series: str, count: int) -> range:
    """The next `count` numbers of a series, without a gap, with one statement.

    Source: INT-001, RCP-001.
    """
    assert connection.in_atomic_block, "a number is taken in the transaction of what is numbered"
    assert 0 < len(series) <= 120, series
    if count == 0:
        return range(0)
    assert count > 0, count
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": series, "count": count})
        (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)
