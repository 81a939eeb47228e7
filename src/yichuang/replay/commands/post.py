"""Do the acts of a log, each at its own time as its own officer, through the commands of the product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.cases import commands as cases
from yichuang.cases.rules.materials import Checked, MaterialState
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import Refused
from yichuang.kernel.worktime import Limit, Unit
from yichuang.replay import queries
from yichuang.replay.models import Log, ReplayedAct, ReplayedCase
from yichuang.replay.rules.accounts import officer_code
from yichuang.replay.rules.plan import Kind, Plan, PlannedAct, PlannedCase
from yichuang.staff import queries as staff

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping

NOT_TOLD = "Not told by the log"
DUE_DAY = "The due day that the log names"


@dataclass(slots=True)
class _Work:
    """What is needed at hand while some acts of a log are done."""

    log: Log
    planned: Plan
    people: AnyMapping[str, Acting]
    numbers: dict[str, str]  # our case numbers by those of the log
    rows: list[ReplayedAct] = field(default_factory=list)

    def acting(self, act: PlannedAct) -> Acting:
        """The officer of an act at its moment; on the day that the event tells otherwise, at that hour."""
        at = act.at if act.on is None else datetime.combine(act.on, act.at.timetz())
        return self.people[officer_code(self.log.centre.code, act.officer)].elsewhere(at)

    def number(self, act: PlannedAct) -> str:
        """Our number of the case of an act. Raises Refused("case_refused") where its receipt was refused."""
        number = self.numbers.get(act.case)
        if number is None:
            raise Refused("case_refused")
        return number


@transaction.atomic
def post(*, log: Log, planned: Plan, acts: Sequence[PlannedAct]) -> int:
    """Do some acts of a log, all in one transaction with the rows that say so; says how many were refused.

    An act that a command refuses changes nothing, and is on file as refused with the reason. So is an act on
    a case whose receipt was refused.
    Source: issue 2 section 7.
    """
    work = _Work(log, planned, _people(log, acts), queries.numbers_of(log))
    for act in acts:
        try:
            _ACTS[act.kind](work, act)
        except Refused as refused:
            work.rows.append(_row(log, act, "refused", refused.code))
        else:
            reason = str(act.mends[0]) if act.mends else ""
            work.rows.append(_row(log, act, "mended" if reason else "taken", reason))
    ReplayedAct.objects.bulk_create(work.rows, batch_size=500)
    return sum(row.verdict == "refused" for row in work.rows)


def _people(log: Log, acts: Sequence[PlannedAct]) -> dict[str, Acting]:
    """The officers of some acts, with roles and posts of the day of the first of them."""
    wanted = {officer_code(log.centre.code, act.officer) for act in acts}
    at = acts[0].at
    officers = staff.officers_of(log.centre.code)
    return {officer.code: staff.acting_as(officer, at) for officer in officers if officer.code in wanted}


def _row(log: Log, act: PlannedAct, verdict: str, reason: str) -> ReplayedAct:
    return ReplayedAct(
        log=log,
        outside_number=act.case,
        key=act.key,
        kind=str(act.kind),
        verdict=verdict,
        reason=reason,
        marks=[str(mend) for mend in act.mends],
        task=act.task[:60],
        team=act.team[:60],
        activity=act.activity[:200],
    )


def _receive(work: _Work, act: PlannedAct) -> None:
    """Receipt and acceptance at one moment; the limits are those that the log's due day speaks of."""
    case = work.planned.cases[act.case]
    taken = cases.receive(
        by=work.acting(act),
        item_code=case.item,
        applicant=Details(ApplicantKind.PERSON, NOT_TOLD),
        materials=[Checked(1, MaterialState.PRESENT, 1)],
        verdict=cases.Verdict.ACCEPT,
        channel=case.channel,
        outside_number=case.number,
        limits=_limits(case),
    ).case
    ReplayedCase.objects.create(
        log=work.log,
        outside_number=case.number,
        case=taken,
        position=case.position,
        owner=case.owner[:60],
        department=case.department,
        due_at=case.due,
        mends=[str(mend) for mend in case.mends],
    )
    work.numbers[case.number] = taken.number


def _limits(case: PlannedCase) -> tuple[Limit, Limit] | None:
    """Promise and statute where the log set other ones than the item says; None where it did not."""
    if case.limit_days is None:
        return None
    whole = Limit(case.limit_days, Unit.CALENDAR)
    return whole, whole


def _step(work: _Work, act: PlannedAct) -> None:
    cases.file_step(by=work.acting(act), number=work.number(act), step=act.step, controls=act.controls)


def _extend(work: _Work, act: PlannedAct) -> None:
    cases.extend(
        by=work.acting(act), number=work.number(act), days=act.amount, reason=act.activity or DUE_DAY
    )


def _hold(work: _Work, act: PlannedAct) -> None:
    cases.start_special_procedure(
        by=work.acting(act),
        number=work.number(act),
        kind=act.step,
        ground=act.activity,
        expected_days=max(act.amount, 1),
    )


def _resume(work: _Work, act: PlannedAct) -> None:
    cases.end_special_procedure(by=work.acting(act), number=work.number(act), result=act.activity)


def _decide(work: _Work, act: PlannedAct) -> None:
    cases.decide(by=work.acting(act), number=work.number(act), grant=True, text=NOT_TOLD)


_ACTS = {
    Kind.RECEIVE: _receive,
    Kind.STEP: _step,
    Kind.EXTEND: _extend,
    Kind.HOLD: _hold,
    Kind.RESUME: _resume,
    Kind.DECIDE: _decide,
}
