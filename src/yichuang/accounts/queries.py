"""Questions about users and their roles."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from yichuang.accounts.models import RoleGrant, User


def user_by_code(code: str) -> User:
    """The user of this code. Raises User.DoesNotExist."""
    return User.objects.get(code=code)


def roles_of(user: User, centre: str, on: date) -> frozenset[str]:
    """The roles that a user holds at a centre on a day."""
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gte=on), user=user, centre=centre, since__lte=on)
    return frozenset(held.values_list("role", flat=True).order_by("role"))
