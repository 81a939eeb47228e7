"""One row for each limit that runs on any subject. Rows repeat the ledger; commands.py writes them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yichuang.clocks.wording import UNIT_NAMES


class Clock(models.Model):
    """One limit of one subject (时限): of a case, a correction, a delivery, an order, a leave.

    Everything here is folded from `facts`, which repeat what the ledger says, so that lists and sweeps of
    every kind are one indexed statement, and an imported calendar can move the dates without asking the
    packages above. `due_on` is empty while the clock stands.
    Source: CLK-001, CLK-003, CLK-004.
    """

    subject = models.CharField(_("subject"), max_length=80)
    kind = models.CharField(_("kind of clock"), max_length=40)  # see wording.KIND_NAMES; "procedure:<kind>"
    centre = models.CharField(_("centre"), max_length=20)
    owner = models.CharField(_("owner"), max_length=40, blank=True)  # the department's code
    calendar = models.CharField(_("calendar"), max_length=20)
    calendar_version = models.CharField(_("calendar version"), max_length=40)
    regulation = models.CharField(_("regulation"), max_length=20)
    policy_on = models.DateField(_("policy of"))
    limit_amount = models.PositiveIntegerField(_("limit"))
    limit_unit = models.CharField(_("unit"), max_length=10, choices=list(UNIT_NAMES.items()))
    total = models.PositiveIntegerField(_("limit with extensions"))
    facts = models.JSONField(_("facts of the clock"), default=list)
    started_on = models.DateField(_("started on"))
    running_since = models.DateField(_("running since"))
    hint_on = models.DateField(_("hint from"), null=True)
    warn_on = models.DateField(_("yellow from"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    due_at = models.DateTimeField(_("due at"), null=True)  # for hours only
    original_due_on = models.DateField(_("first due day"))
    stopped = models.BooleanField(_("stands"), default=False)
    stopped_since = models.DateField(_("stands since"), null=True)
    stop_reason = models.CharField(_("why it stands"), max_length=80, blank=True)
    left_standing = models.PositiveIntegerField(_("left while it stands"), default=0)
    ended_on = models.DateField(_("ended on"), null=True)
    provisional = models.BooleanField(_("provisional"), default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], name="clock_once"),
            models.CheckConstraint(
                name="clock_stands_or_is_due",
                condition=Q(stopped=True, due_on=None) | Q(stopped=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_warns_before_it_is_due",
                condition=Q(due_on=None) | (Q(warn_on__lte=F("due_on")) & Q(hint_on__lte=F("due_on"))),
            ),
            models.CheckConstraint(
                name="clock_starts_before_it_is_due",
                condition=Q(original_due_on__gte=F("started_on")),
            ),
        ]
        indexes = [
            models.Index("kind", "due_on", name="clock_open_due", condition=Q(ended_on=None)),
            models.Index("centre", "kind", "warn_on", name="clock_open_warn", condition=Q(ended_on=None)),
            models.Index(
                "calendar", "calendar_version", name="clock_open_version", condition=Q(ended_on=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"
