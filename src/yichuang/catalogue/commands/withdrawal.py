"""A department asks for one of its items to be taken out of force."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from yichuang.catalogue import queries
from yichuang.catalogue.commands.drafts import subject_of
from yichuang.catalogue.models import ChangeRequest
from yichuang.catalogue.rules.permissions import ask_submit
from yichuang.catalogue.rules.terms import ChangeKind
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def ask_withdrawal(
    *, by: Acting, item_code: str, legal_basis: str, wanted_from: date, reason: str = ""
) -> ChangeRequest:
    """Ask the management committee to take an item out of force from a day on.

    Raises NotPermitted unless the department asks; RuleBroken: "item_unknown", "nothing_published",
    "request_open", "basis_needed", "effective_in_the_past".
    Source: CAT-010.
    """
    item = queries.item_for_change(by.centre, item_code)
    department = item.department
    ask_submit(by, centre=item.centre.code, department=department.code, department_name=department.name)
    if queries.published_revision(by.centre, item_code, by.day) is None:
        raise RuleBroken("nothing_published")
    if queries.open_cancellation(item) is not None:
        raise RuleBroken("request_open")
    if not legal_basis.strip():
        raise RuleBroken("basis_needed")
    if wanted_from < by.day:
        raise RuleBroken("effective_in_the_past", day=by.day)
    request = ChangeRequest.objects.create(
        item=item,
        kind=ChangeKind.CANCEL,
        legal_basis=legal_basis,
        reason=reason,
        wanted_from=wanted_from,
        requested_by=by.actor,
        requested_on=by.day,
    )
    facts = {"request": request.pk, "wanted_from": wanted_from.isoformat(), "legal_basis": legal_basis}
    record(by=by, subject=subject_of(item), act="withdrawal_asked", facts=facts)
    return request
