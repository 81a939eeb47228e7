"""Which windows serve which items: the service catalogue of each window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from yichuang.catalogue import queries
from yichuang.catalogue.commands.drafts import subject_of
from yichuang.catalogue.models import ChangeRequest, Item, WindowService
from yichuang.catalogue.rules.permissions import ask_decide
from yichuang.catalogue.rules.terms import ChangeKind, ChangeState
from yichuang.centres.queries import windows
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def map_window(
    *, by: Acting, item_code: str, window_number: str, since: date, legal_basis: str, approval: str
) -> WindowService:
    """Let a window serve an item from a day on, as an approved, dated change.

    Raises NotPermitted unless for the committee; RuleBroken: "item_unknown", "window_unknown",
    "window_mapped", "basis_needed", "approval_needed", "effective_in_the_past".
    Source: CAT-010, CAT-018.
    """
    change = _Change(ChangeKind.ADD, since, legal_basis, approval)
    item, window = _item_and_window(by, item_code, window_number, change)
    if WindowService.objects.filter(item=item, window_id=window, until=None).exists():
        raise RuleBroken("window_mapped", number=window_number)
    service = WindowService.objects.create(item=item, window_id=window, since=since)
    _file(by, service, window_number, change)
    return service


@transaction.atomic
def unmap_window(
    *, by: Acting, item_code: str, window_number: str, since: date, legal_basis: str, approval: str
) -> None:
    """From a day on a window serves an item no longer. Raises as `map_window`, and "window_not_mapped".

    Source: CAT-010, CAT-018.
    """
    change = _Change(ChangeKind.CANCEL, since, legal_basis, approval)
    item, window = _item_and_window(by, item_code, window_number, change)
    service = (
        WindowService.objects.filter(item=item, window_id=window, until=None)
        .select_related("item__centre")
        .first()
    )
    if service is None:
        raise RuleBroken("window_not_mapped", number=window_number)
    if service.since >= since:
        service.delete()
    else:
        service.until = since - timedelta(days=1)
        service.save(update_fields=["until"])
    _file(by, service, window_number, change)


@dataclass(frozen=True, slots=True)
class _Change:
    """A dated change of a window's service, with its grounds."""

    kind: ChangeKind
    since: date
    legal_basis: str
    approval: str


def _item_and_window(by: Acting, item_code: str, number: str, change: _Change) -> tuple[Item, int]:
    """The item, locked, and the key of the window, for somebody of the committee with reasons."""
    item = queries.item_for_change(by.centre, item_code)
    ask_decide(by, centre=item.centre.code)
    known = {window.number: window.pk for window in windows(by.centre)}
    if number not in known:
        raise RuleBroken("window_unknown", number=number)
    if not change.legal_basis.strip():
        raise RuleBroken("basis_needed")
    if not change.approval.strip():
        raise RuleBroken("approval_needed")
    if change.since < by.day:
        raise RuleBroken("effective_in_the_past", day=by.day)
    return item, known[number]


def _file(by: Acting, service: WindowService, number: str, change: _Change) -> None:
    """The change request, approved as it is made, and its entry."""
    item = service.item
    ChangeRequest.objects.create(
        item=item,
        window_id=service.window_id,
        kind=change.kind,
        state=ChangeState.APPROVED,
        legal_basis=change.legal_basis,
        wanted_from=change.since,
        requested_by=by.actor,
        requested_on=by.day,
        approval=change.approval,
        decided_by=by.actor,
        decided_on=by.day,
    )
    act = "window_mapped" if change.kind == ChangeKind.ADD else "window_unmapped"
    facts = {
        "window": number,
        "since": change.since.isoformat(),
        "legal_basis": change.legal_basis,
        "approval": change.approval,
    }
    record(by=by, subject=subject_of(item), act=act, facts=facts)
