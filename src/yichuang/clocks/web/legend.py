"""What the cells of a strip mean."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from yichuang.clocks.rules.strip import CellKind, FlagKind, Strip
from yichuang.clocks.web.cells import CSS
from yichuang.clocks.wording.strip import FLAG_NAMES
from yichuang.web.svg import hatch, rect

MEANINGS = {
    CellKind.USED: _("used"),
    CellKind.TODAY: FLAG_NAMES[FlagKind.TODAY],
    CellKind.TODO: _("to come, within the promise"),
    CellKind.BEYOND: _("after the promise, within the law"),
    CellKind.PAST: _("past the promise"),
    CellKind.HELD: _("stands: taken out by law"),
    CellKind.HALF_HELD: _("promise alone stands"),
    CellKind.WEEKEND: _("weekend"),
    CellKind.HOLIDAY: _("public holiday"),
}
MAKE_UP = _("worked in exchange, counted")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A small cell and its words."""

    picture: SafeString
    words: object


def legend(strip: Strip) -> list[Meaning]:
    """The meanings of the cells that a strip has, in a fixed order."""
    there = {cell.kind for cell in strip.cells}
    found = [Meaning(_sample(kind), words) for kind, words in MEANINGS.items() if kind in there]
    if any(cell.make_up for cell in strip.cells):
        found.append(Meaning(_svg(rect("make", 1, 9, 14, 10)), MAKE_UP))
    return found


def _sample(kind: CellKind) -> SafeString:
    if kind in {CellKind.WEEKEND, CellKind.HOLIDAY}:
        return _svg(rect(f"c {CSS[kind]}", 1, 9, 14, 10))
    if kind is CellKind.HELD:
        return _svg(rect("c excl", 1, 1, 14, 18) + hatch(1, 1, 14, 18))
    if kind is CellKind.HALF_HELD:
        return _svg(rect("c todo", 1, 1, 14, 18) + rect("c excl", 1, 1, 14, 9) + hatch(1, 1, 14, 9))
    return _svg(rect(f"c {CSS[kind]}", 1, 1, 14, 18))


def _svg(drawn: str) -> SafeString:
    return mark_safe(f'<svg class="strip" viewBox="0 0 16 20" aria-hidden="true">{drawn}</svg>')  # noqa: S308 (no words in it)
