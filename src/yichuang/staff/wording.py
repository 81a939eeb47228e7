"""Sentences about officers and posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "no_officer": _("This account belongs to no officer of a centre. Ask the administrator."),
    "only_manager_stations_officers": _("Only the management of the centre can station officers."),
}
