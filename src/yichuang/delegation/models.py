"""Letters of delegation, chief representatives, approval seals and each of their uses."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """What a department empowers one officer to do (行政委托书): which items, acts and levels, until when.

    Filed with the centre; without a filed letter in force nobody decides. An empty `item_codes` means
    every item of the department; `acts` and `levels` name what may be done (delegation.rules.scope).
    Source: DEL-001, DEL-002, DEL-003.
    """

    number = models.CharField(_("number"), max_length=60, unique=True)
    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="letters")
    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="letters")
    holder = models.ForeignKey("staff.Officer", models.PROTECT, related_name="letters")
    item_codes = models.JSONField(_("items"), default=list, blank=True)
    acts = models.JSONField(_("acts"), default=list)
    levels = models.JSONField(_("decision levels"), default=list)
    duties = models.TextField(_("matching responsibilities"), blank=True)
    signed_by = models.CharField(_("signed by the head of the department"), max_length=60)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    filed_on = models.DateField(_("filed with the centre on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)  # the last day it still held
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="letter_ends_after_it_begins", condition=Q(valid_until__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="ended_letter_says_why", condition=Q(ended_on=None) | ~Q(end_reason="")
            ),
        ]
        indexes = [models.Index(fields=["holder", "valid_until"], name="letter_holder")]

    def __str__(self) -> str:
        return self.number


class Grant(models.Model):
    """What the head of a department grants the window in one concrete matter: answer or decide at once.

    Source: DEL-005.
    """

    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="grants")
    item_code = models.CharField(_("item"), max_length=60)
    what = models.CharField(
        _("what"), max_length=10, choices=[("answer", _("answer at once")), ("decide", _("decide at once"))]
    )
    legal_ground = models.CharField(_("legal ground"), max_length=200)
    head = models.CharField(_("head of the department"), max_length=60)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["department", "item_code", "since"]

    def __str__(self) -> str:
        return f"{self.item_code} {self.what}"


class Chief(models.Model):
    """Who is chief representative (首席代表) of a department at the centre, from a day until a day.

    At most one is in force at a time: a second one without an end is refused by a constraint.
    Source: DEL-006.
    """

    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="chiefs")
    officer = models.ForeignKey("staff.Officer", models.PROTECT, related_name="chief_of")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["department", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"], condition=Q(until=None), name="one_chief_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} {self.officer_id}"


class Seal(models.Model):
    """An approval seal (行政审批专用章): one in use for each department.

    Source: DEL-007.
    """

    number = models.CharField(_("number"), max_length=40, unique=True)
    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="seals")
    imprint = models.CharField(_("imprint"), max_length=120)
    made_on = models.DateField(_("made on"))
    in_use_since = models.DateField(_("in use since"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    keeper = models.ForeignKey(
        "staff.Officer", models.PROTECT, null=True, blank=True, related_name="seals_kept"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(in_use_since__isnull=False, withdrawn_on=None),
                name="one_seal_in_use",
            ),
        ]

    def __str__(self) -> str:
        return self.imprint


class SealHandover(models.Model):
    """The seal passes from one keeper to another; it counts when both have confirmed.

    Source: DEL-008.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey("staff.Officer", models.PROTECT, null=True, related_name="seals_given")
    taker = models.ForeignKey("staff.Officer", models.PROTECT, related_name="seals_taken")
    reason = models.CharField(_("reason"), max_length=120)
    given_at = models.DateTimeField(_("given at"))
    taken_at = models.DateTimeField(_("taken at"), null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.given_at}"


class SealUse(models.Model):
    """One use of a seal: document, case, time, person, and under which letter.

    Source: DEL-008, DEL-003.
    """

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    document_number = models.CharField(_("document"), max_length=80)
    subject = models.CharField(_("subject"), max_length=80)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="uses")
    officer_code = models.CharField(_("used by"), max_length=60)
    used_at = models.DateTimeField(_("used at"))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject"], name="seal_use_subject")]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.document_number}"
