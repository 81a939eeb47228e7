"""The components in a real browser: seen whole by axe, worked by keys, drawn on by a pen.

Sources: issue 2 section 6; face.md sections 2 to 6 and 9; CLK-001, CLK-003.
"""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, WIDTHS, OpenPage, axe, look, sticking_out

pytestmark = pytest.mark.look


@pytest.fixture(autouse=True)
def _with_the_gallery(settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.gallery"


@pytest.mark.parametrize("width", WIDTHS, ids=lambda width: str(width[0]))
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("frame", ["", "public/"], ids=["desk", "public"])
def test_axe_finds_nothing_in_any_component(open_page: OpenPage, frame, width, large) -> None:
    page = open_page(width=width, large=large)
    page.goto(f"/gallery/{frame}")
    page.locator("summary").first.click()
    name = f"components-{frame.strip('/') or 'desk'}-{width[0]}-{'large' if large else 'usual'}"
    look(page, name, whole=True)
    assert axe(page) == []
    assert sticking_out(page) == []


def opened(open_page: OpenPage, width: tuple[int, int] = DESK) -> Page:
    page = open_page(width=width)
    page.goto("/gallery/")
    return page


def test_one_strip_is_displayed_across_on_the_desk_and_by_weeks_on_the_phone(open_page: OpenPage) -> None:
    for width, across in ((DESK, True), (PHONE, False)):
        page = opened(open_page, width)
        assert page.locator("#g-hearing-t").locator("..").is_visible() is across
        assert page.locator("#g-hearing-w-t").locator("..").is_visible() is not across


def test_digits_choose_only_within_the_group_in_focus(open_page: OpenPage) -> None:
    page = opened(open_page)
    first, second = page.locator("[data-digits]").nth(0), page.locator("[data-digits]").nth(1)
    first.locator("input:checked").focus()
    page.keyboard.press("1")
    assert first.locator("input:checked").input_value() == "present"
    page.keyboard.press("3")
    assert first.locator("input:checked").input_value() == "wrong"
    assert second.locator("input:checked").input_value() == "missing"
    page.get_by_label("说明").focus()
    page.keyboard.type("1")
    assert page.get_by_label("说明").input_value() == "1"
    assert first.locator("input:checked").input_value() == "wrong"


def test_alt_a_makes_all_materials_present(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.keyboard.press("Alt+a")
    assert (
        page.locator("[data-digits] input:checked").evaluate_all("all => all.map(one => one.value)")
        == ["present"] * 2
    )


def test_f1_lists_the_keys_of_the_page_and_escape_closes_it(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.keyboard.press("F1")
    dialog = page.get_by_role("dialog", name="本页快捷键")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Ctrl Enter")
    expect(dialog).to_contain_text("全部齐")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_no_key_is_ours_while_chinese_is_being_typed(open_page: OpenPage) -> None:
    """Composition events, as an input method sends them: Ctrl+Enter and F1 within one do nothing."""
    page = opened(open_page)
    page.evaluate(
        """() => { window.pressed = 0;
            document.querySelector("[data-key='Ctrl+Enter']").addEventListener("click", () => { window.pressed += 1; }); }"""
    )
    press = """([composing, code]) => document.getElementById("note").dispatchEvent(new KeyboardEvent("keydown",
        {key: "Enter", code: "Enter", ctrlKey: true, isComposing: composing, keyCode: code, bubbles: true}))"""
    page.evaluate(press, [True, 13])
    page.evaluate(press, [False, 229])
    assert page.evaluate("window.pressed") == 0
    page.evaluate(press, [False, 13])
    assert page.evaluate("window.pressed") == 1


def test_an_act_that_cannot_be_taken_back_starts_on_the_harmless_button(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.get_by_role("button", name="不予许可", exact=True).click()
    assert page.evaluate("document.activeElement.textContent") == "先不签发"
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_signature_is_kept_as_picture_and_as_strokes_and_can_be_drawn_again(open_page: OpenPage) -> None:
    page = opened(open_page)
    canvas = page.locator("[data-signature] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    for start in (20, 80):
        page.mouse.move(box["x"] + start, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + start + 40, box["y"] + 80, steps=5)
        page.mouse.up()
    strokes = json.loads(page.locator("[name=signature_strokes]").input_value())
    assert len(strokes) == 2
    assert all(len(point) == 4 for stroke in strokes for point in stroke)
    assert page.locator("[name=signature_png]").input_value().startswith("data:image/png;base64,")
    expect(page.locator("[data-signature-state]")).to_contain_text("已签")
    page.get_by_role("button", name="重签").click()
    assert page.locator("[name=signature_strokes]").input_value() == ""
    expect(page.locator("[data-signature-state]")).to_contain_text("请用笔")


def test_what_was_typed_is_there_again_after_the_page_was_lost(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.get_by_label("说明").fill("申请人下午补来")
    page.goto("/accounts/sign-in/")
    page.goto("/gallery/")
    assert page.get_by_label("说明").input_value() == "申请人下午补来"
