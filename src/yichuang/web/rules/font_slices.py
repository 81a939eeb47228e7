"""Which characters go into which slice of a web font. Pure.

A page loads only the slices whose characters it shows: GB 2312 level 1 and level 2, the rare characters
of names, so that no name is ever boxes. The product's own words have a slice of their own, which is
declared last and so wins: most pages need no other. It alone changes when the words change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SLICE = 700  # characters in one file: about 120 KB
SIGNS = (
    (0x0020, 0x017F), (0x02C6, 0x02DC), (0x2010, 0x2044), (0x20AC, 0x20AC), (0x2103, 0x2122),
    (0x2150, 0x217F), (0x2190, 0x21FF), (0x2212, 0x2267), (0x2460, 0x2473), (0x25A0, 0x25CF),
    (0x3001, 0x301F), (0xFF01, 0xFF5E), (0xFFE5, 0xFFE5),
)  # fmt: skip
WORDS, LEVEL_ONE, LEVEL_TWO, RARE = "0-words", "1-level-1", "2-level-2", "3-rare"
UNIFIED = (0x4E00, 0x9FFF)
EXTENSION_A = (0x3400, 0x4DBF)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some characters that share a file. `name` is unique within a font: "0-words", "2-level-2-03"."""

    name: str
    characters: frozenset[int]

    @property
    def unicode_range(self) -> str:
        """As the style sheet says it: "U+4E00-4E03,U+4E07"."""
        return ",".join(
            f"U+{first:04X}" if first == last else f"U+{first:04X}-{last:04X}"
            for first, last in runs(self.characters)
        )


def slices(words: str, upto: str = RARE) -> tuple[Slice, ...]:
    """The slices in the order in which they are worth having, up to a kind; `words`: the product's own words."""
    own = {ord(character) for character in words if ord(character) > 0x2FFF} | _of(*SIGNS)
    first, second = level_one(), level_two()
    rare = _of(UNIFIED, EXTENSION_A) - first - second
    found = [
        Slice(WORDS, frozenset(own)),
        *_cut(LEVEL_ONE, first),
        *_cut(LEVEL_TWO, second),
        *_cut(RARE, rare),
    ]
    return tuple(part for part in found if part.name[0] <= upto[0])


def level_one() -> set[int]:
    """The 3,755 common characters of GB 2312."""
    return _rows(0xB0, 0xD7)


def level_two() -> set[int]:
    """The 3,008 less common characters of GB 2312."""
    return _rows(0xD8, 0xF7)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers as runs: {1, 2, 3, 7} is (1, 3), (7, 7)."""
    start = last = None
    for number in sorted(numbers):
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None and last is not None:
            yield start, last
        start = last = number
    if start is not None and last is not None:
        yield start, last


def _cut(name: str, characters: set[int]) -> list[Slice]:
    ordered = sorted(characters)
    return [
        Slice(f"{name}-{at // SLICE + 1:02}", frozenset(ordered[at : at + SLICE]))
        for at in range(0, len(ordered), SLICE)
    ]


def _of(*ranges: tuple[int, int]) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


def _rows(first: int, last: int) -> set[int]:
    found = set()
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # the five empty cells at the end of level 1
    return found
