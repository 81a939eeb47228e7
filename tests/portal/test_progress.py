"""Anybody with number and query code follows a case, and nobody else. Source: INT-001, CLK-001, RCP-013, SEC-006."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.cases.stories import LI, Story, all_there
from tests.days import MONDAY, TUESDAY, moment
from tests.factories_catalogue import FOOD
from yichuang.cases import commands
from yichuang.cases.commands import Verdict
from yichuang.portal.rules.throttle import MOST_FOR_ONE_NUMBER, MOST_FROM_ONE_PLACE, WINDOW, may_try

NOON = moment(MONDAY, "12:00")


@pytest.mark.parametrize(
    ("from_place", "for_number", "after", "let_through"),
    [
        pytest.param(0, 0, 0, True, id="the first try"),
        pytest.param(MOST_FROM_ONE_PLACE, 0, 0, False, id="too many from one place"),
        pytest.param(0, MOST_FOR_ONE_NUMBER, 0, False, id="too many for one number"),
        pytest.param(MOST_FROM_ONE_PLACE - 1, MOST_FOR_ONE_NUMBER - 1, 0, True, id="one less of each"),
        pytest.param(MOST_FROM_ONE_PLACE, 0, 15, True, id="a quarter of an hour later"),
    ],
)
def test_how_often_somebody_may_guess(from_place, for_number, after, let_through):
    now = NOON + timedelta(minutes=after)
    assert may_try([NOON] * from_place, [NOON] * for_number, now) is let_through
    assert timedelta(minutes=15) == WINDOW


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment(TUESDAY, "11:00"))


@pytest.fixture
def followed(db):
    story = Story()
    by = story.hall.as_(story.hall.chen, MONDAY)
    return commands.receive(
        by=by, item_code=FOOD, applicant=LI, materials=all_there(3), verdict=Verdict.ACCEPT
    )


def test_li_wenjing_follows_her_case_at_home_without_an_account(client, followed):
    told = {"number": followed.case.number, "code": followed.query_code.lower()}
    answer = client.post(reverse("portal:progress"), told)
    assert answer.url == reverse("portal:followed", args=[followed.case.number])
    page = client.get(answer.url).content.decode()
    assert "11月9日" in page
    assert "食品经营许可" in page
    for secret in ("李文静", "36990019900307002X", "13900004406", "陈雨薇", followed.query_code):
        assert secret not in page


def test_the_receipt_number_does_as_well(client, followed):
    told = {"number": followed.case.receipt_number, "code": followed.query_code}
    assert client.post(reverse("portal:progress"), told).status_code == 302


def test_a_wrong_code_says_no_more_than_that_nothing_fits(client, followed):
    answer = client.post(reverse("portal:progress"), {"number": followed.case.number, "code": "AAAAAA"})
    nobody = client.post(reverse("portal:progress"), {"number": "20991231-0001", "code": "AAAAAA"})
    assert answer.status_code == nobody.status_code == 422
    assert answer.context["refusal"] == nobody.context["refusal"]


def test_guessing_is_stopped_even_with_the_right_code_at_last(client, followed):
    for _ in range(MOST_FOR_ONE_NUMBER):
        client.post(reverse("portal:progress"), {"number": followed.case.number, "code": "AAAAAA"})
    told = {"number": followed.case.number, "code": followed.query_code}
    assert client.post(reverse("portal:progress"), told).status_code == 422


def test_the_address_alone_shows_nothing(client, followed):
    answer = client.get(reverse("portal:followed", args=[followed.case.number]))
    assert answer.url == reverse("portal:progress")


def test_the_front_page_leads_to_services_cases_and_documents(client, db):
    page = client.get(reverse("portal:home")).content.decode()
    for way in ("portal:progress", "documents:verify"):
        assert reverse(way) in page
