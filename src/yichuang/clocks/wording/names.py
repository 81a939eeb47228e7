"""Names of clocks, units, procedures and holidays."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yichuang.kernel.worktime import Unit

KIND_NAMES = {
    "notice": _("limit of the one-time notice"),
    "promise": _("promised limit"),
    "statutory": _("statutory limit"),
    "correction": _("limit of the correction"),
    "delivery": _("limit of delivery"),
    "archive": _("limit of filing"),
}

UNIT_NAMES = {
    Unit.WORKING.value: pgettext_lazy("unit of a limit", "working days"),
    Unit.CALENDAR.value: pgettext_lazy("unit of a limit", "calendar days"),
    Unit.MONTH.value: pgettext_lazy("unit of a limit", "months"),
    Unit.YEAR.value: pgettext_lazy("unit of a limit", "years"),
    Unit.HOUR.value: pgettext_lazy("unit of a limit", "hours"),
    Unit.SPOT.value: pgettext_lazy("unit of a limit", "on the spot"),
}

PROCEDURE_NAMES = {
    "hearing": _("hearing"),
    "tendering": _("tendering"),
    "auction": _("auction"),
    "inspection": _("inspection"),
    "testing": _("testing"),
    "survey": _("on-site survey"),
    "quarantine": _("quarantine"),
    "appraisal": _("appraisal"),
    "expert_review": _("expert review"),
    "correction": _("correction by the applicant"),
    "request_for_data": _("request for more data"),
}

HOLIDAY_NAMES = {
    "元旦": _("New Year's Day holiday"),
    "春节": _("Spring Festival holiday"),
    "清明节": _("Qingming holiday"),
    "劳动节": _("Labour Day holiday"),
    "端午节": _("Dragon Boat Festival holiday"),
    "中秋节": _("Mid-Autumn holiday"),
    "国庆节": _("National Day holiday"),
}


def amount_words(amount: int, unit: Unit) -> str:
    """5 working days; 3 months; on the spot."""
    match unit:
        case Unit.WORKING:
            told = ngettext("%(n)s working day", "%(n)s working days", amount)
        case Unit.CALENDAR:
            told = ngettext("%(n)s calendar day", "%(n)s calendar days", amount)
        case Unit.MONTH:
            told = ngettext("%(n)s month", "%(n)s months", amount)
        case Unit.YEAR:
            told = ngettext("%(n)s year", "%(n)s years", amount)
        case Unit.HOUR:
            told = ngettext("%(n)s hour", "%(n)s hours", amount)
        case Unit.SPOT:
            return pgettext("unit of a limit", "on the spot")
    return told % {"n": amount}


def days_words(amount: int) -> str:
    """4 days."""
    return ngettext("%(n)s day", "%(n)s days", amount) % {"n": amount}


def reason_words(reason: str) -> str:
    """Why a clock stands: the procedures by name, joined; another word as it was filed."""
    parts = [str(PROCEDURE_NAMES.get(part, part)) for part in reason.split("+") if part]
    return pgettext("between parts", " and ").join(parts)


def holiday_words(name: str) -> str:
    """国庆假期. Two holidays in one, as "中秋节、国庆节", are both named."""
    parts = name.replace("，", "、").split("、")
    return pgettext("between parts", " and ").join(str(HOLIDAY_NAMES.get(part, part)) for part in parts)


def kind_words(kind: str) -> str:
    """The name of a kind of clock; of "procedure:…" that of the procedure, where it says one."""
    if kind in KIND_NAMES:
        return str(KIND_NAMES[kind])
    _before, _colon, procedure = kind.partition(":")
    named = str(PROCEDURE_NAMES.get(procedure, gettext("special procedure")))
    return gettext("expected time of the %(procedure)s") % {"procedure": named}


REFUSALS = {
    "clock_without_start": _("This clock has not started, so nothing can be computed of it."),
    "facts_out_of_order": _("What happened on {on} lies before what is already on file. Check the day."),
    "resume_without_stop": _("The clock does not stand on {on}, so it cannot go on."),
    "extension_in_another_unit": _("A limit can be extended only in its own unit."),
    "after_the_end": _("The clock has ended; nothing that happens on {on} moves it."),
    "not_ended": _("The clock has not ended yet."),
}
