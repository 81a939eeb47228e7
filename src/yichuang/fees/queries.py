"""Questions about fees."""

from __future__ import annotations

from django.db.models import QuerySet

from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import State
from yichuang.fees.models import Payment
from yichuang.fees.rules.assess import Standard


def standards_of(case: object) -> list[Standard]:
    """What the item of a case lets be charged, as the case's own revision sets it; one query."""
    rows = sorted(case.revision.fees.all(), key=lambda row: row.order)  # type: ignore[attr-defined]
    return [
        Standard(r.order, r.name, r.amount_fen or 0, r.per, r.basis, r.reducible, r.reduction_basis)
        for r in rows
    ]


def to_pay(centre_code: str) -> QuerySet:  # type: ignore[type-arg]
    """The granted cases of a centre whose fee the cashier has not confirmed."""
    return cases.by_state(centre_code, [State.FEE_DUE])


def payments_of(centre_code: str) -> QuerySet[Payment]:
    """What was confirmed, the newest first."""
    return (
        Payment.objects.filter(case__centre__code=centre_code)
        .select_related("case__applicant")
        .order_by("-id")
    )


def payment_of(case_id: int) -> Payment | None:
    """The payment of a case, or None."""
    return Payment.objects.filter(case_id=case_id).first()
