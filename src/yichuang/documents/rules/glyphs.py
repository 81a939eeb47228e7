"""Whether every character of a document can be set in the fonts at hand. Pure.

Typst leaves a blank, without a word, where a font has no glyph. A name with a hole in it is no name,
so a character that cannot be set is refused before the document is issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

_LAYOUT = frozenset("\n")
_WIDE_SPACE = "\u3000"


class Missing(NamedTuple):
    """A character that cannot be set, and where it stands: ("𡋾", "U+212FE", "data.applicant.name")."""

    character: str
    codepoint: str
    place: str


def first_missing(value: object, glyphs: Set[int], place: str = "data") -> Missing | None:
    """The first character of any text inside `value` for which no font has a glyph, or None.

    glyphs: the code points that the fonts cover. Control and format characters other than a line
    break count as missing: nobody sees them, and two names that look alike would differ.
    Source: RCP-001; issue 2, section 5 (rare characters of names are set or refused, never blank).
    """
    for where, text in _texts(value, place):
        for character in text:
            if character not in _LAYOUT and not _can_be_set(character, glyphs):
                return Missing(character, f"U+{ord(character):04X}", where)
    return None


def _can_be_set(character: str, glyphs: Set[int]) -> bool:
    return ord(character) in glyphs and (character.isprintable() or character == _WIDE_SPACE)


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
