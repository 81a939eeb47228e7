"""How many statements an act sends: a number that may fall, never rise unseen. Source: CASE-001, CASE-002."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.stories import Story
from tests.days import MONDAY, TUESDAY, WEDNESDAY
from yichuang.cases import commands

MOST = {"receive": 31, "review": 6, "decide": 19, "make_ready": 4, "deliver": 5}


def sent(do) -> int:
    """The statements of an act, without the savepoints that a test around it brings."""
    with CaptureQueriesContext(connection) as captured:
        do()
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for one in captured)


@pytest.mark.django_db
def test_each_act_of_a_case_of_five_steps_keeps_to_its_number():
    story = Story()
    hall = story.hall
    story.receive(MONDAY)  # what is read once for a process is read
    acts = []
    cases = []
    chen_sent = sent(lambda: cases.append(story.receive(MONDAY)))
    case = cases[0]
    acts.append(("receive", chen_sent))
    acts.append(("review", sent(lambda: story.review(case, TUESDAY))))
    acts.append(("decide", sent(lambda: story.decide(case, WEDNESDAY))))
    ning = hall.as_(hall.ning, WEDNESDAY)
    acts.append(("make_ready", sent(lambda: commands.make_ready(by=ning, number=case.number))))
    acts.append(("deliver", sent(lambda: commands.deliver(by=ning, number=case.number, method="window"))))
    assert {name: n for name, n in acts if n > MOST[name]} == {}, acts
