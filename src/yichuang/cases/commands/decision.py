"""Review and decision: one reviews, another decides under a letter in force (一审一核)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._door import case_to_act_on
from yichuang.cases.commands._matters import open_matter, settle_open_matters
from yichuang.cases.commands._papers import decision_data
from yichuang.cases.models import Case, Deliberation, NegativeOpinion, Opinion
from yichuang.cases.rules.lifecycle import Act, Outcome, State, next_state
from yichuang.cases.rules.people import ask
from yichuang.clocks import commands as clocks
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.delegation.rules.scope import Power
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of
from yichuang.policy.rules.parameters import Mode

NEEDS = {"collective": ("collective",), "expert": ("expert", "assessment"), "hearing": ("hearing",)}


@transaction.atomic
def review(*, by: Acting, number: str, passed: bool, text: str, legal_basis: str = "") -> Case:
    """Give the reviewer's opinion: the case meets the conditions, or it should not be granted.

    passed False files a negative matter, with its legal basis, that the decider confirms or not.
    text: an opinion, never a bare name. Raises RuleBroken("reason_missing", "act_not_possible"), NotPermitted.
    Source: CASE-002, CASE-005, DEC-002.
    """
    case = case_to_act_on(by, number, Act.REVIEW)
    if not text.strip():
        raise RuleBroken("reason_missing")
    Opinion.objects.create(case=case, act=Act.REVIEW, officer=by.actor, passed=passed, text=text, at=by.at)
    changed = c.move(case, Act.REVIEW, by)
    case.reviewer, case.reviewed_at, case.holder = by.actor, by.at, ""
    case.save(update_fields=[*changed, "reviewer", "reviewed_at", "holder"])
    c.file(case, Act.REVIEW, by, passed=passed)
    if not passed:
        open_matter(case, by, kind="deny", grounds=text, legal_basis=legal_basis)
    return case


@transaction.atomic
def return_to_review(*, by: Acting, number: str, text: str) -> Case:
    """Send a reviewed case back to the reviewer with a reason; a proposed refusal is thereby not confirmed.

    Source: CASE-005, DEC-002.
    """
    case = case_to_act_on(by, number, Act.RETURN)
    if not text.strip():
        raise RuleBroken("reason_missing")
    Opinion.objects.create(case=case, act=Act.RETURN, officer=by.actor, passed=None, text=text, at=by.at)
    case.holder = case.reviewer
    case.save(update_fields=[*c.move(case, Act.RETURN, by), "holder"])
    settle_open_matters(case, by, "rejected")
    c.file(case, Act.RETURN, by, reason=text)
    return case


@transaction.atomic
def record_deliberation(
    *,
    by: Acting,
    number: str,
    kind: str,
    called_on: date,
    held_on: date,
    participants: str,
    opinions: str,
    conclusion: str,
) -> Deliberation:
    """Keep a collective discussion, expert argument, assessment or hearing with the case.

    Raises RuleBroken("reason_missing") where call, participants, opinions or conclusion are empty.
    Source: DEC-005.
    """
    case = case_to_act_on(by, number, Act.DELIBERATE)
    if not all(told.strip() for told in (participants, opinions, conclusion)):
        raise RuleBroken("reason_missing")
    row = Deliberation.objects.create(
        case=case, kind=kind, called_on=called_on, held_on=held_on, participants=participants, opinions=opinions,
        conclusion=conclusion, recorded_by=by.actor,
    )  # fmt: skip
    c.file(case, Act.DELIBERATE, by, kind=kind, called_on=called_on.isoformat(), held_on=held_on.isoformat())
    return row


@transaction.atomic
def decide(
    *, by: Acting, number: str, grant: bool, text: str, legal_basis: str = "", off_site_reason: str = ""
) -> Case:
    """Decide a reviewed case, seal the decision and return the result to the window that accepted it.

    grant: granted, or not granted (then `legal_basis` is printed beside the reasons, with the remedies, and
    a reviewer must have proposed it). Another person than the reviewer, under a letter that covers item, level and day.
    Raises RuleBroken("same_person_reviews_and_decides", "refusal_not_confirmed", "deliberation_missing",
    "reason_missing", "no_seal", "act_not_possible", "off_site_reason_missing"), NotPermitted("not_delegated", …).
    Source: DEC-001, DEC-002, DEC-003, DEC-005, DEC-006, CASE-002, CASE-003, CASE-005, CASE-015, DEL-001, DEL-003.
    """
    case = _case_to_decide(by, number)
    _fit_to_decide(case, by, grant=grant, text=text, legal_basis=legal_basis)
    if not by.on_site and not off_site_reason.strip():
        raise RuleBroken("off_site_reason_missing")
    letter = c.covering_letter(case, by, Power.GRANT if grant else Power.DENY)
    Opinion.objects.create(case=case, act=Act.DECIDE, officer=by.actor, passed=grant, text=text, at=by.at)
    outcome = Outcome.GRANTED if grant else Outcome.DENIED
    changed = c.move(case, Act.DECIDE, by)
    case.outcome, case.decider, case.letter_number = outcome, by.actor, letter.number if letter else ""
    case.decided_at, case.decided_on, case.result_returned_at = by.at, by.day, by.at
    case.holder = case.receiver
    if grant and case.revision.charges:
        case.state = State.FEE_DUE
    case.save(
        update_fields=[
            *changed, "state", "outcome", "decider", "letter_number", "decided_at", "decided_on", "result_returned_at", "holder",
        ]
    )  # fmt: skip
    _confirm_denial(case, by, grant=grant, text=text)
    entry = c.file(
        case, Act.DECIDE, by, outcome=str(outcome), letter=case.letter_number, legal_basis=legal_basis,
        reviewer=case.reviewer, off_site_reason=off_site_reason,
    )  # fmt: skip
    c.file(case, "result_returned", by, to_window=case.window, to=case.receiver)
    c.keep_clocks(case)
    _keep_delivery_clock(case, by)
    data = decision_data(case, by, grant=grant, text=text, legal_basis=legal_basis)
    c.hand_out(case, "grant" if grant else "denial", by, entry, data, letter=letter)
    c.tell(case, by, "decided")
    return case


def _case_to_decide(by: Acting, number: str) -> Case:
    """The case, reviewed. Where the regime only reports on the order of stages, also an unreviewed one."""
    case = queries.case_for_change(by.centre, number)
    ask(by, Act.DECIDE, centre=case.centre.code, department=case.department.code)
    if case.state == State.ACCEPTED and c.policy_at_receipt(case).stage_order is Mode.RECORD:
        c.file_breach(case, by, "stage_skipped", stage="review")
        case.state = State.REVIEWED
    next_state(State(case.state), Act.DECIDE)
    return case


def _fit_to_decide(case: Case, by: Acting, *, grant: bool, text: str, legal_basis: str) -> None:
    policy = c.policy_at_receipt(case)
    if by.actor == case.reviewer:
        refusal = RuleBroken("same_person_reviews_and_decides")
        c.refuse_or_report(case, by, policy.four_eyes, refusal)
    if not text.strip() or (not grant and not legal_basis.strip()):
        raise RuleBroken("reason_missing")
    proposed = case.negative_matters.filter(state="open", kind="deny").exists()
    if not grant and not proposed:
        raise RuleBroken("refusal_not_confirmed")
    needed = NEEDS.get(case.decision_level)
    if needed and not case.deliberations.filter(kind__in=needed).exists():
        refusal = RuleBroken("deliberation_missing", kind=case.decision_level)
        c.refuse_or_report(case, by, policy.stage_order, refusal)


def _confirm_denial(case: Case, by: Acting, *, grant: bool, text: str) -> None:
    """The decider is the last level for a refusal that the reviewer proposed; granting does not confirm it."""
    matter = case.negative_matters.filter(state="open", kind="deny").first()
    if matter is None:
        return
    NegativeOpinion.objects.create(
        matter=matter, level=1, role="chief", officer=by.actor, agrees=not grant, text=text, at=by.at
    )
    matter.state, matter.ended_at, matter.level = "rejected" if grant else "confirmed", by.at, 1
    matter.save(update_fields=["state", "ended_at", "level"])


def _keep_delivery_clock(case: Case, by: Acting) -> None:
    """The limit for handing over what was decided (T5)."""
    policy = c.policy_at_receipt(case)
    clocks.keep(
        subject=queries.subject(case),
        kind="delivery",
        centre=case.centre.code,
        owner=case.department.code,
        limit=Limit(policy.delivery_limit_working_days, Unit.WORKING),
        facts=[ClockFact(What.START, by.day, reason=str(Act.DECIDE))],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )
