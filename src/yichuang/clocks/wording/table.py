"""A derivation as lines of text: columns that stand under one another, Han characters two wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from django.utils.translation import pgettext

from yichuang.clocks.wording.derivation import Row

GAP = "  "


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The rows with their heads, padded."""
    head = (
        pgettext("head of a derivation", "Days"),
        pgettext("head of a derivation", "Counted or not"),
        pgettext("head of a derivation", "Which day"),
        pgettext("head of a derivation", "Reason"),
        pgettext("head of a derivation", "Clause"),
    )
    table = [head, *((row.days, row.counted, row.numbers, row.reason, row.clause) for row in rows)]
    widths = [max(_width(line[column]) for line in table) for column in range(len(head))]
    return [
        GAP.join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in table
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
