"""Taking over a list of items that was kept elsewhere, as drafts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.catalogue import queries
from yichuang.catalogue.commands.drafts import code_fits, filled, rows_of
from yichuang.catalogue.models import Item, ItemRevision
from yichuang.catalogue.rules.content import PARTS
from yichuang.catalogue.rules.import_rows import ImportRow, department_codes
from yichuang.centres import commands as centres
from yichuang.centres.queries import departments
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.ledger.commands import record_many
from yichuang.ledger.rules.filing import Filing

MOST_OF_A_DEPARTMENT_CODE = 20
ROWS_A_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list: items made, items that were there, rows that could not become an item."""

    made: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[tuple[int, str], ...]  # place in the file, code of the refusal
    departments_made: tuple[str, ...]


@transaction.atomic
def import_drafts(
    *, by: Acting, rows: Sequence[ImportRow], source: str, progress: Callable[[int], None] | None = None
) -> Imported:
    """Put the items of a list into the catalogue as drafts, their departments too. What is there stays.

    source: the SHA-256 of the file, which each entry names. progress: told after each item that was
    spelt. The same list again changes nothing. Rows go in by the hundred, but for new departments.
    Raises NotPermitted unless the system, the committee or an administrator asks.
    Source: CAT-001, CAT-010.
    """
    if not (by.is_system or by.has(Role.MANAGER, Role.ADMINISTRATOR)):
        raise NotPermitted("not_of_the_committee")
    known = queries.known_codes(by.centre)
    refused, fresh, seen = [], [], set(known)
    for row in rows:
        if reason := _refusal(by.centre, row, seen - known):
            refused.append((row.place, reason))
        elif row.code not in known:
            seen.add(row.code)
            fresh.append(row)
    made_departments = _add_departments(by, fresh)
    there = {department.name: department for department in departments(by.centre)}
    items = Item.objects.bulk_create(
        [
            Item(
                centre_id=there[row.department].centre_id,
                department=there[row.department],
                code=row.code,
                group=row.group[:120],
            )
            for row in fresh
        ],
        batch_size=ROWS_A_STATEMENT,
    )
    revisions = []
    for place, (item, row) in enumerate(zip(items, fresh, strict=True), 1):
        empty = ItemRevision(item=item, number=1, drafted_by=by.actor, drafted_on=by.day)
        revisions.append(filled(empty, row.content))
        if progress:
            progress(place)
    ItemRevision.objects.bulk_create(revisions, batch_size=ROWS_A_STATEMENT)
    for part in PARTS:
        rows_of(part, list(zip(revisions, (row.content for row in fresh), strict=True)))
    centre = by.centre
    record_many(
        [Filing(by, f"item:{centre}/{row.code}", "item_imported", {"source_sha256": source}) for row in fresh]
    )
    return Imported(
        made=tuple(row.code for row in fresh),
        known=tuple(row.code for row in rows if row.code in known),
        refused=tuple(refused),
        departments_made=tuple(made_departments),
    )


def _refusal(centre_code: str, row: ImportRow, taken_here: set[str]) -> str:
    if row.refusal:
        return row.refusal
    if not code_fits(centre_code, row.code):
        return "code_unfit"
    return "code_twice" if row.code in taken_here else ""


def _add_departments(by: Acting, rows: Sequence[ImportRow]) -> list[str]:
    """The departments of the rows that the centre does not have, by name; their names."""
    there = departments(by.centre)
    names = {department.name for department in there}
    new = [row for row in rows if row.department not in names]
    codes = department_codes(new, (department.code for department in there), most=MOST_OF_A_DEPARTMENT_CODE)
    for name, code in codes.items():
        centres.add_department(by=by, code=code, name=name, short_name=name[:20])
    return list(codes)
