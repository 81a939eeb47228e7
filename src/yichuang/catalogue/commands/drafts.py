"""Writing an item down: drafts, revisions, submission to the management committee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, models, transaction

from yichuang.catalogue import queries
from yichuang.catalogue.models import (
    ChangeRequest,
    FeeStandard,
    Item,
    ItemRevision,
    Material,
    ProcedureNeeded,
    SampleForm,
    Step,
)
from yichuang.catalogue.rules.content import PARTS, Content
from yichuang.catalogue.rules.initials import initials_column, text_column
from yichuang.catalogue.rules.permissions import ask_draft, ask_submit
from yichuang.catalogue.rules.terms import EDITABLE_STATES, ChangeKind, RevisionState
from yichuang.catalogue.wording import STATE_NAMES
from yichuang.centres.queries import department as department_of
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record

MOST_OF_A_CODE = 60
MOST_OF_A_SUBJECT = 80  # of the ledger
_ROWS: dict[str, type[models.Model]] = {
    "materials": Material,
    "steps": Step,
    "procedures": ProcedureNeeded,
    "fees": FeeStandard,
}


@transaction.atomic
def create_draft(
    *, by: Acting, department_code: str, code: str, content: Content, group: str = ""
) -> ItemRevision:
    """Put a new item into the catalogue of the centre, as the draft of its first revision.

    Raises Department.DoesNotExist, NotPermitted("not_of_the_department"), RuleBroken: "code_unfit",
    "item_exists".
    Source: CAT-001, CAT-004, CAT-020.
    """
    department = department_of(by.centre, department_code)
    ask_draft(by, centre=by.centre, department=department.code, department_name=department.name)
    if not code_fits(by.centre, code):
        raise RuleBroken("code_unfit", most=MOST_OF_A_CODE)
    if queries.known_codes(by.centre, [code]):
        raise RuleBroken("item_exists", item=code)
    item = Item.objects.create(centre=department.centre, department=department, code=code, group=group)
    revision = _new_revision(by, item, number=1, content=content)
    record(by=by, subject=subject_of(item), act="item_drafted", facts={"revision": 1})
    return revision


@transaction.atomic
def revise(*, by: Acting, item_code: str) -> ItemRevision:
    """Open the next revision of an item, as a copy of the newest one, its current forms included.

    Running cases and the public keep the version in force until a new one is published and takes effect.
    Raises RuleBroken: "item_unknown", "revision_open"; NotPermitted.
    Source: CAT-010.
    """
    item = queries.item_for_change(by.centre, item_code)
    _ask_draft(by, item)
    if (still := queries.open_revision(by.centre, item_code)) is not None:
        raise RuleBroken("revision_open", number=still.number)
    newest = queries.revisions().filter(item=item).order_by("-number").first()
    assert newest is not None, "an item has a revision from its first day"
    revision = _new_revision(by, item, number=newest.number + 1, content=queries.content_of(newest))
    kept = ("kind", "name", "version", "added_on", "added_by", "material_name", "file_id")
    SampleForm.objects.bulk_create(
        SampleForm(revision=revision, **{field: getattr(form, field) for field in kept})
        for form in newest.forms.all()
    )
    record(by=by, subject=subject_of(item), act="item_drafted", facts={"revision": revision.number})
    return queries.revision(by.centre, item_code, revision.number)


@transaction.atomic
def edit_draft(*, by: Acting, item_code: str, content: Content, seen_hash: str | None = None) -> ItemRevision:
    """Say anew what the open revision of an item says; its forms stay.

    seen_hash: the hash of what the editor saw; if somebody saved in between nothing is overwritten.
    Raises RuleBroken: "no_open_revision", "wrong_state", "changed_since"; NotPermitted.
    Source: CAT-004, CAT-020.
    """
    revision = editable_revision(by, item_code)
    before = queries.content_hash(revision)
    if seen_hash is not None and seen_hash != before:
        raise RuleBroken("changed_since")
    if queries.content_of(revision) == content:
        return revision
    filled(revision, content).save()
    for part in PARTS:
        getattr(revision, part).all().delete()
        rows_of(part, [(revision, content)])
    saved = queries.revision(by.centre, item_code, revision.number)
    facts = {"revision": revision.number, "content_sha256": queries.content_hash(saved)}
    record(by=by, subject=subject_of(revision.item), act="item_edited", facts=facts)
    return saved


@transaction.atomic
def discard_draft(*, by: Acting, item_code: str, reason: str) -> None:
    """Take back an open revision that shall not be pursued; it stays on file, never to be published.

    Raises RuleBroken: "no_open_revision", "reason_needed"; NotPermitted.
    Source: CAT-010.
    """
    revision = open_revision_for_change(by, item_code)
    _ask_draft(by, revision.item)
    if not reason.strip():
        raise RuleBroken("reason_needed")
    revision.state = RevisionState.WITHDRAWN
    revision.decision_reason = reason
    revision.save(update_fields=["state", "decision_reason"])
    facts = {"revision": revision.number, "reason": reason}
    record(by=by, subject=subject_of(revision.item), act="item_discarded", facts=facts)


@transaction.atomic
def submit(
    *, by: Acting, item_code: str, legal_basis: str, wanted_from: date, reason: str = ""
) -> ItemRevision:
    """Lay the open revision before the management committee, as a dated change request.

    legal_basis: of the change itself. wanted_from: the day it shall take effect. It may still be
    incomplete; the committee sees what is missing and cannot confirm before it is there.
    Raises RuleBroken: "no_open_revision", "wrong_state", "basis_needed", "effective_in_the_past";
    NotPermitted unless the department itself asks.
    Source: CAT-004, CAT-010.
    """
    revision = open_revision_for_change(by, item_code)
    item = revision.item
    ask_submit(
        by, centre=item.centre.code, department=item.department.code, department_name=item.department.name
    )
    _in_state(revision, EDITABLE_STATES)
    if not legal_basis.strip():
        raise RuleBroken("basis_needed")
    if wanted_from < by.day:
        raise RuleBroken("effective_in_the_past", day=by.day)
    revision.state = RevisionState.SUBMITTED
    revision.submitted_by, revision.submitted_on = by.actor, by.day
    revision.decided_by, revision.decided_on, revision.decision_reason = "", None, ""
    revision.content_hash = queries.content_hash(revision)
    revision.save()
    kind = ChangeKind.ADD if revision.number == 1 else ChangeKind.CHANGE
    ChangeRequest.objects.create(
        item=item,
        revision=revision,
        kind=kind,
        legal_basis=legal_basis,
        reason=reason,
        wanted_from=wanted_from,
        requested_by=by.actor,
        requested_on=by.day,
    )
    facts = {
        "revision": revision.number,
        "content_sha256": revision.content_hash,
        "change": str(kind),
        "legal_basis": legal_basis,
        "wanted_from": wanted_from.isoformat(),
    }
    record(by=by, subject=subject_of(item), act="item_submitted", facts=facts)
    return revision


def subject_of(item: Item) -> str:
    """How the ledger names an item."""
    return f"item:{item.centre.code}/{item.code}"


def code_fits(centre_code: str, code: str) -> bool:
    """Whether an item code has a length, no spaces, no strokes, and fits into a subject of the ledger."""
    fits = 0 < len(code) <= MOST_OF_A_CODE and not any(sign.isspace() or sign == "/" for sign in code)
    return fits and len(f"item:{centre_code}/{code}") <= MOST_OF_A_SUBJECT


def open_revision_for_change(by: Acting, item_code: str) -> ItemRevision:
    """The open revision of an item whose row is locked. Raises "item_unknown", "no_open_revision"."""
    queries.item_for_change(by.centre, item_code)
    revision = queries.open_revision(by.centre, item_code)
    if revision is None:
        raise RuleBroken("no_open_revision")
    return revision


def editable_revision(by: Acting, item_code: str) -> ItemRevision:
    """The open revision, for somebody who may write in it, in a state in which one may."""
    revision = open_revision_for_change(by, item_code)
    _ask_draft(by, revision.item)
    _in_state(revision, EDITABLE_STATES)
    return revision


def _in_state(revision: ItemRevision, states: Iterable[str]) -> None:
    if revision.state not in set(states):
        raise RuleBroken(
            "wrong_state", number=revision.number, state=STATE_NAMES[RevisionState(revision.state)]
        )


def _ask_draft(by: Acting, item: Item) -> None:
    department = item.department
    ask_draft(by, centre=item.centre.code, department=department.code, department_name=department.name)


def filled(revision: ItemRevision, content: Content) -> ItemRevision:
    """Set the columns of a revision, those of the search included."""
    for name in Content.__dataclass_fields__:
        if name not in PARTS:
            value = getattr(content, name)
            setattr(revision, name, list(value) if isinstance(value, tuple) else value)
    words = content.synonyms.split()
    revision.initials = initials_column(content.name, words)
    revision.search_text = text_column(content.name, words, revision.item.department.name)
    return revision


def rows_of(part: str, told: Sequence[tuple[ItemRevision, Content]]) -> None:
    """Insert the lines of one part of revisions, in one statement if there are any."""
    assert connection.in_atomic_block, "lines are part of the transaction of their revision"
    row = _ROWS[part]
    rows = [
        row(
            revision=revision,
            order=order,
            **{field: getattr(line, field) for field in line.__dataclass_fields__},
        )
        for revision, content in told
        for order, line in enumerate(getattr(content, part), 1)
    ]
    if rows:
        getattr(told[0][0], part).bulk_create(rows)


def _new_revision(by: Acting, item: Item, *, number: int, content: Content) -> ItemRevision:
    revision = filled(ItemRevision(item=item, number=number, drafted_by=by.actor, drafted_on=by.day), content)
    revision.save()
    for part in PARTS:
        rows_of(part, [(revision, content)])
    return revision
