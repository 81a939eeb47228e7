"""The tree of centres, the departments that sit in them, and their windows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yichuang.centres.wording import CENTRE_KIND_NAMES, WINDOW_KIND_NAMES


class Centre(models.Model):
    """One administrative service centre (行政服务中心): a node of the tree city, county, township, village."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)  # in document numbers: 澜政
    kind = models.CharField(_("kind"), max_length=12, choices=list(CENTRE_KIND_NAMES.items()))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    regulation = models.CharField(_("regulation"), max_length=20)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    calendar = models.CharField(_("calendar"), max_length=20, default="cn")
    region_code = models.CharField(_("region code"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=80, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """An authority stationed in a centre (进驻部门)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="departments")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)  # in document numbers: 澜市监
    credit_code = models.CharField(_("social credit code"), max_length=18, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    reconsideration_body = models.CharField(_("reconsideration body"), max_length=80, blank=True)
    court = models.CharField(_("court"), max_length=80, blank=True)
    stationed = models.BooleanField(_("stationed in the centre"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="department_code")]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A counter (窗口) of the centre, or of a department in it."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="windows")
    number = models.CharField(_("number"), max_length=10)
    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=list(WINDOW_KIND_NAMES.items()))
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="windows")
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="window_number"),
            models.CheckConstraint(
                name="department_window_names_its_department",
                condition=~Q(kind="department") | Q(department__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
