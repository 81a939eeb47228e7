"""Users and the roles they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yichuang.accounts.wording import ROLE_NAMES


class UserManager(BaseUserManager["User"]):
    """Finds users by their natural key; makes none: that is a command."""


class User(AbstractBaseUser):
    """One person who can sign in. `code` is what the ledger files: it never changes."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["code", "name"]

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role that a user holds at one centre, from a day until a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=list(ROLE_NAMES.items()))
    centre = models.CharField(_("centre"), max_length=20)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)  # the last day; none: still held

    class Meta:
        ordering = ["user", "role", "since"]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=models.F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
