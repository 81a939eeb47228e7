"""What a case costs: what the catalogue sets, and nothing else. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yichuang.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Standard:
    """One line of the item's fee standards. amount_fen: for one of `per`."""

    order: int
    name: str
    amount_fen: int
    per: str
    basis: str
    reducible: bool = False
    reduction_basis: str = ""


@dataclass(frozen=True, slots=True)
class Charged:
    """One line of a payment."""

    name: str
    amount_fen: int
    quantity: int
    basis: str

    @property
    def total_fen(self) -> int:
        return self.amount_fen * self.quantity


def assess(standards: Sequence[Standard], quantities: Mapping[int, int]) -> list[Charged]:
    """The lines to pay, by the standards and how many of each; a line with 0 is left out.

    quantities: by the order of the standard. Raises RuleBroken("no_such_fee") for one that the item does not
    set, "quantity_below_zero".
    Source: DLV-004, CASE-002.
    """
    known = {standard.order: standard for standard in standards}
    for order, quantity in quantities.items():
        if order not in known:
            raise RuleBroken("no_such_fee", order=order)
        if quantity < 0:
            raise RuleBroken("quantity_below_zero")
    return [
        Charged(standard.name, standard.amount_fen, quantities[standard.order], standard.basis)
        for standard in standards
        if quantities.get(standard.order)
    ]
