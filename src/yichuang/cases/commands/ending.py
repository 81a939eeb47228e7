"""The end of a case: fee, result, hand-over, archive; withdrawal and termination; a step of the work."""

from __future__ import annotations

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._door import case_to_act_on
from yichuang.cases.commands._papers import ended_data
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.cases.rules.people import ask
from yichuang.clocks import commands as clocks
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken


@transaction.atomic
def settle_fee(*, by: Acting, number: str, amount_fen: int) -> Case:
    """Confirm that the fee of a granted case was received. Called by `fees` with what the catalogue sets.

    amount_fen: in fen; 0 where it was waived. Source: DLV-004, CASE-002.
    """
    case = case_to_act_on(by, number, Act.SETTLE_FEE)
    changed = c.move(case, Act.SETTLE_FEE, by)
    case.fee_fen, case.fee_settled_on = amount_fen, by.day
    case.save(update_fields=[*changed, "fee_fen", "fee_settled_on"])
    c.file(case, Act.SETTLE_FEE, by, amount_fen=amount_fen)
    return case


@transaction.atomic
def make_ready(*, by: Acting, number: str, licence_number: str = "", off_site_reason: str = "") -> Case:
    """The result is made and can be collected; the applicant is told where. Called by `delivery`.

    Blocked while a fee is due. Raises RuleBroken("fee_unpaid", "act_not_possible", "off_site_reason_missing").
    Source: DLV-003, DLV-004, DLV-005, RCP-013, CASE-002.
    """
    case = case_to_act_on(by, number, Act.ISSUE, refused={State.FEE_DUE: "fee_unpaid"})
    if not by.on_site and not off_site_reason.strip():
        raise RuleBroken("off_site_reason_missing")
    changed = c.move(case, Act.ISSUE, by)
    case.ready_on = by.day
    case.save(update_fields=[*changed, "ready_on"])
    c.file(case, Act.ISSUE, by, licence=licence_number, off_site_reason=off_site_reason)
    c.tell(case, by, "ready_to_collect", place=case.centre.name)
    return case


@transaction.atomic
def deliver(*, by: Acting, number: str, method: str) -> Case:
    """The result left the centre: the case is over. Called by `delivery` with the register's row.

    Source: DLV-001, CASE-015.
    """
    case = case_to_act_on(by, number, Act.DELIVER)
    changed = [*c.move(case, Act.DELIVER, by), *c.ended(case, by)]
    case.save(update_fields=changed)
    c.file(case, Act.DELIVER, by, method=method)
    clocks.end_all(queries.subject(case), by.day)
    return case


@transaction.atomic
def archive(*, by: Acting, number: str, file_number: str) -> Case:
    """The file is closed: from now on the case is read-only. Called by `archive` with the file's number.

    Source: ARC-002, ARC-003.
    """
    case = case_to_act_on(by, number, Act.ARCHIVE)
    case.save(update_fields=c.move(case, Act.ARCHIVE, by))
    c.file(case, Act.ARCHIVE, by, file=file_number)
    return case


@transaction.atomic
def withdraw(*, by: Acting, number: str, reason: str) -> Case:
    """Take back an application at the applicant's wish, before it is decided; the notice says so.

    Source: CASE-002, DEC-001.
    """
    return _end(by, number, Act.WITHDRAW, reason)


@transaction.atomic
def terminate(*, by: Acting, number: str, reason: str) -> Case:
    """End a case that cannot go on (the applicant died, the item fell away …), with a notice.

    Source: CASE-002, DEC-001.
    """
    return _end(by, number, Act.TERMINATE, reason)


@transaction.atomic
def file_step(*, by: Acting, number: str, step: str, controls: str = "", task: str = "") -> Case:
    """File a named step of the work on a case, done by its own officer; moves no state and no clock.

    controls: the step that this one checks: the same officer as there breaks the four-eyes rule, which forbids or
    reports. After the end of the case a step is refused, or, where the regime only reports, filed as late.
    Raises RuleBroken("act_not_possible", "same_person_reviews_and_decides"), NotPermitted.
    Source: CASE-001, CASE-002, CASE-005.
    """
    case = queries.case_for_step(by.centre, number)
    ask(by, Act.STEP, centre=case.centre.code, department=case.department.code)
    policy = c.policy_at_receipt(case)
    late = case.ended_at is not None or case.decided_at is not None
    if late:
        refusal = RuleBroken("act_not_possible", state=case.state, act=Act.STEP)
        c.refuse_or_report(case, by, policy.stage_order, refusal)
    if controls:
        made = queries.last_step_by(queries.subject(case), controls)
        if made == by.actor:
            refusal = RuleBroken("same_person_reviews_and_decides", step=step, controls=controls)
            c.refuse_or_report(case, by, policy.four_eyes, refusal)
    c.file(case, Act.STEP, by, step=step, controls=controls, task=task, late=late)
    return case


def _end(by: Acting, number: str, act: Act, reason: str) -> Case:
    if not reason.strip():
        raise RuleBroken("reason_missing")
    case = case_to_act_on(by, number, act)
    changed = c.move(case, act, by)
    case.save(update_fields=changed)
    case.procedures.filter(ended_on=None).update(ended_on=by.day, result=reason)
    case.negative_matters.filter(state="open").update(state="rejected", ended_at=by.at)
    entry = c.file(case, act, by, reason=reason)
    clocks.end_all(queries.subject(case), by.day)
    c.hand_out(case, "ending", by, entry, ended_data(case, by, reason))
    c.tell(case, by, str(act))
    return case
