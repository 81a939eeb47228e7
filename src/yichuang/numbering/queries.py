"""Reading the series."""

from __future__ import annotations

from yichuang.numbering.models import Series


def last_taken(series: str) -> int:
    """The last number taken in a series; 0 where none was."""
    return Series.objects.filter(key=series).values_list("last", flat=True).first() or 0
