"""Review, refusal upward, decision. Source: DEC-001, DEC-002, DEC-003, DEC-004, DEC-005, DEC-006, DEL-001, DEL-003,
DEL-008, CASE-002, CASE-003, CASE-005, CASE-015."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.cases.stories import BASIS, GROUNDS, Story
from tests.days import FRIDAY, MONDAY, TUESDAY, WEDNESDAY
from yichuang.accounts.rules.roles import Role
from yichuang.cases import commands, queries
from yichuang.cases.commands import Verdict
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.cases.rules.people import ask, may
from yichuang.delegation import commands as delegation
from yichuang.delegation.queries import uses_of
from yichuang.documents.models import Document
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


def test_one_reviews_and_another_decides():
    story = Story()
    hall, case = story.hall, story.receive(MONDAY)
    both = replace(hall.as_(hall.he, MONDAY), roles=frozenset({Role.REVIEWER, Role.CHIEF}))
    commands.review(by=both, number=case.number, passed=True, text="符合条件。")
    with pytest.raises(RuleBroken, match="same_person_reviews_and_decides"):
        commands.decide(by=both, number=case.number, grant=True, text="准予。")
    case.refresh_from_db()
    assert case.state == State.REVIEWED


def test_a_decision_outside_the_letter_names_who_may():
    story = Story()
    hall = story.hall
    case = story.review(story.receive(MONDAY))
    delegation.end_letter(by=hall.as_(hall.qin), letter=hall.letter, on=MONDAY, reason="到期换发")
    with pytest.raises(NotPermitted, match="nobody_delegated"):
        story.decide(case, TUESDAY)
    delegation.file_letter(
        by=hall.as_(hall.qin), number="澜市监委〔2026〕9 号", department=hall.department, holder=hall.gu, acts=["grant"],
        levels=["ordinary"], signed_by="郑局长", valid_from=TUESDAY, valid_until=FRIDAY,
    )  # fmt: skip
    with pytest.raises(NotPermitted, match="not_delegated") as refused:
        story.decide(case, TUESDAY)
    assert refused.value.facts["who"] == "顾远"


def test_a_decision_is_sealed_logged_and_returned_to_the_window():
    story = Story()
    case = story.decided(MONDAY)
    decision = Document.objects.get(subject=queries.subject(case), kind="grant")
    assert decision.seal["letter"] == story.hall.letter.number
    assert decision.data["decider"] == "何沛"
    use = uses_of("LZ").filter(document_number=decision.number).get()
    assert (use.officer_code, use.letter) == ("HE", story.hall.letter)
    returned = entries_of(queries.subject(case)).get(act="result_returned")
    assert returned.facts == {"to_window": "6", "to": "CHEN"}


def test_nobody_denies_what_the_review_did_not_propose_to_deny():
    story = Story()
    case = story.review(story.receive(MONDAY))
    with pytest.raises(RuleBroken, match="refusal_not_confirmed"):
        story.decide(case, grant=False)


def test_a_denial_goes_upward_and_tells_reasons_basis_and_remedies():
    story = Story()
    case = story.decided(MONDAY, grant=False)
    denial = Document.objects.get(subject=queries.subject(case), kind="denial").data
    assert (denial["reasons"], denial["basis"]) == (GROUNDS, BASIS)
    assert denial["remedies"] == {
        "reconsideration_body": "澜州市人民政府", "reconsideration_days": 60, "court": "澜州市望江区人民法院", "lawsuit_months": 6,
    }  # fmt: skip
    matter = queries.negative_matters("LZ").get()
    assert (matter.state, matter.kind, matter.proposed_by) == ("confirmed", "deny", "GU")
    assert [one.officer for one in matter.opinions.all()] == ["HE"]


def test_a_decider_may_grant_what_the_review_would_deny_and_the_register_says_so():
    story = Story()
    case = story.decide(story.review(story.receive(MONDAY), passed=False), grant=True)
    assert case.outcome == "granted"
    assert queries.negative_matters("LZ").get().state == "rejected"


def test_a_refusal_to_accept_is_never_of_one_alone():
    story = Story()
    hall, case = story.hall, story.receive(MONDAY, Verdict.DEFER)
    chen, gu, he = hall.as_(hall.chen), hall.as_(hall.gu), hall.as_(hall.he)
    commands.propose_refusal(by=chen, number=case.number, grounds=GROUNDS, legal_basis=BASIS)
    with pytest.raises(RuleBroken, match="refusal_open_already"):
        commands.propose_refusal(by=chen, number=case.number, grounds=GROUNDS, legal_basis=BASIS)
    with pytest.raises(NotPermitted, match="not_your_role"):
        commands.answer_refusal(by=chen, number=case.number, agrees=True, text="同意")
    with pytest.raises(NotPermitted, match="not_alone"):
        commands.answer_refusal(by=he, number=case.number, agrees=True, text="越级同意")
    commands.answer_refusal(by=gu, number=case.number, agrees=True, text="同意不予受理")
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    commands.answer_refusal(by=he, number=case.number, agrees=True, text="同意")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.decider) == (State.REFUSED, "refused", "HE")
    assert Document.objects.get(subject=queries.subject(case), kind="refusal").data["reasons"] == GROUNDS


def test_a_refusal_that_one_level_does_not_share_ends_there():
    story = Story()
    hall, case = story.hall, story.receive(MONDAY, Verdict.DEFER)
    commands.propose_refusal(by=hall.as_(hall.chen), number=case.number, grounds=GROUNDS, legal_basis=BASIS)
    matter = commands.answer_refusal(by=hall.as_(hall.gu), number=case.number, agrees=False, text="应予受理")
    assert matter.state == "rejected"
    assert commands.accept(by=hall.as_(hall.chen), number=case.number).case.state == State.ACCEPTED


def test_a_returned_case_is_reviewed_again():
    story = Story()
    case = story.review(story.receive(MONDAY))
    case = commands.return_to_review(
        by=story.hall.as_(story.hall.he), number=case.number, text="请补查消防通道"
    )
    assert (case.state, case.holder) == (State.ACCEPTED, "GU")
    assert story.review(case, TUESDAY).state == State.REVIEWED


def test_a_matter_for_collective_discussion_is_not_decided_without_its_record():
    story = Story(decision_level="collective")
    case = story.review(story.receive(MONDAY))
    with pytest.raises(RuleBroken, match="deliberation_missing"):
        story.decide(case)
    told = {
        "kind": "collective",
        "called_on": MONDAY,
        "held_on": TUESDAY,
        "participants": "局务会七人",
        "opinions": "一致同意",
    }
    by = story.hall.as_(story.hall.he, TUESDAY)
    with pytest.raises(RuleBroken, match="reason_missing"):
        commands.record_deliberation(by=by, number=case.number, conclusion="", **told)
    commands.record_deliberation(by=by, number=case.number, conclusion="准予", **told)
    assert story.decide(case, WEDNESDAY).outcome == "granted"


def test_a_step_outside_the_hall_says_why_and_the_case_is_no_longer_finished_on_site():
    story = Story()
    case = story.review(story.receive(MONDAY))
    outside = replace(story.hall.as_(story.hall.he), on_site=False, place="office:SJ")
    with pytest.raises(RuleBroken, match="off_site_reason_missing"):
        commands.decide(by=outside, number=case.number, grant=True, text="准予。")
    case = commands.decide(
        by=outside, number=case.number, grant=True, text="准予。", off_site_reason="局务会上签发"
    )
    assert case.finished_on_site is False


@pytest.mark.parametrize(
    ("act", "roles", "department", "allowed"),
    [
        (Act.RECEIVE, {Role.WINDOW}, None, True),
        (Act.REVIEW, {Role.REVIEWER}, "SJ", True),
        (Act.REVIEW, {Role.REVIEWER}, "JS", False),
        (Act.DECIDE, {Role.REVIEWER}, "SJ", False),
        (Act.DECIDE, {Role.CHIEF}, "SJ", True),
        (Act.SETTLE_FEE, {Role.WINDOW}, "SJ", False),
        (Act.ARCHIVE, {Role.ARCHIVIST}, None, True),
        (Act.RECEIVE, {Role.SUPERVISOR}, None, False),
    ],
)
def test_who_may(act, roles, department, allowed):
    story = Story()
    by = replace(story.hall.as_(story.hall.chen), roles=frozenset(roles), department=department)
    assert may(by, act, centre="LZ", department="SJ") is allowed
    with pytest.raises(NotPermitted, match="other_centre"):
        ask(by, act, centre="OTHER", department="SJ")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"state": "decided"}, id="decided without decider and outcome"),
        pytest.param({"state": "accepted", "accepted_on": None}, id="accepted without a day"),
        pytest.param({"state": "in_procedure"}, id="in a procedure without a way back"),
        pytest.param({"outcome": "granted"}, id="an outcome before the decision"),
        pytest.param({"state": "delivered"}, id="delivered without a return"),
        pytest.param({"state": "withdrawn"}, id="ended without a day"),
    ],
)
def test_the_database_itself_forbids_impossible_rows(change):
    case = Story().receive(MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)
