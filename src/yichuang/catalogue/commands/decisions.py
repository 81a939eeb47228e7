"""What the management committee does: confirm, return, publish, take out of force."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from yichuang.catalogue import queries
from yichuang.catalogue.commands.drafts import open_revision_for_change, subject_of
from yichuang.catalogue.models import ChangeRequest, Item, ItemRevision, WindowService
from yichuang.catalogue.rules.permissions import ask_decide
from yichuang.catalogue.rules.terms import OUTCOMES, ChangeKind, ChangeState, RevisionState
from yichuang.catalogue.wording import STATE_NAMES
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def confirm(*, by: Acting, item_code: str, approval: str) -> ItemRevision:
    """Confirm what a department submitted; only then can it be published.

    approval: the decision it rests on, its number or date. Raises NotPermitted unless for the committee;
    RuleBroken: "no_open_revision", "wrong_state", "approval_needed", "item_incomplete" (with `findings`).
    Source: CAT-004, CAT-010.
    """
    revision = _revision_in(by, item_code, RevisionState.SUBMITTED)
    if not approval.strip():
        raise RuleBroken("approval_needed")
    _complete(revision, by.day)
    _decide(revision, by, RevisionState.CONFIRMED)
    _close_request(revision, by, ChangeState.APPROVED, approval=approval)
    facts = {"revision": revision.number, "content_sha256": revision.content_hash, "approval": approval}
    record(by=by, subject=subject_of(revision.item), act="item_confirmed", facts=facts)
    return revision


@transaction.atomic
def return_(*, by: Acting, item_code: str, reason: str) -> ItemRevision:
    """Give a submitted or confirmed revision back to its department, with the reason.

    Raises NotPermitted; RuleBroken: "no_open_revision", "wrong_state", "reason_needed".
    Source: CAT-004.
    """
    revision = _revision_in(by, item_code, RevisionState.SUBMITTED, RevisionState.CONFIRMED)
    if not reason.strip():
        raise RuleBroken("reason_needed")
    _decide(revision, by, RevisionState.RETURNED, reason=reason)
    _close_request(revision, by, ChangeState.RETURNED, remark=reason)
    facts = {"revision": revision.number, "reason": reason}
    record(by=by, subject=subject_of(revision.item), act="item_returned", facts=facts)
    return revision


@transaction.atomic
def publish(*, by: Acting, item_code: str, effective_from: date | None = None) -> ItemRevision:
    """Publish a confirmed revision; the version before it ends the day before it takes effect.

    effective_from: none means the day the department asked for, or today if that has passed. What was
    confirmed is what is published: it is judged again, by the policy of today.
    Raises NotPermitted; RuleBroken: "no_open_revision", "wrong_state", "item_incomplete",
    "effective_in_the_past", "effective_before_current".
    Source: CAT-003, CAT-004, CAT-010, CAT-013, CAT-015.
    """
    revision = _revision_in(by, item_code, RevisionState.CONFIRMED)
    _complete(revision, by.day)
    effective_from = effective_from or max(by.day, _wanted_from(revision))
    if effective_from < by.day:
        raise RuleBroken("effective_in_the_past", day=by.day)
    _end_version_before(revision.item, effective_from)
    revision.state = RevisionState.PUBLISHED
    revision.effective_from = effective_from
    revision.published_by, revision.published_on = by.actor, by.day
    revision.save()
    facts = {
        "revision": revision.number,
        "effective_from": effective_from.isoformat(),
        "content_sha256": revision.content_hash,
    }
    record(by=by, subject=subject_of(revision.item), act="item_published", facts=facts)
    return revision


@transaction.atomic
def decide_withdrawal(*, by: Acting, item_code: str, approved: bool, approval: str) -> None:
    """Answer a department's request to take an item out of force.

    approval: the decision it rests on, or the reason why the request is returned.
    Raises NotPermitted; RuleBroken: "no_request", "approval_needed", and those of `withdraw`.
    Source: CAT-010.
    """
    item = queries.item_for_change(by.centre, item_code)
    ask_decide(by, centre=item.centre.code)
    request = queries.open_cancellation(item)
    if request is None:
        raise RuleBroken("no_request")
    if not approval.strip():
        raise RuleBroken("approval_needed")
    request.state = ChangeState.APPROVED if approved else ChangeState.RETURNED
    request.decided_by, request.decided_on = by.actor, by.day
    if approved:
        request.approval = approval
        _take_out_of_force(by, item, request, max(by.day, request.wanted_from))
    else:
        request.remark = approval
        facts = {"request": request.pk, "reason": approval}
        record(by=by, subject=subject_of(item), act="withdrawal_returned", facts=facts)
    request.save()


@transaction.atomic
def withdraw(
    *, by: Acting, item_code: str, legal_basis: str, approval: str, effective_from: date, reason: str = ""
) -> None:
    """Take an item out of force by decision of the committee itself.

    effective_from: the first day on which it takes no applications. Running cases go on.
    Raises NotPermitted; RuleBroken: "item_unknown", "nothing_published", "basis_needed",
    "approval_needed", "effective_in_the_past".
    Source: CAT-010.
    """
    item = queries.item_for_change(by.centre, item_code)
    ask_decide(by, centre=item.centre.code)
    if not legal_basis.strip():
        raise RuleBroken("basis_needed")
    if not approval.strip():
        raise RuleBroken("approval_needed")
    if effective_from < by.day:
        raise RuleBroken("effective_in_the_past", day=by.day)
    request = ChangeRequest.objects.create(
        item=item,
        kind=ChangeKind.CANCEL,
        state=ChangeState.APPROVED,
        legal_basis=legal_basis,
        reason=reason,
        wanted_from=effective_from,
        requested_by=by.actor,
        requested_on=by.day,
        approval=approval,
        decided_by=by.actor,
        decided_on=by.day,
    )
    _take_out_of_force(by, item, request, effective_from)


def _take_out_of_force(by: Acting, item: Item, request: ChangeRequest, effective_from: date) -> None:
    """End every version that would still be in force on the day; windows serve the item no longer."""
    last_day = effective_from - timedelta(days=1)
    standing = ItemRevision.objects.filter(item=item, state=RevisionState.PUBLISHED).exclude(
        effective_until__lte=last_day
    )
    ended = list(standing)
    if not ended:
        raise RuleBroken("nothing_published")
    for revision in ended:
        revision.state = RevisionState.WITHDRAWN
        begun = revision.effective_from is not None and revision.effective_from <= last_day
        revision.effective_until = last_day if begun else None
        if not begun:
            revision.effective_from = None
        revision.save()
    WindowService.objects.filter(item=item, until=None, since__lte=last_day).update(until=last_day)
    WindowService.objects.filter(item=item, until=None).delete()
    facts = {
        "revision": ended[-1].number,
        "effective_from": effective_from.isoformat(),
        "legal_basis": request.legal_basis,
        "approval": request.approval,
    }
    record(by=by, subject=subject_of(item), act="item_withdrawn", facts=facts)


def _revision_in(by: Acting, item_code: str, *states: RevisionState) -> ItemRevision:
    """The open revision for somebody of the committee, in one of these states."""
    revision = open_revision_for_change(by, item_code)
    ask_decide(by, centre=revision.item.centre.code)
    if revision.state not in states:
        raise RuleBroken(
            "wrong_state", number=revision.number, state=STATE_NAMES[RevisionState(revision.state)]
        )
    return revision


def _complete(revision: ItemRevision, on: date) -> None:
    found = queries.findings_of(revision, on)
    if found:
        raise RuleBroken("item_incomplete", findings=found)


def _decide(revision: ItemRevision, by: Acting, state: RevisionState, *, reason: str = "") -> None:
    revision.state = state
    revision.decided_by, revision.decided_on = by.actor, by.day
    revision.decision_reason = reason
    revision.save()


def _close_request(
    revision: ItemRevision, by: Acting, state: ChangeState, *, approval: str = "", remark: str = ""
) -> None:
    """The newest request of the revision is decided; a later return of what was confirmed is noted too."""
    request = revision.changes.order_by("-id").first()
    assert request is not None, "what was submitted has a request"
    request.state = state
    request.decided_by, request.decided_on = by.actor, by.day
    request.approval = approval or request.approval
    request.remark = remark
    request.save()


def _wanted_from(revision: ItemRevision) -> date:
    request = revision.changes.order_by("-id").first()
    assert request is not None, "what was confirmed has a request"
    return request.wanted_from


def _end_version_before(item: Item, effective_from: date) -> None:
    """The version published last ends the day before. Raises "effective_before_current"."""
    before = ItemRevision.objects.filter(item=item, state__in=OUTCOMES, effective_from__isnull=False)
    last = before.order_by("-effective_from").first()
    if last is None:
        return
    assert last.effective_from is not None, "filtered"
    if effective_from <= last.effective_from:
        day = last.effective_from + timedelta(days=1)
        raise RuleBroken("effective_before_current", day=day)
    if last.effective_until is None or last.effective_until >= effective_from:
        last.effective_until = effective_from - timedelta(days=1)
        last.save(update_fields=["effective_until"])
