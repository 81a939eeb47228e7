"""Sentences about applicants."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "name_missing": _("Enter the name of the applicant."),
    "number_failed_check": _(
        "The number fails its check. Compare it with the document; if it really stands there like this, say so with a reason."
    ),
}
