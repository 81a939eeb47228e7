"""Open the simulation centre of a log: departments, items, officers with roles and letters of delegation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.catalogue import queries as catalogue
from yichuang.centres import commands as centres
from yichuang.centres import queries as centre_queries
from yichuang.delegation import commands as delegation
from yichuang.delegation.rules.scope import ALL_POWERS, ORDINARY
from yichuang.kernel.acting import Acting, system
from yichuang.ledger.commands import record
from yichuang.replay import queries
from yichuang.replay.commands._items import publish_item
from yichuang.replay.models import Log, ReplayedAct
from yichuang.replay.rules.accounts import centre_code, officer_code
from yichuang.replay.rules.mapping import Mapping
from yichuang.replay.rules.plan import Plan
from yichuang.staff import commands as staff
from yichuang.staff import queries as staff_queries

if TYPE_CHECKING:
    from yichuang.centres.models import Centre, Department

MORNING = timedelta(days=1)


@transaction.atomic
def open_log(*, name: str, mapping: Mapping, planned: Plan, sha256: str) -> Log:
    """The log with its centre; made at the first call, completed by what a changed mapping adds at a later one.

    sha256: of the log itself; the same bytes under the same mapping are the same log. Refused events are
    filed here, once; what is done is filed by `post`.
    Source: issue 2 section 7; architecture sections 4 and 6.
    """
    log = queries.log_of(sha256, mapping.name) or _new_log(name, mapping, planned, sha256)
    by = _opening(log.centre, planned)
    departments = _departments(log.centre, mapping, by)
    known = catalogue.known_codes(log.centre.code, [item.code for item in mapping.item])
    for item in mapping.item:
        if item.code not in known:
            publish_item(by=by, item=item)
    _officers(log, mapping, planned, by, departments)
    _file_refusals(log, planned)
    return log


def _new_log(name: str, mapping: Mapping, planned: Plan, sha256: str) -> Log:
    told = mapping.centre
    code = centre_code(told.code, name, sha256, taken=centre_queries.codes())
    centre = centres.open_centre(
        by=system(code, _first(planned), time_zone=told.time_zone, simulated=True),
        code=code,
        name=told.name.replace("{log}", name)[:80],
        short_name=told.short_name,
        kind="simulation",
        regulation=told.regulation,
        time_zone=told.time_zone,
        calendar=told.calendar,
    )
    log = Log.objects.create(
        centre=centre,
        name=name[:80],
        mapping=mapping.name,
        sha256=sha256,
        cases=planned.seen,
        events=planned.events,
        refused_cases=dict(planned.refused_cases),
    )
    facts = {"sha256": sha256, "mapping": mapping.name, "cases": planned.seen, "events": planned.events}
    record(by=_opening(centre, planned), subject=f"centre:{code}", act="log_opened", facts=facts)
    return log


def _opening(centre: Centre, planned: Plan) -> Acting:
    """The product itself, on the morning before anything happened in the log."""
    at = _first(planned)
    return system(centre.code, at, time_zone=centre.time_zone, simulated=True)


def _first(planned: Plan) -> datetime:
    """A day before the first act of the log; of an empty log a day of old."""
    first = min((act.at for act in planned.acts), default=datetime.fromisoformat("2010-01-02T00:00:00Z"))
    return first - MORNING


def _departments(centre: Centre, mapping: Mapping, by: Acting) -> list[Department]:
    standing = {each.code: each for each in centre_queries.departments(centre.code)}
    for told in mapping.department:
        if told.code not in standing:
            standing[told.code] = centres.add_department(
                by=by, code=told.code, name=told.name, short_name=told.short_name
            )
    return list(standing.values())


def _officers(
    log: Log, mapping: Mapping, planned: Plan, by: Acting, departments: Sequence[Department]
) -> None:
    """Station every account of the log; those that are people hold letters for all that is decided there."""
    standing = {officer.code for officer in staff_queries.officers_of(log.centre.code)}
    roles = [Role(role) for role in mapping.officers.roles]
    for account in planned.officers():
        code = officer_code(log.centre.code, account)
        if code in standing:
            continue
        is_person = mapping.officers.is_person(account)
        officer = staff.station(
            by=by, code=code, username=code, name=account[:60], roles=roles, since=by.day, is_person=is_person
        )
        for department in departments if is_person else ():
            delegation.file_letter(
                by=by,
                number=f"{code}/{department.code}",
                department=department,
                holder=officer,
                acts=ALL_POWERS,
                levels=(ORDINARY,),
                signed_by=department.name,
                valid_from=by.day,
                valid_until=_last(planned),
            )


def _last(planned: Plan) -> date:
    """The last day on which anything happens or is due in the log."""
    moments = [act.at for act in planned.acts]
    return (max(moments) if moments else _first(planned)).date()


def _file_refusals(log: Log, planned: Plan) -> None:
    """The events that are not done, each with its reason; those that are on file already stay."""
    done = queries.done_of(log)
    turn: Counter[str] = Counter()
    rows = []
    for refused in planned.refused:
        turn[refused.case] += 1
        key = f"event:{refused.event_no}" if refused.event_no else f"event:-{turn[refused.case]}"
        if refused.reason in {"case_number_twice", "case_without_number"}:
            key = f"event:{refused.reason}:{turn[refused.case]}"
        if (refused.case, key) not in done:
            rows.append(
                ReplayedAct(
                    log=log,
                    outside_number=refused.case,
                    key=key,
                    kind="step",
                    verdict="refused",
                    reason=str(refused.reason),
                )
            )
    ReplayedAct.objects.bulk_create(rows, batch_size=500)
