"""How far each series of numbers has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """One gap-free series: the receipts of a centre in a year, the documents of an organ, a kind and a year.

    The row is locked from the taking of a number to the end of the transaction that took it.
    """

    key = models.CharField(_("series"), max_length=120, primary_key=True)
    last = models.PositiveBigIntegerField(_("last number taken"))

    class Meta:
        ordering = ["key"]
        constraints = [models.CheckConstraint(name="series_begins_with_one", condition=Q(last__gte=1))]

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"
