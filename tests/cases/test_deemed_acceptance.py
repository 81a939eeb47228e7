"""What nobody answers within five working days is accepted by itself. INT-006.

Li Wenjing's application is taken in on Monday, 2 November 2026, and deferred; nobody looks at it again.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cases.stories import Story, all_there
from tests.days import MONDAY, NEXT_MONDAY, NEXT_TUESDAY, TUESDAY, moment
from tests.factories import a_hall
from yichuang.cases import commands, queries
from yichuang.cases.commands import Verdict
from yichuang.cases.commands._accepting import accept_by_lapse
from yichuang.cases.commands._deemed import accept_all_by_lapse
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import State
from yichuang.clocks.models import Clock
from yichuang.clocks.queries import clocks_of
from yichuang.delegation.models import Seal, SealUse
from yichuang.documents.models import Document
from yichuang.kernel.acting import system
from yichuang.ledger.models import Entry
from yichuang.ledger.queries import entries_of, verify
from yichuang.outbox.models import Message

TUESDAY_MORNING = moment(NEXT_TUESDAY, "00:05")


def deferred(story: Story, number: int = 1) -> list[Case]:
    """Applications taken in on Monday and deferred."""
    return [story.receive(MONDAY, Verdict.DEFER) for _ in range(number)]


@pytest.mark.django_db
def test_accepted_by_itself_after_five_working_days():
    story = Story(promised_days=5, statutory_days=20)
    (case,) = deferred(story)
    assert (
        commands.accept_overdue_receipts(now=moment(NEXT_MONDAY, "23:59")) == 0
    )  # the fifth day counts whole
    assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 1
    assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 0

    case.refresh_from_db()
    assert (case.state, case.deemed, case.accepted_on, case.accepted_at) == (
        State.ACCEPTED, True, MONDAY, TUESDAY_MORNING,
    )  # fmt: skip
    clocks = clocks_of([queries.subject(case)])[queries.subject(case)]
    assert (
        clocks["promise"].started_on == clocks["statutory"].started_on == MONDAY
    )  # dated back to the receipt
    assert clocks["promise"].due_on == case.promised_pickup_on == NEXT_MONDAY
    assert clocks["notice"].ended_on == NEXT_TUESDAY
    acts = {entry.act: entry for entry in entries_of(queries.subject(case))}
    assert acts["breach"].facts == {"rule": "no_notice_in_time", "officer": "CHEN"}
    assert acts["deemed_accepted"].actor == "system"
    paper = Document.objects.get(subject=queries.subject(case), kind="acceptance")
    assert paper.entry_hash == acts["deemed_accepted"].leaf_hash
    assert paper.issued_on == NEXT_TUESDAY  # numbered on the day it is issued
    assert SealUse.objects.get(subject=queries.subject(case)).document_number == paper.number
    message = Message.objects.get(template="deemed_accepted")
    assert str(case.promised_pickup_on) in message.text


WITHOUT = {
    Case: {"id", "number", "receipt_number", "query_code_hash", "applicant"},
    Clock: {"id", "subject"},
    Entry: {"id", "subject", "recorded_at", "happened_at", "salt", "leaf_hash", "legal_day"},
    Document: {"id", "subject", "number", "code", "data", "data_sha256", "entry_hash"},
    Message: {"id", "subject", "facts", "text", "recipient_encrypted"},
    SealUse: {"id", "subject", "document_number"},
}


@pytest.mark.django_db
def test_many_at_once_leave_the_rows_that_one_leaves():
    """Two tellings of one rule: case by case, and the whole batch with few statements."""
    story = Story()
    one, *others = deferred(story, 4)
    by = system(story.hall.code, TUESDAY_MORNING)
    with transaction.atomic():
        accept_by_lapse(queries.case_for_change("LZ", one.number), by)
        accept_all_by_lapse(queries.cases_for_change("LZ", [case.number for case in others]), by)

    def rows_of(case: Case) -> dict[str, list[dict[str, object]]]:
        case.refresh_from_db()
        found = {}
        for model, left_out in WITHOUT.items():
            rows = (
                model.objects.filter(pk=case.pk)
                if model is Case
                else model.objects.filter(subject=queries.subject(case))
            )
            names = [field.name for field in model._meta.fields if field.name not in left_out]
            rows = rows.exclude(act="received") if model is Entry else rows
            found[model.__name__] = list(rows.order_by("pk").values(*names))
        return found

    kept = rows_of(one)
    assert [len(rows) for rows in kept.values()] == [1, 3, 2, 2, 1, 1]
    for case in others:
        assert rows_of(case) == kept
    numbers = Document.objects.filter(kind="acceptance").order_by("number").values_list("number", flat=True)
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004"]
    words = [document.data for document in Document.objects.filter(kind="acceptance").order_by("number")]
    assert [set(each) for each in words] == [set(words[0])] * 4
    assert verify().difference is None


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_cases():
    """For a batch as for one; clocks alone go thirty to a statement. Now and then imports are asked for."""
    story = Story()
    sent = []
    for number in (1, 1, 10):
        deferred(story, number)
        with CaptureQueriesContext(connection) as captured:
            assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == number
        sent.append([q["sql"] for q in captured.captured_queries if "calendarimport" not in q["sql"]])
    assert len(sent[1]) == len(sent[2]) <= 20


@pytest.mark.django_db
def test_one_that_is_refused_stops_no_other(caplog):
    """The seal of one department was withdrawn: its case waits, on the log; the others are accepted."""
    story = Story()
    deferred(story, 2)
    other = Story(a_hall("LY"))
    stuck = other.receive(MONDAY, Verdict.DEFER)
    Seal.objects.filter(department=other.hall.department).update(in_use_since=None)
    assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 2
    assert "no_seal" in caplog.text
    stuck.refresh_from_db()
    assert stuck.state == State.RECEIVED
    assert not entries_of(queries.subject(stuck)).filter(act="deemed_accepted").exists()


@pytest.mark.django_db
def test_a_simulation_is_left_alone():
    story = Story()
    (case,) = deferred(story)
    type(story.hall.centre).objects.filter(pk=story.hall.centre.pk).update(kind="simulation")
    assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 0
    case.refresh_from_db()
    assert case.state == State.RECEIVED


@pytest.mark.django_db
def test_what_was_answered_in_time_is_left_alone():
    story = Story()
    answered = story.receive(MONDAY)
    commands_by = story.hall.as_(story.hall.chen, TUESDAY)
    (looked_at,) = deferred(story)
    commands.check_materials(by=commands_by, number=looked_at.number, materials=all_there(story.materials))
    commands.accept(by=replace(commands_by), number=looked_at.number)
    assert commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 0
    answered.refresh_from_db()
    assert not answered.deemed


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_workers_at_once_accept_each_once():
    story = Story()
    cases = deferred(story, 12)
    together = Barrier(2)

    def worker(_: int) -> int:
        together.wait()
        try:
            return commands.accept_overdue_receipts(now=TUESDAY_MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        totals = list(pool.map(worker, range(2)))
    assert sum(totals) + commands.accept_overdue_receipts(now=TUESDAY_MORNING) == 12
    assert Entry.objects.filter(act="deemed_accepted").count() == 12
    numbers = Document.objects.filter(kind="acceptance").values_list("number", flat=True)
    assert sorted(number[-4:] for number in numbers) == [f"{n:04}" for n in range(1, 13)]
    assert all(Case.objects.get(pk=case.pk).deemed for case in cases)
