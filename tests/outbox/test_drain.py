"""Messages leave after their act, at least once, whoever is killed in between. DLV-001, DLV-005."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.days import MONDAY, moment
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.queries import entries_of
from yichuang.ledger.rules.personal import decrypt
from yichuang.outbox import commands, queries
from yichuang.outbox.models import Message
from yichuang.outbox.rules.attempts import LEASE, MOST_ATTEMPTS, State, pause_after
from yichuang.outbox.rules.sender import CannotSend, Sending, Sent

CASE = "case:LZ202611020001"
NOON = moment(MONDAY, "12:00")
FACTS = {"number": "LZ202611020001", "item": "食品经营许可", "due": "2026-11-30"}


class Carrier:
    """A sender that keeps what it was given and does as it is told."""

    def __init__(self) -> None:
        self.given: list[Sending] = []
        self.does: list[BaseException | None] = []

    def send(self, sending: Sending) -> Sent:
        self.given.append(sending)
        trouble = self.does.pop(0) if self.does else None
        if trouble:
            raise trouble
        return Sent(receipt=f"r{len(self.given)}")


@pytest.fixture
def carrier(monkeypatch) -> Carrier:
    carrier = Carrier()
    monkeypatch.setattr(commands, "_sender", lambda: carrier)
    return carrier


def written(at: datetime = NOON, *, to: str = "13800138000", channel: str = "sms", **details) -> Message:
    """A message that tells of an acceptance, written by Chen."""
    by = Acting(actor="chen", centre="LZ", at=at, **details)
    with transaction.atomic():
        return commands.put(by=by, subject=CASE, to=to, channel=channel, template="accepted", facts=FACTS)


@pytest.mark.django_db
def test_who_gets_it_is_encrypted_and_the_words_are_fixed():
    message = Message.objects.get(pk=written().pk)
    assert "13800138000" not in message.recipient_encrypted
    assert decrypt(settings.PERSONAL_KEY, message.recipient_encrypted) == "13800138000"
    assert message.recipient_masked == "138****8000"
    assert message.text == "您的申请 LZ202611020001（食品经营许可）已受理，最迟于 2026-11-30 办结。"
    assert (message.state, message.attempts, message.due_at) == (State.WAITING, 0, NOON)


@pytest.mark.django_db
def test_writing_is_one_statement(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        written_in_it = commands.put(
            by=Acting(actor="chen", centre="LZ", at=NOON), subject=CASE, to="1", channel="sms",
            template="accepted", facts=FACTS,
        )  # fmt: skip
    assert written_in_it.pk


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_failed_was_never_written(carrier):
    def accept() -> None:
        with transaction.atomic():
            written()
            raise RuleBroken("later")

    with pytest.raises(RuleBroken):
        accept()
    assert commands.drain(now=NOON) == 0
    assert carrier.given == []


@pytest.mark.django_db
def test_sent_once_and_on_file(carrier):
    message = written()
    assert commands.drain(now=NOON) == 1
    assert commands.drain(now=NOON) == 0
    (given,) = carrier.given
    assert (given.to, given.channel, given.centre) == ("13800138000", "sms", "LZ")
    assert given.text == message.text
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.receipt, message.really) == (State.SENT, NOON, "r1", True)
    entry = entries_of(CASE).get()
    assert (entry.act, entry.actor, entry.facts["template"]) == ("message_sent", "system", "accepted")
    assert "13800138000" not in str(entry.facts)


@pytest.mark.django_db
def test_the_local_sender_says_that_nothing_left():
    message = written()
    assert commands.drain(now=NOON) == 1
    message.refresh_from_db()
    assert (message.state, message.really, message.receipt) == (
        State.SENT,
        False,
        f"local:message:{message.pk}",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "state"),
    [({"channel": "site"}, State.SHOWN), ({"simulated": True}, State.PAST)],
    ids=["on the applicant's page", "of a replayed past"],
)
def test_what_is_not_for_sending_is_not_sent(carrier, details, state):
    message = written(**details)
    assert message.state == state
    assert commands.drain(now=NOON + timedelta(days=400)) == 0
    assert carrier.given == []


@pytest.mark.django_db
def test_not_before_its_time(carrier):
    with transaction.atomic():
        commands.put(
            by=Acting(actor="system", centre="LZ", at=NOON), subject=CASE, to="1", channel="sms", template="accepted",
            facts=FACTS, due_at=NOON + timedelta(hours=1),
        )  # fmt: skip
    assert commands.drain(now=NOON + timedelta(minutes=59)) == 0
    assert queries.waiting_count(NOON + timedelta(hours=1)) == 1
    assert commands.drain(now=NOON + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_the_longest_waiting_goes_first_and_no_more_than_asked(carrier):
    late, early = written(NOON, to="2"), written(NOON - timedelta(hours=1), to="1")
    assert commands.drain(now=NOON, limit=1) == 1
    assert [given.reference for given in carrier.given] == [f"message:{early.pk}"]
    assert commands.drain(now=NOON, limit=1) == 1
    assert carrier.given[1].reference == f"message:{late.pk}"


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_the_others_go(carrier):
    first, second = written(to="1"), written(to="2")
    carrier.does = [CannotSend("短信网关忙")]
    assert commands.drain(now=NOON) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.failure, first.attempts) == (State.WAITING, "短信网关忙", 1)
    assert second.state == State.SENT
    assert commands.drain(now=NOON + pause_after(1) - timedelta(seconds=1)) == 0
    assert commands.drain(now=NOON + pause_after(1)) == 1
    first.refresh_from_db()
    assert (first.state, first.failure, first.attempts) == (State.SENT, "", 2)


@pytest.mark.django_db
def test_a_sender_that_breaks_is_a_failure_as_well(carrier, caplog):
    message = written()
    carrier.does = [ZeroDivisionError("planted")]
    assert commands.drain(now=NOON) == 1
    message.refresh_from_db()
    assert (message.state, message.failure) == (State.WAITING, "ZeroDivisionError")
    assert "planted" in caplog.text


@pytest.mark.django_db
def test_given_up_after_eight_times_and_on_file(carrier):
    message, now = written(), NOON
    carrier.does = [CannotSend("无人应答")] * MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS):
        assert commands.drain(now=now) == 1
        now += timedelta(days=1)
    assert commands.drain(now=now) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts, message.failure) == (State.GIVEN_UP, 8, "无人应答")
    assert [entry.act for entry in entries_of(CASE)] == ["message_given_up"]


@pytest.mark.django_db
def test_no_such_number_is_given_up_at_once(carrier):
    message = written()
    carrier.does = [CannotSend("空号", for_good=True)]
    commands.drain(now=NOON)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.GIVEN_UP, 1)


@pytest.mark.django_db(transaction=True)
def test_killed_after_sending_before_marking_it_is_sent_again(carrier):
    """At least once: with the same reference, so that the outside system can drop the second."""
    written()
    carrier.does = [KeyboardInterrupt()]  # no Exception: nothing of ours catches it
    with pytest.raises(KeyboardInterrupt):
        commands.drain(now=NOON)
    assert commands.drain(now=NOON + LEASE - timedelta(seconds=1)) == 0  # still taken
    assert commands.drain(now=NOON + LEASE) == 1
    assert len({given.reference for given in carrier.given}) == 1
    assert len(carrier.given) == 2


@pytest.mark.django_db
def test_whoever_was_too_slow_does_not_undo_the_other(carrier):
    """Wang takes a message and stalls; Li sends it; Wang's failure comes too late to count."""
    message = written()
    (taken,) = commands._take(NOON, 10)
    assert commands.drain(now=NOON + LEASE) == 1
    commands._put_off(taken.pk, NOON, CannotSend("too late"))
    commands._mark_sent(taken.pk, NOON, Sent(receipt="too late"))
    message.refresh_from_db()
    assert (message.state, message.receipt, message.sent_at) == (State.SENT, "r1", NOON + LEASE)
    assert entries_of(CASE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_each_message_once(carrier):
    for n in range(20):
        written(to=str(n))
    together = Barrier(2)

    def drain_all(_: int) -> int:
        together.wait()
        try:
            total = 0
            while done := commands.drain(now=NOON, limit=3):
                total += done
            return total
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        totals = list(pool.map(drain_all, range(2)))
    while more := commands.drain(now=NOON):  # what one skipped while the other held it
        totals.append(more)
    assert sum(totals) == 20
    assert sorted(int(given.to) for given in carrier.given) == list(range(20))
    assert Message.objects.filter(state=State.SENT).count() == 20


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(minutes=1)),
        (8, timedelta(minutes=64)),
        (30, timedelta(hours=2)),
    ],
)
def test_pauses_grow(attempts, pause):
    assert pause_after(attempts) == pause


@pytest.mark.django_db
def test_lists_for_staff():
    first, second = written(), written(channel="site")
    assert queries.messages_of(CASE) == [first, second]
    assert list(queries.messages_of_centre("LZ")) == [second, first]
    assert list(queries.messages_of_centre("LZ", state=State.SHOWN)) == [second]
    assert not queries.messages_of_centre("LY").exists()
