"""Putting together what the letters of a case say, from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from yichuang.applicants.queries import details_of
from yichuang.cases import queries
from yichuang.cases.rules import papers
from yichuang.cases.rules.clock_facts import PROMISE, STATUTORY
from yichuang.cases.rules.materials import MaterialState
from yichuang.clocks.queries import folded_of
from yichuang.documents import commands as documents
from yichuang.documents.queries import documents_of
from yichuang.documents.rules.digest import data_hash
from yichuang.documents.rules.seal_provider import receiving_seal
from yichuang.kernel.acting import Acting
from yichuang.ledger.rules.personal import mask_number
from yichuang.policy.queries import policy_of
from yichuang.staff.queries import names_of

if TYPE_CHECKING:
    from yichuang.cases.models import Case, Extension, ProcedureRun
    from yichuang.documents.models import Document
    from yichuang.ledger.models import Entry

MOBILE = 11


def basics(case: Case, by: Acting, names: Mapping[str, str] | None = None) -> papers.Basics:
    """What every letter on a case begins with. One query; none where the names of the officers are given."""
    policy = policy_of(case.regulation, case.received_on)
    if names is None:
        names = names_of([case.receiver, by.actor])
    centre, department = case.centre, case.department
    zone = ZoneInfo(centre.time_zone)
    return papers.Basics(
        case_number=case.number,
        receipt_number=case.receipt_number,
        applicant=_applicant(case),
        applicant_kind=str(case.applicant.kind),
        applicant_name=case.applicant.name,
        item_name=case.item_name,
        case_kind=case.case_kind,
        fee="按收费标准" if case.revision.charges else "不收费",
        received_at=case.received_at.astimezone(zone),
        received_on=case.received_on,
        accepted_on=case.accepted_on,
        contact_name=names.get(case.receiver, case.receiver),
        contact_telephone=department.telephone or centre.telephone,
        centre_address=centre.address,
        reconsideration_body=department.reconsideration_body,
        court=department.court,
        reconsideration_days=policy.reconsideration_days,
        lawsuit_months=policy.lawsuit_months,
        signed_at=by.at.astimezone(zone),
        today=by.day,
        deferral_reason=case.deferral_reason,
        guidance=_guidance(case),
    )


def issue_receipt(
    case: Case, by: Acting, entry: Entry, *, query_code: str, clocks: Mapping[str, Any] | None = None,
    signatures: Sequence[Any] = (),
) -> Document | None:  # fmt: skip
    """The receipt in as many copies as the regime says; after acceptance with its dates.

    Source: RCP-001, RCP-002, RCP-003, RCP-004, RCP-005, RCP-006, RCP-007.
    """
    if by.simulated and case.outside_number:
        return None
    policy = policy_of(case.regulation, case.received_on)
    rows = list(case.materials.order_by("order"))
    told = replace_lists(basics(case, by), case, rows, policy)
    limits = {which: _limit(clocks, which) for which in (PROMISE, STATUTORY)}
    data = papers.receipt(
        told,
        query_code=query_code,
        promise=limits[PROMISE],
        statutory=limits[STATUTORY],
        provisional=bool(clocks and clocks[PROMISE].provisional),
        counting=_counting(case, clocks),
    )
    signed = data_hash("receipt", data)
    kept = [
        documents.keep_signature(
            by=by, subject=queries.subject(case), role=one.role, label=one.label, signed_text_hash=signed,
            image_png=one.image_png, strokes=one.strokes,
        )
        for one in signatures
    ]  # fmt: skip
    issued = queries.subject(case), "receipt"
    again = documents_count(*issued)
    return documents.issue(
        by=by,
        kind="receipt",
        subject=issued[0],
        centre_code=case.centre.code,
        department_code=case.department.code,
        organ_name=case.centre.name,
        number=case.receipt_number if not again else f"{case.receipt_number}之{again + 1}",
        data=data,
        copies=policy.receipt_copies,
        seal=receiving_seal(case.centre.code, case.centre.name, by),
        entry_hash=entry.leaf_hash,
        signatures=kept,
    )


def acceptance_data(
    case: Case, by: Acting, clocks: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, object]:
    """What the acceptance notice says."""
    promise, statutory = _limit(clocks, PROMISE), _limit(clocks, STATUTORY)
    assert promise is not None
    assert statutory is not None
    return papers.acceptance(
        basics(case, by, names), promise=promise, statutory=statutory, deemed=case.deemed,
        provisional=clocks[PROMISE].provisional, counting=_counting(case, clocks),
    )  # fmt: skip


def correction_data(
    case: Case, by: Acting, missing: Sequence[Mapping[str, object]], answer_by: date | None
) -> dict[str, object]:
    """What the one-time notice says."""
    told = [{"name": one["name"], "standard": one["standard"]} for one in missing]
    return papers.correction(basics(case, by), missing=told, answer_by=answer_by)


def not_ours_data(
    case: Case,
    by: Acting,
    *,
    outcome: str,
    reason: str,
    legal_basis: str,
    organ: tuple[str, str, str] | None = None,
) -> dict[str, object]:
    """What the letter of an application that is not accepted says."""
    return papers.refusal(
        basics(case, by), outcome=outcome, reason=reason, legal_basis=legal_basis, organ=organ
    )


def extension_data(case: Case, by: Acting, row: Extension) -> dict[str, object]:
    """What the extension notice says."""
    return papers.extension(
        basics(case, by), days=row.amount, unit=row.unit, reason=row.reason, before=row.due_before,
        after=row.due_after, approver=by.name,
    )  # fmt: skip


def procedure_data(
    case: Case, by: Acting, run: ProcedureRun, until: date | None, stops: str
) -> dict[str, object]:
    """What the notice of a special procedure says."""
    return papers.procedure(
        basics(case, by),
        kind=run.kind,
        ground=run.ground,
        expected_days=run.expected_days,
        until=until,
        stops=stops,
    )


def decision_data(case: Case, by: Acting, *, grant: bool, text: str, legal_basis: str) -> dict[str, object]:
    """What the decision says."""
    return papers.decision(
        basics(case, by), grant=grant, text=text, legal_basis=legal_basis, item_basis=case.revision.legal_basis,
        decider=by.name,
    )  # fmt: skip


def ended_data(case: Case, by: Acting, reason: str) -> dict[str, object]:
    """What the notice of a case that ended without a decision says."""
    return papers.ended(basics(case, by), outcome=case.state, reason=reason)


def replace_lists(told: papers.Basics, case: Case, rows: Sequence[Any], policy: Any) -> papers.Basics:
    """The basics with materials handed in, what must be supplied, and the procedures of the item."""
    present = [row for row in rows if row.copies and row.state != MaterialState.MISSING]
    lacking = [] if case.deferral_reason else [row for row in rows if _lacks(row)]
    return replace(
        told,
        materials=[{"name": row.name, "form": row.form, "copies": str(row.copies)} for row in present],
        missing=[{"name": row.name, "standard": row.note or row.standard} for row in lacking],
        procedures=[
            {
                "name": papers.PROCEDURES.get(one.kind, one.kind),
                "expected": f"预计{one.expected_days}个工作日",
                "effect": papers.EFFECTS[str(policy.stops(one.kind) or "")],
            }
            for one in case.revision.procedures.all()
            if one.expected_days
        ],
    )


def documents_count(subject: str, kind: str) -> int:
    """How many documents of a kind a subject has already: a fresh receipt is numbered 之二, 之三."""
    return documents_of(subject).filter(kind=kind).count()


def _lacks(row: Any) -> bool:
    wrong = row.state == MaterialState.WRONG_FORM
    return wrong or (row.state == MaterialState.MISSING and not row.optional)


def _limit(clocks: Mapping[str, Any] | None, which: str) -> papers.LimitTold | None:
    if not clocks:
        return None
    clock = clocks[which]
    return papers.LimitTold(clock.limit_amount, clock.limit_unit, clock.due_on)


def _counting(case: Case, clocks: Mapping[str, Any] | None) -> str:
    """How the promised day was counted, in one sentence: the short form of the derivation."""
    if not clocks or case.promised_pickup_on is None:
        return ""
    return papers.counting(folded_of(clocks[PROMISE]).derivation())


def _applicant(case: Case) -> dict[str, object]:
    """The applicant as printed: numbers masked, telephone in full only where it is an office's."""
    who, agent = details_of(case.applicant), details_of(case.agent) if case.agent_id and case.agent else None
    told: dict[str, object] = {
        "kind": str(who.kind),
        "name": who.name,
        "address": who.address,
        "telephone": mask_number(who.telephone) if len(who.telephone) == MOBILE else who.telephone,
    }
    names = {"identity_card": "居民身份证", "credit_code": "统一社会信用代码"}
    if who.number:
        told["document"] = f"{names[who.number_kind]} {mask_number(who.number)}"
    if who.legal_representative:
        told["representative"] = who.legal_representative
    if who.occupation:
        told["occupation"] = who.occupation
    if agent:
        told |= {"agent": agent.name, "agent_telephone": mask_number(agent.telephone)}
        if agent.number:
            told["agent_document"] = f"居民身份证 {mask_number(agent.number)}"
    return told


def _guidance(case: Case) -> str:
    if not case.guidance:
        return ""
    said = {True: "，申请人确认", False: "，申请人表示未获指导", None: ""}[case.guidance_confirmed]
    return f"{case.guidance}{said}"
