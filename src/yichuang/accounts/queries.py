"""Questions about users and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from yichuang.accounts.models import RoleGrant, User
from yichuang.accounts.wording import ROLE_NAMES


def user_by_code(code: str) -> User:
    """The user of this code. Raises User.DoesNotExist."""
    return User.objects.get(code=code)


def roles_of(user: User, centre: str, on: date) -> frozenset[str]:
    """The roles that a user holds at a centre on a day."""
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=on), user=user, centre=centre, since__lte=on)
    return frozenset(held.values_list("role", flat=True).order_by("role"))


def centre_of(user: User, on: date) -> str:
    """The centre at which a user holds a role on a day; "-" where there is none."""
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=on), user=user, since__lte=on)
    return held.order_by("centre").values_list("centre", flat=True).first() or "-"


@dataclass(frozen=True, slots=True)
class Person:
    """A user as the lists show him, with the roles that he holds."""

    user: User
    grants: tuple[RoleGrant, ...]

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def username(self) -> str:
        return self.user.username

    @property
    def roles(self) -> list[str]:
        return [str(grant.get_role_display()) for grant in self.grants]


def people_with_roles(on: date, centre: str | None = None) -> list[Person]:
    """Everybody with an open account and a role on a day, by code; two queries however many they are."""
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
    if centre is not None:
        held = held.filter(centre=centre)
    with_grants = Prefetch("grants", held.order_by("centre", "role"), to_attr="held")
    users = User.objects.filter(is_active=True).order_by("code").prefetch_related(with_grants)
    return [Person(user, tuple(user.held)) for user in users if user.held]


def role_names(roles: Iterable[str]) -> list[str]:
    """What roles are called, in the order of the table of roles."""
    held = set(roles)
    return [str(name) for role, name in ROLE_NAMES.items() if role in held]


def grants_of(user: User, centre: str) -> list[RoleGrant]:
    """The roles of a user at a centre, past ones too, the latest first."""
    return list(RoleGrant.objects.filter(user=user, centre=centre).order_by("-since", "role"))
