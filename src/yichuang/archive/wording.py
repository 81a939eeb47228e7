"""Sentences about the archive."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KIND_NAMES = {
    "receipt": _("receipt"),
    "acceptance": _("acceptance notice"),
    "grant": _("decision to grant"),
    "denial": _("decision not to grant"),
    "refusal": _("notice of non-acceptance"),
    "pickup": _("pick-up form"),
    "payment": _("receipt of the fee"),
    "ending": _("notice of the end"),
}

REFUSALS = {
    "file_incomplete": _("The file is not complete; these are missing: {names}."),
    "not_typeset_yet": _("Documents of this case are still being set. Try again in a minute."),
    "reason_missing": _("Enter the reason."),
}
