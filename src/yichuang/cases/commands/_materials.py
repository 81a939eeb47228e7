"""The materials of a case as rows: what the item asks for, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from yichuang.cases.models import Case, CaseMaterial
from yichuang.cases.rules.materials import Checked, MaterialState, Wanted

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision


def wanted_of(revision: ItemRevision) -> list[Wanted]:
    """What the item asks for, as the check of the materials sees it."""
    return [
        Wanted(
            order=material.order,
            name=material.name,
            form=str(material.get_original_display()),
            copies=material.copies,
            standard=material.standard,
            optional=material.need != "main",
        )
        for material in revision.materials.all()
    ]


def checked_of(case: Case) -> tuple[list[Wanted], list[Checked]]:
    """What was asked for in this case and what was found of it; one query."""
    rows = list(case.materials.order_by("order"))
    wanted = [Wanted(r.order, r.name, r.form, r.copies_wanted, r.standard, r.optional) for r in rows]
    found = [Checked(r.order, MaterialState(r.state), r.copies, r.note) for r in rows]
    return wanted, found


def keep_materials(case: Case, wanted: Sequence[Wanted], materials: Sequence[Checked]) -> None:
    found = {one.order: one for one in materials}
    CaseMaterial.objects.bulk_create(
        CaseMaterial(
            case=case,
            order=one.order,
            name=one.name,
            form=one.form,
            standard=one.standard,
            optional=one.optional,
            copies_wanted=one.copies,
            copies=found[one.order].copies if one.order in found else 0,
            state=found[one.order].state if one.order in found else MaterialState.NOT_CHECKED,
            note=found[one.order].note if one.order in found else "",
        )
        for one in wanted
    )


def rewrite_materials(case: Case, materials: Sequence[Checked], supplied_on: date | None = None) -> None:
    found = {one.order: one for one in materials}
    rows = list(case.materials.filter(order__in=found))
    for row in rows:
        one = found[row.order]
        if supplied_on and one.state is MaterialState.PRESENT and row.state != MaterialState.PRESENT:
            row.supplied_on = supplied_on
        row.state, row.copies, row.note = one.state, one.copies, one.note
    CaseMaterial.objects.bulk_update(rows, ["state", "copies", "note", "supplied_on"])
