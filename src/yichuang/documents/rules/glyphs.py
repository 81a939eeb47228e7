"""Whether every character of a document can be set in the fonts at hand. Pure.

Where a font has no glyph a name would have a hole, and a name with a hole in it is no name: such a
character is refused before the document is issued, and named.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import NamedTuple

_LAYOUT = "\n"
_WIDE_SPACE = "\u3000"
_UNSEEN = (range(0xFE00, 0xFE10), range(0xE0000, 0xE01F0))  # variation selectors, tags
_SEGMENTED = 12  # the format of a cmap subtable that tells whole ranges, beyond the basic plane too


class Missing(NamedTuple):
    """A character that cannot be set, and where it stands: ("𡋾", "U+212FE", "data.applicant.name")."""

    character: str
    codepoint: str
    place: str


def settable(codepoints: Iterable[int]) -> frozenset[str]:
    """The characters that fonts of these code points can set, and the line break.

    Control and format characters and variation selectors are left out though fonts may have them:
    nobody sees them, and two names that look alike would differ.
    """
    shown = (chr(each) for each in codepoints if not any(each in unseen for unseen in _UNSEEN))
    return frozenset(each for each in shown if each.isprintable() or each == _WIDE_SPACE) | {_LAYOUT}


def first_missing(value: object, glyphs: Set[str], place: str = "data") -> Missing | None:
    """The first character of any text inside `value` that cannot be set, or None.

    glyphs: as `settable` gives them.
    Source: RCP-001; issue 2, section 5 (rare characters of names are set or refused, never blank).
    """
    texts = list(_texts(value, place))
    if glyphs.__ge__(set(chain.from_iterable(text for _, text in texts))):
        return None
    return next(
        Missing(character, f"U+{ord(character):04X}", where)
        for where, text in texts
        for character in text
        if character not in glyphs
    )


def ranges_of_cmap(table: bytes) -> list[range] | None:
    """The code points that the `cmap` table of a font names, or None where it does not tell ranges.

    Reading forty thousand of them through a font library takes half a second, in the middle of an act.
    """
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        _platform, _encoding, start = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if struct.unpack_from(">H", table, start)[0] == _SEGMENTED:
            count = struct.unpack_from(">I", table, start + 12)[0]
            groups = (struct.unpack_from(">III", table, start + 16 + 12 * n) for n in range(count))
            return [range(first, last + 1) for first, last, _glyph in groups]
    return None


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield place, value
        case Mapping():
            for key, inner in value.items():
                yield from _texts(inner, f"{place}.{key}")
        case list() | tuple():
            for position, inner in enumerate(value):
                yield from _texts(inner, f"{place}[{position}]")
