"""Named steps of the work on a case, and who may check whom. Source: CASE-001, CASE-002, CASE-005."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.stories import Story
from tests.days import TUESDAY, WEDNESDAY
from tests.factories import a_hall
from yichuang.cases import commands, queries
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def step(story: Story, case, officer, name: str, controls: str = "", day=TUESDAY):
    by = story.hall.as_(officer, day, "10:00")
    return commands.file_step(by=by, number=case.number, step=name, controls=controls)


def breaches(case):
    found = entries_of(queries.subject(case)).filter(act="breach").order_by("id")
    return [(entry.actor, entry.facts["rule"]) for entry in found]


def test_a_step_is_filed_with_its_officer_and_moves_nothing():
    story = Story()
    case = story.receive()
    step(story, case, story.hall.wu, "site_sketch")
    entry = entries_of(queries.subject(case)).get(act="step_done")
    assert (entry.actor, entry.facts["step"], entry.facts["late"]) == ("WU", "site_sketch", False)
    assert queries.case_for_change("LZ", case.number).state == case.state


def test_who_made_it_does_not_check_it():
    story = Story()
    case = story.receive()
    step(story, case, story.hall.wu, "draft")
    with pytest.raises(RuleBroken, match="same_person_reviews_and_decides"):
        step(story, case, story.hall.wu, "check", "draft")
    step(story, case, story.hall.gu, "check", "draft")
    assert breaches(case) == []


def test_after_the_decision_no_step_is_filed():
    story = Story()
    case = story.decided()
    with pytest.raises(RuleBroken, match="act_not_possible"):
        step(story, case, story.hall.wu, "draft", day=WEDNESDAY)


def test_where_the_regime_only_reports_both_are_filed_and_told():
    """History under the Dutch act: what happened is taken, and the breach stands beside it."""
    story = Story(a_hall(regulation="dutch"))
    case = story.receive()
    step(story, case, story.hall.wu, "draft")
    step(story, case, story.hall.wu, "check", "draft")
    story.decide(story.review(case))
    step(story, case, story.hall.gu, "sketch", day=WEDNESDAY)
    assert breaches(case) == [("WU", "same_person_reviews_and_decides"), ("GU", "act_not_possible")]
    assert entries_of(queries.subject(case)).filter(act="step_done").count() == 3


def test_the_archivist_files_no_step_and_an_unknown_case_has_none():
    story = Story()
    case = story.receive()
    with pytest.raises(NotPermitted, match="not_your_role"):
        step(story, case, story.hall.lu, "draft")
    case.number = "nowhere"
    with pytest.raises(RuleBroken, match="no_case"):
        step(story, case, story.hall.wu, "draft")


def test_a_step_is_three_statements():
    """One reads the case, one who did what it controls, one files; two more mark the transaction."""
    story = Story()
    case = story.receive()
    step(story, case, story.hall.wu, "draft")
    with CaptureQueriesContext(connection) as sent:
        step(story, case, story.hall.gu, "check", "draft")
    asked = [each["sql"] for each in sent if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "staff_" not in sql and "accounts_" not in sql]) == 3
