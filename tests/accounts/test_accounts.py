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
