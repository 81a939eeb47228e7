"""The desk: one application through the pages, by the window officer.

Sources: INT-001, INT-004, INT-005, RCP-001, RCP-002, RCP-003, RCP-004, CASE-006; users' paper R1.
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cases.stories import Story
from tests.factories_catalogue import FOOD
from yichuang.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def chen(story: Story, client: Client) -> Client:
    """陈雨薇 at window 6."""
    client.force_login(story.hall.chen.user)
    return client


def typed(count: int = 3, **more: str) -> dict[str, str]:
    """李文静's application with everything there, as the form sends it."""
    told = {
        "item": FOOD, "kind": "person", "name": "李文静", "number": "369900199003070021", "occupation": "个体经营",
        "telephone": "13900004406", "address": "澜州市望江区文澜路 118 号", "act": "accept",
    }  # fmt: skip
    return told | {f"m{order}": "present" for order in range(1, count + 1)} | more


def test_the_desk_opens_empty_and_with_an_item(chen: Client) -> None:
    assert chen.get("/desk/").status_code == 200
    page = chen.get("/desk/", {"item": FOOD}).content.decode()
    assert "食品经营许可" in page
    assert "经营场所平面布局图" in page


def test_all_there_is_accepted_and_printed(chen: Client) -> None:
    answer = chen.post("/desk/receive/", typed())
    case = Case.objects.get()
    assert answer.status_code == 302, answer.content.decode()
    assert case.number in answer.headers["Location"]
    assert case.state == "accepted"
    page = chen.get(answer.headers["Location"]).content.decode()
    assert "F9" in page
