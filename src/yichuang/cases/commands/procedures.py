"""Acts that move the clocks of a running case: special procedures and statutory extensions."""

from __future__ import annotations

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._door import case_to_act_on
from yichuang.cases.commands._papers import extension_data, procedure_data
from yichuang.cases.models import Case, Extension, ProcedureRun
from yichuang.cases.rules.clock_facts import PROMISE, STATUTORY, limit_of
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.clocks import commands as clocks
from yichuang.clocks.queries import clocks_of
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.delegation.rules.scope import Power
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of


@transaction.atomic
def start_special_procedure(
    *, by: Acting, number: str, kind: str, ground: str, expected_days: int
) -> ProcedureRun:
    """Stop the clocks of a case for a hearing, a test, an expert review or the like, and tell the applicant.

    expected_days: working days, told beforehand on the notice; it runs on a clock of its own. The day it starts
    still counts. kind: one that the item lists. What it stops, both limits or the promise, is policy's table.
    Raises RuleBroken("procedure_not_of_the_item", "days_missing", "reason_missing", "act_not_possible"), NotPermitted.
    Source: CLK-003, DEC-005.
    """
    case = case_to_act_on(by, number, Act.START_PROCEDURE)
    if not case.outside_number and kind not in {one.kind for one in case.revision.procedures.all()}:
        raise RuleBroken("procedure_not_of_the_item")
    if expected_days < 1:
        raise RuleBroken("days_missing")
    if not ground.strip():
        raise RuleBroken("reason_missing")
    case.resume_state = case.state
    case.save(update_fields=[*c.move(case, Act.START_PROCEDURE, by), "resume_state"])
    run = ProcedureRun.objects.create(
        case=case,
        kind=kind,
        ground=ground,
        expected_days=expected_days,
        started_on=by.day,
        started_by=by.actor,
    )
    entry = c.file(case, Act.START_PROCEDURE, by, kind=kind, ground=ground, expected_days=expected_days)
    c.keep_clocks(case)
    policy = c.policy_at_acceptance(case)
    own = clocks.keep(
        subject=queries.subject(case),
        kind=f"procedure:{run.pk}",
        centre=case.centre.code,
        owner=case.department.code,
        limit=Limit(expected_days, Unit.WORKING),
        facts=[ClockFact(What.START, by.day, reason=kind)],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )
    stops = policy.stops(kind)
    c.hand_out(case, "procedure", by, entry, procedure_data(case, by, run, own.due_on, str(stops or "")))
    c.tell(case, by, "procedure_started", kind=kind, days=expected_days)
    return run


@transaction.atomic
def end_special_procedure(*, by: Acting, number: str, result: str) -> Case:
    """End the special procedure with its result; the clocks go on from the next day.

    Raises RuleBroken("reason_missing", "act_not_possible"), NotPermitted.
    Source: CLK-003, DEC-005.
    """
    case = case_to_act_on(by, number, Act.END_PROCEDURE)
    if not result.strip():
        raise RuleBroken("reason_missing")
    run = case.procedures.get(ended_on=None)
    run.ended_on, run.result = by.day, result
    run.save(update_fields=["ended_on", "result"])
    changed = c.move(case, Act.END_PROCEDURE, by)
    case.state, case.resume_state = case.resume_state, ""
    case.save(update_fields=[*changed, "resume_state"])
    c.file(case, Act.END_PROCEDURE, by, kind=run.kind)
    clocks.end_all(queries.subject(case), by.day, [f"procedure:{run.pk}"])
    c.keep_clocks(case)
    c.tell(case, by, "procedure_ended", kind=run.kind)
    return case


@transaction.atomic
def extend(*, by: Acting, number: str, days: int, reason: str) -> Extension:
    """Extend the statutory limit once, before it ends, approved under a letter and told to the applicant.

    days: working days (calendar days where both limits are told in those); at most what the regime allows. An extension after the limit ended is refused, or, where the regime
    lets late ones count, filed as a breach and counted.
    Raises RuleBroken("extension_used", "extension_too_long", "extension_too_late", "days_missing", "reason_missing"),
    NotPermitted.
    Source: CLK-006, DEL-003.
    """
    case = case_to_act_on(by, number, Act.EXTEND)
    if case.state == State.RECEIVED:
        raise RuleBroken("act_not_possible", state=case.state, act=Act.EXTEND)
    if not reason.strip():
        raise RuleBroken("reason_missing")
    if days < 1:
        raise RuleBroken("days_missing")
    unit = _unit_to_extend_in(case)
    policy, subject = c.policy_at_acceptance(case), queries.subject(case)
    if policy.extensions_allowed is not None and case.extensions >= policy.extensions_allowed:
        raise RuleBroken("extension_used")
    most = policy.extension_max_working_days
    if most is not None and days > most:
        raise RuleBroken("extension_too_long", most=most)
    before = clocks_of([subject])[subject]["statutory"].due_on
    if before is not None and by.day > before:
        if not policy.late_extension_counts:
            raise RuleBroken("extension_too_late", due=before)
        c.file_breach(case, by, "extension_too_late", due=before.isoformat())
    letter = c.covering_letter(case, by, Power.EXTEND)
    case.extensions += 1
    case.save(update_fields=["extensions"])
    entry = c.file(case, Act.EXTEND, by, amount=days, unit=str(unit), reason=reason)
    kept = c.keep_clocks(case)
    after = kept["statutory"].due_on
    row = Extension.objects.create(
        case=case, amount=days, unit=unit, reason=reason, approved_by=by.actor, filed_on=by.day, due_before=before,
        due_after=after,
    )  # fmt: skip
    case.promised_pickup_on = kept["promise"].due_on or case.promised_pickup_on
    case.save(update_fields=["promised_pickup_on"])
    c.hand_out(case, "extension", by, entry, extension_data(case, by, row), letter=letter)
    c.tell(case, by, "extended", due=after.isoformat() if after else "")
    return row


def _unit_to_extend_in(case: Case) -> Unit:
    """An extension adds days: working days, or calendar days where the limits are told in those."""
    told = queries.told_of(queries.subject(case))
    units = {limit_of(told, which).unit for which in (PROMISE, STATUTORY)}
    if not units <= {Unit.WORKING, Unit.CALENDAR}:
        raise RuleBroken("extension_unit")
    return Unit.WORKING if Unit.WORKING in units else Unit.CALENDAR
