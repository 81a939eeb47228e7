"""The menu: a table of ways, for each role those that lead somewhere. Issue 2, section 6."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy as _

from tests.factories import Hall
from yichuang.accounts.rules.roles import Role
from yichuang.web import navigation
from yichuang.web.navigation import Way, desk_ways, public_ways

WAYS = (
    Way(_("Desk"), "accounts:sign_in"),
    Way(_("Cases"), "accounts:switch", frozenset({Role.REVIEWER})),
    Way(_("Ledger"), "nowhere:list"),
    Way(_("Items"), "web:size"),  # needs an argument: leads nowhere from a menu
)


@pytest.fixture
def table(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "DESK_WAYS", WAYS)


def shown(roles: frozenset[str], here: str = "") -> list[tuple[str, bool]]:
    return [(str(way.words), way.current) for way in desk_ways(roles, here)]


def test_a_way_whose_page_does_not_exist_is_left_out(table):
    assert shown(frozenset()) == [("工作台", False)]


def test_a_way_is_shown_to_its_roles(table):
    assert shown(frozenset({"reviewer"})) == [("工作台", False), ("办件", False)]
    assert shown(frozenset({"cashier"})) == [("工作台", False)]


def test_one_way_at_most_is_current(table):
    """The page itself; for another page of the same part of the house the first way there."""
    reviewer = frozenset({"reviewer"})
    assert shown(reviewer, "accounts:switch") == [("工作台", False), ("办件", True)]
    assert shown(reviewer, "accounts:other") == [("工作台", True), ("办件", False)]
    assert shown(reviewer, "elsewhere:page") == [("工作台", False), ("办件", False)]
    assert shown(reviewer, "") == [("工作台", False), ("办件", False)]


def test_the_public_menu_asks_for_no_role():
    assert all(not way.roles for way in navigation.PUBLIC_WAYS)
    assert all(way.address.startswith("/") for way in public_ways(""))


def test_chen_sees_her_window_and_gu_his_department(client: Client, db):
    hall = Hall()
    client.force_login(hall.chen.user)
    page = client.get("/nowhere/").content.decode()
    assert "澜州市政务服务中心" in page
    bar = render_bar(client, hall.chen)
    assert "6 号窗口" in bar
    assert "综合受理" in bar
    assert "陈雨薇" in bar
    bar = render_bar(client, hall.gu)
    assert "澜州市市场监督管理局" in bar
    assert "审查人" in bar


def render_bar(client: Client, officer) -> str:
    """The bar of the desk for an officer, as the first page of the desk shows it."""
    client.force_login(officer.user)
    return client.get("/cases/").content.decode()


def test_the_public_reads_the_name_of_the_centre_that_serves_it(client: Client, db):
    assert "一窗" in client.get("/accounts/sign-in/").content.decode()
    Hall()
    assert "澜州市政务服务中心" in client.get("/accounts/sign-in/").content.decode()
