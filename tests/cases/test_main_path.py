"""One case from the window to the hand-over. Source: CASE-001, CASE-002, CASE-005, CASE-015, CLK-001, INT-001."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.stories import Story
from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, WEDNESDAY
from yichuang.cases import commands, queries
from yichuang.cases.rules.lifecycle import Outcome, State
from yichuang.clocks.queries import clocks_of
from yichuang.documents.queries import documents_of
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_li_wenjing_gets_her_licence():
    story = Story(promised_days=5, statutory_days=20)
    hall = story.hall
    case = story.receive(MONDAY)
    assert case.state == State.ACCEPTED
    assert case.number == "20261102-0001"
    assert case.promised_pickup_on == NEXT_MONDAY
    clocks = clocks_of([queries.subject(case)])[queries.subject(case)]
    assert clocks["promise"].due_on == NEXT_MONDAY
    assert clocks["statutory"].due_on == date(2026, 11, 30)

    case = story.review(case, TUESDAY)
    assert (case.state, case.reviewer) == (State.REVIEWED, "GU")
    case = story.decide(case, WEDNESDAY)
    assert (case.state, case.outcome, case.decider) == (State.DECIDED, Outcome.GRANTED, "HE")
    assert case.letter_number == hall.letter.number
    case = commands.make_ready(
        by=hall.as_(hall.ning, WEDNESDAY), number=case.number, licence_number="JY13699"
    )
    case = commands.deliver(by=hall.as_(hall.ning, FRIDAY), number=case.number, method="window")
    assert (case.state, case.ended_on) == (State.DELIVERED, FRIDAY)
    case = commands.archive(by=hall.as_(hall.lu, NEXT_MONDAY), number=case.number, file_number="2026-SJ-0001")
    assert case.state == State.ARCHIVED

    acts = [entry.act for entry in entries_of(queries.subject(case))]
    assert [act for act in acts if act != "document_frozen"] == [
        "received", "accepted", "reviewed", "decided", "result_returned", "issued", "delivered", "archived",
    ]  # fmt: skip
    kinds = [document.kind for document in documents_of(queries.subject(case))]
    assert kinds == ["acceptance", "receipt", "grant"]
    clocks = clocks_of([queries.subject(case)])[queries.subject(case)]
    assert all(clock.ended_on for clock in clocks.values())


def test_every_entry_says_when_on_which_legal_day_by_whom_and_where():
    story = Story()
    case = story.receive(MONDAY)
    received = entries_of(queries.subject(case)).first()
    assert (received.actor, received.place, received.legal_day) == ("CHEN", "window:6", MONDAY)
    assert "李文静" not in str(received.facts)
