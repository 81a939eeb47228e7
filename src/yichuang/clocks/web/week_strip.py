"""The clock strip by weeks (under 48 rem), and its short form (lists, the phone's first view)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.safestring import SafeString

from yichuang.clocks.rules.strip import Cell, CellKind, FlagKind, Weeks
from yichuang.clocks.web.cells import CSS, DOUBLE, EDGE_FLAGS, draw_cell
from yichuang.clocks.wording.strip import SpokenFlag, SpokenStrip
from yichuang.web.days import weekday_sign
from yichuang.web.svg import Lines, hatch, number, path, picture, rect, text, width_of

COLUMN, ROW, HEAD, NAME = 48, 68, 22, 15
SHORT_PITCH, SHORT_HELD, SHORT_TOP, SHORT_TALL = 23, 39, 18, 32
MONDAY = date(2026, 1, 5)
WEEK = 7


def weeks_svg(spoken: SpokenStrip, *, key: str) -> SafeString:
    """Seven columns, one row a week; weeks without an event share a row."""
    rows = list(_rows(spoken))
    flagged: dict[date, list[SpokenFlag]] = {}
    for flag in spoken.flags:
        flagged.setdefault(flag.flag.day, []).append(flag)
    parts = [
        text("day", _middle(column), 14, weekday_sign(MONDAY + timedelta(column))) for column in range(WEEK)
    ]
    y = float(HEAD)
    for row in rows:
        if isinstance(row, tuple):
            parts += _folded(row[0], row[1], y)
            y += 34
            continue
        names = Lines(COLUMN * WEEK)
        for cell, words in row:
            parts += _day(cell, words, spoken.make_up_sign, y)
            for flag in flagged.get(cell.day, []):
                parts += _mark(flag, cell.day.weekday() * COLUMN + 1.5, y, names)
        y += ROW + NAME * names.lines
    told = {"key": key, "title": spoken.title, "desc": spoken.desc}
    return picture(parts, css="strip weeks", width=COLUMN * WEEK, height=y, **told)


def _rows(spoken: SpokenStrip) -> Iterator[list[tuple[Cell, str]] | tuple[Weeks, str]]:
    row: list[tuple[Cell, str]] = []
    for item, words in spoken.items:
        if isinstance(item, Weeks):
            if row:
                yield row
            row = []
            yield (item, words)
            continue
        if row and item.day.weekday() == 0:
            yield row
            row = []
        row.append((item, words))
    if row:
        yield row


def _middle(column: int) -> float:
    return column * COLUMN + COLUMN / 2


def _day(cell: Cell, words: str, make_up: str, y: float) -> Iterator[str]:
    x = cell.day.weekday() * COLUMN + 1.5
    yield from draw_cell(cell, words, "", (x, y, COLUMN - 4.0, 45.0), 29)
    shown = f"{cell.day.month}/{cell.day.day}" if cell.month else str(cell.day.day)
    if cell.make_up:
        shown += f" {make_up}"
    yield text("day month" if cell.month else "day", _middle(cell.day.weekday()), y + 59, shown)


def _mark(flag: SpokenFlag, x: float, y: float, names: Lines) -> Iterator[str]:
    """The bar at the right edge of the due day, and the name of the flag under the day."""
    kind, right = flag.flag.kind, x + COLUMN - 3
    if kind in EDGE_FLAGS:
        css = "flag" + (" flag--law" if kind in DOUBLE else "")
        css += " flag--moved" if kind is FlagKind.ORIGINAL else ""
        css += " flag--prov" if flag.flag.provisional else ""
        drawn = f"M{number(right)} {number(y - 4)}V{number(y + 47)}"
        if kind in DOUBLE:
            drawn += f"M{number(right - 3.5)} {number(y - 4)}V{number(y + 47)}"
        yield path(css, drawn)
    wide, middle = width_of(flag.label) + 4, x + COLUMN / 2 - 1.5
    box = names.place([(middle - wide / 2, middle + wide / 2)])
    css = "now-t" if kind is FlagKind.TODAY else "flag-t"
    yield text(css, (box.left + box.right) / 2, y + 74 + NAME * box.line, flag.label)


def _folded(item: Weeks, words: str, y: float) -> list[str]:
    css = CSS[item.kind]
    days = f"{item.first.month}/{item.first.day}–{item.last.month}/{item.last.day}"
    told = f"{days}  {words}  {item.from_n}–{item.to_n}"
    return [
        rect(f"c {css}", 1.5, y, COLUMN * WEEK - 3, 24),
        text(f"{css}-n small-n", COLUMN * WEEK / 2, y + 16, told),
    ]


def short_svg(spoken: SpokenStrip, *, key: str = "strip-s") -> SafeString:
    """The counted days of the promise alone, each stop as one cell; today and the due day are named."""
    parts: list[str] = []
    x = 1.0
    edges: dict[date, tuple[float, float]] = {}
    for cell, words in spoken.short:
        wide = SHORT_HELD if cell.kind is CellKind.HELD else SHORT_PITCH
        parts += _short_cell(cell, words, spoken.make_up_sign, x + 1.5, wide - 4)
        edges[cell.day] = (x, x + wide)
        x += wide
    width = max(x + 3, 120.0)
    lines = Lines(width)
    for flag in _short_flags(spoken):
        at = max((day for day in edges if day <= flag.flag.day), default=None)
        left, right = edges[at] if at else (1.0, 1.0)
        if flag.flag.kind is FlagKind.TODAY and not any(cell.today for cell, _words in spoken.short):
            left = right  # a day that does not count: between two that do
        parts += _short_mark(flag, left, right, lines)
    height = SHORT_TOP + SHORT_TALL + 4 + 16 * lines.lines
    told = {"key": key, "title": spoken.title, "desc": spoken.desc}
    return picture(parts, css="strip mini", width=width, height=height, **told)


def _short_flags(spoken: SpokenStrip) -> list[SpokenFlag]:
    shown = {FlagKind.TODAY, FlagKind.PROMISE, FlagKind.BOTH, FlagKind.ENDED}
    return [flag for flag in spoken.flags if flag.flag.kind in shown]


def _short_cell(cell: Cell, words: str, make_up: str, x: float, width: float) -> Iterator[str]:
    css = CSS[cell.kind]
    yield rect(f"c {css}", x, SHORT_TOP, width, SHORT_TALL)
    if cell.kind is CellKind.HELD:
        yield hatch(x, SHORT_TOP, width, SHORT_TALL)
    if cell.today and cell.kind is not CellKind.TODAY:
        yield rect("today-ring", x, SHORT_TOP, width, SHORT_TALL)
    yield text(f"{css}-n", x + width / 2, SHORT_TOP + 21, words)
    if cell.make_up:
        yield text("day", x + width / 2, SHORT_TOP - 4, make_up)


def _short_mark(flag: SpokenFlag, left: float, right: float, lines: Lines) -> Iterator[str]:
    wide, kind = width_of(flag.label) * 1.04 + 4, flag.flag.kind
    if kind is FlagKind.TODAY:
        middle = (left + right) / 2
        if left == right:
            yield path("flag flag--now", f"M{number(left)} {SHORT_TOP - 6}V{SHORT_TOP + SHORT_TALL + 4}")
        box = lines.place([(middle - wide / 2, middle + wide / 2)])
    else:
        yield path(
            "flag" + (" flag--law" if kind in DOUBLE else ""), f"M{number(right)} 4V{SHORT_TOP + SHORT_TALL}"
        )
        box = lines.place([(right + 2 - wide, right + 2), (right - wide / 2, right + wide / 2)])
    css = "now-t" if kind is FlagKind.TODAY else "flag-t"
    yield text(css, (box.left + box.right) / 2, SHORT_TOP + SHORT_TALL + 15 + 16 * box.line, flag.label)
