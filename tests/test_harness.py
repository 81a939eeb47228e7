"""The harness can bite: each kind of carelessness that it is to catch is shown caught."""

from __future__ import annotations

import os
import socket
import warnings
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Template, engines
from django.test import Client
from django.urls import path

from tests.architecture.pages import faults_of_page
from tests.conftest import is_loopback
from yichuang.accounts.models import RoleGrant, User

urlpatterns = [path("page/<slug:kind>/", lambda request, kind: HttpResponse(PAGES[kind]))]
PAGES = {"good": "<p id='a'>办件</p>", "bad": "<p style='color: red'>办件</p>"}


def people(count: int) -> None:
    User.objects.bulk_create(User(code=f"P{n:02}", username=f"p{n:02}", name=f"{n}") for n in range(count))


# ---- rows ----


@pytest.mark.django_db
def test_rows_without_an_order_come_in_any():
    people(20)
    seen = {tuple(User.objects.order_by().values_list("code", flat=True)) for _ in range(5)}
    assert len(seen) > 1
    assert {len(rows) for rows in seen} == {20}


@pytest.mark.django_db
def test_rows_with_an_order_keep_it():
    people(20)
    codes = [f"P{n:02}" for n in range(20)]
    assert list(User.objects.order_by("code").values_list("code", flat=True)) == codes
    assert [user.code for user in User.objects.all()] == codes  # by Meta.ordering


@pytest.mark.django_db
def test_a_part_of_rows_without_an_order_is_refused():
    people(20)
    with pytest.raises(AssertionError, match="without an order"):
        list(User.objects.order_by()[:5])
    assert len(User.objects.order_by("code")[:5]) == 5
    assert User.objects.order_by().get(code="P03").name == "3"
    assert User.objects.order_by().first() is not None


# ---- moments, network, warnings ----


@pytest.mark.django_db
def test_a_naive_moment_is_an_error():
    people(1)
    with pytest.raises(RuntimeWarning, match="naive"):
        User.objects.filter(last_login__gt=datetime(2026, 11, 2)).exists()  # noqa: DTZ001


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("something is deprecated", UserWarning, stacklevel=1)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_the_network_is_out_of_reach(host: str):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe, pytest.raises(AssertionError, match="network"):
        probe.connect((host, 80))


@pytest.mark.parametrize(
    ("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("8.8.8.8", False)]
)
def test_this_machine_is_within_reach(host: str, here: bool):
    assert is_loopback(host) is here


# ---- templates and pages ----


def test_a_name_that_is_not_there_fails():
    assert "%s" in engines["django"].engine.string_if_invalid
    with pytest.raises(pytest.fail.Exception, match="nobody"):
        Template("{{ nobody.name }}").render(Context({}))


@pytest.mark.parametrize(
    "page",
    [
        "<p>{{ case }}</p>",
        "<p>{% if %}</p>",
        "<p>Case %(number)s</p>",
        "<style>p {}</style>",
        "<p style='color: red'>",
        "<script>go()</script>",
        "<button onclick='go()'>",
        "<svg onload=go()>",
        "<a href=' javascript:go()'>",
        "<p id='a'></p><p id='a'></p>",
    ],
)
def test_a_page_is_looked_through(page: str):
    assert len(faults_of_page(page)) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<script src='/static/x.js'></script>",
        "<script type='application/json'>{}</script>",
        "<p data-on='x' id='a'></p><p id='b'>100 % (x)</p>",
        "<label for='a'>",
    ],
)
def test_a_good_page_has_no_faults(page: str):
    assert faults_of_page(page) == []


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_every_page_of_the_client_is_looked_through():
    officer = User.objects.create(code="CHEN", username="chen", name="陈雨薇")
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/page/good/").status_code == 200
    with pytest.raises(AssertionError, match="/page/bad/: style="):
        client.get("/page/bad/")


# ---- help ----


@pytest.mark.django_db
def test_statements_are_counted_and_shown(queries, queries_do_not_grow):
    people(2)
    with queries(1):
        list(User.objects.all())
    with pytest.raises(AssertionError, match=r"(?s)1 statements instead of 2.*accounts_user"), queries(2):
        list(User.objects.all())

    def flat() -> list[User]:
        return list(User.objects.prefetch_related("grants"))

    def steep() -> list[list[RoleGrant]]:
        return [list(user.grants.all()) for user in User.objects.all()]

    def more() -> None:
        people_so_far = User.objects.count()
        User.objects.create(code=f"Q{people_so_far}", username=f"q{people_so_far}", name="多")

    queries_do_not_grow(flat, more)
    with pytest.raises(AssertionError, match="statements instead of"):
        queries_do_not_grow(steep, more)


@pytest.mark.django_db
def test_what_waits_for_the_commit_runs_when_asked(after_commit):
    done = []
    transaction.on_commit(lambda: done.append("too early"))
    with after_commit():
        transaction.on_commit(lambda: done.append("told"))
        assert done == []
    assert done == ["told"]


def test_nothing_reaches_the_real_data_folder(data_folder: Path):
    root = Path(__file__).parent.parent
    assert root not in data_folder.parents
    assert os.environ["YICHUANG_DATA"] == str(data_folder)
    assert data_folder in Path(settings.DOCUMENTS_ROOT).parents
    if connection.vendor == "sqlite":
        assert data_folder == Path(connection.settings_dict["TEST"]["NAME"]).parent
