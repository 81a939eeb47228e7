"""From the department's draft to the public and out of force again: days and people.

Source: CAT-001, CAT-003, CAT-004, CAT-010, CAT-019, CAT-020, CAT-021.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.factories import a_hall
from tests.factories_catalogue import (
    A_FORM,
    FOOD,
    a_content,
    a_draft_item,
    a_published_item,
    publish_it,
)  # fmt: skip
from yichuang.catalogue import commands, queries
from yichuang.catalogue.models import Item, ItemRevision
from yichuang.catalogue.rules.terms import RevisionState
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db
BASIS, APPROVAL = "澜政发〔2026〕1 号", "管委会〔2026〕第 1 次会议"


@pytest.fixture
def hall():
    return a_hall()


def acts(code=FOOD):
    return [entry.act for entry in entries_of(f"item:LZ/{code}")]


def test_from_draft_to_public(hall):
    """CAT-001, CAT-004, CAT-010: He submits on Monday, Qin confirms on Tuesday, in force from Friday."""
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    he, qin = hall.as_(hall.he), hall.as_(hall.qin, TUESDAY)
    commands.submit(by=he, item_code=FOOD, legal_basis=BASIS, wanted_from=FRIDAY)
    confirmed = commands.confirm(by=qin, item_code=FOOD, approval=APPROVAL)
    assert (confirmed.state, confirmed.decided_by, confirmed.decided_on) == ("confirmed", qin.actor, TUESDAY)
    published = commands.publish(by=hall.as_(hall.qin, WEDNESDAY), item_code=FOOD)
    assert published.effective_from == FRIDAY
    with pytest.raises(RuleBroken, match="item_not_open"):
        queries.revision_for_intake("LZ", FOOD, THURSDAY)
    taken = queries.revision_for_intake("LZ", FOOD, FRIDAY)
    assert (taken.number, taken.case_kind, taken.decision_level) == (1, "promised", "ordinary")
    assert acts() == ["item_drafted", "form_added", "item_submitted", "item_confirmed", "item_published"]
    request = queries.changes_of("LZ", FOOD)[0]
    assert (request.kind, request.state, request.legal_basis) == ("add", "approved", BASIS)
    assert (request.approval, request.wanted_from, request.requested_on) == (APPROVAL, FRIDAY, MONDAY)


def test_what_was_filed_is_what_was_published(hall):
    a_published_item(hall.centre, hall.department)
    entries = {entry.act: entry.facts for entry in entries_of(f"item:LZ/{FOOD}")}
    hashes = {
        entries[act]["content_sha256"] for act in ("item_submitted", "item_confirmed", "item_published")
    }
    assert hashes == {queries.content_hash(queries.revision("LZ", FOOD, 1))}


@pytest.mark.parametrize("state", [None, "draft", "submitted", "returned", "confirmed"])
def test_only_what_is_published_takes_applications(hall, state):
    """CAT-004."""
    if state:
        a_draft_item(hall.centre, hall.department, on=MONDAY)
        ItemRevision.objects.update(state=state, effective_from=MONDAY)
    with pytest.raises(RuleBroken, match="item_not_open"):
        queries.revision_for_intake("LZ", FOOD, FRIDAY)


def test_what_is_incomplete_is_submitted_but_not_confirmed(hall):
    """CAT-003: without its blank form it goes no further, and the committee is told so."""
    a_draft_item(hall.centre, hall.department, form=False, on=MONDAY)
    commands.submit(by=hall.as_(hall.he), item_code=FOOD, legal_basis=BASIS, wanted_from=MONDAY)
    with pytest.raises(RuleBroken) as refused:
        commands.confirm(by=hall.as_(hall.qin), item_code=FOOD, approval=APPROVAL)
    assert refused.value.code == "item_incomplete"
    assert [finding.code for finding in refused.value.facts["findings"]] == ["missing_forms"]
    assert queries.open_revision("LZ", FOOD).state == "submitted"


def test_what_spoils_after_confirmation_is_not_published(hall):
    """CAT-003, CAT-015: judged again on publication."""
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    commands.submit(by=hall.as_(hall.he), item_code=FOOD, legal_basis=BASIS, wanted_from=MONDAY)
    commands.confirm(by=hall.as_(hall.qin), item_code=FOOD, approval=APPROVAL)
    ItemRevision.objects.update(statutory_amount=3)
    with pytest.raises(RuleBroken, match="item_incomplete"):
        commands.publish(by=hall.as_(hall.qin), item_code=FOOD)


def test_returned_with_a_reason_mended_and_submitted_again(hall):
    """CAT-004."""
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    he, qin = hall.as_(hall.he), hall.as_(hall.qin, TUESDAY)
    commands.submit(by=he, item_code=FOOD, legal_basis=BASIS, wanted_from=FRIDAY)
    with pytest.raises(RuleBroken, match="reason_needed"):
        commands.return_(by=qin, item_code=FOOD, reason=" ")
    returned = commands.return_(by=qin, item_code=FOOD, reason="第 2 项条件没有依据")
    assert (returned.state, returned.decision_reason, returned.decided_on) == (
        "returned", "第 2 项条件没有依据", TUESDAY,
    )  # fmt: skip
    commands.edit_draft(by=he, item_code=FOOD, content=a_content(conditions="有营业执照。"))
    commands.submit(by=hall.as_(hall.he, WEDNESDAY), item_code=FOOD, legal_basis=BASIS, wanted_from=FRIDAY)
    assert [request.state for request in queries.changes_of("LZ", FOOD)] == ["open", "returned"]
    assert commands.confirm(by=qin, item_code=FOOD, approval=APPROVAL).state == "confirmed"


def test_what_is_submitted_is_not_edited(hall):
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    he = hall.as_(hall.he)
    commands.submit(by=he, item_code=FOOD, legal_basis=BASIS, wanted_from=FRIDAY)
    with pytest.raises(RuleBroken, match="wrong_state"):
        commands.edit_draft(by=he, item_code=FOOD, content=a_content(name="别的"))
    with pytest.raises(RuleBroken, match="wrong_state"):
        commands.add_form(by=he, item_code=FOOD, kind="blank", name="另一张", content=A_FORM)
    with pytest.raises(RuleBroken, match="wrong_state"):
        commands.publish(by=hall.as_(hall.qin), item_code=FOOD)


def test_who_may(hall):
    """CAT-004: the department submits, the committee confirms; nobody does the other's part."""
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    he, qin, bai = (hall.as_(one) for one in (hall.he, hall.qin, hall.bai))
    asked = {"item_code": FOOD, "legal_basis": BASIS, "wanted_from": FRIDAY}
    for nobody in (qin, bai, hall.as_(hall.gu), replace(he, department="RS"), replace(he, centre="XX")):
        with pytest.raises((NotPermitted, RuleBroken)):
            commands.submit(by=nobody, **asked)
    commands.submit(by=hall.as_(hall.chen), **asked)  # a window officer of the department
    for nobody in (he, bai, replace(qin, centre="XX")):
        with pytest.raises((NotPermitted, RuleBroken)):
            commands.confirm(by=nobody, item_code=FOOD, approval=APPROVAL)
    commands.confirm(by=qin, item_code=FOOD, approval=APPROVAL)
    with pytest.raises(NotPermitted):
        commands.publish(by=he, item_code=FOOD)


def test_a_new_version_takes_over_on_its_day_and_cases_keep_the_old(hall):
    """CAT-010."""
    old = a_published_item(hall.centre, hall.department)
    he = hall.as_(hall.he)
    commands.revise(by=he, item_code=FOOD)
    commands.edit_draft(by=he, item_code=FOOD, content=a_content(promised_days=3))
    publish_it(hall.centre, hall.department, on=FRIDAY)
    assert queries.revision_for_intake("LZ", FOOD, THURSDAY) == old
    new = queries.revision_for_intake("LZ", FOOD, FRIDAY)
    assert (new.number, new.promised_amount) == (2, 3)
    kept = queries.revision("LZ", FOOD, 1)
    assert (kept.promised_amount, kept.effective_until) == (5, FRIDAY - timedelta(days=1))
    assert [form.version for form in new.forms.all()] == [1]
    assert queries.changes_of("LZ", FOOD)[0].kind == "change"


def test_a_version_never_takes_effect_before_the_last_or_before_today(hall):
    """CAT-010."""
    a_published_item(hall.centre, hall.department, on=MONDAY)
    commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    commands.submit(by=hall.as_(hall.he), item_code=FOOD, legal_basis=BASIS, wanted_from=MONDAY)
    qin = hall.as_(hall.qin)
    commands.confirm(by=qin, item_code=FOOD, approval=APPROVAL)
    with pytest.raises(RuleBroken, match="effective_before_current"):
        commands.publish(by=qin, item_code=FOOD, effective_from=MONDAY)
    with pytest.raises(RuleBroken, match="effective_in_the_past"):
        commands.publish(by=qin, item_code=FOOD, effective_from=MONDAY - timedelta(days=1))
    assert commands.publish(by=qin, item_code=FOOD, effective_from=TUESDAY).state == "published"


def test_one_open_revision_at_a_time(hall):
    a_published_item(hall.centre, hall.department)
    commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    with pytest.raises(RuleBroken, match="revision_open"):
        commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    item = Item.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemRevision.objects.create(item=item, number=9, drafted_by="X", drafted_on=MONDAY)


def test_out_of_force_at_the_department_s_request(hall):
    """CAT-010: the day before is its last."""
    a_published_item(hall.centre, hall.department)
    he, qin = hall.as_(hall.he), hall.as_(hall.qin, TUESDAY)
    asked = {"item_code": FOOD, "legal_basis": "国发〔2026〕9 号取消", "wanted_from": FRIDAY}
    commands.ask_withdrawal(by=he, **asked)
    with pytest.raises(RuleBroken, match="request_open"):
        commands.ask_withdrawal(by=he, **asked)
    commands.decide_withdrawal(by=qin, item_code=FOOD, approved=False, approval="等省里文件")
    assert queries.published_revision("LZ", FOOD, NEXT_MONDAY) is not None
    commands.ask_withdrawal(by=he, **asked)
    commands.decide_withdrawal(by=qin, item_code=FOOD, approved=True, approval=APPROVAL)
    assert queries.revision_for_intake("LZ", FOOD, THURSDAY).state == RevisionState.WITHDRAWN
    with pytest.raises(RuleBroken, match="item_not_open"):
        queries.revision_for_intake("LZ", FOOD, FRIDAY)
    assert acts()[-4:] == ["withdrawal_asked", "withdrawal_returned", "withdrawal_asked", "item_withdrawn"]


def test_a_version_to_come_never_comes_once_the_item_is_withdrawn(hall):
    a_published_item(hall.centre, hall.department)
    commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    publish_it(hall.centre, hall.department, on=MONDAY)
    ItemRevision.objects.filter(number=2).update(effective_from=NEXT_MONDAY)
    ItemRevision.objects.filter(number=1).update(effective_until=NEXT_MONDAY - timedelta(days=1))
    commands.withdraw(
        by=hall.as_(hall.qin), item_code=FOOD, legal_basis=BASIS, approval=APPROVAL, effective_from=THURSDAY
    )
    assert queries.published_revision("LZ", FOOD, WEDNESDAY).number == 1
    assert queries.published_revision("LZ", FOOD, THURSDAY) is None
    assert queries.published_revision("LZ", FOOD, NEXT_MONDAY) is None


def test_what_two_people_edit_is_not_overwritten(hall):
    draft = a_draft_item(hall.centre, hall.department, on=MONDAY)
    seen = queries.content_hash(draft)
    chen, he = hall.as_(hall.chen), hall.as_(hall.he)
    commands.edit_draft(by=chen, item_code=FOOD, content=a_content(name="食品经营许可"), seen_hash=seen)
    with pytest.raises(RuleBroken, match="changed_since"):
        commands.edit_draft(by=he, item_code=FOOD, content=a_content(name="食品许可"), seen_hash=seen)
    assert queries.open_revision("LZ", FOOD).name == "食品经营许可"


def test_saying_the_same_again_files_nothing(hall):
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    before = acts()
    commands.edit_draft(by=hall.as_(hall.he), item_code=FOOD, content=a_content())
    assert acts() == before


def test_everything_that_is_said_comes_back(hall):
    """CAT-019, CAT-020."""
    told = a_content(fee_fen=1234, procedures=[("hearing", 20)], materials=5, decision_level="collective")
    a_draft_item(hall.centre, hall.department, on=MONDAY)
    commands.edit_draft(by=hall.as_(hall.he), item_code=FOOD, content=told)
    assert queries.content_of(queries.open_revision("LZ", FOOD)) == told


def test_a_draft_taken_back_makes_room(hall):
    a_published_item(hall.centre, hall.department)
    he = hall.as_(hall.he)
    commands.revise(by=he, item_code=FOOD)
    with pytest.raises(RuleBroken, match="reason_needed"):
        commands.discard_draft(by=he, item_code=FOOD, reason="")
    commands.discard_draft(by=he, item_code=FOOD, reason="省里另有规定")
    assert commands.revise(by=he, item_code=FOOD).number == 3
    assert queries.revision_for_intake("LZ", FOOD, MONDAY).number == 1


@pytest.mark.parametrize(
    ("code", "refusal"),
    [("", "code_unfit"), ("A B", "code_unfit"), ("X" * 61, "code_unfit"), (FOOD, "item_exists")],
)
def test_codes_that_are_not_taken(hall, code, refusal):
    a_draft_item(hall.centre, hall.department)
    with pytest.raises(RuleBroken, match=refusal):
        commands.create_draft(by=hall.as_(hall.he), department_code="SJ", code=code, content=a_content())


def test_the_constraints_hold_against_the_shell(hall):
    a_draft_item(hall.centre, hall.department)
    for wrong in (
        {"state": "published"},
        {"effective_from": FRIDAY, "effective_until": MONDAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ItemRevision.objects.update(**wrong)


def test_intake_reads_a_fixed_number_of_statements(hall, django_assert_num_queries):
    a_published_item(hall.centre, hall.department, materials=5)
    with django_assert_num_queries(7):
        revision = queries.revision_for_intake("LZ", FOOD, date(2026, 11, 2))
        _ = [*revision.materials.all(), *revision.steps.all(), *revision.fees.all(), *revision.forms.all()]
        _ = (revision.item.department.name, revision.item.centre.name, list(revision.procedures.all()))
