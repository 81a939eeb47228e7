"""What the cashier does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.cases import commands as cases
from yichuang.cases import queries as case_queries
from yichuang.fees import queries
from yichuang.fees.models import Payment
from yichuang.fees.rules.assess import assess
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.commands import record
from yichuang.numbering.commands import take


@transaction.atomic
def confirm_payment(
    *, by: Acting, number: str, quantities: Mapping[int, int], method: str, waiver_basis: str = ""
) -> Payment:
    """Confirm that the fee of a granted case was received: what the catalogue sets, no other.

    quantities: how many of each fee of the item, by its order. waiver_basis: where nothing is charged, by which
    provision; only where the item lets the fee be reduced. Cashier only; departments never collect themselves.
    Raises NotPermitted, RuleBroken("no_such_fee", "nothing_charged", "waiver_not_foreseen", "act_not_possible").
    Source: DLV-004, CASE-002.
    """
    if not by.has(Role.CASHIER):
        raise NotPermitted("not_your_role")
    case = case_queries.case_for_change(by.centre, number)
    standards = queries.standards_of(case)
    lines = assess(standards, quantities)
    total = sum(line.total_fen for line in lines)
    if total == 0 and not waiver_basis.strip():
        raise RuleBroken("nothing_charged")
    if total == 0 and not all(standard.reducible for standard in standards):
        raise RuleBroken("waiver_not_foreseen")
    cases.settle_fee(by=by, number=number, amount_fen=total)
    payment = Payment.objects.create(
        case=case,
        number=f"{by.centre}-{by.day.year}-{take(f'payment:{by.centre}:{by.day.year}'):06d}",
        lines=[asdict(line) for line in lines],
        total_fen=total,
        waiver_basis=waiver_basis.strip(),
        method=method if total else "waived",
        cashier=by.actor,
        paid_on=by.day,
        paid_at=by.at,
    )
    facts = {"payment": payment.number, "total_fen": total, "waiver_basis": payment.waiver_basis}
    record(by=by, subject=case_queries.subject(case), act="payment_confirmed", facts=facts)
    return payment
