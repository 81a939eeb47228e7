"""Messages to applicants."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yichuang.outbox.rules.attempts import State
from yichuang.outbox.wording import CHANNEL_NAMES, STATE_NAMES


class Message(models.Model):
    """One message to one person, written with the act it tells of and sent after it.

    `text` is fixed when the message is written; it holds no personal data. Who gets it is encrypted.
    """

    centre = models.CharField(_("centre"), max_length=20)
    subject = models.CharField(_("subject"), max_length=80)
    channel = models.CharField(
        _("channel"), max_length=8, choices=[(code.value, name) for code, name in CHANNEL_NAMES.items()]
    )
    template = models.CharField(_("template"), max_length=40)
    facts = models.JSONField(_("facts"), default=dict)
    text = models.TextField(_("text"))
    recipient_encrypted = models.TextField(blank=True)
    recipient_masked = models.CharField(_("recipient"), max_length=60, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=[(code.value, name) for code, name in STATE_NAMES.items()],
        default=State.WAITING.value,
    )
    written_at = models.DateTimeField(_("written at"))
    due_at = models.DateTimeField(_("to be sent from"))
    lease_until = models.DateTimeField(null=True)  # until then it belongs to whoever took it
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    really = models.BooleanField(_("really sent"), default=False)
    receipt = models.CharField(_("sender's receipt"), max_length=80, blank=True)
    failure = models.CharField(_("why it failed"), max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="message_sent_has_its_moment",
                condition=~Q(state=State.SENT.value) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index("due_at", "id", name="message_waiting", condition=Q(state=State.WAITING.value)),
            models.Index("subject", "id", name="message_subject"),
            models.Index("centre", "id", name="message_centre"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject} {self.template}"
