"""Publish an item of a mapping in the catalogue: drafted, submitted, confirmed, as any other item is."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from yichuang.accounts.rules.roles import Role
from yichuang.catalogue import commands as catalogue
from yichuang.catalogue.rules.content import Content, MaterialLine, StepLine
from yichuang.kernel.acting import Acting, system

if TYPE_CHECKING:
    from yichuang.replay.rules.mapping import Item

# What a log does not tell, and a published item must say. The guide of the item shows it as it is.
NOT_TOLD = "The log does not tell; see the documentation of its authors."
ROUTE = (("accept", "window"), ("review", "reviewer"), ("approve", "chief"), ("issue", "window"))
BLANK_SHEET = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)


def publish_item(*, by: Acting, item: Item) -> None:
    """Put an item of a mapping in force from the day of `by`, the product itself.

    Raises what the catalogue raises where the mapping says less than an item must say.
    """
    setter = system(
        by.centre,
        by.at,
        time_zone=by.time_zone,
        simulated=by.simulated,
        roles=frozenset({Role.CHIEF, Role.MANAGER}),
        department=item.department,
    )
    catalogue.create_draft(by=setter, department_code=item.department, code=item.code, content=_content(item))
    catalogue.add_form(by=setter, item_code=item.code, kind="blank", name="Application", content=BLANK_SHEET)
    catalogue.submit(by=setter, item_code=item.code, legal_basis=item.legal_basis, wanted_from=by.day)
    catalogue.confirm(by=setter, item_code=item.code, approval="Mapping of the log")
    catalogue.publish(by=setter, item_code=item.code, effective_from=by.day)


def _content(item: Item) -> Content:
    statutory, promised = item.statutory, item.promised
    steps = [StepLine(stage, stage, stage, role, "Office", 0) for stage, role in ROUTE]
    return Content(
        name=item.name,
        kind="01",
        applicant_kinds=("1", "2"),
        case_kind="promised",
        summary=NOT_TOLD,
        statutory_amount=statutory[0],
        statutory_unit=statutory[1],
        promised_amount=promised[0],
        promised_unit=promised[1],
        legal_basis=item.legal_basis,
        conditions=NOT_TOLD,
        procedure=NOT_TOLD,
        charges=False,
        materials=(MaterialLine(name="Application"),),
        steps=tuple(steps),
    )
