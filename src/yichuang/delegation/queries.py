"""Questions about letters and seals."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from yichuang.delegation.models import Chief, Letter, Seal, SealHandover, SealUse
from yichuang.delegation.rules.scope import Power, Scope


def scope_of(letter: Letter) -> Scope:
    """The letter as rules see it (holder and department at hand)."""
    return Scope(
        number=letter.number,
        holder=letter.holder.code,
        department=letter.department.code,
        item_codes=tuple(letter.item_codes),
        acts=tuple(letter.acts),
        levels=tuple(letter.levels),
        valid_from=letter.valid_from,
        valid_until=letter.valid_until,
        ended_on=letter.ended_on,
    )


def letters_in_force(department_id: int, on: date) -> QuerySet[Letter]:
    """The letters of a department that hold on a day."""
    held = Letter.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=on),
        department_id=department_id,
        valid_from__lte=on,
        valid_until__gte=on,
    )
    return held.select_related("holder", "department").order_by("number")


def letter_covering(
    *, officer: str, department_id: int, item_code: str, power: Power, level: str, on: date
) -> Letter | None:
    """The letter under which an officer may do this, or None. One query.

    Source: DEL-003, DEC-006.
    """
    for letter in letters_in_force(department_id, on).filter(holder__code=officer):
        if scope_of(letter).covers(item_code=item_code, power=power, level=level, on=on):
            return letter
    return None


def who_may(*, department_id: int, item_code: str, power: Power, level: str, on: date) -> list[str]:
    """The names of those who may do this on a day, to tell somebody who may not. One query."""
    return sorted(
        {
            letter.holder.name
            for letter in letters_in_force(department_id, on)
            if scope_of(letter).covers(item_code=item_code, power=power, level=level, on=on)
        }
    )


def letters_of(centre_code: str) -> QuerySet[Letter]:
    """The letters filed with a centre, the newest first."""
    shown = Letter.objects.filter(centre__code=centre_code).select_related("holder", "department")
    return shown.order_by("-filed_on", "-id")


def letter_of(centre_code: str, letter_id: int) -> Letter:
    """One letter of a centre. Raises Letter.DoesNotExist."""
    return letters_of(centre_code).get(pk=letter_id)


def chief_on(department_id: int, on: date) -> Chief | None:
    """The chief representative of a department on a day.

    Source: DEL-006.
    """
    held = Chief.objects.filter(Q(until=None) | Q(until__gte=on), department_id=department_id, since__lte=on)
    return held.select_related("officer").order_by("-since").first()


def chiefs_of(centre_code: str) -> QuerySet[Chief]:
    """Who is and was chief representative, by department; vacancies show as departments without a row."""
    shown = Chief.objects.filter(department__centre__code=centre_code).select_related("officer", "department")
    return shown.order_by("department__code", "-since")


def seal_in_use(department_id: int) -> Seal | None:
    """The approval seal of a department, with its keeper."""
    used = Seal.objects.filter(department_id=department_id, in_use_since__isnull=False, withdrawn_on=None)
    return used.select_related("keeper", "department").first()


def seals_of(centre_code: str) -> QuerySet[Seal]:
    """The seals of a centre with department and keeper."""
    shown = Seal.objects.filter(department__centre__code=centre_code).select_related("keeper", "department")
    return shown.order_by("department__code", "number")


def open_handovers(centre_code: str) -> QuerySet[SealHandover]:
    """Seals that were given and not yet taken."""
    waiting = SealHandover.objects.filter(taken_at=None, seal__department__centre__code=centre_code)
    return waiting.select_related("seal", "giver", "taker").order_by("id")


def uses_of(centre_code: str) -> QuerySet[SealUse]:
    """The uses of the seals of a centre, the newest first."""
    shown = SealUse.objects.filter(seal__department__centre__code=centre_code)
    return shown.select_related("seal", "letter").order_by("-id")
