"""Sentences of the replay's refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "log_unreadable": _("The event log cannot be read (line {line}: {problem}). Give a whole XES file."),
    "mapping_wrong": _("The mapping is wrong in {place}: {problem}. Mend it and start again."),
}
