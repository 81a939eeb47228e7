"""The flow chart of an item (办理流程图), drawn from its route: across on the desk, down on the phone.

Classes only, no colours: the theme paints (`route.css`). Each drawing has a title and says in its
description, in sentences, what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDEST = 724  # of a row across, in units of the drawing
GAP = 35  # between two boxes
LINE = 17  # from one line of a box to the next
NOTE_LINE = 15
NOTES = 8  # between a row, its notes and what comes below, beside the notes themselves
INDENT = 30  # of a row that goes on, for the arrow that leads into it
BOX = 36  # a box of one line
ABOVE = 74  # room for the two branches above the first row
DOWN_WIDTH = 330
DOWN_BOX = 104
DOWN_STEP = 50
NOTE_AT = 120


@dataclass(frozen=True, slots=True)
class Node:
    """One box: what happens, and in short who, where or how long. held: a clock stands meanwhile."""

    name: str
    note: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """A route as it is drawn: boxes in order, and the two ways off it.

    back_from: the box from which an incomplete application goes back to the first. denied_at: the box
    at which it may be denied; denial: what that is called.
    """

    nodes: tuple[Node, ...]
    back_from: int
    denied_at: int | None
    denial: str


def across(flow: Flow, *, name: str) -> SafeString:
    """The chart for wide pages. Boxes that do not fit into one row go on in the next. name: for its ids."""
    rows = _rows(flow.nodes)
    height = BOX + (max(len(_lines(node.name, 7)) for node in flow.nodes) - 1) * LINE
    notes = NOTES + max(len(_lines(node.note, 8)) for node in flow.nodes) * NOTE_LINE
    drawn: list[str] = []
    places: list[tuple[float, float, float]] = []  # left, top, width of each box
    top = float(ABOVE)
    for row in rows:
        if places:
            denied_here = flow.denied_at is not None and len(places) <= flow.denied_at < len(places) + len(
                row
            )
            top += height + notes + (ABOVE if denied_here else 20)
        left = 2.0 if not places else INDENT
        for node in row:
            width = _width(node)
            places.append((left, top, width))
            drawn += _box(node, left, top, width, height)
            left += width + GAP
    drawn += _arrows(places, height, under=height + notes + 4)
    drawn += _branches(flow, places)
    right = max(left + width for left, _top, width in places) + (16 if len(rows) > 1 else 0)
    if flow.denied_at is not None:
        right = max(right, _denial_left(flow, places) + _width(Node(flow.denial)))
    return _drawing(flow, name, (right + 4, top + height + notes), drawn)


def down(flow: Flow, *, name: str) -> SafeString:
    """The chart for narrow pages: one box below the other, its note beside it."""
    drawn: list[str] = []
    top, middle = 4.0, 2 + DOWN_BOX / 2
    for place, node in enumerate(flow.nodes):
        lines, notes = _lines(node.name, 7), _lines(_note_down(flow, place, node), 16)
        height = max(34 + (len(lines) - 1) * LINE, len(notes) * NOTE_LINE + 4)
        if place:
            drawn.append(f'<path class="l" d="M{middle:g} {top - 16:g}v12"/>')
            drawn.append(f'<path class="tip" d="M{middle:g} {top:g}l-4-7h8z"/>')
        drawn.append(_rect(node, 2, top, DOWN_BOX, height))
        drawn += _texts(lines, middle, top + height / 2, LINE, "")
        drawn += _texts(notes, NOTE_AT, top + height / 2, NOTE_LINE, "sub start")
        top += height + DOWN_STEP - 34
    return _drawing(flow, name, (DOWN_WIDTH, top - DOWN_STEP + 38), drawn)


def in_words(flow: Flow) -> str:
    """The chart in sentences: what a screen reader says in its place."""
    told = []
    for place, node in enumerate(flow.nodes):
        note = _note_down(flow, place, node)
        told.append(_("%(step)s: %(note)s") % {"step": node.name, "note": note} if note else node.name)
    return _("; ").join(told) + _(".")


def _note_down(flow: Flow, place: int, node: Node) -> str:
    """The note of a box with what the branches say across."""
    more = []
    if place == flow.back_from:
        more.append(_("if something is missing you are told once, all of it"))
    if place == flow.denied_at:
        more.append(_("or “%(denial)s”, with the reasons") % {"denial": flow.denial})
    return _("; ").join([*([node.note] if node.note else []), *more])


def _drawing(flow: Flow, name: str, size: tuple[float, float], drawn: Sequence[str]) -> SafeString:
    title, words = escape(_("Flow chart")), escape(in_words(flow))
    head = (
        f'<svg class="route" viewBox="0 0 {size[0]:g} {size[1]:g}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
        f'<desc id="{name}-d">{words}</desc>'
    )
    return mark_safe(head + "".join(drawn) + "</svg>")  # noqa: S308 - every word in it is escaped


def _rows(nodes: Sequence[Node]) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    left = 0.0
    for node in nodes:
        if rows[-1] and left + _width(node) > WIDEST:
            rows.append([])
            left = 0.0
        rows[-1].append(node)
        left += _width(node) + GAP
    return rows


def _box(node: Node, left: float, top: float, width: float, height: float) -> list[str]:
    middle = left + width / 2
    notes = _lines(node.note, 8)
    return [
        _rect(node, left, top, width, height),
        *_texts(_lines(node.name, 7), middle, top + height / 2, LINE, ""),
        *_texts(
            notes,
            middle,
            top + height + 17 + (len(notes) - 1) * NOTE_LINE / 2,
            NOTE_LINE,
            "sub",
            middle_line=False,
        ),
    ]


def _arrows(places: Sequence[tuple[float, float, float]], height: float, *, under: float) -> list[str]:
    """From each box to the next; at the end of a row down and back to the left."""
    drawn = []
    for (left, top, width), (next_left, next_top, _next_width) in pairwise(places):
        end, line = left + width, top + height / 2
        if top == next_top:
            drawn.append(f'<path class="l" d="M{end:g} {line:g}H{next_left - 5:g}"/>')
            drawn.append(f'<path class="tip" d="M{next_left:g} {line:g}l-7-4v8z"/>')
        else:
            drawn.append(
                f'<path class="l" d="M{end:g} {line:g}h14V{top + under:g}H8V{next_top + height / 2:g}H{next_left - 5:g}"/>'
                f'<path class="tip" d="M{next_left:g} {next_top + height / 2:g}l-7-4v8z"/>'
            )
    return drawn


def _branches(flow: Flow, places: Sequence[tuple[float, float, float]]) -> list[str]:
    """Above the boxes: back to the start with what is missing; off to a denial."""
    first_left, first_top, first_width = places[0]
    left, top, width = places[flow.back_from]
    start, back = left + width / 2, first_left + first_width / 2
    words = escape(_("Something missing: told once, come again"))
    drawn = [
        f'<path class="l" d="M{start:g} {top:g}V{first_top - 44:g}H{back:g}V{first_top - 6:g}"/>',
        f'<path class="tip" d="M{back:g} {first_top:g}l-4-7h8z"/>',
        f'<text class="sub start" x="2" y="{first_top - 52:g}">{words}</text>',
    ]
    if flow.denied_at is None:
        return drawn
    left, top, width = places[flow.denied_at]
    start, line = left + width / 2, top - 44
    box = _denial_left(flow, places)
    drawn += [
        f'<path class="l" d="M{start:g} {top:g}V{line:g}H{box - 5:g}"/>',
        f'<path class="tip" d="M{box:g} {line:g}l-7-4v8z"/>',
        _rect(Node(flow.denial), box, line - 16, _width(Node(flow.denial)), 32),
        *_texts([flow.denial], box + _width(Node(flow.denial)) / 2, line, LINE, ""),
    ]
    return drawn


def _denial_left(flow: Flow, places: Sequence[tuple[float, float, float]]) -> float:
    assert flow.denied_at is not None, "asked only where there is one"
    left, _top, width = places[flow.denied_at]
    return left + width / 2 + 40


def _rect(node: Node, left: float, top: float, width: float, height: float) -> str:
    held = " n--hold" if node.held else ""
    return f'<rect class="n{held}" x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" rx="4"/>'


def _texts(
    lines: Sequence[str], x: float, middle: float, step: int, css: str, *, middle_line: bool = True
) -> list[str]:
    """Lines of text around a middle. middle_line: the letters stand on it, not below it."""
    first = middle - (len(lines) - 1) * step / 2 + (4.5 if middle_line else 0)
    marked = f' class="{css}"' if css else ""
    return [
        f'<text{marked} x="{x:g}" y="{first + place * step:g}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    ]


def _width(node: Node) -> float:
    """Room for the longest line of the name, and for that of the note below."""
    named = max(_measure(line, 13) for line in _lines(node.name, 7)) + 24
    noted = max((_measure(line, 12) for line in _lines(node.note, 8)), default=0) - GAP + 16
    return max(60.0, named, noted)


def _measure(text: str, size: int) -> float:
    return sum(size if ord(sign) > 0x2E7F else size * 0.58 for sign in text)


def _lines(text: str, most: int) -> list[str]:
    """Text in lines of about so many Chinese characters; Latin words stay whole, short rests join."""
    if not text:
        return []
    parts: list[str] = []
    for sign in text:
        latin = ord(sign) <= 0x2E7F and sign != " "
        if parts and latin and ord(parts[-1][-1]) <= 0x2E7F and parts[-1][-1] != " ":
            parts[-1] += sign
        else:
            parts.append(sign)
    lines, room = [""], most * 13.0
    for part in parts:
        closes = part in "，。；：、）”"
        if lines[-1] and _measure(lines[-1] + part, 13) > room and not closes:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines if line.strip()]
