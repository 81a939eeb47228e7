"""What changes policy: a notice of holidays is imported. Regimes are files, and change with a release."""

from __future__ import annotations

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.ledger.commands import record
from yichuang.policy import queries
from yichuang.policy.models import CalendarDay, CalendarImport
from yichuang.policy.rules.notices import Notice, checked


@transaction.atomic
def import_notice(*, by: Acting, calendar: str, notice: Notice) -> CalendarImport | None:
    """Take over a year's holidays and worked weekend days; they replace all that was known of that year.

    None if nothing is new: the same notice may be imported again. Dates of running clocks are moved by
    `clocks.commands.move_dates`, which the caller runs in the same transaction.
    Raises CannotCompute (see rules/notices.py), NotPermitted.
    Source: CLK-001.
    """
    if not (by.is_system or by.has(Role.MANAGER, Role.ADMINISTRATOR)):
        raise NotPermitted
    notice = checked(notice)
    known = queries.notices(calendar).get(notice.year)
    if known and set(known.days) == set(notice.days):
        return None
    imported = CalendarImport.objects.create(
        calendar=calendar,
        year=notice.year,
        source=notice.source[:300],
        imported_at=by.at,
        imported_by=by.actor,
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=imported, day=day.day, name=day.name, worked=day.worked) for day in notice.days
    )
    queries.forget_calendars()
    facts = {
        "year": notice.year,
        "holidays": [named.day.isoformat() for named in notice.days if not named.worked],
        "worked": [named.day.isoformat() for named in notice.days if named.worked],
        "source": notice.source,
        "version": queries.calendar_of(calendar).version,
    }
    record(by=by, subject=f"calendar:{calendar}", act="calendar_imported", facts=facts)
    return imported
