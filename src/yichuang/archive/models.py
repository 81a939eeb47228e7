"""Files of ended cases (案卷). A filed one is never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ArchiveFile(models.Model):
    """The file of one case: number, volume, retention, and the package by its hash. Source: ARC-002, ARC-003."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="archive_file")
    number = models.CharField(_("file number"), max_length=60, unique=True)
    volume = models.CharField(_("volume"), max_length=40)
    retention_category = models.CharField(_("category of retention"), max_length=20)
    retention_years = models.PositiveSmallIntegerField(_("kept for years"), null=True)  # none: for ever
    filed_on = models.DateField(_("filed on"))
    filed_by = models.CharField(_("filed by"), max_length=60)
    due_on = models.DateField(_("to be filed by"), null=True)
    package_sha256 = models.CharField(_("SHA-256 of the package"), max_length=64)
    package_bytes = models.PositiveIntegerField(_("bytes"))
    inventory = models.JSONField(_("inventory"))

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="archive_package_has_a_hash", condition=~Q(package_sha256="")),
        ]

    def __str__(self) -> str:
        return self.number


class Access(models.Model):
    """Somebody looked into, borrowed or gave back a file, or disposed of it by rule. Source: ARC-003."""

    file = models.ForeignKey(ArchiveFile, models.PROTECT, related_name="accesses")
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[("read", _("read")), ("lent", _("lent")), ("returned", _("returned"))],
    )
    reason = models.CharField(_("reason"), max_length=200)
    who = models.CharField(_("who"), max_length=60)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_id} {self.kind}"
