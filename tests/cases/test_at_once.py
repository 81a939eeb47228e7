"""Two officers, one case, the same moment: one wins, the other is told so. CASE-001, CASE-002.

Real connections on PostgreSQL; on SQLite one writer at a time from the first statement on.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cases.stories import Story, all_there
from tests.days import MONDAY, TUESDAY
from yichuang.cases import commands, queries
from yichuang.cases.commands import Verdict
from yichuang.cases.rules.lifecycle import State
from yichuang.documents.models import Document
from yichuang.kernel.errors import Refused
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db(transaction=True)


def both(*acts: Callable[[], object]) -> list[str]:
    """Do all acts at the same moment, each on a connection of its own; "done", or the code of the refusal."""
    together = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        together.wait()
        try:
            act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def test_chen_and_wu_accept_the_same_application():
    story = Story()
    hall = story.hall
    case = story.receive(MONDAY, Verdict.DEFER)
    commands.check_materials(
        by=hall.as_(hall.chen, MONDAY), number=case.number, materials=all_there(story.materials)
    )
    told = both(
        lambda: commands.accept(by=hall.as_(hall.chen, TUESDAY), number=case.number),
        lambda: commands.accept(by=hall.as_(hall.wu, TUESDAY), number=case.number),
    )
    assert told == ["act_not_possible", "done"]
    case.refresh_from_db()
    assert case.state == State.ACCEPTED
    assert [entry.act for entry in entries_of(queries.subject(case))].count("accepted") == 1
    assert Document.objects.filter(subject=queries.subject(case), kind="acceptance").count() == 1


def test_applications_taken_in_at_once_have_numbers_without_gap_or_double():
    story = Story()
    assert both(*[lambda: story.receive(MONDAY)] * 4) == ["done"] * 4
    cases = list(queries.open_cases("LZ").order_by("number"))
    assert [case.number[-4:] for case in cases] == ["0001", "0002", "0003", "0004"]
    assert len({case.receipt_number for case in cases}) == 4


def test_accepted_and_withdrawn_at_once_is_one_of_the_two():
    """Whoever comes second acts on what the first left behind, never on what it saw before."""
    story = Story()
    hall = story.hall
    case = story.receive(MONDAY)
    told = both(
        lambda: story.review(case, TUESDAY),
        lambda: commands.terminate(by=hall.as_(hall.he, TUESDAY), number=case.number, reason="申请人死亡"),
    )
    case.refresh_from_db()
    acts = [entry.act for entry in entries_of(queries.subject(case))]
    assert told in (["act_not_possible", "done"], ["done", "done"])
    assert acts.count("reviewed") + acts.count("terminated") == told.count("done")
    assert case.state == State.TERMINATED or told == ["act_not_possible", "done"]
