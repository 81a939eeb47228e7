"""The pages of a case, read by those who work with them. Source: CASE-005, CLK-001, DEC-004, INT-005."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.stories import BASIS, GROUNDS, Story
from tests.days import MONDAY, TUESDAY, moment
from yichuang.cases import commands
from yichuang.cases.commands import Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_tuesday(monkeypatch):
    """The pages are opened on the Tuesday of the story."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment(TUESDAY, "11:00"))


def test_the_case_page_says_what_is_next_and_when_it_is_due(client, on_tuesday):
    story = Story()
    case = story.receive(MONDAY)
    client.force_login(story.hall.gu.user)
    page = client.get(reverse("cases:detail", args=[case.number])).content.decode()
    assert "李文静" in page
    assert reverse("cases:act", args=[case.number, "review"]) in page
    assert "11月9日" in page
    assert "369***********002X" in page
    assert "36990019900307002X" not in page


def test_a_case_page_takes_as_many_queries_after_a_long_story_as_after_a_short_one(client, on_tuesday):
    story = Story(procedures=[("hearing", 8)])
    case = story.receive(MONDAY)
    client.force_login(story.hall.gu.user)
    address = reverse("cases:detail", args=[case.number])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    gu = story.hall.as_(story.hall.gu, MONDAY, "11:00")
    commands.start_special_procedure(
        by=gu, number=case.number, kind="hearing", ground="依法听证", expected_days=8
    )
    commands.end_special_procedure(by=gu, number=case.number, result="听证笔录一份")
    story.review(case, MONDAY)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


def test_gu_reviews_on_the_page_and_he_decides_at_the_approvers_desk(client, on_tuesday):
    story = Story()
    case = story.receive(MONDAY)
    client.force_login(story.hall.gu.user)
    told = {"passed": "yes", "text": "材料齐全，符合条件。"}
    answer = client.post(reverse("cases:act", args=[case.number, "review"]), told)
    assert answer.status_code == 302
    client.force_login(story.hall.he.user)
    queue = client.get(reverse("cases:decisions"))
    assert queue.url == reverse("cases:decide", args=[case.number])
    desk = client.get(queue.url).content.decode()
    assert story.hall.letter.number in desk
    assert story.hall.seal.imprint in desk
    assert "材料齐全，符合条件。" in desk
    answer = client.post(queue.url, {"verdict": "grant", "text": "准予许可。", "legal_basis": ""})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.decider) == ("decided", "HE")


def test_what_is_refused_keeps_what_was_typed_and_says_why(client, on_tuesday):
    story = Story()
    case = story.receive(MONDAY)
    story.review(case, MONDAY)
    client.force_login(story.hall.he.user)
    told = {"verdict": "deny", "text": "面积不足", "legal_basis": "《办法》第九条"}
    answer = client.post(reverse("cases:decide", args=[case.number]), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "面积不足" in page
    assert answer.context["refusal"]
    case.refresh_from_db()
    assert case.state == "reviewed"


def test_the_register_of_refusals_is_open_to_the_supervisor(client, on_tuesday):
    story = Story()
    case = story.receive(MONDAY, Verdict.DEFER)
    commands.propose_refusal(
        by=story.hall.as_(story.hall.chen), number=case.number, grounds=GROUNDS, legal_basis=BASIS
    )
    client.force_login(story.hall.bai.user)
    page = client.get(reverse("cases:refusals")).content.decode()
    assert GROUNDS in page
    assert case.number in page


def test_a_case_of_another_centre_is_not_found(client, on_tuesday):
    story = Story()
    client.force_login(story.hall.chen.user)
    assert client.get(reverse("cases:detail", args=["20991231-0001"])).status_code == 404
    case = story.receive(MONDAY)
    assert client.get(reverse("cases:act", args=[case.number, "no-such-act"])).status_code == 404
