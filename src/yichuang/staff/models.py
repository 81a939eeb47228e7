"""Officers stationed at the centre, and the posts they hold."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Officer(models.Model):
    """A member of staff at one centre (窗口工作人员), sent by a department or of the centre itself.

    `code` is the user's: what the ledger files as the actor.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="officer")
    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="officers")
    department = models.ForeignKey(
        "centres.Department", models.PROTECT, null=True, blank=True, related_name="officers"
    )
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_person = models.BooleanField(_("is a person"), default=True)  # no: an account of a machine

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A duty at a window: a holder A (A角) and stand-ins B (B角), each from a day until a day."""

    window = models.ForeignKey("centres.Window", models.PROTECT, related_name="posts")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts")
    part = models.CharField(_("part"), max_length=1, choices=[("A", _("holder A")), ("B", _("stand-in B"))])
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["window", "part", "since"]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window_id} {self.part} {self.officer_id}"
