"""Imported years of the work calendar. The shipped ones are files in work_days/; rows win."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarImport(models.Model):
    """One notice of holidays, as imported: it replaces all that was known of its year before.

    The highest id is the version of what a process knows; who finds a higher one reads again.
    Source: CLK-001.
    """

    calendar = models.CharField(_("calendar"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year of the notice"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    imported_at = models.DateTimeField(_("imported at"))
    imported_by = models.CharField(_("imported by"), max_length=60)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["calendar", "year"], name="calendar_year")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.year}"


class CalendarDay(models.Model):
    """A day of a notice: off, or a weekend day that is worked in exchange (调休)."""

    notice = models.ForeignKey(CalendarImport, models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    name = models.CharField(_("holiday"), max_length=40)
    worked = models.BooleanField(_("worked"))

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["notice", "day"], name="calendar_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
