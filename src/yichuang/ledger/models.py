"""The ledger: one append-only table for the acts of every package."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act, as it was recorded. Never changed, never deleted: triggers on both engines refuse.

    `supersedes` names the mistaken entry that this one rectifies. No personal data stands here: codes, references and salted commitments only. Positions, tree nodes
    and heads are rows of other tables, so that sealing never touches an entry.
    Source: CASE-001, CASE-012.
    """

    format = models.PositiveSmallIntegerField(default=1)
    centre = models.CharField(_("centre"), max_length=20)
    subject = models.CharField(_("subject"), max_length=80)  # "case:…", "item:…", "letter:…"
    act = models.CharField(_("act"), max_length=40)
    legal_day = models.DateField(_("legal day"))
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    declared = models.BooleanField(_("declared later"), default=False)
    actor = models.CharField(_("actor"), max_length=60)
    roles = models.CharField(_("roles"), max_length=120, blank=True)  # those held by the actor at that moment
    place = models.CharField(_("place"), max_length=60, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="rectified_by")
    salt = models.CharField(max_length=32)
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supersedes"], name="entry_is_rectified_once", condition=Q(supersedes__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_subject"),
            models.Index(fields=["centre", "act", "legal_day"], name="entry_act"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject} {self.act}"
