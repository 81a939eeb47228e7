"""Questions about items, their revisions, windows and forms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from yichuang.catalogue.models import ChangeRequest, FormFile, Item, ItemRevision, SampleForm, WindowService
from yichuang.catalogue.rules.content import Content, FeeLine, MaterialLine, ProcedureLine, StepLine
from yichuang.catalogue.rules.initials import plain_text
from yichuang.catalogue.rules.publication import Finding, findings
from yichuang.catalogue.rules.terms import OPEN_STATES, OUTCOMES, ChangeKind, ChangeState, FormKind
from yichuang.kernel.errors import RuleBroken
from yichuang.policy.queries import calendar_of, policy_of

PARTS = ("materials", "steps", "procedures", "fees", "forms__file")
_LINES: dict[str, Any] = {
    "materials": MaterialLine,
    "steps": StepLine,
    "procedures": ProcedureLine,
    "fees": FeeLine,
}


def item(centre_code: str, item_code: str) -> Item:
    """The item, with its centre and department. Raises Item.DoesNotExist."""
    found = Item.objects.select_related("centre", "department")
    return found.get(centre__code=centre_code, code=item_code)


def item_for_change(centre_code: str, item_code: str) -> Item:
    """The item, its row locked until the transaction ends. Raises RuleBroken("item_unknown")."""
    found = Item.objects.select_related("centre", "department").select_for_update(of=("self",))
    try:
        return found.get(centre__code=centre_code, code=item_code)
    except Item.DoesNotExist as unknown:
        raise RuleBroken("item_unknown", item=item_code) from unknown


def revisions() -> QuerySet[ItemRevision]:
    """Revisions with item, centre and department, and everything they say: seven statements for any number."""
    shown = ItemRevision.objects.select_related("item__centre", "item__department")
    return shown.prefetch_related(*PARTS)


def in_force_at(centre_code: str, on: date, *, department_code: str = "") -> QuerySet[ItemRevision]:
    """What is in force at a centre on a day, by department and name: the list of the guides."""
    shown = ItemRevision.objects.select_related("item__department").filter(in_force(on))
    shown = shown.filter(item__centre__code=centre_code)
    if department_code:
        shown = shown.filter(item__department__code=department_code)
    return shown.order_by("item__department__code", "name", "item__code")


def departments_in_force(centre_code: str, on: date) -> list[tuple[str, str, int]]:
    """The departments that have something in force: code, name, how many items; one statement."""
    counted = (
        in_force_at(centre_code, on)
        .order_by("item__department__code")
        .values_list("item__department__code", "item__department__name")
    )
    return list(counted.annotate(items=Count("pk")))


def versions_in_force_until(centre_code: str, item_code: str, on: date) -> list[ItemRevision]:
    """What was ever published of an item until a day, the newest first: the versions the public may read."""
    kept = revisions().filter(
        item__centre__code=centre_code, item__code=item_code, state__in=OUTCOMES, effective_from__lte=on
    )
    return list(kept.order_by("-number"))


def in_force(on: date) -> Q:
    """Revisions in force on a day. An older one gives way when a later one takes effect."""
    return (
        Q(state__in=OUTCOMES, effective_from__lte=on)
        & (Q(effective_until=None) | Q(effective_until__gte=on))
    )  # fmt: skip


def is_in_force(revision: ItemRevision, on: date) -> bool:
    """What `in_force` says of rows, of one that is at hand."""
    begun = revision.effective_from is not None and revision.effective_from <= on
    ended = revision.effective_until is not None and revision.effective_until < on
    return revision.state in OUTCOMES and begun and not ended


def revision_for_intake(centre_code: str, item_code: str, on: date) -> ItemRevision:
    """The revision under which an application is taken on a day: confirmed, published, in force.

    It comes with item, centre, department, materials, steps, procedures, fees and forms.
    Raises RuleBroken("item_not_open"), also for an item that does not exist.
    Source: CAT-004, CAT-010.
    """
    wanted = revisions().filter(in_force(on), item__centre__code=centre_code, item__code=item_code)
    found = wanted.order_by("-number").first()
    if found is None:
        names = ItemRevision.objects.filter(item__centre__code=centre_code, item__code=item_code)
        name = names.order_by("-number").values_list("name", flat=True).first()
        raise RuleBroken("item_not_open", name=name or item_code, on=on)
    return found


def published_revision(centre_code: str, item_code: str, on: date) -> ItemRevision | None:
    """What the public reads of an item on a day; None if nothing is in force."""
    wanted = revisions().filter(in_force(on), item__centre__code=centre_code, item__code=item_code)
    return wanted.order_by("-number").first()


def open_revision(centre_code: str, item_code: str) -> ItemRevision | None:
    """The revision that is being worked on: draft, submitted, returned or confirmed."""
    wanted = revisions().filter(item__centre__code=centre_code, item__code=item_code, state__in=OPEN_STATES)
    return wanted.order_by("-number").first()


def revision(centre_code: str, item_code: str, number: int) -> ItemRevision:
    """One revision of an item. Raises ItemRevision.DoesNotExist."""
    return revisions().get(item__centre__code=centre_code, item__code=item_code, number=number)


def history_of(centre_code: str, item_code: str) -> list[ItemRevision]:
    """All revisions of an item, the newest first, without their parts."""
    kept = ItemRevision.objects.filter(item__centre__code=centre_code, item__code=item_code)
    return list(kept.order_by("-number"))


def changes_of(centre_code: str, item_code: str) -> list[ChangeRequest]:
    """The change requests of an item, the newest first. Source: CAT-010."""
    kept = ChangeRequest.objects.filter(item__centre__code=centre_code, item__code=item_code)
    return list(kept.select_related("revision", "window").order_by("-id"))


def open_cancellation(item: Item) -> ChangeRequest | None:
    """The request to take an item out of force that waits for the committee, or None."""
    waiting = ChangeRequest.objects.filter(
        item=item, kind=ChangeKind.CANCEL, state=ChangeState.OPEN, window=None
    )
    return waiting.first()


def content_of(revision: ItemRevision) -> Content:
    """What a revision says, as the value that rules and commands work with."""
    told: dict[str, object] = {}
    for name in Content.__dataclass_fields__:
        if name in _LINES:
            line = _LINES[name]
            rows = sorted(getattr(revision, name).all(), key=lambda row: int(row.order))
            told[name] = tuple(
                line(**{part: getattr(row, part) for part in line.__dataclass_fields__}) for row in rows
            )
        else:
            value = getattr(revision, name)
            told[name] = tuple(value) if isinstance(value, list) else value
    return Content(**told)  # type: ignore[arg-type]


def findings_of(revision: ItemRevision, on: date) -> tuple[Finding, ...]:
    """What keeps a revision from being confirmed and published, by the policy of its centre on a day."""
    blank = sum(form.kind == FormKind.BLANK for form in revision.forms.all())
    centre = revision.item.centre
    return findings(
        content_of(revision),
        blank_forms=blank,
        policy=policy_of(centre.regulation, on),
        calendar=calendar_of(centre.calendar),
    )


def content_hash(revision: ItemRevision) -> str:
    """SHA-256 over what a revision says, its forms included: what the ledger files of it."""
    forms = [
        [form.kind, form.name, form.version, form.file.sha256]
        for form in sorted(revision.forms.all(), key=lambda form: (form.kind, form.name))
    ]
    told = json.dumps([content_of(revision).plain(), forms], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def form_of(revision: ItemRevision, form_id: int) -> SampleForm | None:
    """One form of a revision, or None."""
    return SampleForm.objects.select_related("file").filter(revision=revision, pk=form_id).first()


def form_of_item(item: Item, form_id: int) -> SampleForm | None:
    """One form of any revision of an item, or None."""
    return SampleForm.objects.select_related("file").filter(revision__item=item, pk=form_id).first()


def path_of(file: FormFile) -> Path:
    """Where the bytes of a form lie: named by their hash."""
    return Path(settings.DOCUMENTS_ROOT) / "forms" / file.sha256[:2] / file.sha256


def search_items(
    centre_code: str, text: str, limit: int = 12, *, on: date, drafts: bool = False
) -> list[ItemRevision]:
    """Items found by what somebody typed: pinyin initials, words, their own words, item code, department.

    One statement. Best first: initials from the first character on, a name that starts with the words,
    names and people's words that contain them, initials in the middle, the department, the code.
    Each word of the text has to be found. drafts: look at the newest revision of every item (for staff)
    instead of what is in force on the day.
    Source: CAT-018; wish 5 of the users' paper.
    """
    words = [word for word in map(plain_text, text.split()) if word]
    if not words:
        return []
    wanted = ItemRevision.objects.select_related("item__department", "item__centre")
    wanted = wanted.filter(item__centre__code=centre_code)
    wanted = wanted.filter(state__in=OPEN_STATES) if drafts else wanted.filter(in_force(on))
    for word in words:
        wanted = wanted.filter(_found(word))
    whole = "".join(words)
    ranked = wanted.annotate(
        rank=Case(
            When(initials__contains=f"|{whole}|", then=Value(0)),
            When(initials__contains=f"|{whole}", then=Value(1)),
            When(search_text__startswith=f"|{whole}", then=Value(2)),
            When(search_text__contains=whole, then=Value(3)),
            When(initials__contains=whole, then=Value(4)),
            default=Value(5),
            output_field=IntegerField(),
        )
    )
    return list(ranked.order_by("rank", "name", "item__code")[:limit])


def _found(word: str) -> Q:
    """A word of Latin letters is initials or part of a code; any other stands in the text."""
    if word.isascii() and not word.isdigit():
        begins = Q(initials__contains=word) if len(word) > 1 else Q(initials__contains=f"|{word}")
        return begins | Q(search_text__contains=word) | Q(item__code__istartswith=word)
    return Q(search_text__contains=word) | Q(initials__contains=word) | Q(item__code__contains=word)


def items_of_window(centre_code: str, window_number: str, on: date) -> list[ItemRevision]:
    """The service catalogue of a window (窗口办事目录) on a day: what is in force and served there.

    Source: CAT-018.
    """
    served = (
        Q(item__windows__window__number=window_number, item__windows__since__lte=on)
        & (Q(item__windows__until=None) | Q(item__windows__until__gte=on))
    )  # fmt: skip
    wanted = ItemRevision.objects.select_related("item__department").filter(
        in_force(on), served, item__centre__code=centre_code
    )
    return list(wanted.distinct().order_by("item__department__code", "name"))


def windows_of(items: Iterable[Item], on: date) -> dict[int, list[WindowService]]:
    """The windows that serve items on a day, by the item's key; one statement for any number of items."""
    wanted = WindowService.objects.select_related("window").filter(
        Q(until=None) | Q(until__gte=on), item__in=list(items), since__lte=on
    )
    found: dict[int, list[WindowService]] = {}
    for service in wanted.order_by("window__number"):
        found.setdefault(service.item_id, []).append(service)
    return found


def newest_revisions(
    centre_code: str, *, department_code: str = "", state: str = "", text: str = ""
) -> QuerySet[ItemRevision]:
    """The newest revision of each item of a centre, for the staff list; one statement."""
    shown = ItemRevision.objects.select_related("item__department")
    shown = shown.filter(item__centre__code=centre_code)
    shown = shown.exclude(
        pk__in=ItemRevision.objects.filter(
            item__centre__code=centre_code, item__revisions__number__gt=F("number")
        ).values("pk")
    )
    if department_code:
        shown = shown.filter(item__department__code=department_code)
    if state:
        shown = shown.filter(state=state)
    for word in map(plain_text, text.split()):
        if word:
            shown = shown.filter(_found(word))
    return shown.order_by("item__department__code", "name", "item__code")


def counts_by_state(centre_code: str) -> dict[str, int]:
    """How many newest revisions stand in each state."""
    counted = newest_revisions(centre_code).order_by().values_list("state").annotate(Count("pk"))
    return dict(counted)


def known_codes(centre_code: str, codes: Sequence[str] | None = None) -> set[str]:
    """Which of these item codes (none: which at all) the catalogue of a centre holds."""
    known = Item.objects.filter(centre__code=centre_code)
    if codes is not None:
        known = known.filter(code__in=list(codes))
    return set(known.values_list("code", flat=True))


def drafts_by_code(centre_code: str, codes: Sequence[str]) -> dict[str, ItemRevision]:
    """The newest revision of each of these items, with its parts, by item code."""
    wanted = revisions().filter(item__centre__code=centre_code).order_by("item__code", "number")
    known = set(codes)
    return {revision.item.code: revision for revision in wanted if revision.item.code in known}
