"""The frame in a real browser: signing in, large print, languages, keys; axe finds nothing anywhere.

Sources: issue 2 section 6; face.md sections 2, 6 and 9.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, WIDTHS, OpenPage, axe, look, sticking_out
from tests.factories import Hall, the_system
from yichuang.accounts import commands
from yichuang.accounts.models import User

pytestmark = pytest.mark.look

PAGES = {"sign-in": "/accounts/sign-in/", "not-found": "/nowhere/", "english": "/en/accounts/sign-in/"}


@pytest.fixture
def chen() -> User:
    """陈雨薇 of window 6, whose password is known."""
    user = Hall().chen.user
    commands.set_password(by=the_system(), user=user, password="window-six")
    return user


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: str(width[0]))
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(open_page: OpenPage, name, width, large) -> None:
    page = open_page(width=width, large=large)
    page.goto(PAGES[name])
    look(page, f"frame-{name}-{width[0]}-{'large' if large else 'usual'}")
    assert axe(page) == []
    assert sticking_out(page) == []


def test_chen_signs_in_with_the_keyboard_and_out_again(open_page: OpenPage, chen: User) -> None:
    page = open_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("用户名").fill("chen")
    page.get_by_label("密码").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="还有 1 处要改")).to_contain_text("用户名和密码对不上")
    expect(page.get_by_label("用户名")).to_have_value("chen")  # what was typed stays
    page.get_by_label("密码").fill("window-six")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto("/nowhere/")
    assert page.context.cookies()


def test_large_print_is_a_cookie_and_stays_through_the_pages(open_page: OpenPage) -> None:
    page = open_page(width=PHONE)
    page.goto("/accounts/sign-in/")
    before = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.get_by_role("link", name="大字版").click()
    assert page.url.endswith("/accounts/sign-in/")
    after = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert (before, after) == (16, 22)
    button = page.get_by_role("button", name="登录").bounding_box()
    assert button
    assert button["height"] >= 44
    page.get_by_role("link", name="标准字号").click()
    assert page.evaluate("document.documentElement.dataset.size") is None


def test_the_language_stands_in_the_path(open_page: OpenPage) -> None:
    page = open_page(width=DESK)
    page.goto("/accounts/sign-in/")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("link", name="English").click()
    assert "/en/accounts/sign-in/" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_role("link", name="中文").click()
    assert page.url.endswith("/accounts/sign-in/")
    assert "/en/" not in page.url


def test_regular_and_bold_words_are_set_in_our_own_fonts(open_page: OpenPage) -> None:
    """On a machine without Chinese fonts nothing is boxes: the slices that the page needs are loaded."""
    page = open_page()
    page.goto("/accounts/sign-in/")
    page.evaluate("document.fonts.ready.then(() => 1)")
    loaded = page.evaluate(
        "Array.from(document.fonts).filter((one) => one.status === 'loaded').map((one) => `${one.family} ${one.weight}`)"
    )
    assert {"Noto Sans SC 400", "Noto Sans SC 700", "Noto Serif SC 700"} <= set(loaded)
