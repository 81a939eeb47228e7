"""What can be done to messages. The only module that writes them.

A message is written in the transaction of the act it tells of, and sent after it, at least once: it is
taken for two minutes, sent outside any transaction, and only then marked. Whoever is killed in between
leaves it to the next.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from yichuang.kernel.acting import Acting, system
from yichuang.ledger.commands import record
from yichuang.ledger.rules.personal import decrypt, encrypt, mask_number
from yichuang.outbox import queries
from yichuang.outbox.models import Message
from yichuang.outbox.rules.attempts import LEASE, MOST_ATTEMPTS, Channel, State, pause_after
from yichuang.outbox.rules.sender import CannotSend, MessageSender, Sending, Sent
from yichuang.outbox.wording import text_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """What `put` is told of one message among many."""

    subject: str
    to: str
    template: str
    facts: Mapping[str, object]


@transaction.atomic(savepoint=False)
def put(
    *,
    by: Acting,
    subject: str,
    to: str,
    channel: str,
    template: str,
    facts: Mapping[str, object],
    due_at: datetime | None = None,
) -> Message:
    """Write a message with the act it tells of; the act's entry is the caller's, the sending files its own.

    to: the number or address, encrypted here. channel: "sms", or "site" for the applicant's own page, which
    needs no sending. template: a code of wording.TEMPLATES; facts: what its sentence names, without
    personal data. due_at: not before then. What is replayed is written, and never sent.
    Source: DLV-001, DLV-005.
    """
    message = _message(by, Telling(subject, to, template, facts), Channel(channel), due_at)
    message.save(force_insert=True)
    return message


def put_many(*, by: Acting, channel: str, tellings: Sequence[Telling]) -> list[Message]:
    """Write many messages as `put` writes one, with one statement for thousands.

    Source: DLV-001, DLV-005.
    """
    assert connection.in_atomic_block, "a message is part of the transaction of its act"
    return Message.objects.bulk_create([_message(by, each, Channel(channel), None) for each in tellings])


def _message(by: Acting, telling: Telling, channel: Channel, due_at: datetime | None) -> Message:
    """The row of a message, not yet in the table."""
    state = State.SHOWN if channel is Channel.SITE else State.WAITING
    return Message(
        centre=by.centre,
        subject=telling.subject,
        channel=channel.value,
        template=telling.template,
        facts=dict(telling.facts),
        text=text_of(telling.template, telling.facts),
        recipient_encrypted=encrypt(settings.PERSONAL_KEY, telling.to),
        recipient_masked=mask_number(telling.to),
        state=State.PAST.value if by.simulated else state.value,
        written_at=by.at,
        due_at=due_at or by.at,
    )


def drain(*, now: datetime, limit: int = 50) -> int:
    """Send what is due, at least once each; how many were taken up. Safe to run twice at once.

    What fails is tried again after a growing pause, eight times in all; then it is given up, on file.
    Source: DLV-001, DLV-005.
    """
    taken = _take(now, limit)
    for message in taken:
        try:
            sent = _sender().send(_sending(message))
        except CannotSend as failure:
            _put_off(message.pk, now, failure)
        except Exception as error:
            log.exception("The message %s could not be sent: the sender itself broke.", message.pk)
            _put_off(message.pk, now, CannotSend(type(error).__name__))
        else:
            _mark_sent(message.pk, now, sent)
    return len(taken)


@transaction.atomic
def _take(now: datetime, limit: int) -> list[Message]:
    messages = queries.next_for_change(now, limit)
    for message in messages:
        message.lease_until = now + LEASE
        message.attempts += 1
    Message.objects.bulk_update(messages, ["lease_until", "attempts"])
    return messages


@transaction.atomic
def _mark_sent(pk: int, now: datetime, sent: Sent) -> None:
    message = queries.message_for_change(pk, now + LEASE)
    if message is None:
        return
    message.state, message.sent_at, message.lease_until = State.SENT, now, None
    message.really, message.receipt, message.failure = sent.really, sent.receipt[:80], ""
    message.save(update_fields=["state", "sent_at", "lease_until", "really", "receipt", "failure"])
    _file(message, "message_sent", now, really=sent.really)


@transaction.atomic
def _put_off(pk: int, now: datetime, failure: CannotSend) -> None:
    message = queries.message_for_change(pk, now + LEASE)
    if message is None:
        return
    message.lease_until, message.failure = None, failure.reason[:200]
    if failure.for_good or message.attempts >= MOST_ATTEMPTS:
        message.state = State.GIVEN_UP
        _file(message, "message_given_up", now, attempts=message.attempts)
    else:
        message.due_at = now + pause_after(message.attempts)
    message.save(update_fields=["state", "lease_until", "failure", "due_at"])


def _file(message: Message, act: str, now: datetime, **facts: object) -> None:
    told = {"message": message.pk, "template": message.template, "channel": message.channel, **facts}
    record(by=system(message.centre, now), subject=message.subject, act=act, facts=told)


def _sending(message: Message) -> Sending:
    return Sending(
        reference=f"message:{message.pk}",
        channel=message.channel,
        to=decrypt(settings.PERSONAL_KEY, message.recipient_encrypted),
        text=message.text,
        centre=message.centre,
    )


def _sender() -> MessageSender:
    return _made(settings.MESSAGE_SENDER)


@cache
def _made(path: str) -> MessageSender:
    sender: MessageSender = import_string(path)()
    return sender
