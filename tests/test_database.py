"""The guard against reads that write, and statements of sql/.

Source: SEC-006 asks that what was read be on file; the one write of a read is that.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from tests.days import MONDAY, SHANGHAI, moment
from tests.factories import a_hall, the_system
from yichuang import database
from yichuang.accounts.models import User
from yichuang.database import Prepared
from yichuang.ledger.commands import record
from yichuang.ledger.models import Entry
from yichuang.ledger.queries import entries_of
from yichuang.staff.models import Officer
from yichuang.web.read_guard import ReadGuard

READS = [
    "SELECT * FROM cases_case",
    "  select 1",
    "SELECT 'INSERT INTO cases_case' AS text",
    "SELECT 1 -- DELETE FROM cases_case",
    "SELECT /* UPDATE cases_case SET */ 1",
    'SELECT "update", "delete" FROM cases_case',
    "SELECT cases_case.update FROM cases_case",
    "SELECT REPLACE(name, 'a', 'b') FROM cases_case",
    "SELECT * FROM cases_case FOR UPDATE",
    "SELECT * FROM cases_case FOR NO KEY UPDATE OF cases_case",
    "WITH late AS (SELECT 1) SELECT * FROM late",
    "SAVEPOINT s1",
    "BEGIN IMMEDIATE",
    "PRAGMA foreign_keys",
    "EXPLAIN SELECT 1",
]

WRITES = [
    ("INSERT INTO cases_case VALUES (1)", ("INSERT", "cases_case")),
    ('insert into "cases_case" ("id") values (1)', ("INSERT", "cases_case")),
    ("INSERT OR REPLACE INTO cases_case VALUES (1)", ("INSERT", "cases_case")),
    ("UPDATE cases_case SET state = 'x'", ("UPDATE", "cases_case")),
    ("UPDATE ONLY cases_case SET state = 'x'", ("UPDATE", "cases_case")),
    ("  DELETE FROM cases_case", ("DELETE", "cases_case")),
    ("WITH gone AS (DELETE FROM cases_case RETURNING id) SELECT * FROM gone", ("DELETE", "cases_case")),
    ("-- harmless\nDELETE FROM cases_case", ("DELETE", "cases_case")),
    ("/* harmless */ TRUNCATE TABLE cases_case", ("TRUNCATE", "cases_case")),
    ("SELECT 1; DROP TABLE cases_case", ("DROP", "cases_case")),
    ("CREATE TABLE x_y (id int)", ("CREATE", "x_y")),
    ("MERGE INTO cases_case USING x ON true", ("MERGE", "cases_case")),
]


@pytest.mark.parametrize("sql", READS)
def test_a_read_is_let_through(sql: str):
    assert database.changes_in(sql) == []
    assert database.may_read_do(sql)


@pytest.mark.parametrize(("sql", "change"), WRITES, ids=lambda value: str(value)[:50])
def test_a_write_is_seen_however_it_is_dressed(sql: str, change: tuple[str, str]):
    assert database.changes_in(sql)[:1] == [change]
    assert not database.may_read_do(sql)


def test_an_upsert_is_one_change():
    sql = "INSERT INTO clocks_clock VALUES (1) ON CONFLICT (subject) DO UPDATE SET due_on = excluded.due_on"
    assert database.changes_in(sql) == [("INSERT", "clocks_clock")]


def test_the_session_and_sign_in_tables_of_libraries_are_excepted():
    assert database.may_read_do('UPDATE "django_session" SET expire_date = 1')
    assert database.may_read_do("INSERT INTO axes_accessattempt VALUES (1)")
    assert not database.may_read_do("INSERT INTO axes_accessattempt SELECT 1; DELETE FROM cases_case")


# ---- in a request ----


def answer(view, method: str = "GET") -> HttpResponse:
    """What the middleware answers for a view."""
    request = HttpRequest()
    request.method = method
    return ReadGuard(view)(request)


def writes(_request: HttpRequest) -> HttpResponse:
    User.objects.create(code="CHEN", username="chen", name="陈雨薇")
    return HttpResponse()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_read_that_writes_is_refused(method: str):
    with pytest.raises(database.WroteInARead, match="accounts_user"), transaction.atomic():
        answer(writes, method)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_post_writes_and_what_follows_a_get_too():
    answer(writes, "POST")
    answer(lambda request: HttpResponse())
    User.objects.create(code="GU", username="gu", name="顾远")
    assert User.objects.count() == 2


@pytest.mark.django_db
def test_a_read_may_file_that_it_read():
    def unmask(_request: HttpRequest) -> HttpResponse:
        with database.filing_a_reading():
            record(by=the_system(), subject="case:1", act="personal_data_read")
        return HttpResponse()

    answer(unmask)
    assert [entry.act for entry in entries_of("case:1")] == ["personal_data_read"]


@pytest.mark.django_db
def test_what_files_a_reading_adds_and_does_nothing_else():
    def forge(_request: HttpRequest) -> HttpResponse:
        with database.filing_a_reading():
            Entry.objects.update(actor="nobody")
        return HttpResponse()

    def sneak(_request: HttpRequest) -> HttpResponse:
        with database.filing_a_reading():
            return writes(_request)

    for view in (forge, sneak):
        with pytest.raises(database.WroteInARead):
            answer(view)


@pytest.mark.django_db
def test_after_filing_the_read_reads_again():
    def view(_request: HttpRequest) -> HttpResponse:
        with database.filing_a_reading():
            record(by=the_system(), subject="case:1", act="personal_data_read")
        record(by=the_system(), subject="case:2", act="personal_data_read")
        return HttpResponse()

    with pytest.raises(database.WroteInARead):
        answer(view)


# ---- statements ----


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    return tmp_path / "list.sql"


@pytest.mark.django_db
def test_a_statement_takes_names_and_gives_rows(sql: Path):
    sql.write_text("SELECT %(a)s + 1 AS more, '100 %%' AS share", encoding="utf-8")
    assert database.run(sql, a=41) == [{"more": 42, "share": "100 %"}]


@pytest.mark.django_db
def test_a_statement_finds_days_and_moments_alike_on_both_engines(sql: Path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE told (day date, at " + MOMENT[connection.vendor] + ")")
    sql.write_text("INSERT INTO told VALUES (%(day)s, %(at)s)", encoding="utf-8")
    assert database.run(sql, day=MONDAY, at=moment(MONDAY, "07:30")) == []
    found = sql.with_name("found.sql")
    found.write_text("SELECT day, at FROM told WHERE day = %(day)s AND at <= %(at)s", encoding="utf-8")
    at = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    assert database.run(found, day=MONDAY, at=at) == [
        {"day": date(2026, 11, 2), "at": moment(MONDAY, "07:30")}
    ]
    assert database.run(found, day=MONDAY, at=moment(MONDAY, "07:29")) == []


MOMENT = {"sqlite": "datetime", "postgresql": "timestamptz"}


@pytest.mark.django_db
def test_a_naive_moment_is_an_error(sql: Path):
    sql.write_text("SELECT %(at)s", encoding="utf-8")
    with pytest.raises(AssertionError, match="time zone"):
        database.run(sql, at=moment(MONDAY).astimezone(SHANGHAI).replace(tzinfo=None))


@pytest.mark.django_db
def test_an_engine_has_a_statement_of_its_own_where_there_is_one(sql: Path):
    sql.write_text("SELECT 'portable' AS kind", encoding="utf-8")
    sql.with_name("list.postgresql.sql").write_text("SELECT 'its own' AS kind", encoding="utf-8")
    kind = {"sqlite": "portable", "postgresql": "its own"}[connection.vendor]
    assert database.run(sql) == [{"kind": kind}]


# ---- selects compiled once ----


def _officers(code: str, centre: str) -> QuerySet[Officer]:
    return Officer.objects.select_related("centre", "department", "user").filter(
        code=code, centre__code=centre
    )


def _locked(code: str, centre: str) -> QuerySet[Officer]:
    return _officers(code, centre).select_for_update(of=("self",))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["chen", "qin"], ids=["with a department", "with none"])
def test_a_prepared_select_gives_what_django_gives(name, django_assert_num_queries):
    officer = getattr(a_hall(), name)
    prepared = Prepared(_officers)
    for _ in range(2):
        with django_assert_num_queries(1):
            (found,) = prepared.fetch(code=officer.code, centre="LZ")
            told = (found.centre.name, found.department and found.department.name, found.user.username)
    (asked,) = _officers(officer.code, "LZ")
    assert type(found) is type(asked)
    assert {f.attname: getattr(found, f.attname) for f in Officer._meta.fields} == {
        f.attname: getattr(asked, f.attname) for f in Officer._meta.fields
    }
    assert told == (asked.centre.name, asked.department and asked.department.name, asked.user.username)
    assert prepared.fetch(code="the place of code", centre="LZ") == []
    found.name = "陈雨薇（改）"
    found.save(update_fields=["name"])
    assert prepared.fetch(code=officer.code, centre="LZ")[0].name == "陈雨薇（改）"


@pytest.mark.django_db(transaction=True)
def test_a_prepared_lock_wants_a_transaction():
    prepared = Prepared(_locked)
    with transaction.atomic():
        assert prepared.fetch(code="CHEN", centre="LZ") == []
    with pytest.raises(AssertionError, match="a lock outside a transaction"):
        prepared.fetch(code="CHEN", centre="LZ")
