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

REFUSALS = {
    "user_exists": _("There is already a user “{username}”. Choose another user name."),
    "ends_before_it_begins": _("The role began on {since}; it cannot end before that."),
    "only_administrator": _("Only the administrator of the centre can change accounts and roles."),
}
