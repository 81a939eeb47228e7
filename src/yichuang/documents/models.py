"""Issued documents, the signatures on them, and each time one was printed again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yichuang.documents.rules.kinds import State
from yichuang.documents.wording import KIND_NAMES, SIGNER_NAMES, STATE_NAMES


class Document(models.Model):
    """One issued document: number and words are fixed by the act, the paper follows once.

    Triggers on both engines refuse to change what was issued, to set the file's hash a second time, and
    to delete. Centre, department, officer and subject are codes: this package stands below them.
    Source: DEC-001, INT-007, RCP-001, RCP-006.
    """

    centre = models.CharField(_("centre"), max_length=20)
    department = models.CharField(_("department"), max_length=20, blank=True)
    kind = models.CharField(_("kind of document"), max_length=24, choices=list(KIND_NAMES.items()))
    number = models.CharField(_("document number"), max_length=80)
    subject = models.CharField(_("subject"), max_length=80)
    organ_name = models.CharField(_("issuing organ"), max_length=80)
    title = models.CharField(_("title"), max_length=80)
    data = models.JSONField(_("what it says"))
    data_sha256 = models.CharField(max_length=64)  # salted with the code
    copies = models.JSONField(_("copies"), default=list)
    code = models.CharField(_("verification code"), max_length=12, unique=True)
    entry_hash = models.CharField(_("leaf hash of the entry"), max_length=64)
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.CharField(_("issued by"), max_length=60)
    seal = models.JSONField(_("seal"), null=True)  # number, imprint, keeper, letter
    signatures = models.JSONField(_("signatures"), default=list)  # id, role, label, sha256

    state = models.CharField(
        _("state"), max_length=10, choices=list(STATE_NAMES.items()), default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)  # also the lease of the worker that has it
    failure = models.CharField(max_length=400, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_bytes = models.PositiveIntegerField(null=True)
    typeset_at = models.DateTimeField(_("typeset at"), null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "number"], name="document_number_once"),
            models.CheckConstraint(
                name="typeset_document_has_its_file",
                condition=Q(state=State.TYPESET, typeset_at__isnull=False) & ~Q(pdf_sha256="")
                | ~Q(state=State.TYPESET) & Q(pdf_sha256="", typeset_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="document_subject"),
            models.Index(fields=["centre", "id"], name="document_centre"),
            models.Index(
                fields=["next_try_at", "id"], name="document_waiting", condition=Q(state=State.WAITING)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Signature(models.Model):
    """A signature by mouse, pen or finger, with the hash of what was signed.

    Source: RCP-007, INT-008.
    """

    centre = models.CharField(_("centre"), max_length=20)
    subject = models.CharField(_("subject"), max_length=80)
    role = models.CharField(_("signs as"), max_length=12, choices=list(SIGNER_NAMES.items()))
    label = models.CharField(_("name of the signer"), max_length=80)
    signed_text_sha256 = models.CharField(max_length=64)
    image_png = models.BinaryField()
    image_sha256 = models.CharField(max_length=64)
    strokes = models.JSONField(default=list)
    signed_at = models.DateTimeField(_("signed at"))
    witnessed_by = models.CharField(_("taken by"), max_length=60)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject"], name="signature_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.role}"


class Reprint(models.Model):
    """Each time an issued document was handed out or printed again.

    Source: INT-007.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="reprints")
    at = models.DateTimeField(_("printed at"))
    by = models.CharField(_("printed by"), max_length=60)
    place = models.CharField(_("place"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.document_id} {self.at}"
