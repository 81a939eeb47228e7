"""Results leave the centre: the register of licences and that of pick-ups."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yichuang.delivery import wording as w


class Licence(models.Model):
    """An approval document or licence made in the hall (证照): who made, sealed and got it. Source: DLV-003."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="licence")
    number = models.CharField(_("licence number"), max_length=80)
    kind = models.CharField(_("kind of licence"), max_length=120)
    made_by = models.CharField(_("made by"), max_length=60)
    made_on = models.DateField(_("made on"))
    sealed_with = models.CharField(_("sealed with"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    issued_to = models.CharField(_("issued to"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="licence_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Pickup(models.Model):
    """One line of the pick-up register (取件登记表). Complete only with both signatures.

    Source: RCP-007, RCP-008, RCP-009, DLV-001.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="pickup")
    number = models.CharField(_("number"), max_length=60)
    promised_on = models.DateField(_("promised on"), null=True)
    ready_on = models.DateField(_("ready since"))
    actual_on = models.DateField(_("collected on"))
    late_side = models.CharField(
        _("late on the side of"), max_length=10, choices=list(w.SIDE_NAMES.items()), blank=True
    )
    late_reason = models.CharField(_("reason of the lateness"), max_length=200, blank=True)
    method = models.CharField(
        _("how it was handed over"), max_length=12, choices=list(w.METHOD_NAMES.items())
    )
    taker_name = models.CharField(_("taken by"), max_length=60)
    taker_number_masked = models.CharField(_("identity number of the taker"), max_length=24, blank=True)
    taker_number_hash = models.CharField(max_length=64, blank=True)
    relation = models.CharField(_("relation to the applicant"), max_length=40)
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    identity_checked = models.BooleanField(_("identity was checked"))
    officer = models.CharField(_("handed over by"), max_length=60)
    signatures = models.PositiveSmallIntegerField(_("signatures"), default=0)
    complete = models.BooleanField(_("signed by both"), default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="late_pickup_says_why",
                condition=Q(promised_on=None) | Q(actual_on__lte=F("promised_on")) | ~Q(late_reason=""),
            ),
            models.CheckConstraint(
                name="pickup_after_it_was_ready", condition=Q(actual_on__gte=F("ready_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.number
