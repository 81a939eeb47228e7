"""Names of the roles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yichuang.accounts.rules.roles import Role

ROLE_NAMES = {
    Role.WINDOW: _("window officer"),
    Role.REVIEWER: _("reviewer"),
    Role.CHIEF: _("chief representative"),
    Role.MANAGER: _("manager"),
    Role.SUPERVISOR: _("supervisor"),
    Role.CASHIER: _("cashier"),
    Role.ARCHIVIST: _("archivist"),
    Role.ADMINISTRATOR: _("administrator"),
}
