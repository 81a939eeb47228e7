"""The frame's own pages: the size switch, the fonts, and the errors in sentences. Issue 2, section 6."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from tests.days import MONDAY
from tests.factories import the_system
from yichuang.accounts import commands as accounts
from yichuang.accounts.models import RoleGrant
from yichuang.kernel.errors import CannotCompute, NotPermitted, RuleBroken
from yichuang.urls import *  # noqa: F403
from yichuang.urls import urlpatterns as house
from yichuang.web import views
from yichuang.web.refusals import raised_by, registry, sentence_of
from yichuang.web.requests import acting_of


def refuses(request: HttpRequest, which: str) -> HttpResponse:
    match which:
        case "rule":
            accounts.end_role(by=the_system(), grant=RoleGrant(since=MONDAY), on=MONDAY - timedelta(1))
        case "person":
            raise NotPermitted("only_administrator")
        case "unknown":
            raise CannotCompute("no_such_words", on=MONDAY)
    raise ZeroDivisionError


refuses.login_required = False  # type: ignore[attr-defined]
urlpatterns = [*house, path("refuses/<str:which>/", refuses)]


@pytest.fixture
def visitor(settings, db) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


# ---- the size switch


def test_large_print_is_switched_on_and_off_by_a_cookie(client: Client, db):
    answer = client.get("/size/large/", {"next": "/accounts/sign-in/"})
    assert answer.headers["Location"] == "/accounts/sign-in/"
    assert 'data-size="large"' in client.get("/accounts/sign-in/").content.decode()
    client.get("/size/usual/", {"next": "/accounts/sign-in/"})
    assert "data-size" not in client.get("/accounts/sign-in/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:go()"]
)
def test_the_switch_leads_to_no_other_house(client: Client, elsewhere: str):
    assert client.get("/size/large/", {"next": elsewhere}).headers["Location"] == "/"


def test_the_switch_writes_nothing(client: Client, db, queries):
    with queries(0):
        client.get("/size/large/")


# ---- fonts


def test_without_fonts_the_style_sheet_is_empty_and_not_kept(client: Client, settings, tmp_path: Path):
    settings.DATA = tmp_path
    answer = client.get("/fonts/fonts.css")
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"", "no-store")


def test_a_slice_is_kept_for_ever_and_nothing_else_is_served(client: Client, settings, tmp_path: Path, db):
    settings.DATA = tmp_path
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "sans-400-0-words-1.woff2").write_bytes(b"wOF2")
    (tmp_path / "secret").write_text("x")
    answer = client.get("/fonts/sans-400-0-words-1.woff2")
    assert answer.headers["Content-Type"] == "font/woff2"
    assert "immutable" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content) == b"wOF2"
    for close in answer._resource_closers:  # the answer itself would close the database too
        close()
    assert client.get("/fonts/other.woff2").status_code == 404
    assert client.get("/fonts/..%2Fsecret").status_code == 404


# ---- errors in sentences


def test_a_rule_that_forbids_says_why_on_a_page_of_its_own(visitor: Client):
    answer = visitor.get("/refuses/rule/")
    assert answer.status_code == 422
    assert "这个角色从11月2日（周一）起担任，不能在此之前结束。" in answer.content.decode()


def test_a_person_who_may_not_is_told_who_may(visitor: Client):
    answer = visitor.get("/refuses/person/")
    assert answer.status_code == 403
    assert "账号和角色只能由本中心的系统管理员变更。" in answer.content.decode()


def test_a_refusal_without_words_is_never_blank(visitor: Client):
    answer = visitor.get("/refuses/unknown/")
    assert answer.status_code == 422
    assert "no_such_words" in answer.content.decode()


def test_a_failure_of_ours_is_a_page_without_its_story(visitor: Client):
    answer = visitor.get("/refuses/failure/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "我们这边出了问题" in page
    assert "ZeroDivision" not in page


def test_nothing_at_an_address(visitor: Client):
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "这个地址没有内容" in answer.content.decode()


def test_a_host_that_is_not_ours(visitor: Client):
    assert visitor.get("/accounts/sign-in/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_form_that_is_too_old_says_so(settings, db):
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/accounts/sign-in/", {"username": "chen", "password": "x"})
    assert answer.status_code == 403
    assert "这张表单过时了" in answer.content.decode()


def test_forbidden_without_a_refusal_has_a_sentence_too(db):
    request = RequestFactory().get("/")
    answer = views.forbidden(request, PermissionError())
    assert "请本中心管理员授予角色" in answer.content.decode()


# ---- refusals


def test_the_words_are_those_of_the_package_that_refused(db):
    """Two packages may use one code; each says it in its own words."""
    with pytest.raises(RuleBroken) as refusal:
        accounts.end_role(by=the_system(), grant=RoleGrant(since=MONDAY), on=MONDAY - timedelta(1))
    assert raised_by(refusal.value) == "accounts"
    assert sentence_of(refusal.value).startswith("这个角色从")
    assert raised_by(RuleBroken("never_raised")) == ""


def test_every_sentence_of_every_package_can_be_said():
    """With no fact at hand, each is words all the same: no format that fails."""
    for package, words in registry().items():
        for code in words:
            assert sentence_of(RuleBroken(code)), f"{package}: {code}"


def test_a_missing_fact_stays_visible():
    assert "…" in sentence_of(RuleBroken("user_exists"))


def test_who_acts_is_refused_where_nobody_does():
    with pytest.raises(NotPermitted, match="no_officer"):
        acting_of(RequestFactory().get("/"))


def test_the_policy_of_content_is_strict(client: Client, db):
    policy = client.get("/accounts/sign-in/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
