"""Receive, accept, tell once, defer, refer. Source: INT-001, INT-004, INT-005, INT-006, INT-007, INT-008, INT-009,
CLK-001, CLK-002, RCP-001, RCP-002, RCP-003, RCP-004, RCP-005, RCP-006, CASE-006."""

from __future__ import annotations

import pytest

from tests.cases.stories import LI, Story, all_there, one_missing
from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, NEXT_TUESDAY, THURSDAY, TUESDAY, WEDNESDAY, moment
from tests.factories_catalogue import FOOD
from yichuang.cases import commands, queries
from yichuang.cases.commands import Guidance, SignatureTold, Verdict
from yichuang.cases.rules.lifecycle import State
from yichuang.cases.rules.materials import Checked, MaterialState, Wanted, complete, to_supply
from yichuang.clocks.queries import clocks_of
from yichuang.documents.models import Document
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of
from yichuang.outbox.models import Message

FORM = Wanted(1, "申请书", "原件", 1)
PLAN = Wanted(2, "平面图", "原件", 1)
HEALTH = Wanted(3, "健康证明", "复印件", 1, optional=True)
PRESENT, MISSING, WRONG = MaterialState.PRESENT, MaterialState.MISSING, MaterialState.WRONG_FORM


@pytest.mark.parametrize(
    ("states", "lacking"),
    [
        pytest.param((PRESENT, PRESENT, PRESENT), [], id="all there"),
        pytest.param((PRESENT, PRESENT, MISSING), [], id="what may follow may be missing"),
        pytest.param((PRESENT, MISSING, PRESENT), ["平面图"], id="one missing"),
        pytest.param((WRONG, MISSING, PRESENT), ["申请书", "平面图"], id="everything at once, in order"),
        pytest.param((PRESENT, PRESENT, WRONG), ["健康证明"], id="what was handed in wrong must be mended"),
    ],
)
def test_what_must_be_supplied(states, lacking):
    found = [Checked(order, state) for order, state in enumerate(states, 1)]
    assert [material.name for material, _ in to_supply([FORM, PLAN, HEALTH], found)] == lacking
    assert complete([FORM, PLAN, HEALTH], found) is not bool(lacking)


@pytest.mark.parametrize(
    "found", [[], [Checked(1, MaterialState.NOT_CHECKED)]], ids=["left out", "not looked at"]
)
def test_every_material_is_looked_at(found):
    with pytest.raises(RuleBroken, match="material_not_checked"):
        to_supply([FORM], found)


def documents_of(case) -> dict[str, Document]:
    return {one.kind: one for one in Document.objects.filter(subject=queries.subject(case)).order_by("id")}


@pytest.mark.django_db
class TestIntake:
    def test_complete_materials_are_accepted_with_receipt_notice_and_message(self):
        story = Story(procedures=[("hearing", 8)])
        case = story.receive(MONDAY)
        issued = documents_of(case)
        assert issued["receipt"].copies == ["applicant", "supervision", "agency"]
        assert issued["receipt"].data["accepted_on"] == "2026-11-02"
        assert issued["receipt"].data["promise"]["due_on"] == "2026-11-09"
        assert issued["receipt"].data["procedures"] == [
            {"name": "听证", "expected": "预计8个工作日", "effect": "法定、承诺时限均停"}
        ]
        assert [one["copies"] for one in issued["receipt"].data["materials"]] == ["1", "1", "1"]
        assert issued["acceptance"].data["statutory"]["due_on"] == "2026-11-30"
        assert issued["acceptance"].seal["number"] == story.hall.seal.number
        assert Message.objects.get(subject=queries.subject(case)).template == "accepted"

    def test_nobody_accepts_what_is_incomplete_and_nothing_stays(self):
        story = Story()
        by = story.hall.as_(story.hall.chen)
        with pytest.raises(RuleBroken, match="materials_incomplete"):
            commands.receive(
                by=by, item_code=FOOD, applicant=LI, materials=one_missing(), verdict=Verdict.ACCEPT
            )
        assert not queries.find("LZ", "李文静")
        assert not Document.objects.filter(subject__startswith="case:").exists()

    def test_nobody_sends_back_what_is_complete(self):
        with pytest.raises(RuleBroken, match="materials_complete"):
            Story().receive(MONDAY, Verdict.CORRECT, materials=all_there())

    def test_a_deferral_says_why_and_the_receipt_carries_it(self):
        story = Story()
        with pytest.raises(RuleBroken, match="deferral_reason_missing"):
            story.receive(MONDAY, Verdict.DEFER, deferral_reason="  ")
        case = story.receive(MONDAY, Verdict.DEFER)
        receipt = documents_of(case)["receipt"].data
        assert receipt["deferral_reason"] == "系统故障，无法当日核对材料"
        assert "accepted_on" not in receipt
        assert "promise" not in receipt
        assert not queries.undecided_today("LZ", MONDAY).exists()

    def test_numbers_have_no_gap_after_a_refusal(self):
        story = Story()
        first = story.receive(MONDAY)
        with pytest.raises(RuleBroken):
            story.receive(MONDAY, Verdict.ACCEPT, materials=one_missing())
        second = story.receive(MONDAY)
        assert (first.number, second.number) == ("20261102-0001", "20261102-0002")
        assert first.receipt_number.endswith("000001")
        assert second.receipt_number.endswith("000002")

    def test_guidance_is_on_the_receipt_with_the_applicants_word(self):
        case = Story().receive(MONDAY, guidance=Guidance("已指导填写申请书", confirmed=True))
        assert documents_of(case)["receipt"].data["guidance"] == "已指导填写申请书，申请人确认"

    def test_what_was_signed_is_kept_with_the_signature(self):
        png = b"\x89PNG\r\n\x1a\nink"
        case = Story().receive(MONDAY, signatures=[SignatureTold("applicant", "李文静", png, [[[1, 2]]])])
        (signature,) = documents_of(case)["receipt"].signatures
        assert signature["role"] == "applicant"
        assert "signed" in entries_of(queries.subject(case)).values_list("act", flat=True)

    def test_the_supervisor_takes_nothing_in(self):
        story = Story()
        with pytest.raises(NotPermitted, match="not_your_role"):
            commands.receive(
                by=story.hall.as_(story.hall.bai),
                item_code=FOOD,
                applicant=LI,
                materials=all_there(),
                verdict=Verdict.ACCEPT,
            )

    def test_an_immediate_item_needs_no_acceptance_notice_and_shows_if_left_open(self):
        story = Story(case_kind="immediate", promised_days=0, statutory_days=5)
        case = story.receive(MONDAY)
        assert set(documents_of(case)) == {"receipt"}
        assert [one.number for one in queries.immediate_still_open("LZ", TUESDAY)] == [case.number]
        story.decide(story.review(case))
        assert documents_of(case)["grant"]


@pytest.mark.django_db
class TestToldOnce:
    def test_everything_is_told_at_once_and_the_dates_stay_empty(self):
        case = Story().receive(MONDAY, Verdict.CORRECT)
        issued = documents_of(case)
        assert case.state == State.CORRECTING
        assert issued["correction"].data["missing"] == [
            {"name": "经营场所平面布局图", "standard": "未标明洗消间位置"}
        ]
        assert issued["correction"].data["answer_by"] == "2026-12-02"
        assert [one["name"] for one in issued["receipt"].data["missing"]] == ["经营场所平面布局图"]
        assert "promise" not in issued["receipt"].data

    def test_when_it_is_supplied_the_same_application_goes_on_with_a_fresh_receipt(self):
        story = Story()
        case, chen = story.receive(MONDAY, Verdict.CORRECT), story.hall.as_(story.hall.chen, THURSDAY)
        supplied = [Checked(2, PRESENT, 1)]
        case = commands.supplement(by=chen, number=case.number, materials=supplied)
        assert case.state == State.RECEIVED
        case = commands.accept(by=chen, number=case.number).case
        assert (case.accepted_on, case.received_on) == (THURSDAY, MONDAY)
        receipts = Document.objects.filter(subject=queries.subject(case), kind="receipt").order_by("id")
        assert [one.data.get("accepted_on") for one in receipts] == [None, "2026-11-05"]
        assert receipts[1].number == f"{case.receipt_number}之2"
        assert clocks_of([queries.subject(case)])[queries.subject(case)]["promise"].started_on == THURSDAY

    def test_a_second_notice_needs_a_superior_with_a_reason_and_is_a_breach(self):
        story = Story()
        case, chen = story.receive(MONDAY, Verdict.CORRECT), story.hall.as_(story.hall.chen, TUESDAY)
        commands.supplement(by=chen, number=case.number, materials=[Checked(2, WRONG, 1, "仍未标明")])
        with pytest.raises(RuleBroken, match="already_told_once"):
            commands.ask_correction(by=chen, number=case.number)
        with pytest.raises(RuleBroken, match="already_told_once"):
            commands.ask_correction(by=chen, number=case.number, why_again="图纸又错")
        case = commands.ask_correction(
            by=story.hall.as_(story.hall.he, TUESDAY, "15:00"),
            number=case.number,
            why_again="申请人提交了错误的图纸",
        )
        assert case.corrections == 2
        breaches = (
            entries_of(queries.subject(case)).filter(act="breach").values_list("facts__rule", flat=True)
        )
        assert list(breaches) == ["second_correction_notice"]

    def test_what_is_never_supplied_lapses_after_thirty_days(self):
        story = Story()
        case = story.receive(MONDAY, Verdict.CORRECT)
        day = lambda text: moment(story.hall.letter.valid_from.fromisoformat(text))  # noqa: E731
        assert commands.close_unanswered_corrections(now=day("2026-12-02")) == 0
        assert commands.close_unanswered_corrections(now=day("2026-12-03")) == 1
        case.refresh_from_db()
        assert (case.state, case.outcome) == (State.LAPSED, "lapsed")
        assert documents_of(case)["ending"].data["outcome"] == "lapsed"


@pytest.mark.django_db
class TestDeemedAcceptance:
    def test_after_five_working_days_without_a_word_the_case_is_accepted_by_itself_from_the_receipt(self):
        story = Story()
        case = story.receive(MONDAY, Verdict.DEFER)
        assert commands.accept_overdue_receipts(now=moment(NEXT_MONDAY, "23:00")) == 0
        assert commands.accept_overdue_receipts(now=moment(NEXT_TUESDAY, "00:01")) == 1
        assert commands.accept_overdue_receipts(now=moment(NEXT_TUESDAY, "00:02")) == 0
        case.refresh_from_db()
        assert (case.state, case.deemed, case.accepted_on) == (State.ACCEPTED, True, MONDAY)
        clocks = clocks_of([queries.subject(case)])[queries.subject(case)]
        assert (clocks["promise"].started_on, clocks["promise"].due_on) == (MONDAY, NEXT_MONDAY)
        notice = documents_of(case)["acceptance"]
        assert "视为受理" in notice.data["deemed"]
        assert notice.issued_on == NEXT_TUESDAY
        acts = list(entries_of(queries.subject(case)).values_list("act", "actor"))
        assert ("breach", "system") in acts
        assert ("deemed_accepted", "system") in acts

    def test_a_case_that_was_told_once_is_not_accepted_by_itself(self):
        Story().receive(MONDAY, Verdict.CORRECT)
        assert commands.accept_overdue_receipts(now=moment(NEXT_TUESDAY)) == 0

    def test_whoever_comes_too_late_to_send_it_back_finds_it_accepted(self):
        story = Story()
        case = story.receive(MONDAY, Verdict.DEFER)
        chen = story.hall.as_(story.hall.chen, NEXT_TUESDAY)
        with pytest.raises(RuleBroken, match="act_not_possible"):
            commands.ask_correction(by=chen, number=case.number)

    def test_after_a_supplement_the_days_begin_anew(self):
        story = Story()
        case = story.receive(MONDAY, Verdict.CORRECT)
        commands.supplement(
            by=story.hall.as_(story.hall.chen, FRIDAY), number=case.number, materials=[Checked(2, PRESENT, 1)]
        )
        assert commands.accept_overdue_receipts(now=moment(NEXT_TUESDAY)) == 0


@pytest.mark.django_db
class TestNotOurs:
    def test_another_organ_is_named_with_address_and_telephone(self):
        story = Story()
        case, chen = story.receive(MONDAY, Verdict.DEFER), story.hall.as_(story.hall.chen)
        told = {
            "reason": "属于区级权限",
            "legal_basis": "《行政许可法》第三十二条",
            "organ": "望江区住建局",
            "address": "二楼6号窗口",
        }
        with pytest.raises(RuleBroken, match="reason_missing"):
            commands.refer(by=chen, number=case.number, telephone=" ", **told)
        case = commands.refer(by=chen, number=case.number, telephone="8886 3301", **told)
        assert (case.state, case.outcome, case.ended_on) == (State.REFERRED, "referred", MONDAY)
        competent = documents_of(case)["refusal"].data["competent"]
        assert competent == {"organ": "望江区住建局", "address": "二楼6号窗口", "telephone": "8886 3301"}

    def test_no_permission_is_needed(self):
        story = Story()
        case = story.receive(MONDAY, Verdict.DEFER)
        case = commands.say_not_needed(
            by=story.hall.as_(story.hall.chen, WEDNESDAY),
            number=case.number,
            reason="自用不需许可",
            legal_basis="《办法》第三条",
        )
        assert case.state == State.NOT_NEEDED
        assert documents_of(case)["refusal"].title == "不受理告知书"
