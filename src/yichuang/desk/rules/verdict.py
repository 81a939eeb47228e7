"""What the facts on the desk ask for: look on, accept, or tell once what is lacking. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from yichuang.cases.rules.materials import Checked, MaterialState, Wanted, to_supply


class Next(StrEnum):
    """The one act of the intake."""

    LOOK = "look"  # materials are still to be looked at
    ACCEPT = "accept"  # 受理并打印
    CORRECT = "correct"  # 收件并一次性告知


@dataclass(frozen=True, slots=True)
class Verdict:
    """The next act, and why: what was not looked at, what is lacking, how many are there."""

    next: Next
    unseen: tuple[Wanted, ...]
    lacking: tuple[tuple[Wanted, Checked], ...]
    present: int


def verdict_of(wanted: Sequence[Wanted], checked: Sequence[Checked]) -> Verdict:
    """What must follow from the check: everything there is accepted, anything lacking is told at once.

    Source: INT-004, INT-005.
    """
    found = {one.order: one for one in checked}
    unseen = tuple(
        one for one in wanted if one.order not in found or found[one.order].state is MaterialState.NOT_CHECKED
    )
    seen = [one for one in wanted if one not in unseen]
    lacking = tuple(to_supply(seen, checked))
    present = sum(1 for one in found.values() if one.state is MaterialState.PRESENT)
    if unseen:
        return Verdict(Next.LOOK, unseen, lacking, present)
    return Verdict(Next.CORRECT if lacking else Next.ACCEPT, (), lacking, present)
