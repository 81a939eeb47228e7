"""What is done to results: made, and handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from yichuang.applicants.queries import details_of, hash_of, telephone_of
from yichuang.cases import commands as cases
from yichuang.cases import queries as case_queries
from yichuang.cases.commands import SignatureTold
from yichuang.centres.queries import ordinary_centres
from yichuang.delegation.queries import seal_in_use
from yichuang.delivery import queries
from yichuang.delivery.models import Licence, Pickup
from yichuang.delivery.rules.pickup import check_reason, late_side
from yichuang.delivery.wording import ON_PAPER, SIDES_ON_PAPER
from yichuang.documents import commands as documents
from yichuang.documents.queries import latest_of_kind
from yichuang.documents.rules.digest import data_hash
from yichuang.documents.rules.seal_provider import receiving_seal
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.number_formats import number_of, series_of
from yichuang.ledger.commands import record
from yichuang.ledger.rules.personal import mask_number
from yichuang.numbering.commands import take
from yichuang.outbox.commands import put
from yichuang.policy.queries import policy_of

if TYPE_CHECKING:
    from yichuang.cases.models import Case
    from yichuang.ledger.models import Entry

CERTIFICATE = "1"
REMIND_EVERY_DAYS = 7


@transaction.atomic
def make_result(
    *,
    by: Acting,
    number: str,
    licence_number: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    off_site_reason: str = "",
) -> Case:
    """The result of a decided case is made; a licence is entered in its register; the applicant is told.

    licence_number: compulsory where a granted item ends in a licence. Raises RuleBroken("licence_number_missing",
    "fee_unpaid", "act_not_possible"), NotPermitted.
    Source: DLV-003, DLV-004, DLV-005, RCP-013.
    """
    case = cases.make_ready(
        by=by, number=number, licence_number=licence_number, off_site_reason=off_site_reason
    )
    revision = case.revision
    if case.outcome == "granted" and revision.result_kind == CERTIFICATE:
        if not licence_number.strip():
            raise RuleBroken("licence_number_missing")
        seal = seal_in_use(case.department_id)
        Licence.objects.create(
            case=case, number=licence_number.strip(), kind=revision.result_name or revision.name, made_by=by.actor,
            made_on=by.day, sealed_with=seal.number if seal else "", valid_from=valid_from, valid_until=valid_until,
        )  # fmt: skip
    return case


@transaction.atomic
def hand_over(
    *,
    by: Acting,
    number: str,
    method: str,
    taker_name: str,
    relation: str,
    identity_checked: bool,
    taker_number: str = "",
    tracking: str = "",
    late_reason: str = "",
    signatures: Sequence[SignatureTold] = (),
) -> Pickup:
    """Hand the result to whoever takes it, with the pick-up form in three copies.

    late_reason: compulsory after the promised day; on whose side it lies is judged by when the result was ready.
    The form is complete with the signatures of officer and taker.
    Raises RuleBroken("late_reason_missing", "taker_missing", "act_not_possible"), NotPermitted.
    Source: DLV-001, RCP-007, RCP-008, RCP-009, RCP-010.
    """
    if not taker_name.strip() or not relation.strip() or not identity_checked:
        raise RuleBroken("taker_missing")
    case = cases.deliver(by=by, number=number, method=method)
    assert case.ready_on is not None
    side = late_side(promised_on=case.promised_pickup_on, ready_on=case.ready_on, actual_on=by.day)
    check_reason(side, late_reason)
    policy = policy_of(case.regulation, case.received_on)
    facts: dict[str, str | date] = {
        "centre": case.centre.code, "organ": case.centre.code, "short": case.centre.short_name, "kind": "pickup",
        "on": by.day,
    }  # fmt: skip
    profile = policy.document_number_profile
    given = {one.role for one in signatures}
    pickup = Pickup.objects.create(
        case=case,
        number=number_of(profile, take(series_of(profile, **facts)), **facts),
        promised_on=case.promised_pickup_on,
        ready_on=case.ready_on,
        actual_on=by.day,
        late_side=side or "",
        late_reason=late_reason.strip() if side else "",
        method=method,
        taker_name=taker_name.strip(),
        taker_number_masked=mask_number(taker_number),
        taker_number_hash=hash_of(taker_number),
        relation=relation,
        tracking=tracking,
        identity_checked=identity_checked,
        officer=by.actor,
        signatures=len(given),
        complete=len(given) >= policy.signatures_required,
    )
    Licence.objects.filter(case=case).update(issued_to=pickup.taker_name, issued_on=by.day)
    entry = record(
        by=by, subject=case_queries.subject(case), act="picked_up",
        facts={"number": pickup.number, "late_side": pickup.late_side, "complete": pickup.complete},
    )  # fmt: skip
    _issue_form(case, pickup, by, entry, policy, signatures)
    return pickup


@transaction.atomic
def remind_uncollected(*, now: datetime) -> int:
    """Remind applicants whose result waits past the promised day, once a week; says how many were reminded.

    Source: RCP-013.
    """
    reminded = 0
    for centre in ordinary_centres():
        by = system(centre.code, now, time_zone=centre.time_zone)
        for case in queries.uncollected(centre.code, by.day):
            assert case.ready_on is not None
            waited = (by.day - max(case.ready_on, case.promised_pickup_on or case.ready_on)).days
            telephone = telephone_of(case.agent or case.applicant)
            due = telephone and waited % REMIND_EVERY_DAYS == 0 and not _told_today(case, by.day)
            if due:
                put(
                    by=by, subject=case_queries.subject(case), to=telephone, channel="sms",
                    template="reminder_uncollected",
                    facts={"number": case.number, "item": case.item_name, "since": case.ready_on.isoformat(), "place": centre.name},
                )  # fmt: skip
                facts = {"on": by.day.isoformat()}
                record(by=by, subject=case_queries.subject(case), act="reminded", facts=facts)
                reminded += 1
    return reminded


def _told_today(case: Case, day: date) -> bool:
    return case_queries.was_done_on(case, "reminded", day)


def _issue_form(  # noqa: PLR0917 - one caller, in this order
    case: Case, pickup: Pickup, by: Acting, entry: Entry, policy: Any, signatures: Sequence[SignatureTold]
) -> None:
    """The pick-up form (D10) in as many copies as the regime says."""
    decision = latest_of_kind(case_queries.subject(case), "grant" if case.outcome == "granted" else "denial")
    who = details_of(case.applicant)
    data: dict[str, Any] = {
        "case_number": case.number,
        "receipt_number": case.receipt_number,
        "applicant": {"kind": str(who.kind), "name": who.name, "address": who.address, "telephone": mask_number(who.telephone)},
        "item": {"name": case.item_name},
        "result": {"name": decision.title if decision else case.item_name, "number": decision.number if decision else case.number},
        "ready_on": pickup.ready_on.isoformat(),
        "actual_on": pickup.actual_on.isoformat(),
        "method": ON_PAPER[pickup.method],
        "taker": {"name": pickup.taker_name, "document": pickup.taker_number_masked or "已核对", "relation": pickup.relation},
        "officer": by.name,
        "delivered_at": by.at.astimezone(ZoneInfo(case.centre.time_zone)).strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    if who.occupation:
        data["applicant"]["occupation"] = who.occupation
    if who.legal_representative:
        data["applicant"]["representative"] = who.legal_representative
    if pickup.promised_on:
        data["promised_on"] = pickup.promised_on.isoformat()
    if pickup.late_side:
        data["late"] = {"side": SIDES_ON_PAPER[pickup.late_side], "reason": pickup.late_reason}
    if pickup.tracking:
        data["taker"]["tracking"] = pickup.tracking
    signed = data_hash("pickup", data)
    subject = case_queries.subject(case)
    kept = [
        documents.keep_signature(
            by=by, subject=subject, role=one.role, label=one.label, signed_text_hash=signed, image_png=one.image_png,
            strokes=one.strokes,
        )
        for one in signatures
    ]  # fmt: skip
    documents.issue(
        by=by, kind="pickup", subject=subject, centre_code=case.centre.code, department_code=case.department.code,
        organ_name=case.centre.name, number=pickup.number, data=data, copies=policy.pickup_copies, seal=receiving_seal(case.centre.code, case.centre.name, by),
        entry_hash=entry.leaf_hash, signatures=kept,
    )  # fmt: skip
