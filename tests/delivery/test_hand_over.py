"""From the decision to the pick-up register. Source: DLV-001, DLV-003, DLV-004, DLV-005, RCP-007, RCP-008, RCP-009, RCP-010, RCP-012, RCP-013."""

from __future__ import annotations

import pytest

from tests.cases.stories import Story
from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, NEXT_TUESDAY, THIRD_MONDAY, TUESDAY, WEDNESDAY, moment
from yichuang.cases import queries as cases
from yichuang.cases.commands import SignatureTold
from yichuang.cases.rules.lifecycle import State
from yichuang.delivery import commands, queries
from yichuang.delivery.rules.pickup import Side, check_reason, late_side
from yichuang.documents.queries import documents_of
from yichuang.kernel.errors import RuleBroken

PNG = b"\x89PNG\r\n\x1a\n" + b"signed"
BOTH = [SignatureTold("applicant", "李文静", PNG, []), SignatureTold("officer", "宁舟", PNG, [])]
TAKER = {"method": "window", "taker_name": "李文静", "relation": "本人", "identity_checked": True}


@pytest.mark.parametrize(
    ("ready_on", "actual_on", "side"),
    [
        pytest.param(TUESDAY, WEDNESDAY, None, id="collected on the promised day"),
        pytest.param(TUESDAY, FRIDAY, Side.APPLICANT, id="ready in time, collected late"),
        pytest.param(WEDNESDAY, FRIDAY, Side.APPLICANT, id="ready on the promised day itself"),
        pytest.param(FRIDAY, FRIDAY, Side.AGENCY, id="not ready by the promised day"),
    ],
)
def test_on_whose_side_a_late_pick_up_lies(ready_on, actual_on, side):
    assert late_side(promised_on=WEDNESDAY, ready_on=ready_on, actual_on=actual_on) is side


def test_without_a_promise_nothing_is_late():
    assert late_side(promised_on=None, ready_on=FRIDAY, actual_on=FRIDAY) is None


def test_a_late_pick_up_needs_a_reason():
    check_reason(None, "")
    check_reason(Side.AGENCY, "打证机故障")
    with pytest.raises(RuleBroken, match="late_reason_missing"):
        check_reason(Side.APPLICANT, "  ")


@pytest.mark.django_db
def test_li_wenjing_collects_her_licence_in_time_and_three_copies_are_printed():
    story = Story(result_kind="1", result_name="食品经营许可证")
    hall, case = story.hall, story.decided(MONDAY)
    ning = hall.as_(hall.ning, TUESDAY)
    with pytest.raises(RuleBroken, match="licence_number_missing"):
        commands.make_result(by=ning, number=case.number)
    case.refresh_from_db()
    assert case.state == State.DECIDED
    commands.make_result(by=ning, number=case.number, licence_number="JY23699010012846")
    assert [one.number for one in queries.to_collect("LZ")] == [case.number]
    pickup = commands.hand_over(by=hall.as_(hall.ning, FRIDAY), number=case.number, signatures=BOTH, **TAKER)
    assert (pickup.complete, pickup.late_side, pickup.promised_on) == (True, "", NEXT_MONDAY)
    assert queries.licences_of("LZ").get().issued_to == "李文静"
    form = documents_of(cases.subject(case)).get(kind="pickup")
    assert form.copies == ["applicant", "supervision", "agency"]
    assert queries.evidence_of(case.pk) == pickup
    (line,) = queries.days_from_decision("LZ")
    assert (line["results"], line["to_ready"], line["to_collected"]) == (1, 1.0, 4.0)


@pytest.mark.django_db
def test_a_late_pick_up_is_refused_without_a_reason_and_leaves_the_case_as_it_was():
    story = Story()
    case, ning = story.ready(MONDAY), story.hall.as_(story.hall.ning, THIRD_MONDAY)
    with pytest.raises(RuleBroken, match="late_reason_missing"):
        commands.hand_over(by=ning, number=case.number, **TAKER)
    case.refresh_from_db()
    assert case.state == State.READY
    pickup = commands.hand_over(by=ning, number=case.number, late_reason="出差", **TAKER)
    assert (pickup.late_side, pickup.late_reason, pickup.complete) == ("applicant", "出差", False)
    assert queries.late_pickups("LZ").get() == pickup


@pytest.mark.django_db
def test_nobody_takes_a_result_unchecked():
    story = Story()
    case, ning = story.ready(MONDAY), story.hall.as_(story.hall.ning)
    with pytest.raises(RuleBroken, match="taker_missing"):
        commands.hand_over(by=ning, number=case.number, **TAKER | {"identity_checked": False})


@pytest.mark.django_db
def test_who_does_not_come_is_reminded_once_a_week_after_the_promised_day():
    story = Story()
    story.ready(MONDAY)
    assert commands.remind_uncollected(now=moment(NEXT_MONDAY)) == 0
    assert commands.remind_uncollected(now=moment(NEXT_TUESDAY)) == 0
    assert commands.remind_uncollected(now=moment(THIRD_MONDAY)) == 1
    assert commands.remind_uncollected(now=moment(THIRD_MONDAY, "16:00")) in {0, 1}
