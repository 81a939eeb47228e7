"""Days as people read them: 10月13日（周二）on screen, 2026年10月13日 where the year matters."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

__all__ = ["day_words", "full_day", "moment_words", "short_day", "weekday_sign", "weekday_words"]


def weekday_words(day: date) -> str:
    """周二."""
    names = (
        pgettext("weekday", "Mon"), pgettext("weekday", "Tue"), pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"), pgettext("weekday", "Fri"), pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )  # fmt: skip
    return names[day.weekday()]


def short_day(day: date) -> str:
    """10月13日."""
    return date_format(_local(day), pgettext("format of a day", "j F"))


def day_words(day: date) -> str:
    """10月13日（周二）: as a day stands in sentences and tables."""
    return gettext("%(day)s (%(weekday)s)") % {"day": short_day(day), "weekday": weekday_words(_local(day))}


def full_day(day: date) -> str:
    """2026年10月13日."""
    return date_format(_local(day), pgettext("format of a day with its year", "j F Y"))


def moment_words(moment: datetime) -> str:
    """10月8日 16:40, in the local time of the centre."""
    local = _local(moment)
    return f"{short_day(local)} {date_format(local, 'G:i')}"


def _local(day: date) -> date:
    """A moment as the local day of the active time zone; a day as it is."""
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day


def weekday_sign(day: date) -> str:
    """二: the head of a calendar's column."""
    signs = (
        pgettext("weekday in one sign", "M"), pgettext("weekday in one sign: Tuesday", "T"),
        pgettext("weekday in one sign", "W"), pgettext("weekday in one sign: Thursday", "T"),
        pgettext("weekday in one sign", "F"), pgettext("weekday in one sign: Saturday", "S"),
        pgettext("weekday in one sign: Sunday", "S"),
    )  # fmt: skip
    return signs[day.weekday()]
