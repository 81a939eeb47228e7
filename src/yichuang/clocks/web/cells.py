"""One day of a strip: its shape, hatch, cap, sign or number. Tall = counts or would; low = never counts."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.clocks.rules.strip import Cell, CellKind, FlagKind
from yichuang.web.svg import hatch, rect, text

CSS = {
    CellKind.START: "todo",
    CellKind.USED: "used",
    CellKind.TODAY: "now",
    CellKind.TODO: "todo",
    CellKind.BEYOND: "beyond",
    CellKind.PAST: "over",
    CellKind.WEEKEND: "off",
    CellKind.HOLIDAY: "hol",
    CellKind.HELD: "excl",
    CellKind.HALF_HELD: "todo",
}
DARK = frozenset({CellKind.USED, CellKind.TODAY})
EDGE_FLAGS = frozenset(
    {FlagKind.PROMISE, FlagKind.STATUTORY, FlagKind.BOTH, FlagKind.ORIGINAL, FlagKind.ENDED}
)
DOUBLE = frozenset({FlagKind.STATUTORY, FlagKind.BOTH})


def draw_cell(
    cell: Cell, words: str, make_up: str, box: tuple[float, float, float, float], low: float
) -> Iterator[str]:
    """One day in its box (x, y, width, height of a tall cell; `low`: of a low one)."""
    x, y, width, height = box
    css, middle = CSS[cell.kind], x + width / 2
    top, tall = (y, height) if cell.tall else (y + height - low, low)
    yield rect(f"c {css}", x, top, width, tall)
    cap = min(14.0, height / 3) if cell.make_up and make_up else 0.0
    if cell.kind is CellKind.HELD:
        yield hatch(x, top, width, tall)
    if cell.kind is CellKind.HALF_HELD:
        yield rect("c excl", x, y, width, height / 2) + hatch(x, y, width, height / 2)
        yield text("excl-n", middle, y + height / 4 + 4 + cap / 2, words)
        yield text("half-n", middle, y + height * 0.75 + 5, cell.n)
    if cap:
        dark = "--dark" if cell.kind in DARK else ""
        yield rect(f"make{' make--dark' if dark else ''}", x, y, width, cap)
        yield text(f"make-n{' make-n--dark' if dark else ''}", middle, y + cap - 2.5, make_up)
    if cell.kind is not CellKind.HALF_HELD:
        lettered = "off" if cell.kind is CellKind.START else css
        yield text(f"{lettered}-n", middle, top + cap + (tall - cap) / 2 + 5, words)
    if cell.today and cell.kind is not CellKind.TODAY:
        yield rect("today-ring", x, top, width, tall)
