"""The check of the materials at the window: what is there, what must be supplied. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from yichuang.kernel.errors import RuleBroken


class MaterialState(StrEnum):
    """What the officer found of one material (INT-004)."""

    PRESENT = "present"  # 齐
    MISSING = "missing"  # 缺
    WRONG_FORM = "wrong_form"  # 不符
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Checked:
    """One material of the item's list, and what was found. `note` is printed on the notice."""

    order: int
    state: MaterialState
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the item asks for. `optional` ones may be missing without a correction."""

    order: int
    name: str
    form: str
    copies: int
    standard: str = ""
    optional: bool = False


def complete(wanted: Sequence[Wanted], checked: Sequence[Checked]) -> bool:
    """Whether all that is asked for is there in its form: the application must then be accepted.

    Source: INT-004.
    """
    return not to_supply(wanted, checked)


def to_supply(wanted: Sequence[Wanted], checked: Sequence[Checked]) -> list[tuple[Wanted, Checked]]:
    """Everything that must be supplied, at once, in the order of the list.

    A material with a wrong form must be mended even where it is optional: it was handed in.
    Raises RuleBroken("material_not_checked") while one was not looked at.
    Source: INT-004, INT-005, RCP-004.
    """
    found = {one.order: one for one in checked}
    lacking = []
    for material in wanted:
        seen = found.get(material.order)
        if seen is None or seen.state is MaterialState.NOT_CHECKED:
            raise RuleBroken("material_not_checked", name=material.name)
        if seen.state is MaterialState.WRONG_FORM or (
            seen.state is MaterialState.MISSING and not material.optional
        ):
            lacking.append((material, seen))
    return lacking
