"""Who asks: persons and organisations. The only rows with personal data; they can be erased."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Applicant(models.Model):
    """A person or an organisation that asks for something (申请人), as told at one centre.

    Numbers and telephones are encrypted; beside each stands a keyed hash to find them by. `salt` is that
    of the commitment in the ledger: erase the row, and the entries still verify but say nothing.
    Source: INT-001, RCP-001.
    """

    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="applicants")
    kind = models.CharField(
        _("kind"), max_length=12, choices=[("person", _("person")), ("organisation", _("organisation"))]
    )
    name = models.CharField(_("name"), max_length=120)
    number_kind = models.CharField(_("kind of number"), max_length=20, default="identity_card")
    number_encrypted = models.TextField(blank=True)
    number_hash = models.CharField(max_length=64, blank=True)
    number_masked = models.CharField(_("number"), max_length=24, blank=True)
    number_override_reason = models.CharField(
        _("why a failed check was overridden"), max_length=120, blank=True
    )
    occupation = models.CharField(_("occupation"), max_length=60, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    telephone_encrypted = models.TextField(blank=True)
    telephone_hash = models.CharField(max_length=64, blank=True)
    telephone_masked = models.CharField(_("telephone"), max_length=24, blank=True)
    salt = models.CharField(max_length=32)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["centre", "number_hash"], name="applicant_number"),
            models.Index(fields=["centre", "telephone_hash"], name="applicant_telephone"),
            models.Index(fields=["centre", "name"], name="applicant_name"),
        ]

    def __str__(self) -> str:
        return self.name
