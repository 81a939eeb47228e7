"""What of a log has been replayed: one row a log, a case, an act. What happened stands in the ledger."""

from __future__ import annotations

from django.db import models


class Log(models.Model):
    """An event log and the simulation centre it goes into. The same bytes are the same log."""

    centre = models.OneToOneField("centres.Centre", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)  # of the file
    mapping = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    cases = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    refused_cases = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sha256", "mapping"], name="log_once")]

    def __str__(self) -> str:
        return self.name


class ReplayedCase(models.Model):
    """A case of a log, under its own number there, and the case it became here.

    `due_at` is the moment that the log names as due; the law counts whole days, the authors of the log
    count by the moment. Source: issue 2 section 7.
    """

    log = models.ForeignKey(Log, models.PROTECT, related_name="replayed_cases")
    outside_number = models.CharField(max_length=60)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    owner = models.CharField(max_length=60, blank=True)
    department = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)
    mends = models.JSONField(default=list)

    class Meta:
        ordering = ["log", "position"]
        constraints = [models.UniqueConstraint(fields=["log", "outside_number"], name="case_replayed_once")]

    def __str__(self) -> str:
        return self.outside_number


class ReplayedAct(models.Model):
    """One act of a log that was done, or refused: an event, or the receipt or decision of a case.

    Written in the transaction of the act itself, so that a replay that was killed goes on where it stood.
    `marks` names all that was odd; `reason` is the one that is counted. Source: issue 2 section 7.
    """

    log = models.ForeignKey(Log, models.PROTECT, related_name="replayed_acts")
    outside_number = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    verdict = models.CharField(max_length=8)
    reason = models.CharField(max_length=80, blank=True)
    marks = models.JSONField(default=list)
    task = models.CharField(max_length=60, blank=True)
    team = models.CharField(max_length=60, blank=True)
    activity = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["log", "outside_number", "key"], name="act_replayed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.outside_number} {self.key}"
