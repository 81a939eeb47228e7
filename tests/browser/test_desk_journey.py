"""Moments of truth at the window (users' paper, R1): keys counted, the mouse never touched, seconds measured.

A held key counts as one, and so does the one pressed with it: Ctrl+Enter is two. The card on the reader is the
demonstration's stand-in (exchange/local_card_reader.py), marked 模拟 on the page.
Sources: INT-001, INT-004, INT-007, INT-008, RCP-003; issue 2 section 6.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, look
from tests.cases.stories import Story
from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.cases.models import Case
from yichuang.cases.queries import subject
from yichuang.desk import queries
from yichuang.desk.web.printing import print_all
from yichuang.exchange.local_card_reader import LocalCardReader

MOST_KEYS, MOST_SECONDS = 40, 180
KNOWN = Details(
    kind=ApplicantKind.PERSON, name="李文静", number="369900199003070021", telephone="13900004406",
    occupation="个体经营", address="澜州市望江区文澜路 118 号",
)  # fmt: skip
COUNT = """
    window.counted = JSON.parse(sessionStorage.getItem("counted") || '{"keys": 0, "mouse": 0}');
    const count = (what) => () => {
        window.counted[what] += 1;
        sessionStorage.setItem("counted", JSON.stringify(window.counted));
    };
    addEventListener("keydown", count("keys"), true);
    addEventListener("pointerdown", count("mouse"), true);
"""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in of a demonstration lies beside the window; the first card is Li Wenjing's."""
    stand_in = LocalCardReader()
    monkeypatch.setattr(queries, "card_reader", lambda: stand_in)


@pytest.fixture
def story() -> Story:
    """An item of five materials; Li Wenjing has been here before."""
    told = Story(materials=5)
    case = told.receive(applicant=KNOWN)
    with ThreadPoolExecutor(1) as elsewhere:  # the first letter of a process warms the press
        elsewhere.submit(_print, subject(case)).result()
    return told


def _print(of_case: str) -> None:
    print_all(of_case)
    connection.close()


def opened(open_page: OpenPage, story: Story) -> Page:
    page = open_page(as_=story.hall.chen.user)
    page.set_default_timeout(30_000)  # the machine of the tests may be busy
    expect.set_options(timeout=30_000)
    page.add_init_script(COUNT)
    page.goto("/desk/")
    expect(page.locator("#q")).to_be_focused()
    return page


def keys(page: Page) -> int:
    return int(page.evaluate("window.counted.keys"))


def test_a_simple_case_takes_few_keys_and_no_mouse(open_page: OpenPage, story: Story, reader) -> None:
    page = opened(open_page, story)
    began = time.monotonic()
    page.keyboard.type("spjy", delay=30)  # 食品经营
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件：食品经营许可").wait_for(state="attached")
    page.keyboard.press("F4")
    expect(page.locator("#applicant-said")).to_contain_text("模拟")
    expect(page.locator("#id_telephone")).to_have_value("13900004406")  # known here: compare, do not type
    expect(page.locator("input[name=m1]").first).to_be_focused()
    page.keyboard.press("Alt+a")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/printed/**", timeout=60_000)
    seconds = time.monotonic() - began
    look(page, "journey-simple")
    case = Case.objects.order_by("-id")[0]
    assert case.state == "accepted"
    assert case.applicant.name == "李文静"
    assert keys(page) <= MOST_KEYS, keys(page)
    assert page.evaluate("window.counted.mouse") == 0
    assert seconds < MOST_SECONDS
    print(f"\nsimple case: {keys(page)} keys, 0 mouse, {seconds:.1f} s of the machine")  # noqa: T201
    expect(page.get_by_role("link", name="打印 3 联")).to_be_focused()
    assert page.locator(".code-shown").is_visible()
    page.reload()
    assert not page.locator(".code-shown").is_visible()  # the query code is shown once


def test_without_a_card_the_number_finds_her_and_the_wrong_sign_is_told(
    open_page: OpenPage, story: Story
) -> None:
    page = opened(open_page, story)
    page.keyboard.type("小饭馆", delay=30)  # the people's own word
    page.locator("[data-choice]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件：食品经营许可").wait_for(state="attached")
    number = page.locator("#id_number")
    number.focus()
    page.keyboard.type("369900199003070022")
    expect(page.get_by_text("最后一位对不上（算得 1），请再核对证件。")).to_be_visible()
    expect(number).to_be_focused()
    page.keyboard.press("Backspace")
    page.keyboard.type("1")
    expect(page.locator("#id_name")).to_have_value("李文静")
    expect(page.get_by_text("本中心已有信息")).to_be_visible()


def test_something_is_missing_and_is_told_at_once(open_page: OpenPage, story: Story, reader) -> None:
    page = opened(open_page, story)
    page.keyboard.type("spjy", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件：食品经营许可").wait_for(state="attached")
    page.keyboard.press("F4")
    expect(page.locator("input[name=m1]").first).to_be_focused()
    page.keyboard.press("Alt+a")
    page.locator("input[name=m2]").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("缺平面布局图")
    expect(page.get_by_role("button", name="收件并一次性告知")).to_have_class("btn btn--act")
    expect(page.locator(".slip")).to_contain_text("缺平面布局图")
    expect(page.get_by_role("button", name="受理", exact=True)).to_have_attribute("aria-disabled", "true")
    look(page, "journey-missing")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/desk/printed/**", timeout=60_000)
    case = Case.objects.order_by("-id")[0]
    assert (case.state, case.corrections) == ("correcting", 1)
    assert case.correction_notices.get().lacking[0]["standard"] == "缺平面布局图"
    assert keys(page) <= MOST_KEYS


def test_chinese_input_never_triggers_a_key(open_page: OpenPage, story: Story) -> None:
    page = opened(open_page, story)
    page.keyboard.type("spjy", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件：食品经营许可").wait_for(state="attached")
    page.locator("#id_name").focus()
    address = page.url
    for key, code in (("Enter", "Enter"), ("1", "Digit1"), ("Enter", "Enter")):
        page.evaluate(
            """([key, code]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
                key, code, ctrlKey: key === "Enter", isComposing: true, bubbles: true, cancelable: true}))""",
            [key, code],
        )
    assert page.url == address
    expect(page.locator("#id_name")).to_be_focused()
    assert Case.objects.count() == 1
    page.keyboard.press("Enter")  # committed: Enter goes to the next field, it never sends the form
    expect(page.locator("#id_number")).to_be_focused()
    assert Case.objects.count() == 1


def test_what_was_typed_is_still_there_after_leaving(open_page: OpenPage, story: Story) -> None:
    page = opened(open_page, story)
    page.keyboard.type("spjy", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="收件：食品经营许可").wait_for(state="attached")
    page.locator("#id_name").focus()
    page.keyboard.insert_text("周立民")
    page.keyboard.press("Alt+a")
    address = page.url
    page.goto("/desk/messages/")
    page.goto(address)
    expect(page.locator("#id_name")).to_have_value("周立民")
    expect(page.get_by_text("上次在这里填的还没有提交")).to_be_visible()
    expect(page.locator(".slip")).to_contain_text("周立民")
    page.get_by_role("button", name="清空重填").click()
    expect(page.locator("#id_name")).to_have_value("")
