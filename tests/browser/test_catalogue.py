"""Guides and the desk of the catalogue in a real Chromium: nothing grave, nothing sticks out, large print too.

Source: CAT-003, CAT-004, CAT-013, CAT-021.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.conftest import DESK, NARROW, PHONE, OpenPage, axe, look, sticking_out
from tests.factories import a_hall
from tests.factories_catalogue import FOOD, a_draft_item, a_published_item
from yichuang.catalogue import commands

pytestmark = pytest.mark.look

WIDTHS = pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=lambda width: str(width[0]))


@pytest.fixture
def hall(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    hall = a_hall()
    a_published_item(
        hall.centre, hall.department, materials=5, fee_fen=1000, promised_days=5, statutory_days=20,
        procedures=[("survey", 3), ("hearing", 20)],
    )  # fmt: skip
    a_published_item(
        hall.centre, hall.department, code="TC01", name="临时占道停车审批", synonyms="停车位", promised_days=0
    )
    a_draft_item(hall.centre, hall.department, code="D1", name="小餐饮登记", form=False)
    reasons = {"legal_basis": "窗口方案", "approval": "管委会"}
    commands.map_window(
        by=hall.as_(hall.qin), item_code=FOOD, window_number="6", since=date(2026, 11, 2), **reasons
    )
    return hall


def judged(page, name, width):
    look(page, f"catalogue-{name}-{width[0]}", whole=True)
    assert axe(page) == []
    assert sticking_out(page) == []


@WIDTHS
def test_the_guides(open_page: OpenPage, hall, width) -> None:
    page = open_page(width=width)
    page.goto("/guides/")
    judged(page, "guides", width)
    page.get_by_role("searchbox").fill("spjy")
    page.get_by_role("button", name="查指南").click()
    page.get_by_role("link", name="食品经营许可（新办）").click()
    judged(page, "guide", width)
    shown = page.locator("svg.route:visible")
    assert shown.count() == 1
    page.goto(f"/guides/{FOOD}/versions/")
    judged(page, "versions", width)


def test_large_print(open_page: OpenPage, hall) -> None:
    page = open_page(width=PHONE, large=True)
    page.goto(f"/guides/{FOOD}/")
    judged(page, "guide-large", PHONE)


@WIDTHS
def test_the_desk(open_page: OpenPage, hall, width) -> None:
    page = open_page(as_=hall.he.user, width=width)
    for name, address in (
        ("list", "/catalogue/"), ("item", "/catalogue/D1/"), ("edit", "/catalogue/D1/edit/"),
        ("materials", "/catalogue/D1/edit/materials/"), ("steps", "/catalogue/D1/edit/steps/"),
        ("forms", "/catalogue/D1/edit/forms/"), ("new", "/catalogue/new/"),
    ):  # fmt: skip
        page.goto(address)
        judged(page, name, width)


def test_a_guide_is_light(open_page: OpenPage, hall) -> None:
    """R4's first moment: at most 100 KB, on an old phone."""
    page = open_page(width=PHONE)
    answer = page.goto(f"/guides/{FOOD}/")
    assert answer is not None
    assert len(answer.body()) < 60_000
