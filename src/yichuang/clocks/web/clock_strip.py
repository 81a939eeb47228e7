"""The clock strip as a picture: one cell a day on the desk, by weeks on the phone, short in lists.

It draws what `clocks.rules.strip` counted and `clocks.wording.strip` said, and counts nothing itself.
Tall cells count or would; low ones never do: that alone is readable in grey.
Source: CLK-001, CLK-003; face.md section 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.utils.safestring import SafeString

from yichuang.clocks.rules.strip import Brace, FlagKind, Weeks
from yichuang.clocks.web.cells import CSS, DOUBLE, EDGE_FLAGS, draw_cell
from yichuang.clocks.web.week_strip import weeks_svg
from yichuang.clocks.wording.strip import SpokenFlag, SpokenStrip
from yichuang.web.days import weekday_sign
from yichuang.web.svg import Box, Lines, number, path, picture, rect, text, width_of

MARGIN = 4
WIDEST = 1358  # of a strip on a desk of 1440: more cells make narrower ones
PITCH, NARROWEST = 30.0, 20.0
FEW = 3  # cells that are drawn twice as wide
TALL, LOW = 44, 22
LINE = 32  # of a flag: its name and its day
BRACE_LINE = 26


def strip_svg(spoken: SpokenStrip, *, key: str = "strip", narrow: bool = False) -> SafeString:
    """The strip of a case; `narrow`: by weeks, for screens under 48 rem. `key`: unique on its page."""
    return weeks_svg(spoken, key=f"{key}-w") if narrow else _Desk(spoken).draw(key)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item lies: its days and its edges."""

    first: date
    last: date
    left: float
    right: float
    tall: bool = True

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Desk:
    """The strip across: flags above, cells, days, braces below."""

    def __init__(self, spoken: SpokenStrip) -> None:
        self.spoken = spoken
        self.items = spoken.items
        columns = sum(2 if isinstance(item, Weeks) else 1 for item, _words in self.items)
        usual = PITCH if columns > FEW else 2 * PITCH
        self.pitch = max(NARROWEST, min(usual, (WIDEST - 2 * MARGIN) / columns))
        self.places = list(self._lay_out())
        self.cells_end = self.places[-1].right
        self.width = self.cells_end + MARGIN + self._room_at_the_end()
        self.flags = list(self._lay_flags())
        self.braces = list(self._lay_braces())
        lines = max((box.line for _flag, box in self.flags), default=0) + 1
        self.top = lines * LINE + 14  # of tall cells
        self.bottom = self.top + TALL

    def _lay_out(self) -> Iterator[_Place]:
        x = float(MARGIN)
        for item, words in self.items:
            if isinstance(item, Weeks):
                wide = max(2 * self.pitch, width_of(words) + 8)
                yield _Place(item.first, item.last, x, x + wide)
                x += wide
            else:
                yield _Place(item.day, item.day, x, x + self.pitch, item.tall)
                x += self.pitch

    def _room_at_the_end(self) -> float:
        """A short strip leaves room beside its last flag, so that its words stand on one line."""
        widest = max((_width(flag) for flag in self.spoken.flags), default=0)
        return widest + 8 if self.cells_end < WIDEST - widest - 8 else 0

    def _at(self, day: date) -> _Place:
        return next((place for place in self.places if place.first <= day <= place.last), self.places[-1])

    def _lay_flags(self) -> Iterator[tuple[SpokenFlag, Box]]:
        """Today over its cell, the start at the left; the others right of their bar, else left, else higher."""
        order = [FlagKind.TODAY, FlagKind.PROMISE, FlagKind.BOTH, FlagKind.STATUTORY, FlagKind.ENDED]
        order += [FlagKind.START, FlagKind.ORIGINAL]
        lines = Lines(self.width)
        for flag in self.spoken.flags:
            if flag.flag.kind in EDGE_FLAGS:
                lines.bar(self._at(flag.flag.day).right)
        for flag in sorted(self.spoken.flags, key=lambda one: (order.index(one.flag.kind), one.flag.day)):
            place, wide = self._at(flag.flag.day), _width(flag)
            if flag.flag.kind is FlagKind.TODAY:
                wanted = [(place.middle - wide / 2, place.middle + wide / 2)]
            elif flag.flag.kind is FlagKind.START:
                wanted = [(place.left, place.left + wide)]
            else:
                wanted = [
                    (place.right + 5, place.right + 5 + wide),
                    (place.right - 6 - wide, place.right - 6),
                ]
            yield flag, lines.place(wanted)

    def draw(self, key: str) -> SafeString:
        parts = [*self._cells(), *self._flags(), *self._braces()]
        lines = max((line for _brace, _words, line, _box in self.braces), default=-1) + 1
        height = self.bottom + 36 + lines * BRACE_LINE
        title, desc = self.spoken.title, self.spoken.desc
        return picture(parts, css="strip", width=self.width, height=height, key=key, title=title, desc=desc)

    def _cells(self) -> Iterator[str]:
        for (item, words), place in zip(self.items, self.places, strict=True):
            if isinstance(item, Weeks):
                yield from self._weeks(item, words, place)
                continue
            box = (place.left + 1.5, float(self.top), place.right - place.left - 3, float(TALL))
            yield from draw_cell(item, words, self.spoken.make_up_sign, box, LOW)
            quiet = "" if item.tall else " day--quiet"
            shown = f"{item.day.month}/{item.day.day}" if item.month else str(item.day.day)
            css = "day month" if item.month else f"day{quiet}"
            yield text(css, place.middle, self.bottom + 15, shown)
            yield text("day day--quiet", place.middle, self.bottom + 30, weekday_sign(item.day))

    def _weeks(self, item: Weeks, words: str, place: _Place) -> Iterator[str]:
        css = CSS[item.kind]
        yield rect(f"c {css}", place.left + 1.5, self.top, place.right - place.left - 3, TALL)
        yield text(f"{css}-n small-n", place.middle, self.top + 18, words)
        yield text(f"{css}-n small-n", place.middle, self.top + 36, f"{item.from_n}–{item.to_n}")
        first, last = item.first, item.last
        yield text("day day--quiet", place.middle, self.bottom + 15, f"{first.month}/{first.day}–")
        yield text("day day--quiet", place.middle, self.bottom + 30, f"{last.month}/{last.day}")

    def _flags(self) -> Iterator[str]:
        for flag, box in self.flags:
            place, kind = self._at(flag.flag.day), flag.flag.kind
            name_y = self.top - 14 - LINE * box.line - 18
            if kind is FlagKind.TODAY:
                down = self.top if place.tall else self.top + TALL - LOW
                yield path("flag flag--now", f"M{number(place.middle)} {number(name_y + 22)}V{down}")
                css, anchor, x = "now-t", "", (box.left + box.right) / 2
            elif kind is FlagKind.START:
                css, anchor, x = "flag-t", " start", box.left
            else:
                yield from self._bar(flag, place.right, name_y - 12)
                right = box.left > place.right
                css = "flag-t flag-t--moved" if kind is FlagKind.ORIGINAL else "flag-t"
                anchor, x = (" start", box.left) if right else (" end", box.right)
            yield text(css + anchor, x, name_y, flag.label)
            day_css = "now-t" if kind is FlagKind.TODAY else "flag-d"
            yield text(day_css + anchor, x, name_y + 16, flag.day)

    def _bar(self, flag: SpokenFlag, x: float, top: float) -> Iterator[str]:
        """At the right edge of the day: it counts whole. One bar for the promise, two for the law."""
        css = "flag"
        css += " flag--law" if flag.flag.kind in DOUBLE else ""
        css += " flag--moved" if flag.flag.kind is FlagKind.ORIGINAL else ""
        css += " flag--prov" if flag.flag.provisional else ""
        drawn = f"V{number(self.bottom)}"
        if flag.flag.kind in DOUBLE:
            yield path(css, f"M{number(x - 1.5)} {number(top)}{drawn}M{number(x + 2)} {number(top)}{drawn}")
        else:
            yield path(css, f"M{number(x)} {number(top)}{drawn}")

    def _braces(self) -> Iterator[str]:
        """Reasons under their days; one within another, or words that do not fit, go a line lower."""
        for brace, words, line, box in self.braces:
            left, right = self._at(brace.first).left + 2, self._at(brace.last).right - 2
            y = self.bottom + 36 + line * BRACE_LINE
            yield path("brace", f"M{number(left)} {y}V{y + 5}H{number(right)}V{y}")
            yield text("why-t", (box.left + box.right) / 2, y + 18, words)

    def _lay_braces(self) -> Iterator[tuple[Brace, str, int, Box]]:
        taken: list[Box] = []
        for brace, words in self.spoken.braces:
            left, right, wide = self._at(brace.first).left, self._at(brace.last).right, width_of(words)
            start = max(0.0, min((left + right - wide) / 2, self.width - wide))
            line = next(
                line for line in count()
                if not any(
                    mine.hits(other) for other in taken
                    for mine in (Box(left, right, 2 * line), Box(start, start + wide, 2 * line + 1))
                )
            )  # fmt: skip
            box = Box(start, start + wide, 2 * line + 1)
            taken += [Box(left, right, 2 * line), box]
            yield brace, words, line, box


def _width(flag: SpokenFlag) -> float:
    return max(width_of(flag.label) * 1.04, width_of(flag.day)) + 6
