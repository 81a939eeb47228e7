"""Intake: receive an application, accept it, send it back once, or say that it does not belong here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.applicants import commands as applicants
from yichuang.applicants.rules.details import Details
from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._accepting import all_there_since, keep_notice_clock, start_clocks
from yichuang.cases.commands._door import case_to_act_on
from yichuang.cases.commands._materials import checked_of, keep_materials, rewrite_materials, wanted_of
from yichuang.cases.commands._papers import correction_data, issue_receipt, not_ours_data
from yichuang.cases.models import Case, Correction
from yichuang.cases.rules.lifecycle import Act
from yichuang.cases.rules.materials import Checked, Wanted, to_supply
from yichuang.cases.rules.people import ask
from yichuang.catalogue.queries import revision_for_intake
from yichuang.clocks import commands as clocks
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.kernel.number_formats import case_profile, number_of, series_of
from yichuang.kernel.worktime import Limit
from yichuang.numbering.commands import take
from yichuang.policy.queries import calendar_of, policy_of

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision
    from yichuang.ledger.models import Entry


class Verdict(StrEnum):
    """What the officer says at the end of the intake."""

    ACCEPT = "accept"
    CORRECT = "correct"
    DEFER = "defer"


@dataclass(frozen=True, slots=True)
class Guidance:
    """Help with filling in the materials, and the applicant's word on it (None: not asked yet)."""

    text: str = ""
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class SignatureTold:
    """A signature from the pad: who signs, the picture and its strokes. Source: RCP-007."""

    role: str  # "applicant" | "officer"
    label: str
    image_png: bytes
    strokes: object


@dataclass(frozen=True, slots=True)
class Intake:
    """What a command gives back to the page that printed: the case, and the query code in the clear."""

    case: Case
    query_code: str


@transaction.atomic
def receive(
    *,
    by: Acting,
    item_code: str,
    applicant: Details,
    materials: Sequence[Checked],
    verdict: Verdict,
    agent: Details | None = None,
    channel: str = "window",
    deferral_reason: str = "",
    guidance: Guidance | None = None,
    signatures: Sequence[SignatureTold] = (),
    outside_number: str = "",
    limits: tuple[Limit, Limit] | None = None,
) -> Intake:
    """Take in one application, with its receipt; accept it, ask once for corrections, or defer with a reason.

    materials: what was found of each material of the item; nothing may be left unlooked at, but when deferring.
    verdict: ACCEPT needs everything complete; CORRECT needs something lacking; DEFER needs `deferral_reason`.
    outside_number, limits: of a replayed log only; limits are (promised, statutory) as the log had them.
    Raises NotPermitted, RuleBroken("item_not_open", "material_not_checked", "materials_incomplete",
    "materials_complete", "deferral_reason_missing", "name_missing", "glyph_missing").
    Source: INT-001, INT-004, INT-008, RCP-001, RCP-002, RCP-003, RCP-004, CASE-001.
    """
    revision = revision_for_intake(by.centre, item_code, by.day)
    item = revision.item
    ask(by, Act.RECEIVE, centre=item.centre.code, department=item.department.code)
    wanted = wanted_of(revision)
    _verdict_fits(verdict, wanted, materials, deferral_reason)
    case = _case_of(
        revision, by, applicant=applicant, agent=agent, channel=channel, outside_number=outside_number,
        deferral_reason=deferral_reason if verdict is Verdict.DEFER else "", guidance=guidance or Guidance(),
    )  # fmt: skip
    code = c.new_query_code()
    _number(case, revision, by, code)
    case.save(force_insert=True)
    keep_materials(case, wanted, materials)
    entry = _file_receipt(case, revision, by, materials)
    if verdict is Verdict.ACCEPT:
        accepted = start_clocks(case, by, limits=limits)
        issue_receipt(case, by, entry, query_code=code, clocks=accepted, signatures=signatures)
    else:
        keep_notice_clock(case)
        if verdict is Verdict.CORRECT:
            _ask_correction(case, by, why_again="")
        issue_receipt(case, by, entry, query_code=code, signatures=signatures)
    return Intake(case, code)


@transaction.atomic
def accept(*, by: Acting, number: str, signatures: Sequence[SignatureTold] = ()) -> Intake:
    """Accept an application that was deferred or supplemented: the clocks start, the notice is issued.

    Raises RuleBroken("materials_incomplete", "act_not_possible", "refusal_on_its_way"), NotPermitted.
    Source: CLK-001, CLK-002, INT-004, INT-007, INT-009, RCP-003.
    """
    case = case_to_act_on(by, number, Act.ACCEPT)
    wanted, found = checked_of(case)
    if lacking := to_supply(wanted, found):
        raise RuleBroken("materials_incomplete", names="、".join(material.name for material, _ in lacking))
    accepted = start_clocks(case, by)
    code = c.new_query_code()
    case.query_code_hash = queries.query_code_hash(case.number, code)
    case.save(update_fields=["query_code_hash"])
    entry = c.file(case, "receipt_issued", by, receipt=case.receipt_number, after="acceptance")
    issue_receipt(case, by, entry, query_code=code, clocks=accepted, signatures=signatures)
    return Intake(case, code)


@transaction.atomic
def check_materials(*, by: Acting, number: str, materials: Sequence[Checked]) -> Case:
    """Look through the materials of a deferred application again: what is there, what is not.

    Source: INT-004.
    """
    case = case_to_act_on(by, number, Act.ACCEPT)
    wanted, _ = checked_of(case)
    to_supply(wanted, materials)
    rewrite_materials(case, materials)
    checked = [[one.order, str(one.state), one.copies] for one in materials]
    c.file(case, "materials_checked", by, materials=checked)
    return case


@transaction.atomic
def ask_correction(*, by: Acting, number: str, why_again: str = "") -> Case:
    """Tell the applicant once, in writing, everything that must be supplied.

    A second notice needs a superior (chief representative or manager) with a reason, and is a breach on file.
    Raises RuleBroken("already_told_once", "materials_complete", "act_not_possible"), NotPermitted.
    Source: INT-005, RCP-004.
    """
    if why_again and by.has(Role.MANAGER):
        case = queries.case_for_change(by.centre, number)
        if case.centre.code != by.centre:
            raise NotPermitted("other_centre")
    else:
        case = case_to_act_on(by, number, Act.ASK_CORRECTION)
    _ask_correction(case, by, why_again=why_again)
    return case


@transaction.atomic
def supplement(*, by: Acting, number: str, materials: Sequence[Checked]) -> Case:
    """Take in what was asked for: the same application goes on, ready to be accepted when all is there.

    materials: those that were handed in now; the others stay as they were.
    Raises RuleBroken("act_not_possible", "material_not_checked").
    Source: INT-009.
    """
    case = case_to_act_on(by, number, Act.SUPPLEMENT)
    before = {one.order: one for one in checked_of(case)[1]}
    merged = list((before | {one.order: one for one in materials}).values())
    to_supply(checked_of(case)[0], merged)
    rewrite_materials(case, merged, supplied_on=by.day)
    case.holder = by.actor
    case.save(update_fields=[*c.move(case, Act.SUPPLEMENT, by), "holder"])
    case.correction_notices.filter(supplied_on=None).update(supplied_on=by.day)
    handed_in = [[one.order, str(one.state), one.copies] for one in materials]
    c.file(case, Act.SUPPLEMENT, by, materials=handed_in)
    clocks.end_all(queries.subject(case), by.day, ["correction"])
    keep_notice_clock(case, since=by)
    return case


@transaction.atomic
def say_not_needed(*, by: Acting, number: str, reason: str, legal_basis: str) -> Case:
    """Tell at once that no permission is needed for this (不受理).

    Source: INT-004, DEC-003.
    """
    case = case_to_act_on(by, number, Act.NOT_NEEDED)
    _reason_given(reason)
    changed = c.move(case, Act.NOT_NEEDED, by)
    case.save(update_fields=changed)
    entry = c.file(case, Act.NOT_NEEDED, by, reason=reason, legal_basis=legal_basis)
    clocks.end_all(queries.subject(case), by.day)
    data = not_ours_data(case, by, outcome="not_needed", reason=reason, legal_basis=legal_basis)
    c.hand_out(case, "refusal", by, entry, data)
    c.tell(case, by, "not_needed")
    return case


@transaction.atomic
def refer(
    *, by: Acting, number: str, reason: str, legal_basis: str, organ: str, address: str, telephone: str
) -> Case:
    """Tell at once that another organ is competent, with its address and telephone (指引).

    Raises RuleBroken("reason_missing") where the organ, its address or its telephone is not told.
    Source: INT-004, DEC-003.
    """
    case = case_to_act_on(by, number, Act.REFER)
    for told in (reason, organ, address, telephone):
        _reason_given(told)
    changed = c.move(case, Act.REFER, by)
    case.save(update_fields=changed)
    entry = c.file(case, Act.REFER, by, reason=reason, legal_basis=legal_basis, organ=organ)
    clocks.end_all(queries.subject(case), by.day)
    data = not_ours_data(
        case,
        by,
        outcome="referred",
        reason=reason,
        legal_basis=legal_basis,
        organ=(organ, address, telephone),
    )
    c.hand_out(case, "refusal", by, entry, data)
    c.tell(case, by, "referred")
    return case


def _verdict_fits(
    verdict: Verdict, wanted: Sequence[Wanted], materials: Sequence[Checked], deferral_reason: str
) -> None:
    if verdict is Verdict.DEFER:
        if not deferral_reason.strip():
            raise RuleBroken("deferral_reason_missing")
        return
    lacking = to_supply(wanted, materials)
    if verdict is Verdict.ACCEPT and lacking:
        raise RuleBroken("materials_incomplete", names="、".join(material.name for material, _ in lacking))
    if verdict is Verdict.CORRECT and not lacking:
        raise RuleBroken("materials_complete")


def _case_of(
    revision: ItemRevision,
    by: Acting,
    *,
    applicant: Details,
    agent: Details | None,
    channel: str,
    outside_number: str,
    deferral_reason: str,
    guidance: Guidance,
) -> Case:
    """The row of a new case, without its numbers."""
    item = revision.item
    return Case(
        centre=item.centre,
        department=item.department,
        item_code=item.code,
        item_name=revision.name,
        revision=revision,
        applicant=applicants.register(centre_id=item.centre_id, details=applicant),
        agent=applicants.register(centre_id=item.centre_id, details=agent) if agent else None,
        channel=channel,
        window=by.window or "",
        case_kind=revision.case_kind,
        decision_level=revision.decision_level,
        regulation=item.centre.regulation,
        received_at=by.at,
        received_on=by.day,
        receiver=by.actor,
        holder=by.actor,
        outside_number=outside_number,
        deferral_reason=deferral_reason,
        guidance=guidance.text,
        guidance_confirmed=guidance.confirmed,
    )


def _file_receipt(case: Case, revision: ItemRevision, by: Acting, materials: Sequence[Checked]) -> Entry:
    """The entry of the receipt: references and a commitment, nobody's name."""
    return c.file(
        case,
        Act.RECEIVE,
        by,
        item=case.item_code,
        revision=revision.number,
        receipt=case.receipt_number,
        applicant=applicants.commitment_of(case.applicant),
        channel=case.channel,
        materials=[[one.order, str(one.state), one.copies] for one in materials],
        deferral_reason=case.deferral_reason,
        guidance=bool(case.guidance),
        guidance_confirmed=case.guidance_confirmed,
    )


def _number(case: Case, revision: ItemRevision, by: Acting, code: str) -> None:
    """Case number, then receipt number, by the profiles of the regime."""
    policy, centre, item = policy_of(case.regulation, by.day), case.centre, revision.item
    facts: dict[str, str | date] = {
        "centre": centre.code,
        "short": centre.short_name,
        "on": by.day,
        "implementation": item.code,
    }
    profile = case_profile(policy.case_number_profile, item.code)
    case.number = number_of(profile, take(series_of(profile, **facts)), **facts)
    profile = policy.receipt_number_profile
    case.receipt_number = number_of(profile, take(series_of(profile, **facts)), **facts)
    case.query_code_hash = queries.query_code_hash(case.number, code)


def _ask_correction(case: Case, by: Acting, *, why_again: str) -> None:
    policy = c.policy_at_receipt(case)
    wanted, found = checked_of(case)
    lacking = to_supply(wanted, found)
    if not lacking:
        raise RuleBroken("materials_complete")
    if case.corrections >= policy.correction_notices_allowed:
        _allow_second_notice(case, by, why_again)
    _late_notice_is_a_breach(case, by)
    due = _correction_due(case, by)
    told = [
        {"name": material.name, "standard": seen.note or material.standard, "state": str(seen.state)}
        for material, seen in lacking
    ]
    changed = c.move(case, Act.ASK_CORRECTION, by)
    case.corrections += 1
    case.save(update_fields=[*changed, "corrections"])
    Correction.objects.create(
        case=case, issued_at=by.at, issued_on=by.day, lacking=told, answer_by=due, why_again=why_again,
        allowed_by=by.actor if why_again else "",
    )  # fmt: skip
    entry = c.file(
        case, Act.ASK_CORRECTION, by, lacking=[material.order for material, _ in lacking], count=case.corrections,
        why_again=why_again, answer_by=due.isoformat() if due else None,
    )  # fmt: skip
    clocks.end_all(queries.subject(case), by.day, ["notice"])
    c.hand_out(case, "correction", by, entry, correction_data(case, by, told, due))
    c.tell(case, by, "correction", count=len(told), due=due.isoformat() if due else "")


def _allow_second_notice(case: Case, by: Acting, why_again: str) -> None:
    """A second notice: only a superior with a reason; a breach of the one-time rule in any case (INT-005)."""
    told_on = case.correction_notices.order_by("-id").values_list("issued_on", flat=True).first()
    superior = by.has(Role.CHIEF, Role.MANAGER) and bool(why_again.strip())
    refusal = RuleBroken("already_told_once", on=str(told_on))
    if not superior:
        c.refuse_or_report(case, by, c.policy_at_receipt(case).second_correction, refusal)
    else:
        c.file_breach(case, by, "second_correction_notice", reason=why_again)


def _late_notice_is_a_breach(case: Case, by: Acting) -> None:
    """The notice is owed on the spot: a later day is on file as a breach, though still lawful (INT-006)."""
    policy = c.policy_at_receipt(case)
    since = all_there_since(case)
    allowed = policy.correction_notice_limit_working_days
    if calendar_of(case.centre.calendar).count(since, by.day) > allowed:
        c.file_breach(case, by, "correction_notice_late", since=since.isoformat())


def _correction_due(case: Case, by: Acting) -> date | None:
    """The day by which the applicant supplies what is lacking (T2); its clock lapses the case."""
    policy = c.policy_at_receipt(case)
    kept = clocks.keep(
        subject=queries.subject(case),
        kind="correction",
        centre=case.centre.code,
        owner=case.department.code,
        limit=policy.correction_answer_limit,
        facts=[ClockFact(What.START, by.day, reason=str(Act.ASK_CORRECTION))],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )
    return kept.due_on


def _reason_given(text: str) -> None:
    if not text.strip():
        raise RuleBroken("reason_missing")
