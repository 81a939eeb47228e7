"""What the worker says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DUTY_ABSENT = _("The duty %(duty)s is left out: its package is not there yet.")
DUTY_DONE = _("%(duty)s: %(count)s done.")
DUTY_FAILED = _("The duty %(duty)s failed (%(error)s). It is tried again in %(pause)s seconds.")
DUTY_FAILED_ONCE = _("The duty %(duty)s failed (%(error)s).")
DUTY_ENDLESS = _("The duty %(duty)s never comes to an end.")
WORKER_BEGINS = _("The worker begins with %(count)s duties.")
WORKER_ENDS = _("The worker was asked to end, and ends.")
NOTHING_DUE = _("Nothing is due any more.")
SOME_FAILED = _("%(count)s duties failed; what they said stands above.")
