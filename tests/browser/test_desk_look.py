"""The desk looked at: axe finds nothing, nothing sticks out, at three widths and in large print."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, WIDTHS, OpenPage, axe, look, sticking_out
from tests.cases.stories import Story
from tests.factories_catalogue import FOOD
from yichuang.cases.commands import Verdict

pytestmark = pytest.mark.look


@pytest.fixture
def story() -> Story:
    """A hall with an item of five materials, and three cases under way."""
    told = Story(materials=5, procedures=[("survey", 3)])
    for verdict in (Verdict.ACCEPT, Verdict.CORRECT, Verdict.DEFER):
        told.receive(verdict=verdict)
    return told


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: str(width[0]))
def test_the_desk_and_its_pages(open_page: OpenPage, story: Story, width) -> None:
    page = open_page(as_=story.hall.chen.user, width=width)
    correcting = story.receive(verdict=Verdict.CORRECT).number
    pages = {
        "home": "/desk/", "item": f"/desk/?item={FOOD}", "printed": f"/desk/printed/{correcting}/",
        "supplement": f"/desk/cases/{correcting}/supplement/", "find": "/desk/find/", "messages": "/desk/messages/",
    }  # fmt: skip
    for name, address in pages.items():
        page.goto(address)
        look(page, f"desk-{name}-{width[0]}", whole=width != DESK)
        assert axe(page) == [], name
        assert sticking_out(page) == [], name


def test_something_is_missing(open_page: OpenPage, story: Story) -> None:
    page = open_page(as_=story.hall.chen.user)
    page.goto(f"/desk/?item={FOOD}")
    page.locator("#id_name").fill("李文静")
    page.get_by_label("居民身份证号码").first.press_sequentially("369900199003070022")
    page.get_by_text("最后一位对不上").wait_for()
    page.keyboard.press("Alt+a")
    page.locator("input[name=m4][value=wrong]").focus()
    page.keyboard.press("3")
    page.locator("input[name=m4_note]").fill("未标明洗消间位置，请在图上补标")
    page.get_by_role("button", name="收件并一次性告知").wait_for()
    page.locator(".slip").get_by_text("未标明洗消间位置").wait_for()
    look(page, "desk-missing-1440")
    assert axe(page) == []
