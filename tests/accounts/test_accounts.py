"""Accounts and roles: who may make them, what is filed, and who holds what on which day.

Source: issue 2 section 6 (sign-in with roles); CASE-001 (every act is an entry).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.days import FRIDAY, MONDAY, TUESDAY
from tests.factories import Hall, the_system
from yichuang.accounts import commands, queries
from yichuang.accounts.models import User
from yichuang.accounts.rules.roles import Role
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def acts(user: User) -> list[str]:
    return list(entries_of(f"user:{user.code}").values_list("act", flat=True))


def test_xu_makes_an_account_and_it_is_on_file(hall: Hall):
    made = commands.make_user(
        by=hall.as_(hall.xu), code="SJ-0099", username="new", name="新来", password="a-b-c-d"
    )
    assert made.check_password("a-b-c-d")
    assert acts(made) == ["user_made"]


def test_an_account_without_a_password_lets_nobody_in(hall: Hall):
    made = commands.make_user(by=hall.as_(hall.xu), code="SJ-0099", username="new", name="新来")
    assert not made.has_usable_password()


@pytest.mark.parametrize("who", ["chen", "gu", "he", "qin", "bai", "tang", "lu"])
def test_nobody_else_does(hall: Hall, who: str):
    with pytest.raises(NotPermitted, match="only_administrator"):
        commands.make_user(by=hall.as_(getattr(hall, who)), code="X", username="x", name="x")


@pytest.mark.parametrize(("code", "username"), [("CHEN", "other"), ("OTHER", "chen")])
def test_nobody_gets_the_code_or_the_name_of_another(hall: Hall, code: str, username: str):
    with pytest.raises(RuleBroken, match="user_exists"):
        commands.make_user(by=hall.as_(hall.xu), code=code, username=username, name="x")


def test_a_role_is_held_from_its_first_day_to_its_last(hall: Hall):
    user = commands.make_user(by=the_system(), code="SJ-0099", username="new", name="新来")
    grant = commands.grant_role(by=hall.as_(hall.xu), user=user, role=Role.REVIEWER, since=TUESDAY)
    commands.end_role(by=hall.as_(hall.xu), grant=grant, on=FRIDAY)
    held = {
        day: queries.roles_of(user, "LZ", day) for day in (MONDAY, TUESDAY, FRIDAY, FRIDAY + timedelta(1))
    }
    assert held == {MONDAY: set(), TUESDAY: {"reviewer"}, FRIDAY: {"reviewer"}, FRIDAY + timedelta(1): set()}
    assert acts(user) == ["user_made", "role_granted", "role_ended"]


def test_a_role_at_one_centre_is_none_at_another(hall: Hall):
    assert queries.roles_of(hall.xu.user, "ELSEWHERE", MONDAY) == frozenset()
    assert queries.centre_of(hall.xu.user, MONDAY) == "LZ"


def test_who_never_held_a_role_belongs_to_no_centre():
    user = commands.make_user(by=the_system(), code="X", username="x", name="x")
    assert queries.centre_of(user, MONDAY) == "-"


def test_granting_twice_files_once(hall: Hall):
    user = commands.make_user(by=the_system(), code="SJ-0099", username="new", name="新来")
    for _ in range(2):
        commands.grant_role(by=hall.as_(hall.xu), user=user, role=Role.WINDOW, since=MONDAY)
    assert acts(user) == ["user_made", "role_granted"]


def test_a_role_does_not_end_before_it_began(hall: Hall):
    user = commands.make_user(by=the_system(), code="SJ-0099", username="new", name="新来")
    grant = commands.grant_role(by=hall.as_(hall.xu), user=user, role=Role.WINDOW, since=TUESDAY)
    with pytest.raises(RuleBroken, match="ends_before_it_begins"):
        commands.end_role(by=hall.as_(hall.xu), grant=grant, on=MONDAY)


def test_chen_sets_her_own_password_and_nobody_elses(hall: Hall):
    commands.set_password(by=hall.as_(hall.chen), user=hall.chen.user, password="something-new")
    assert User.objects.get(code="CHEN").check_password("something-new")
    with pytest.raises(NotPermitted, match="only_administrator"):
        commands.set_password(by=hall.as_(hall.chen), user=hall.gu.user, password="x")
    commands.set_password(by=hall.as_(hall.xu), user=hall.gu.user, password="forgotten-once")
    assert acts(hall.gu.user)[-1] == "password_set"


def test_no_password_and_no_hash_of_one_comes_into_the_ledger(hall: Hall):
    commands.set_password(by=hall.as_(hall.chen), user=hall.chen.user, password="something-new")
    entry = entries_of("user:CHEN").last()
    assert entry is not None
    assert entry.facts == {}


def test_a_closed_account_is_in_no_list_and_closing_again_changes_nothing(hall: Hall):
    for _ in range(2):
        commands.close_user(by=hall.as_(hall.xu), user=hall.wu.user)
    assert "wu" not in [person.username for person in queries.people_with_roles(MONDAY)]
    assert acts(hall.wu.user).count("user_closed") == 1


def test_the_list_of_people_costs_the_same_however_many_they_are(hall: Hall, queries_do_not_grow):
    def grow() -> None:
        for number in range(5):
            user = commands.make_user(by=the_system(), code=f"N{number}", username=f"n{number}", name="新")
            commands.grant_role(by=hall.as_(hall.xu), user=user, role=Role.WINDOW, since=MONDAY)

    assert (
        queries_do_not_grow(lambda: [person.roles for person in queries.people_with_roles(MONDAY)], grow) == 2
    )


# ---- the administrator's pages


def test_xu_makes_an_account_on_a_page_and_what_was_refused_stays_in_the_form(hall: Hall, client):
    client.force_login(hall.xu.user)
    told = {
        "code": "SJ-7",
        "username": "chen",
        "name": "新来",
        "password": "long-and-odd-7",
        "role": "window",
    }
    told["since"] = MONDAY.isoformat()
    answer = client.post("/accounts/users/new/", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已经有用户“chen”，请换一个用户名。" in page
    assert 'value="SJ-7"' in page
    answer = client.post("/accounts/users/new/", {**told, "username": "xinlai"})
    assert answer.headers["Location"] == "/accounts/users/SJ-7/"
    made = User.objects.get(code="SJ-7")
    assert acts(made) == ["user_made", "role_granted"]
    assert "新来" in client.get("/accounts/users/SJ-7/").content.decode()


def test_a_role_is_granted_and_ended_on_a_page(hall: Hall, client):
    client.force_login(hall.xu.user)
    address = "/accounts/users/GU/"
    client.post(address, {"role": "chief", "since": "2026-01-05", "until": ""})
    page = client.get(address).content.decode()
    assert "今天结束“首席代表”" in page
    grant = queries.grants_of(hall.gu.user, "LZ")[0]
    client.post(f"{address}end/{grant.pk}/")
    grant.refresh_from_db()
    assert grant.until is not None
    assert acts(hall.gu.user)[-2:] == ["role_granted", "role_ended"]


def test_a_weak_password_is_told_why_and_a_good_one_holds(hall: Hall, client):
    client.force_login(hall.xu.user)
    answer = client.post("/accounts/users/GU/password/", {"password": "123"}, follow=True)
    assert "密码" in answer.content.decode()
    assert acts(hall.gu.user)[-1] != "password_set"
    client.post("/accounts/users/GU/password/", {"password": "long-and-odd-7"})
    assert User.objects.get(code="GU").check_password("long-and-odd-7")


def test_an_account_is_closed_on_its_page(hall: Hall, client):
    client.force_login(hall.xu.user)
    client.post("/accounts/users/WU/close/")
    assert not User.objects.get(code="WU").is_active
    assert "已停用" in client.get("/accounts/users/WU/").content.decode()


def test_chen_changes_her_own_password_and_stays_signed_in(hall: Hall, client):
    commands.set_password(by=the_system(), user=hall.chen.user, password="window-six")
    client.post("/accounts/sign-in/", {"username": "chen", "password": "window-six"})
    told = {
        "old_password": "window-six",
        "new_password1": "long-and-odd-7",
        "new_password2": "long-and-odd-7",
    }
    assert client.post("/accounts/password/", {**told, "old_password": "x"}).status_code == 422
    assert client.post("/accounts/password/", told).status_code == 302
    assert client.get("/accounts/password/").status_code == 200
    assert User.objects.get(code="CHEN").check_password("long-and-odd-7")


@pytest.mark.parametrize("path", ["users/", "users/new/", "users/GU/"])
def test_nobody_else_sees_these_pages(hall: Hall, client, path: str):
    client.force_login(hall.chen.user)
    answer = client.get(f"/accounts/{path}")
    assert answer.status_code == 403
    assert "只能由本中心的系统管理员变更" in answer.content.decode()


@pytest.mark.parametrize("path", ["users/GU/", "users/GU/password/", "users/GU/close/", "users/new/"])
def test_nobody_else_posts_to_them(hall: Hall, client, path: str):
    client.force_login(hall.qin.user)
    assert client.post(f"/accounts/{path}", {"password": "long-and-odd-7"}).status_code == 403


def test_the_list_of_the_administrator_costs_the_same_however_many_they_are(
    hall: Hall, client, queries_do_not_grow
):
    client.force_login(hall.xu.user)

    def grow() -> None:
        for number in range(5):
            user = commands.make_user(by=the_system(), code=f"N{number}", username=f"n{number}", name="新")
            commands.grant_role(by=hall.as_(hall.xu), user=user, role=Role.WINDOW, since=MONDAY)

    queries_do_not_grow(lambda: client.get("/accounts/users/"), grow)
