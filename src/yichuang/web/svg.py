"""Small pieces of SVG with classes instead of attributes of style, and how wide words are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SIZE = 12  # of the type in pictures
NARROW = 0.56  # of a Latin letter or digit, in its height
WIDE = frozenset("WFA")


def number(value: float) -> str:
    """A coordinate without a needless ".0"."""
    return f"{value:.1f}".removesuffix(".0")


def rect(css: str, x: float, y: float, width: float, height: float) -> str:
    at = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect class="{css}" {at}/>'


def text(css: str, x: float, y: float, words: object) -> str:
    return f'<text class="{css}" x="{number(x)}" y="{number(y)}">{escape(str(words))}</text>'


def path(css: str, drawn: str) -> str:
    return f'<path class="{css}" d="{drawn}"/>'


def hatch(x: float, y: float, width: float, height: float, *, step: int = 6) -> str:
    """Lines of 45 degrees within a rectangle."""
    lines = []
    for shift in range(step, int(width + height), step):
        x1, y1 = x + min(shift, width), y + max(0, shift - width)
        x2, y2 = x + max(0, shift - height), y + min(shift, height)
        lines.append(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")
    return path("hatch", "".join(lines))


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide words are drawn: Chinese characters are square, with a gap before and after digits."""
    squares = [east_asian_width(sign) in WIDE for sign in words]
    gaps = sum(left != right for left, right in pairwise(squares))
    return sum(size if square else size * NARROW for square in squares) + gaps * size / 8


def picture(
    parts: Iterable[str], *, css: str, width: float, height: float, key: str, title: str, desc: str
) -> SafeString:
    """The picture with its text alternative. Its width is in rem, so that 大字版 enlarges it too."""
    head = (
        f'<svg class="{css}" width="{number(width / 16)}rem" viewBox="0 0 {number(width)} {number(height)}" '
        f'role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(desc)}</desc>'
    )
    return mark_safe(head + "".join(parts) + "</svg>")  # noqa: S308 (every word in it is escaped above)


@dataclass(frozen=True, slots=True)
class Box:
    """Where words lie on a line: from left to right."""

    left: float
    right: float
    line: int = 0

    def hits(self, other: Box) -> bool:
        return self.line == other.line and self.left < other.right and other.left < self.right


class Lines:
    """Words laid out on lines, the nearest first, so that none lie on others."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.taken: list[Box] = []

    def bar(self, x: float) -> None:
        """Keep the nearest line free where a bar crosses it."""
        self.taken.append(Box(x - 2, x + 2))

    def place(self, wanted: Iterable[tuple[float, float]]) -> Box:
        """The first of the wanted places that is free, line by line; what sticks out is moved in."""
        wanted = list(wanted)
        for line in range(len(self.taken) + 1):
            for left, right in self._within(wanted):
                box = Box(left, right, line)
                if not any(box.hits(other) for other in self.taken):
                    self.taken.append(box)
                    return box
        raise AssertionError("there is always a line more")

    def _within(self, wanted: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        inside = [(left, right) for left, right in wanted if left >= 0 and right <= self.width]
        yield from inside
        if not inside:
            left, right = wanted[-1]
            moved = max(0.0, min(left, self.width - (right - left)))
            yield moved, moved + right - left

    @property
    def lines(self) -> int:
        """How many lines are in use."""
        return max((box.line for box in self.taken), default=-1) + 1
