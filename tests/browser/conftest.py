"""A real Chromium against the real site: one browser for the session, one context (a person) for a story.

    def test_…(open_page, person): page = open_page(as_=officer.user); page.goto("/desk/")

`axe(page)` returns what axe finds (WCAG 2.2 AA and best practice), as lines to read; `sticking_out(page)`
what sticks out sideways; `look(page, "name")` keeps a picture in test-results/ to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import tests.append_only  # noqa: F401 (tests that commit are emptied)
from tests.conftest import CHROMIUM
from yichuang.web.fonts import cut, own_words
from yichuang.web.management.commands.cut_fonts import SANS
from yichuang.web.rules.font_slices import WORDS

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

AXE = Path(__file__).parent / "assets" / "axe-4.14.1.min.js"
PICTURES = Path(__file__).parents[2] / "test-results"
WHERE_NEEDED = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
DESK, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)
WIDTHS = (DESK, PHONE, NARROW)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session", autouse=True)
def _fonts_are_there() -> None:
    """The slice of the product's own words, cut in a few seconds: a bare machine has no Chinese font."""
    cut([(SANS, WORDS)], Path(settings.DATA) / "fonts", "/fonts/", own_words())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's sync interface runs a loop of its own
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=WHERE_NEEDED)
        yield started
        started.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(as_=user, width=PHONE, large=True)`: a page of a person of its own.

    A violation of the content-security policy or an error in a script fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(as_: Any = None, width: tuple[int, int] = DESK, *, large: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width[0], "height": width[1]}, locale="zh-CN",
            timezone_id="Asia/Shanghai", bypass_csp=False, reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        cookies = [{"name": "size", "value": "large", "url": live_server.url}] if large else []
        if as_ is not None:
            cookies.append(
                {"name": settings.SESSION_COOKIE_NAME, "value": _session(as_), "url": live_server.url}
            )
        if cookies:
            context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "console",
            lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, faults


def _session(user: Any) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def axe(page: Page, *, only: str | None = None) -> list[str]:
    """What axe finds on a page: rule, how grave, where. Run past the page's policy, through the protocol."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = page.evaluate(
        """([rules, only]) => window.axe.run(only || document, {runOnly: {type: "tag", values: rules}})
            .then((told) => told.violations)""",
        [RULES, only],
    )
    return [
        f"{one['impact']} {one['id']}: {one['help']} at {', '.join(node['target'][0] for node in one['nodes'][:4])}"
        for one in found
    ]


def sticking_out(page: Page) -> list[str]:
    """What makes the page as a whole scroll sideways; nothing, where nothing does."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const clips = (one) => one && (getComputedStyle(one).overflowX !== "visible" || clips(one.parentElement));
            return Array.from(document.body.querySelectorAll("*"))
                .filter((one) => one.getBoundingClientRect().right > width + 1 && !clips(one.parentElement))
                .slice(0, 8)
                .map((one) => `${one.tagName.toLowerCase()}.${one.className.baseVal ?? one.className} `
                    + `${Math.round(one.getBoundingClientRect().right)} > ${width}: ${one.textContent.trim().slice(0, 30)}`);
        }"""
    )
    return found


def look(page: Page, name: str, *, whole: bool = False) -> Path:
    """A picture of the page in test-results/, for the eyes of whoever changed it."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, full_page=whole)
    return file
