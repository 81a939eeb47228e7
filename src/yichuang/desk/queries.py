"""What the desk shows of other packages: my cases by light, the day an acceptance would end, the card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from yichuang.accounts.rules.roles import Role
from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import OPEN, State
from yichuang.cases.rules.materials import Wanted
from yichuang.clocks import queries as clocks
from yichuang.clocks.rules.lights import Light, LightKind
from yichuang.desk.rules.card_reader import CardReader
from yichuang.documents.queries import documents_of
from yichuang.kernel.acting import Acting
from yichuang.kernel.worktime import Limit, Unit, due
from yichuang.policy.queries import calendar_of, policy_of

if TYPE_CHECKING:
    from yichuang.cases.models import Case
    from yichuang.catalogue.models import ItemRevision
    from yichuang.clocks.models import Clock
    from yichuang.documents.models import Document

ORDER = (LightKind.LATE, LightKind.WARN, LightKind.HINT, LightKind.HOLD, LightKind.OK)
FAR = date.max


@dataclass(frozen=True, slots=True)
class MyCase:
    """One case of my list: its light, and the day it is sorted by."""

    case: Case
    kind: LightKind
    light: Light | None
    due_on: date | None
    unanswered: bool  # received, not answered in any way (RCP-002)
    at_once: bool  # a finish-at-once case that is still open (CASE-006)


def my_cases(by: Acting) -> list[MyCase]:
    """What lies with somebody, the most urgent first; two queries for any number of cases.

    The window: what one received or holds. The reviewer: what waits for review in one's department.
    The chief representative: what waits for a decision there.
    Source: RCP-002, CASE-006, CLK-001.
    """
    mine = Q(holder=by.actor) | Q(receiver=by.actor)
    if by.has(Role.REVIEWER):
        mine |= Q(department__code=by.department, state__in=[State.ACCEPTED, State.IN_PROCEDURE])
    if by.has(Role.CHIEF):
        mine |= Q(department__code=by.department, state=State.REVIEWED)
    found = list(cases.open_cases(by.centre).filter(mine, state__in=list(OPEN)))
    kept = clocks.clocks_of([cases.subject(case) for case in found])
    listed = [_listed(case, kept[cases.subject(case)], by.day) for case in found]
    return sorted(
        listed, key=lambda one: (ORDER.index(one.kind), not one.at_once, one.due_on or FAR, one.case.number)
    )


def _listed(case: Case, kept: dict[str, Clock], day: date) -> MyCase:
    clock = kept.get(_clock_of(State(case.state)))
    light = None
    if clock is not None and clock.ended_on is None:
        light = clocks.light_of(clock, kept.get("statutory") if clock.kind == "promise" else None, day)
    kind = light.kind if light and light.kind in ORDER else LightKind.OK
    if case.state == State.CORRECTING:
        kind = LightKind.HOLD
    return MyCase(
        case=case,
        kind=kind,
        light=light,
        due_on=clock.due_on if clock else None,
        unanswered=case.state == State.RECEIVED and not case.deferral_reason,
        at_once=case.case_kind == "immediate",
    )


def _clock_of(state: State) -> str:
    return {State.RECEIVED: "notice", State.CORRECTING: "correction"}.get(state, "promise")


def wanted_of(revision: ItemRevision) -> list[Wanted]:
    """What an item asks for, as the check of the materials sees it."""
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


def promised_day(revision: ItemRevision, by: Acting) -> date:
    """The day an acceptance of today would be due by its promise. Source: CLK-001, RCP-003."""
    centre = revision.item.centre
    limit = Limit(revision.promised_amount or 0, Unit(revision.promised_unit))
    roll = policy_of(centre.regulation, by.day).roll_of(limit.unit)
    start = by.at if limit.unit is Unit.HOUR else by.day
    return due(start, limit, calendar_of(centre.calendar), roll).on


def silent_until(revision: ItemRevision, by: Acting) -> date | None:
    """The last day to tell the applicant; after it the application counts as accepted. Source: INT-005."""
    centre = revision.item.centre
    days = policy_of(centre.regulation, by.day).deemed_acceptance_after_working_days
    if days is None:
        return None
    return due(by.day, Limit(days, Unit.WORKING), calendar_of(centre.calendar)).on


@cache
def card_reader() -> CardReader | None:
    """The reader that the settings name; None where there is none."""
    name = getattr(settings, "CARD_READER", "")
    reader: CardReader | None = import_string(name)() if name else None
    return reader


def counted(listed: Iterable[MyCase]) -> dict[LightKind, int]:
    """How many cases have each light."""
    told = dict.fromkeys(ORDER, 0)
    for one in listed:
        told[one.kind] += 1
    return told


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to print: its document, and whether both signatures stand on it (RCP-007)."""

    document: Document
    applicant_signed: bool
    officer_signed: bool


def papers_of(subject: str) -> list[Paper]:
    """The papers of a case in order; one query. Source: RCP-007."""
    told = []
    for document in documents_of(subject):
        roles = {str(signed["role"]) for signed in document.signatures}
        told.append(Paper(document, "applicant" in roles, "officer" in roles))
    return told
