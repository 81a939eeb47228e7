"""Signing in and out: on file, limited, idle sessions end, and the demonstration's switcher stays in demonstrations.

Source: issue 2 section 6; architecture section 8.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories import Hall, the_system
from yichuang.accounts import commands
from yichuang.accounts.web.middleware import SEEN
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen():
    """陈雨薇, with the password that everybody here knows."""
    user = Hall().chen.user
    commands.set_password(by=the_system(), user=user, password="window-six")
    return user


def sign_in(client: Client, password: str = "window-six", **more):
    return client.post("/accounts/sign-in/", {"username": "chen", "password": password}, **more)


def acts() -> list[tuple[str, str, dict[str, object]]]:
    told = entries_of("user:CHEN").values_list("act", "centre", "facts")
    return [one for one in told if one[0].startswith("signed")]


def test_chen_signs_in_and_out_and_both_are_on_file(client: Client, chen):
    assert sign_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(chen.pk)
    client.post("/accounts/sign-out/")
    assert "_auth_user_id" not in client.session
    assert acts() == [("signed_in", "LZ", {"how": "password"}), ("signed_out", "LZ", {"why": "asked"})]


def test_a_wrong_password_does_not_say_which_of_the_two_is_wrong(client: Client, chen):
    known = sign_in(client, "wrong").content.decode()
    unknown = client.post("/accounts/sign-in/", {"username": "nobody", "password": "wrong"}).content.decode()
    sentence = "用户名和密码对不上，请核对后再试。"
    assert sentence in known
    assert sentence in unknown
    assert acts() == []


def test_after_five_wrong_ones_the_right_one_waits_too(client: Client, chen):
    for _ in range(5):
        last = sign_in(client, "wrong")
    assert last.status_code == 429
    assert "暂时不能登录" in sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session


def test_another_machine_is_not_kept_waiting(client: Client, chen):
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(Client(REMOTE_ADDR="10.0.0.7")).status_code == 302


def test_a_closed_account_stays_out(client: Client, chen):
    commands.close_user(by=the_system(), user=chen)
    assert "用户名和密码对不上" in sign_in(client).content.decode()


def test_one_comes_back_to_the_page_that_was_asked_for(client: Client, chen):
    answer = client.post("/accounts/sign-in/?next=/desk/", {"username": "chen", "password": "window-six"})
    assert answer.headers["Location"] == "/desk/"
    elsewhere = "/accounts/sign-in/?next=https://elsewhere.example/"
    answer = Client().post(elsewhere, {"username": "chen", "password": "window-six"})
    assert "elsewhere" not in answer.headers["Location"]


def test_signing_out_is_never_a_get(client: Client, chen):
    sign_in(client)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session


def test_who_was_away_for_too_long_signs_in_again(client: Client, chen, settings):
    sign_in(client)
    client.get("/accounts/sign-in/")
    session = client.session
    session[SEEN] -= int(settings.SESSION_IDLE.total_seconds()) + 60
    session.save()
    page = client.get("/accounts/sign-in/").content.decode()
    assert "已离开 31 分钟，请重新登录；刚才填的都在。" in page
    assert acts()[-1] == ("signed_out", "LZ", {"why": "away"})


def test_a_short_absence_ends_nothing_and_is_marked_only_now_and_then(client: Client, chen, settings):
    settings.SESSION_IDLE = timedelta(minutes=30)
    sign_in(client)
    client.get("/accounts/sign-in/")
    session = client.session
    session[SEEN] -= 200
    session.save()
    before = client.session[SEEN]
    client.get("/accounts/sign-in/")
    assert client.session[SEEN] == before
    session = client.session
    session[SEEN] -= 200
    session.save()
    client.get("/accounts/sign-in/")
    assert client.session[SEEN] > before
    assert "_auth_user_id" in client.session


# ---- the switcher


def test_without_a_demonstration_there_is_no_switcher(client: Client, chen, settings):
    settings.DEMO = False
    assert client.get("/accounts/switch/").status_code == 404
    assert client.post("/accounts/switch/", {"username": "chen"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_in_a_demonstration_one_click_makes_one_somebody_else(client: Client, chen, settings):
    settings.DEMO = True
    page = client.get("/accounts/switch/").content.decode()
    assert "陈雨薇" in page
    assert "首席代表" in page
    client.post("/accounts/switch/", {"username": "chen"})
    assert client.session["_auth_user_id"] == str(chen.pk)
    assert acts() == [("signed_in", "LZ", {"how": "demo"})]
    assert client.post("/accounts/switch/", {"username": "nobody"}).status_code == 404


def test_looking_at_the_switcher_changes_nothing(client: Client, chen, settings):
    settings.DEMO = True
    client.get("/accounts/switch/")
    assert acts() == []
