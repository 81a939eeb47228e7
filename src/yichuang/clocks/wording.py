"""Names of clocks, units and reasons; the sentences of lights, strips and derivations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yichuang.kernel.worktime import Unit

KIND_NAMES = {
    "notice": _("correction notice or acceptance"),
    "promise": _("promised limit"),
    "statutory": _("statutory limit"),
    "correction": _("applicant's correction"),
    "delivery": _("delivery of the result"),
    "archive": _("filing"),
}

UNIT_NAMES = {
    Unit.WORKING.value: _("working days"),
    Unit.CALENDAR.value: _("calendar days"),
    Unit.MONTH.value: _("months"),
    Unit.YEAR.value: _("years"),
    Unit.HOUR.value: _("hours"),
    Unit.SPOT.value: _("on the spot"),
}
