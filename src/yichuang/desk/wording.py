"""Words of the desk: short words of lights, blanks of the receipt, sentences of refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yichuang.clocks.rules.lights import LightKind
from yichuang.web.days import short_day

if TYPE_CHECKING:
    from yichuang.desk.queries import MyCase

GROUP_NAMES = {
    LightKind.LATE: _("Red: overdue"),
    LightKind.WARN: _("Yellow: due today or almost used up"),
    LightKind.HINT: _("Hint: due on the next working day"),
    LightKind.HOLD: _("Clock stands: corrections, special procedures"),
    LightKind.OK: _("Normal"),
}

REFUSALS = {
    "nothing_read": _("No card lies on the reader. Put it on and press F4 again, or type the number."),
    "no_reader": _("No card reader is connected. Type the number; the person is found by it too."),
    "field_missing": _("Enter this; it is registered and printed on the receipt: {names}."),
    "item_not_chosen": _("Choose the item first."),
}


def left_words(one: MyCase) -> str:
    """The short word beside a case of my list: 4 days, today, 2 days overdue."""
    if one.case.state == "correcting":
        return (
            gettext("by %(day)s") % {"day": short_day(one.due_on)} if one.due_on else gettext("corrections")
        )
    light = one.light
    if light is None:
        return gettext("to be answered") if one.unanswered else ""
    facts = light.facts
    if light.words in {"late", "late_both"}:
        days = int(str(facts["days"]))
        return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days}
    if light.words in {"ok", "warn_used"}:
        left = int(str(facts["left"]))
        return ngettext("%(left)s day left", "%(left)s days left", left) % {"left": left}
    said = {
        "warn_today": gettext("today"),
        "hint_tomorrow": gettext("tomorrow"),
        "hold": gettext("stands"),
        "hold_both": gettext("stands"),
    }
    return said.get(light.words) or (short_day(one.due_on) if one.due_on else "")
