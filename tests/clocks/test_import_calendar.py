"""Importing a notice of holidays moves the dates of running clocks, and says which. CLK-001."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.days import MONDAY, moment
from yichuang.clocks import commands
from yichuang.clocks.models import Clock
from yichuang.clocks.rules.clock import END, START, STOP, ClockFact
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import CannotCompute, NotPermitted
from yichuang.kernel.worktime import Limit, Unit
from yichuang.ledger.models import Entry
from yichuang.policy import commands as policy
from yichuang.policy import queries
from yichuang.policy.models import CalendarImport
from yichuang.policy.rules.notices import Notice, NoticeDay

pytestmark = pytest.mark.django_db

NEW_YEAR = Notice(
    2027,
    (
        NoticeDay(date(2027, 1, 1), "元旦", worked=False),
        NoticeDay(date(2027, 1, 2), "元旦", worked=False),
        NoticeDay(date(2027, 1, 3), "元旦", worked=False),
        NoticeDay(date(2027, 1, 9), "元旦", worked=True),
    ),
    source="https://example.test/notice-2027",
)
BY = system("LZ", moment(MONDAY))


@pytest.fixture(autouse=True)
def _nothing_imported_before_or_after():
    queries.forget_calendars()
    yield
    queries.forget_calendars()


def import_it(notice=NEW_YEAR):
    imported = policy.import_notice(by=BY, calendar="cn", notice=notice)
    return imported, commands.move_dates(by=BY, calendar="cn")


def kept(subject, *facts, limit=5, started_on=date(2026, 12, 28), kind="promise"):
    return commands.keep(
        subject=subject, kind=kind, centre="LZ", owner="SJ", limit=Limit(limit, Unit.WORKING),
        facts=[ClockFact(START, started_on), *facts], calendar=queries.calendar_of("cn"),
        policy=queries.policy_of("nanchang", started_on),
    )  # fmt: skip


def due_on(subject):
    return Clock.objects.get(subject=subject).due_on


def test_open_clocks_move_and_are_told_and_filed():
    kept("case:crosses")
    kept("case:before", limit=3)
    kept("case:ended", ClockFact(END, date(2026, 12, 30)))
    kept("case:stands", ClockFact(STOP, date(2026, 12, 29), reason="hearing"))
    assert Clock.objects.get(subject="case:crosses").provisional
    _, moved = import_it()
    assert moved == [{"subject": "case:crosses", "kind": "promise", "from": "2027-01-04", "to": "2027-01-05"}]
    assert (due_on("case:crosses"), due_on("case:before"), due_on("case:ended"), due_on("case:stands")) == (
        date(2027, 1, 5), date(2026, 12, 31), date(2027, 1, 4), None,
    )  # fmt: skip
    assert not Clock.objects.get(subject="case:crosses").provisional
    (entry,) = Entry.objects.filter(subject="case:crosses")
    assert (entry.act, entry.facts["to"], entry.centre) == ("clock_moved", "2027-01-05", "LZ")


def test_the_worker_follows_what_a_slow_process_kept_under_the_old_calendar():
    old = queries.calendar_of("cn")
    policy.import_notice(by=BY, calendar="cn", notice=NEW_YEAR)
    commands.keep(
        subject="case:slow", kind="promise", centre="LZ", owner="SJ", limit=Limit(5, Unit.WORKING),
        facts=[ClockFact(START, date(2026, 12, 28))], calendar=old,
        policy=queries.policy_of("nanchang", date(2026, 12, 28)),
    )  # fmt: skip
    assert due_on("case:slow") == date(2027, 1, 4)
    assert commands.keep_up(now=moment(MONDAY)) == 1
    assert due_on("case:slow") == date(2027, 1, 5)
    assert commands.keep_up(now=moment(MONDAY)) == 0


def test_the_import_itself_is_filed():
    imported, _ = import_it()
    (entry,) = Entry.objects.filter(subject="calendar:cn")
    assert entry.act == "calendar_imported"
    assert entry.facts["worked"] == ["2027-01-09"]
    assert entry.facts["version"] == f"cn-2027.{imported.pk}"


def test_importing_again_changes_nothing():
    kept("case:crosses")
    import_it()
    assert import_it() == (None, [])
    assert (CalendarImport.objects.count(), Entry.objects.filter(act="clock_moved").count()) == (1, 1)


def test_a_later_notice_of_the_same_year_replaces_the_first():
    """As in 2020, when the Spring Festival was made longer by a second notice."""
    import_it()
    longer = Notice(2027, (*NEW_YEAR.days[:3], NoticeDay(date(2027, 1, 4), "元旦", worked=False)))
    import_it(longer)
    calendar = queries.calendar_of("cn")
    assert not calendar.is_working(date(2027, 1, 4))
    assert not calendar.is_working(date(2027, 1, 9))  # the first notice had it worked; it is gone


def test_an_imported_year_wins_over_a_shipped_file():
    days = tuple(d for d in queries.shipped_notices("cn")[2026].days if d.day != date(2026, 10, 10))
    import_it(Notice(2026, days))
    assert not queries.calendar_of("cn").is_working(date(2026, 10, 10))
    assert queries.shipped_calendar("cn").is_working(date(2026, 10, 10))


def test_a_year_that_leaves_a_gap_publishes_nothing():
    """2028 without 2027: the dates between stay provisional."""
    import_it(Notice(2028, (NoticeDay(date(2028, 1, 3), "元旦", worked=False),)))
    assert queries.calendar_of("cn").published_until == date(2026, 12, 31)
    assert not queries.calendar_of("cn").is_working(date(2028, 1, 3))


def test_another_process_notices_an_import(monkeypatch, django_assert_num_queries):
    """A process asks for the newest import at most every few seconds, and reads again only if it is new."""
    queries.calendar_of("cn")
    with django_assert_num_queries(0):
        queries.calendar_of("cn")
    elsewhere = CalendarImport.objects.create(
        calendar="cn", year=2027, imported_at=moment(MONDAY), imported_by="x"
    )
    elsewhere.days.create(day=date(2027, 1, 1), name="元旦", worked=False)
    assert queries.calendar_of("cn").is_working(date(2027, 1, 1))  # not asked yet
    monkeypatch.setattr(queries, "CHECK_EVERY_SECONDS", -1.0)
    assert not queries.calendar_of("cn").is_working(date(2027, 1, 1))
    with django_assert_num_queries(1):
        queries.calendar_of("cn")


@pytest.mark.parametrize(
    ("code", "notice"),
    [
        ("notice_empty", Notice(2027, ())),
        ("day_twice", Notice(2027, (NEW_YEAR.days[0], NEW_YEAR.days[0]))),
        ("day_of_another_year", Notice(2027, (NoticeDay(date(2031, 1, 1), "元旦", worked=False),))),
    ],
)
def test_a_notice_that_cannot_be_is_refused_and_leaves_no_trace(code, notice):
    with pytest.raises(CannotCompute, match=code):
        import_it(notice)
    assert (CalendarImport.objects.count(), Entry.objects.count()) == (0, 0)


def test_not_everybody_may():
    with pytest.raises(NotPermitted):
        policy.import_notice(
            by=Acting(actor="CHEN", centre="LZ", at=moment(MONDAY)), calendar="cn", notice=NEW_YEAR
        )


def test_an_unknown_calendar_is_refused():
    with pytest.raises(CannotCompute, match="no_calendar"):
        policy.import_notice(by=BY, calendar="mars", notice=NEW_YEAR)


HOLIDAY_CN = json.dumps(
    {
        "year": 2027,
        "papers": ["https://example.test/notice-2027"],
        "days": [{"name": d.name, "date": str(d.day), "isOffDay": not d.worked} for d in NEW_YEAR.days],
    }
)
CSV = "# source: https://example.test/notice-2027\ndate,name,kind\n" + "\n".join(
    f"{d.day},{d.name},{'make_up' if d.worked else 'holiday'}" for d in NEW_YEAR.days
)
CSV_FLAGS = "\ufeffdate,name,isOffDay\n" + "\n".join(
    f"{d.day},{d.name},{str(not d.worked).lower()}" for d in NEW_YEAR.days
)


@pytest.mark.parametrize("text", [HOLIDAY_CN, CSV, CSV_FLAGS], ids=["holiday-cn", "csv", "csv with flags"])
def test_the_command_reads_what_people_have(tmp_path, text):
    kept("case:crosses")
    file = tmp_path / "2027"
    file.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("import_calendar", str(file), stdout=out)
    version = queries.calendar_of("cn").version
    assert out.getvalue().splitlines() == [
        f"已导入 2027 年的 4 天；日历现为 {version}。",
        "case:crosses，承诺时限：2027-01-04 → 2027-01-05",
        "有 1 个到期日变动。",
    ]
    assert {(d.day, d.worked) for d in CalendarImport.objects.get().days.all()} == {
        (d.day, d.worked) for d in NEW_YEAR.days
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"year": 2027, "papers": [], "days": []}', "文件里没有 2027 年的任何一天，可能尚未公布。"),
        ("{", "文件不能作为放假通知读取"),
        (
            '{"year": 2027, "days": [{"date": "2027-01-01", "name": "x", "isOffDay": "no"}]}',
            "文件不能作为放假通知读取",
        ),
        ("date,name\n2027-01-01,x\n", "文件不能作为放假通知读取"),
        ("date,name,kind\n2027-01-01,x,perhaps\n", "文件不能作为放假通知读取"),
        ("date,name,kind\n", "文件里没有"),
        ("", "文件不能作为放假通知读取"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, text, why):
    file = tmp_path / "2027"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        call_command("import_calendar", str(file))
    assert error.value.returncode == 2
    assert str(error.value).startswith(why)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("import_calendar", str(tmp_path / "none"))
    assert error.value.returncode == 2
