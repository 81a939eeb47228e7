"""What was paid for a case, line by line, as the catalogue set it on that day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """The cashier's confirmation that the fee of a case was received, or that it was waived by law.

    Source: DLV-004, CASE-002.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="payment")
    number = models.CharField(_("number"), max_length=60)
    lines = models.JSONField(_("lines"))  # [{name, amount_fen, quantity, basis}]
    total_fen = models.PositiveIntegerField(_("total in fen"))
    waiver_basis = models.CharField(_("basis of the waiver"), max_length=200, blank=True)
    method = models.CharField(_("how it was paid"), max_length=20)
    cashier = models.CharField(_("cashier"), max_length=60)
    paid_on = models.DateField(_("paid on"))
    paid_at = models.DateTimeField(_("paid at"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="payment_of_nothing_says_why", condition=Q(total_fen__gt=0) | ~Q(waiver_basis="")
            ),
        ]

    def __str__(self) -> str:
        return self.number
