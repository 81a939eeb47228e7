"""The route of a case or an item as a picture: its steps across, what stops it above, other ways below.

On the phone the same steps stand as a list down the page (`components/steps.html`): the tag `route` of
`{% load web %}` gives both, and one is displayed.
Source: CAT-004; face.md section 5 (2 and 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yichuang.web.days import short_day
from yichuang.web.svg import number, path, picture, text, width_of

BOX, GAP, LEAST = 30, 30, 76
ABOVE, LINE = 58, 16  # from a step to the one above it; between lines of words
TYPE = 13


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    SKIPPED = "skipped"  # this case does not go there: dashed
    HOLD = "hold"  # while it lasts the clock stands; done or not


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. notes: short lines under it (who, when). mark: done, though drawn as HOLD.

    above: what runs beside it and stops the clock (a hearing). below: another way (an expert review that is
    not needed, a refusal). back: the words over an arrow back to the step before (correct and come again).
    """

    name: str
    notes: tuple[str, ...] = ()
    state: StepState = StepState.TODO
    mark: bool = False
    above: Stage | None = None
    below: Stage | None = None
    back: str = ""

    @property
    def is_done(self) -> bool:
        return self.state is StepState.DONE or self.mark

    @property
    def width(self) -> float:
        """What the column needs: the box with its words, and the lines under it."""
        own = max(LEAST, width_of(self.name, TYPE) + (44 if self.is_done else 28))
        under = max((width_of(note) + 8 for note in self.notes), default=0)
        beside = [other.width for other in (self.above, self.below) if other]
        return max(own, under, *beside) if beside else max(own, under)


def stage(told: Stage | Mapping[str, Any]) -> Stage:
    """A stage from a plain dict: name, who, when (a day or words), note, state, above, below, back."""
    if isinstance(told, Stage):
        return told
    state = StepState(told.get("state", "todo"))
    who, when = told.get("who"), told.get("when")
    if state is StepState.NOW:
        who = gettext("Now: %(step)s") % {"step": who} if who else gettext("now")
    when = short_day(when) if isinstance(when, date) else when
    notes = tuple(str(note) for note in (who, when, told.get("note")) if note)
    beside = {side: stage(told[side]) if told.get(side) else None for side in ("above", "below")}
    return Stage(
        name=str(told["name"]),
        notes=notes,
        state=state,
        mark=bool(told.get("mark")),
        back=str(told.get("back", "")),
        **beside,
    )


def route_svg(
    stages: Iterable[Stage | Mapping[str, Any]], *, key: str = "route", title: str = "", arrows: bool = False
) -> SafeString:
    """The route across. arrows: a flow chart that says how it goes, not how far it went."""
    drawn = [stage(one) for one in stages]
    return _Route(drawn, arrows=arrows).draw(key, title or gettext("Route"))


def route_words(stages: Sequence[Stage]) -> str:
    """The route in sentences, for those who do not see it."""
    every = [one for main in stages for one in (main.above, main, main.below) if one]
    comma = gettext(", ")
    done = comma.join(one.name for one in every if one.is_done)
    to_come = comma.join(
        one.name
        for one in every
        if one.state in {StepState.TODO, StepState.HOLD} and not one.is_done and not one.back
    )
    told = [gettext("Done: %(steps)s") % {"steps": done}] if done else []
    for one in every:
        if one.state is StepState.NOW:
            detail = comma.join((one.name, *one.notes))
            told.append(gettext("Now: %(step)s") % {"step": detail})
    told += [gettext("To come: %(steps)s") % {"steps": to_come}] if to_come else []
    skipped = comma.join(one.name for one in every if one.state is StepState.SKIPPED)
    told += [gettext("Not part of this case: %(steps)s") % {"steps": skipped}] if skipped else []
    return "".join(gettext("%(sentence)s. ") % {"sentence": one} for one in told).strip()


class _Route:
    def __init__(self, stages: list[Stage], *, arrows: bool) -> None:
        self.stages, self.arrows = stages, arrows
        raised = any(one.above or one.back for one in stages)
        self.y = 8.0 + (ABOVE if raised else 0)
        self.lefts: list[float] = []
        x = 2.0
        for one in stages:
            self.lefts.append(x)
            x += one.width + GAP
        self.width = max(x - GAP + 2, 120)
        lines = max((len(one.notes) for one in stages), default=0)
        self.under = self.y + BOX + 17 + LINE * max(0, lines - 1)
        self.low = self.y + BOX + (LINE * lines + 14 if lines else 18)  # of steps below

    def draw(self, key: str, title: str) -> SafeString:
        parts: list[str] = []
        for place, one in enumerate(self.stages):
            parts += self._lines(place, one)
        for left, one in zip(self.lefts, self.stages, strict=True):
            parts += self._box(one, left, one.width, self.y)
            if one.above:
                parts += self._box(one.above, left, one.width, self.y - ABOVE)
            if one.below:
                parts += self._box(one.below, left, one.width, self.low)
        below = [one.below for one in self.stages if one.below]
        height = self.under + 8
        if below:
            height = self.low + BOX + 8 + LINE * max(len(one.notes) for one in below)
        desc = route_words(self.stages)
        return picture(parts, css="route", width=self.width, height=height, key=key, title=title, desc=desc)

    def _box(self, one: Stage, left: float, wide: float, y: float) -> Iterator[str]:
        css = {StepState.TODO: ""}.get(one.state, f" n--{one.state}")
        own = max(LEAST, width_of(one.name, TYPE) + (44 if one.is_done else 28))
        x = left + (wide - own) / 2
        middle = x + own / 2
        at = f'x="{number(x)}" y="{number(y)}" width="{number(own)}" height="{BOX}" rx="4"'
        yield f'<rect class="n{css}" {at}/>'
        shift = 0
        if one.is_done:
            yield path("done-mark", f"m{number(x + 10)} {number(y + 15)}l4 4 8-9")
            shift = 8
        words = "" if one.state is StepState.DONE else f"t--{one.state}"
        yield text(words or "t", middle + shift, y + 20, one.name)
        for line, note in enumerate(one.notes):
            now = " sub--now" if one.state is StepState.NOW and line == 0 else ""
            yield text(f"sub{now}", middle, y + BOX + 17 + LINE * line, note)

    def _edge(self, place: int, side: str) -> float:
        """The left or right edge of a main step's box."""
        one = self.stages[place]
        own = max(LEAST, width_of(one.name, TYPE) + (44 if one.is_done else 28))
        middle = self.lefts[place] + one.width / 2
        return middle - own / 2 if side == "left" else middle + own / 2

    def _lines(self, place: int, one: Stage) -> Iterator[str]:
        y = self.y + BOX / 2
        here = self._edge(place, "left")
        if place:
            before = self._edge(place - 1, "right")
            css = "l" if self.arrows or one.state is not StepState.TODO else "l l--todo"
            yield path(css, f"M{number(before)} {number(y)}H{number(here)}")
            if self.arrows:
                yield path("tip", f"M{number(here)} {number(y)}l-7-3.5v7z")
            if one.back:
                yield from self._back(place, one)
        yield from self._beside(place, one, here, y)

    def _beside(self, place: int, one: Stage, here: float, y: float) -> Iterator[str]:
        fork = self.lefts[place] - GAP / 2 if place else here
        middle = self.lefts[place] + one.width / 2
        if one.above:
            high = y - ABOVE
            own = max(LEAST, width_of(one.above.name, TYPE) + (44 if one.above.is_done else 28))
            join = self.lefts[place] + one.width + GAP / 2
            yield path("l", f"M{number(fork)} {number(y)}V{number(high)}H{number(middle - own / 2)}")
            if place < len(self.stages) - 1:
                yield path("l", f"M{number(middle + own / 2)} {number(high)}H{number(join)}V{number(y)}")
        if one.below:
            low = self.low + BOX / 2
            own = max(LEAST, width_of(one.below.name, TYPE) + (44 if one.below.is_done else 28))
            css = "l l--skipped" if one.below.state is StepState.SKIPPED else "l l--todo"
            end = middle - own / 2
            yield path(css, f"M{number(fork)} {number(y)}V{number(low)}H{number(end)}")
            if self.arrows:
                yield path("tip", f"M{number(end)} {number(low)}l-7-3.5v7z")

    def _back(self, place: int, one: Stage) -> Iterator[str]:
        """An arrow over the line, back to the step before."""
        start = self.lefts[place] + one.width / 2
        end = self.lefts[place - 1] + self.stages[place - 1].width / 2
        high = self.y - 34
        yield path(
            "l", f"M{number(start)} {number(self.y)}V{number(high)}H{number(end)}V{number(self.y - 1)}"
        )
        yield path("tip", f"M{number(end)} {number(self.y)}l-3.5-7h7z")
        yield text("sub", max((start + end) / 2, width_of(one.back) / 2 + 2), high - 8, one.back)
