"""The language stands in the path: `/en/…` is English, everything else is Chinese. Issue 2, section 6."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import get_script_prefix

from yichuang.web.languages import in_language, language_of


@pytest.mark.parametrize(
    ("path", "language", "rest"),
    [
        ("/", "zh-hans", "/"),
        ("/desk/", "zh-hans", "/desk/"),
        ("/en/", "en", "/"),
        ("/en", "en", "/"),
        ("/en/desk/", "en", "/desk/"),
        ("/english/", "zh-hans", "/english/"),
        ("/zh-hans/desk/", "zh-hans", "/zh-hans/desk/"),  # Chinese has no prefix
        ("", "zh-hans", ""),
    ],
)
def test_reading_the_path(path: str, language: str, rest: str):
    assert language_of(path) == (language, rest)


def test_the_same_page_in_the_other_language_keeps_its_question():
    request = RequestFactory().get("/en/guides/", {"text": "营业"})
    assert in_language(request, "zh-hans") == "/guides/?text=%E8%90%A5%E4%B8%9A"
    assert in_language(request, "en") == "/en/guides/?text=%E8%90%A5%E4%B8%9A"


def test_every_address_on_an_english_page_leads_to_english_pages(client: Client, db):
    page = client.get("/en/accounts/sign-in/").content.decode()
    assert 'lang="en"' in page
    assert 'action="/en/accounts/sign-in/"' in page
    assert 'href="/static/web/css/tokens.css"' in page  # files have no language


def test_the_prefix_does_not_leak_into_the_next_request(client: Client, db):
    client.get("/en/accounts/sign-in/")
    assert get_script_prefix() == "/"
    page = client.get("/accounts/sign-in/").content.decode()
    assert 'lang="zh-CN"' in page
    assert 'action="/accounts/sign-in/"' in page


def test_the_browser_is_not_asked_and_the_country_speaks_chinese(client: Client, db):
    page = client.get("/accounts/sign-in/", headers={"accept-language": "en-US"}).content.decode()
    assert "登录" in page


def test_a_stranger_is_sent_to_sign_in_in_his_language(client: Client, db):
    assert client.get("/en/accounts/switch/").status_code == 404  # no demonstration here
