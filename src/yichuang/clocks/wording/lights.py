"""What a light says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext, ngettext, pgettext_lazy

from yichuang.clocks.rules.lights import Light, LightKind
from yichuang.clocks.wording.names import reason_words
from yichuang.web.days import day_words, short_day


@dataclass(frozen=True, slots=True)
class SpokenLight:
    """A light as components/light.html draws it. tags: what stands beside it, outlined."""

    kind: str
    words: str
    tags: tuple[str, ...]
    urgency: int


LIGHT_NAMES = {
    LightKind.OK: pgettext_lazy("light", "On track"),
    LightKind.HINT: pgettext_lazy("light", "Hint"),
    LightKind.WARN: pgettext_lazy("light", "Yellow"),
    LightKind.LATE: pgettext_lazy("light", "Red"),
    LightKind.HOLD: pgettext_lazy("light", "Clock stands"),
    LightKind.DONE: pgettext_lazy("light", "Completed"),
}


def spoken(light: Light) -> SpokenLight:
    """A light with its words in the language of the page."""
    tags = []
    if light.promise_stands:
        tags.append(gettext("promise stands"))
    if light.provisional:
        tags.append(gettext("provisional"))
    return SpokenLight(light.kind.value, light_words(light), tuple(tags), light.urgency)


def light_words(light: Light) -> str:
    """The sentence of a light."""
    facts = light.facts
    told = _of_done(light.words, facts) or _of_hold(light.words, facts) or _of_late(light, facts)
    return told or _of_running(light.words, facts)


def _of_running(words: str, facts: Mapping[str, object]) -> str:
    left, due_on = cast("int", facts["left"]), cast("date", facts["due_on"])
    match words:
        case "warn_today":
            return gettext("Yellow: due today")
        case "warn_used":
            return gettext("Yellow: %(pct)s%% used") % {"pct": facts["pct"]}
        case "hint_tomorrow":
            return gettext("Hint: due tomorrow")
        case "hint_next":
            return gettext("Hint: due on the next working day (%(day)s)") % {"day": short_day(due_on)}
        case "hint_day":
            return gettext("Hint: due on %(day)s") % {"day": day_words(due_on)}
    told = ngettext(
        "On track; %(left)s day left, today included", "On track; %(left)s days left, today included", left
    )
    return told % {"left": left}


def _of_late(light: Light, facts: Mapping[str, object]) -> str:
    if light.words == "late_both":
        told = ngettext(
            "Red: %(days)s day overdue, the statutory limit is over",
            "Red: %(days)s days overdue, the statutory limit is over",
            cast("int", facts["days"]),
        )
        return told % facts
    if light.words != "late":
        return ""
    days = cast("int", facts["days"])
    if light.kind is LightKind.WARN:
        told = ngettext(
            "Yellow: promise passed by %(days)s day", "Yellow: promise passed by %(days)s days", days
        )
        return told % facts
    return ngettext("Red: %(days)s day overdue", "Red: %(days)s days overdue", days) % facts


def _of_hold(words: str, facts: Mapping[str, object]) -> str:
    if words not in {"hold", "hold_both"}:
        return ""
    told = {"reason": reason_words(str(facts["reason"]))}
    if words == "hold_both":
        return gettext("Clock stands: %(reason)s (both limits)") % told
    return gettext("Clock stands: %(reason)s") % told


def _of_done(words: str, facts: Mapping[str, object]) -> str:
    match words:
        case "done_early":
            told = ngettext(
                "Completed, %(days)s day early", "Completed, %(days)s days early", cast("int", facts["days"])
            )
            return told % facts
        case "done_late":
            told = ngettext(
                "Completed, %(days)s day late", "Completed, %(days)s days late", cast("int", facts["days"])
            )
            return told % facts
        case "done_in_time":
            return gettext("Completed in time")
        case "done_standing":
            return gettext("Completed")
    return ""
