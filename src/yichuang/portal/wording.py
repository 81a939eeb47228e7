"""What the public site says of a case, in plain words: what happened, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yichuang.cases.rules.lifecycle import State

TITLES = {
    State.RECEIVED: pgettext_lazy("progress", "Received, waiting to be accepted"),
    State.CORRECTING: pgettext_lazy("progress", "Something is to be supplied"),
    State.ACCEPTED: pgettext_lazy("progress", "Under review"),
    State.REVIEWED: pgettext_lazy("progress", "Reviewed, waiting for the decision"),
    State.IN_PROCEDURE: pgettext_lazy("progress", "A special procedure is going on"),
    State.DECIDED: pgettext_lazy("progress", "Decided, the result is being made"),
    State.FEE_DUE: pgettext_lazy("progress", "Granted, the fee is to be paid"),
    State.READY: pgettext_lazy("progress", "Ready to collect"),
    State.DELIVERED: pgettext_lazy("progress", "Finished"),
    State.NOT_NEEDED: pgettext_lazy("progress", "No permission is needed"),
    State.REFERRED: pgettext_lazy("progress", "Another authority is competent"),
    State.REFUSED: pgettext_lazy("progress", "Not accepted"),
    State.LAPSED: pgettext_lazy("progress", "Closed: nothing was supplied in time"),
    State.WITHDRAWN: pgettext_lazy("progress", "Withdrawn"),
    State.TERMINATED: pgettext_lazy("progress", "Terminated"),
    State.ARCHIVED: pgettext_lazy("progress", "Finished and filed"),
}

TO_DO = {
    State.RECEIVED: _("You need do nothing now. You will be answered within five working days."),
    State.CORRECTING: _(
        "Please supply everything that stands in the notice below, at the window or by post."
    ),
    State.ACCEPTED: _("You need do nothing now."),
    State.REVIEWED: _("You need do nothing now."),
    State.IN_PROCEDURE: _("You need do nothing now; the notice says how long it is expected to take."),
    State.DECIDED: _("You need do nothing now. You will be told when you can collect the result."),
    State.FEE_DUE: _("Please pay the fee at the cashier of the hall; then the result is made."),
    State.READY: _("Please collect the result at the pick-up window with your proof of identity."),
}
NOTHING_LEFT = _("Nothing is left to be done.")

REFUSALS = {
    "case_not_found": _(
        "No case fits this number and query code. Both stand on the first copy of the receipt."
    ),
    "too_many_tries": _("There were too many tries. Please wait a quarter of an hour, or ask at the window."),
}
