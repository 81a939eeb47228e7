"""Special procedures, extensions, withdrawal, and what moves the clocks. Source: CLK-001, CLK-003, CLK-006, CASE-002, DEC-001, RCP-005."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.stories import GROUND, REASON, Story
from tests.days import FRIDAY, MONDAY, NEXT_FRIDAY, NEXT_MONDAY, NEXT_TUESDAY, TUESDAY, WEDNESDAY
from yichuang.cases import commands, queries
from yichuang.cases.rules.lifecycle import State
from yichuang.clocks.queries import clocks_of
from yichuang.documents.models import Document
from yichuang.kernel.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db


def due_days(case) -> tuple[date | None, date | None]:
    clocks = clocks_of([queries.subject(case)])[queries.subject(case)]
    return clocks["promise"].due_on, clocks["statutory"].due_on


def a_hearing(story, case, day, days=8):
    by = story.hall.as_(story.hall.gu, day)
    return commands.start_special_procedure(
        by=by, number=case.number, kind="hearing", ground=GROUND, expected_days=days
    )


def test_a_hearing_stops_both_clocks_and_its_days_do_not_count():
    story = Story(procedures=[("hearing", 8), ("survey", 2)])
    case = story.receive(MONDAY)
    before = due_days(case)
    a_hearing(story, case, TUESDAY)
    assert due_days(case) == (None, None)
    case = commands.end_special_procedure(
        by=story.hall.as_(story.hall.gu, FRIDAY), number=case.number, result="笔录一份"
    )
    assert case.state == State.ACCEPTED
    assert before == (NEXT_MONDAY, date(2026, 11, 30))
    assert due_days(case) == (date(2026, 11, 12), date(2026, 12, 3))  # three days stood: Wednesday to Friday
    notice = Document.objects.get(subject=queries.subject(case), kind="procedure").data
    assert (notice["procedure"], notice["expected_days"], notice["expected_until"]) == (
        "听证",
        8,
        "2026-11-13",
    )


def test_a_survey_stops_the_promise_only():
    story = Story(procedures=[("survey", 2)])
    case = story.receive(MONDAY)
    commands.start_special_procedure(
        by=story.hall.as_(story.hall.gu, TUESDAY),
        number=case.number,
        kind="survey",
        ground="核查场所",
        expected_days=2,
    )
    assert due_days(case) == (None, date(2026, 11, 30))
    commands.end_special_procedure(
        by=story.hall.as_(story.hall.gu, WEDNESDAY), number=case.number, result="符合"
    )
    assert due_days(case) == (NEXT_TUESDAY, date(2026, 11, 30))


def test_only_what_the_item_lists_with_a_ground_and_an_expected_time():
    story = Story(procedures=[("hearing", 8)])
    case, gu = story.receive(MONDAY), story.hall.as_(story.hall.gu)
    told = {"by": gu, "number": case.number, "ground": GROUND}
    with pytest.raises(RuleBroken, match="procedure_not_of_the_item"):
        commands.start_special_procedure(kind="auction", expected_days=8, **told)
    with pytest.raises(RuleBroken, match="days_missing"):
        commands.start_special_procedure(kind="hearing", expected_days=0, **told)
    with pytest.raises(NotPermitted):
        commands.start_special_procedure(
            kind="hearing", expected_days=8, **told | {"by": story.hall.as_(story.hall.chen)}
        )


def test_nothing_is_decided_while_a_procedure_goes_on():
    story = Story(procedures=[("hearing", 8)])
    case = story.review(story.receive(MONDAY))
    a_hearing(story, case, TUESDAY)
    with pytest.raises(RuleBroken, match="act_not_possible"):
        story.decide(case, WEDNESDAY)
    case = commands.end_special_procedure(
        by=story.hall.as_(story.hall.gu, FRIDAY), number=case.number, result="无异议"
    )
    assert case.state == State.REVIEWED


def extend(story, case, day, days=5, who="he"):
    return commands.extend(
        by=story.hall.as_(getattr(story.hall, who), day), number=case.number, days=days, reason=REASON
    )


def test_an_extension_moves_both_limits_and_is_told():
    story = Story()
    case = story.receive(MONDAY)
    row = extend(story, case, WEDNESDAY)
    assert due_days(case) == (date(2026, 11, 16), date(2026, 12, 7))
    assert (row.due_before, row.due_after) == (date(2026, 11, 30), date(2026, 12, 7))
    notice = Document.objects.get(subject=queries.subject(case), kind="extension").data
    assert (notice["amount"], notice["reasons"], notice["approved_by"]) == (5, REASON, "何沛")
    case.refresh_from_db()
    assert case.promised_pickup_on == date(2026, 11, 16)


def test_an_extension_is_given_once_within_the_law_before_the_end_under_a_letter():
    story = Story()
    case = story.receive(MONDAY)
    with pytest.raises(RuleBroken, match="extension_too_long"):
        extend(story, case, TUESDAY, days=11)
    with pytest.raises(NotPermitted):
        extend(story, case, TUESDAY, who="gu")
    with pytest.raises(RuleBroken, match="extension_too_late"):
        extend(story, case, date(2026, 12, 1))
    assert due_days(case) == (NEXT_MONDAY, date(2026, 11, 30))
    extend(story, case, date(2026, 11, 30))
    with pytest.raises(RuleBroken, match="extension_used"):
        extend(story, case, date(2026, 12, 1))


def test_a_withdrawal_ends_the_clocks_and_says_so():
    story = Story(procedures=[("hearing", 8)])
    case = story.receive(MONDAY)
    a_hearing(story, case, TUESDAY)
    case = commands.withdraw(
        by=story.hall.as_(story.hall.chen, FRIDAY), number=case.number, reason="变更地址后再办"
    )
    assert (case.state, case.outcome, case.ended_on) == (State.WITHDRAWN, "withdrawn", FRIDAY)
    assert all(clock.ended_on for clock in clocks_of([queries.subject(case)])[queries.subject(case)].values())
    assert Document.objects.get(subject=queries.subject(case), kind="ending").title == "准予撤回申请通知书"


def test_only_the_chief_terminates():
    story = Story()
    case = story.receive(MONDAY)
    with pytest.raises(NotPermitted):
        commands.terminate(by=story.hall.as_(story.hall.chen), number=case.number, reason="申请人死亡")
    case = commands.terminate(
        by=story.hall.as_(story.hall.he, NEXT_FRIDAY), number=case.number, reason="申请人死亡"
    )
    assert case.outcome == "terminated"


def test_the_clocks_can_always_be_folded_again_from_the_ledger():
    story = Story(procedures=[("hearing", 8)])
    case = story.receive(MONDAY)
    a_hearing(story, case, TUESDAY)
    commands.end_special_procedure(
        by=story.hall.as_(story.hall.gu, FRIDAY), number=case.number, result="笔录"
    )
    extend(story, case, FRIDAY)
    folded = queries.folded(queries.case_by_number("LZ", case.number))
    assert (folded["promise"].due_on, folded["statutory"].due_on) == due_days(case)
    assert folded["promise"].excluded(FRIDAY) == 3
