"""What the ledger says to people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "moment_in_future": _("The declared moment lies in the future. Enter when it happened."),
    "personal_number_in_entry": _(
        "The text holds an identity or mobile number. The ledger keeps no personal data: leave the number out."
    ),
    "another_centre": _("This entry belongs to another centre and can only be rectified there."),
    "already_rectified": _("This entry has already been rectified. Rectify the later entry instead."),
    "nothing_stands_there": _("This entry was taken back; there is nothing to rectify."),
    "reason_missing": _("Give the reason for the rectification."),
    "approver_missing": _("Name the person who approved the rectification."),
    "approver_is_the_actor": _("Whoever rectifies an entry cannot approve the rectification as well."),
}

LEDGER_AGREES = _("%(count)s entries recomputed: every hash agrees.")
LEDGER_NOT_COVERED = _(
    "Not covered yet: an entry that was removed whole, or rewritten together with its own hash, shows only once "
    "the heads are sealed."
)
LEDGER_DIFFERS = _(
    "Entry %(entry)s (%(subject)s, %(act)s) was altered: its hash on file is %(on_file)s, recomputed it is "
    "%(recomputed)s. %(count)s entries before it agree."
)
LEDGER_NOT_COMPUTABLE = _("not computable")
LEDGER_CHECKED = _("%(count)s entries recomputed …")
