"""Use cases of the desk that cross packages: each is one transaction over the commands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.applicants.rules.details import Details
from yichuang.cases import commands as cases
from yichuang.cases.commands import Guidance, Intake, SignatureTold, Verdict
from yichuang.cases.queries import case_for_change
from yichuang.cases.rules.lifecycle import State
from yichuang.cases.rules.materials import Checked
from yichuang.catalogue.queries import revision_for_intake
from yichuang.desk.notice import notice_data
from yichuang.documents import commands as documents
from yichuang.documents.rules.seal_provider import receiving_seal
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.kernel.number_formats import number_of, series_of
from yichuang.ledger.commands import record
from yichuang.numbering.commands import take
from yichuang.policy.queries import policy_of

if TYPE_CHECKING:
    from yichuang.documents.models import Document


@dataclass(frozen=True, slots=True)
class Away:
    """Why an application does not go on here. refuse: only proposed, it goes upward (DEC-002)."""

    kind: Literal["not_needed", "refer", "refuse"]
    reason: str
    legal_basis: str
    organ: str = ""
    address: str = ""
    telephone: str = ""


@transaction.atomic
def receive_and_turn_away(
    *,
    by: Acting,
    item_code: str,
    applicant: Details,
    materials: Sequence[Checked],
    away: Away,
    agent: Details | None = None,
    guidance: Guidance | None = None,
    signatures: Sequence[SignatureTold] = (),
) -> Intake:
    """Take in an application with its receipt, and say at once that it does not go on here.

    No permission needed; another organ's (with its address and telephone); or a refusal is proposed.
    The reason stands on the receipt as that of not accepting today.
    Raises what `cases.commands` raises; nothing is kept then.
    Source: INT-004, RCP-002.
    """
    intake = cases.receive(
        by=by, item_code=item_code, applicant=applicant, materials=materials, verdict=Verdict.DEFER,
        agent=agent, deferral_reason=away.reason[:200], guidance=guidance, signatures=signatures,
    )  # fmt: skip
    number, why = intake.case.number, {"legal_basis": away.legal_basis}
    if away.kind == "not_needed":
        cases.say_not_needed(by=by, number=number, reason=away.reason, **why)
    elif away.kind == "refer":
        cases.refer(
            by=by, number=number, reason=away.reason, organ=away.organ, address=away.address,
            telephone=away.telephone, **why,
        )  # fmt: skip
    else:
        cases.propose_refusal(by=by, number=number, grounds=away.reason, **why)
    return intake


@transaction.atomic
def go_on(
    *,
    by: Acting,
    number: str,
    materials: Sequence[Checked],
    act: Literal["accept", "correct", "keep"],
    why_again: str = "",
    signatures: Sequence[SignatureTold] = (),
) -> Intake | None:
    """Go on with an application that was deferred or sent back: look again, then accept, tell or keep.

    materials: as found now. accept: with a fresh receipt. correct: a one-time notice; a second one needs
    a superior and `why_again`. keep: what was handed in is on file, nothing else.
    Raises what `cases.commands` raises; nothing is kept then.
    Source: INT-005, INT-009, RCP-003.
    """
    case = case_for_change(by.centre, number)
    if case.state == State.CORRECTING:
        cases.supplement(by=by, number=number, materials=materials)
    else:
        cases.check_materials(by=by, number=number, materials=materials)
    if act == "accept":
        return cases.accept(by=by, number=number, signatures=signatures)
    if act == "correct":
        cases.ask_correction(by=by, number=number, why_again=why_again)
    return None


@transaction.atomic
def hand_out_notice(*, by: Acting, item_code: str, recipient: str = "") -> Document:
    """Issue the one-time written notice of an item to somebody who asks, before any application.

    Legal basis, conditions, procedure, limits, materials, and the list of the forms that go with it; who
    gave it and when stand in the ledger, the recipient on the paper alone.
    Raises NotPermitted("not_your_role"), RuleBroken("item_not_open", "glyph_missing").
    Source: INT-003.
    """
    if not by.has(Role.WINDOW, Role.REVIEWER, Role.CHIEF):
        raise NotPermitted("not_your_role")
    revision = revision_for_intake(by.centre, item_code, by.day)
    item = revision.item
    subject = f"item:{by.centre}/{item.code}"
    policy = policy_of(item.centre.regulation, by.day)
    facts: dict[str, str | date] = {
        "centre": item.centre.code, "organ": item.department.code, "short": item.department.short_name,
        "kind": "guide_notice", "on": by.day,
    }  # fmt: skip
    profile = policy.document_number_profile
    number = number_of(profile, take(series_of(profile, **facts)), **facts)
    forms = [[form.kind, form.name, form.version] for form in revision.forms.all()]
    entry = record(
        by=by,
        subject=subject,
        act="notice_handed_out",
        facts={"revision": revision.number, "document": number, "forms": forms, "named": bool(recipient)},
    )
    return documents.issue(
        by=by,
        kind="guide_notice",
        subject=subject,
        centre_code=item.centre.code,
        department_code=item.department.code,
        organ_name=item.department.name,
        number=number,
        data=notice_data(revision, by, recipient=recipient),
        copies=(),
        seal=receiving_seal(item.centre.code, item.centre.name, by),
        entry_hash=entry.leaf_hash,
    )
