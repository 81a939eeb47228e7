"""Questions about officers: above all, who acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q

from yichuang.accounts.queries import roles_of
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.staff.models import Officer, Post

if TYPE_CHECKING:
    from yichuang.accounts.models import User


def acting_of(user: User, at: datetime) -> Acting:
    """The officer behind a user, with roles, department and post of that day.

    Three queries. Raises NotPermitted("no_officer") where the account belongs to nobody at a centre.
    Source: CASE-001, CASE-003.
    """
    officer = (
        Officer.objects.select_related("centre", "department").filter(user=user, user__is_active=True).first()
    )
    if officer is None:
        raise NotPermitted("no_officer")
    return acting_as(officer, at)


def acting_as(officer: Officer, at: datetime) -> Acting:
    """As `acting_of`, of an officer at hand (with centre and department)."""
    centre = officer.centre
    day = at.astimezone(ZoneInfo(centre.time_zone)).date()
    post = (
        Post.objects.select_related("window")
        .filter(Q(until=None) | Q(until__gte=day), officer=officer, since__lte=day)
        .order_by("part", "since")
        .first()
    )
    department = officer.department
    office = f"office:{department.code}" if department else "centre"
    return Acting(
        actor=officer.code,
        name=officer.name,
        centre=centre.code,
        at=at,
        roles=roles_of(officer.user, centre.code, day),
        department=department.code if department else None,
        window=post.window.number if post else None,
        place=f"window:{post.window.number}" if post else office,
        time_zone=centre.time_zone,
        simulated=centre.kind == "simulation",
    )


def officer_by_code(code: str) -> Officer:
    """An officer with centre, department and user. Raises Officer.DoesNotExist."""
    return Officer.objects.select_related("centre", "department", "user").get(code=code)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of officers by code; one query."""
    return dict(Officer.objects.filter(code__in=set(codes)).values_list("code", "name"))


def officers_of(centre_code: str) -> list[Officer]:
    """The officers of a centre, by code, with department and user."""
    shown = Officer.objects.filter(centre__code=centre_code).select_related("department", "user")
    return list(shown.order_by("code"))
