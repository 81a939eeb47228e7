"""Moments of truth of the approver (R2) and of the applicant (R4): keys and taps are counted, and the mouse stays still.

Source: CASE-005, DEC-006, CAT-003, CLK-001, INT-001.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_desk_journey import COUNT
from tests.browser.test_main_path import hall, received  # noqa: F401 - fixtures of the same story
from yichuang.cases import commands
from yichuang.cases.models import Case
from yichuang.staff.queries import acting_as

MOST_KEYS, MOST_TAPS = 6, 3


def test_he_decides_the_most_urgent_case_with_a_handful_of_keys(open_page: OpenPage, hall, received) -> None:  # noqa: F811
    by = acting_as(hall.gu, received.case.received_at)
    commands.review(by=by, number=received.case.number, passed=True, text="符合条件。")
    page = open_page(as_=hall.he.user)
    page.set_default_timeout(40_000)
    page.add_init_script(COUNT)
    page.goto("/cases/decisions/")  # the first decidable case is open at once
    expect(page.get_by_label("准予许可")).to_be_focused()
    expect(page.get_by_label("准予许可")).not_to_be_checked()  # nothing is decided beforehand
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(
        "经审查，符合许可条件，准予许可。"
    )  # an input method brings text without our keys
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("已决定", timeout=40_000)
    assert page.evaluate("window.counted.keys") <= MOST_KEYS
    assert page.evaluate("window.counted.mouse") == 0
    assert Case.objects.get(pk=received.case.pk).outcome == "granted"


def test_a_resident_learns_what_to_bring_in_three_taps_without_an_account(open_page: OpenPage, hall) -> None:  # noqa: F811
    page = open_page(width=PHONE)
    page.set_default_timeout(40_000)
    page.goto("/")
    taps = 1
    page.get_by_role("searchbox").first.fill("餐馆")
    taps += 1
    page.get_by_role("button", name="查找").click()
    taps += 1
    page.get_by_role("link", name="食品经营许可（新办）").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("食品经营许可")
    expect(page.get_by_role("main")).to_contain_text("食品经营许可证申请书")
    assert taps <= MOST_TAPS
