"""One case from the window to the archive, and the applicant at home: through the real pages, in a real Chromium.

Source: CASE-002, CASE-005, DEC-006, DLV-001, ARC-002, RCP-008, CLK-001, INT-001.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, PHONE, OpenPage, axe, look, sticking_out
from tests.cases.stories import LI, all_there
from tests.factories import Hall, a_hall
from tests.factories_catalogue import FOOD, a_published_item
from yichuang.archive.queries import file_of, package_of
from yichuang.archive.rules.package import faults
from yichuang.cases import commands
from yichuang.cases.commands import Verdict
from yichuang.cases.models import Case
from yichuang.documents.commands import typeset_due
from yichuang.staff.queries import acting_as


def elsewhere(do, *args, **told):
    """Something that the worker or another process does: on a connection of its own."""

    def run():
        try:
            return do(*args, **told)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(run).result()


@pytest.fixture
def hall() -> Hall:
    made = a_hall()
    a_published_item(made.centre, made.department, code=FOOD, procedures=[("hearing", 8)])
    return made


@pytest.fixture
def received(hall: Hall):
    """Li Wenjing's application, accepted four days ago at window 6."""
    by = acting_as(hall.chen, timezone.now() - timedelta(days=4))
    return commands.receive(
        by=by, item_code=FOOD, applicant=LI, materials=all_there(3), verdict=Verdict.ACCEPT
    )


def clean(page: Page) -> None:
    assert axe(page) == []
    assert sticking_out(page) == []


def press_the_act(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state()


def test_from_the_review_to_the_archive_and_the_applicant_follows_it(  # noqa: PLR0915 - one story
    open_page: OpenPage, hall: Hall, received
) -> None:
    number = received.case.number
    gu = open_page(as_=hall.gu.user)
    gu.set_default_timeout(40_000)
    gu.goto(f"/cases/{number}/")
    clean(gu)
    look(gu, "case", whole=True)
    gu.goto(f"/cases/{number}/review/")
    gu.get_by_label("符合条件，建议准予").check()
    gu.get_by_label("审查意见").fill("申请材料齐全，经审查符合规定条件。")
    press_the_act(gu)
    expect(gu.get_by_role("status")).to_contain_text("等待另一人决定")

    he = open_page(as_=hall.he.user)
    he.set_default_timeout(40_000)
    he.goto("/cases/decisions/")
    clean(he)
    he.get_by_label("准予许可").check()
    he.get_by_label("决定意见").fill("经审查，申请人符合许可条件，准予许可。")
    look(he, "decide")
    press_the_act(he)
    expect(he.get_by_role("status")).to_contain_text("已决定")

    at_home = open_page(width=PHONE)
    at_home.set_default_timeout(40_000)
    at_home.goto("/progress/")
    at_home.get_by_label("办件号或回执号").fill(number)
    at_home.get_by_label("查询码").fill(received.query_code)
    at_home.get_by_role("main").get_by_role("button", name="查询").click()
    expect(at_home.get_by_role("heading", level=1)).to_have_text("已作出决定，正在出证")
    clean(at_home)
    look(at_home, "progress", whole=True)

    ning = open_page(as_=hall.ning.user)
    ning.set_default_timeout(40_000)
    ning.goto(f"/delivery/{number}/result/")
    clean(ning)
    press_the_act(ning)
    ning.goto(f"/delivery/{number}/hand-over/")
    clean(ning)
    ning.get_by_label("已核对身份证件原件").check()
    for pad in ning.locator("canvas").all():
        box = pad.bounding_box()
        assert box
        ning.mouse.move(box["x"] + 20, box["y"] + 40)
        ning.mouse.down()
        ning.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
        ning.mouse.up()
    press_the_act(ning)
    expect(ning.get_by_role("status")).to_contain_text("已送达")

    elsewhere(typeset_due, now=timezone.now())
    lu = open_page(as_=hall.lu.user)
    lu.set_default_timeout(40_000)
    lu.goto("/archive/")
    clean(lu)
    lu.goto(f"/archive/{number}/file/")
    press_the_act(lu)
    expect(lu.get_by_role("status")).to_contain_text("已归档")
    case = Case.objects.get(number=number)
    assert (case.state, case.reviewer, case.decider) == ("archived", "GU", "HE")
    kept = file_of("LZ", number)
    assert kept is not None
    assert faults(package_of(kept)) == []
    assert case.pickup.complete


@pytest.mark.parametrize("width", [PHONE, NARROW], ids=["phone", "narrow"])
def test_the_public_pages_are_clean_on_a_phone(open_page: OpenPage, hall: Hall, width) -> None:
    page = open_page(width=width)
    page.set_default_timeout(40_000)
    for address in ("/", "/progress/", "/guides/", "/v/"):
        page.goto(address)
        clean(page)


def test_the_pages_of_the_management_are_clean(open_page: OpenPage, hall: Hall, received) -> None:
    page = open_page(as_=hall.qin.user)
    page.set_default_timeout(40_000)
    for address in (
        "/cases/",
        "/cases/refusals/",
        "/delegation/",
        "/delegation/new/",
        "/delegation/seals/",
        "/delivery/register/",
    ):
        page.goto(address)
        clean(page)
