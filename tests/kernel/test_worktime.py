"""When limits end. CLK-001; Civil Code, articles 201 to 203; Administrative Licensing Law, article 82."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.calendars import china, day, plain
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import (
    DayKind,
    Limit,
    Roll,
    SpanReason,
    Unit,
    add_months,
    build,
    derive,
    due,
    due_many,
)

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "calendar"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not beside the checkout")

FRIDAY, SATURDAY, MONDAY = date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 12)
NATIONAL_DAY = date(2026, 10, 1)


def working(amount: int) -> Limit:
    return Limit(amount, Unit.WORKING)


def days_of(amount: int) -> Limit:
    return Limit(amount, Unit.CALENDAR)


def months(amount: int) -> Limit:
    return Limit(amount, Unit.MONTH)


@pytest.mark.parametrize(
    ("start", "amount", "due_on"),
    [
        pytest.param("2025-01-20", 5, "2025-01-26", id="a Sunday worked for the Spring Festival"),
        pytest.param("2025-01-20", 20, "2025-02-21", id="over the Spring Festival"),
        pytest.param("2025-09-25", 20, "2025-10-29", id="over National Day"),
        pytest.param("2025-12-30", 5, "2026-01-07", id="over New Year"),
        pytest.param("2026-01-03", 5, "2026-01-08", id="received on a holiday"),
        pytest.param("2026-02-10", 20, "2026-03-16", id="the longest Spring Festival"),
        pytest.param("2026-04-28", 10, "2026-05-14", id="over Labour Day"),
        pytest.param("2026-09-18", 45, "2026-11-26", id="a joint case in autumn"),
        pytest.param("2026-10-09", 1, "2026-10-10", id="a worked Saturday is a working day"),
        pytest.param("2026-10-09", 0, "2026-10-09", id="none at all: the same day"),
    ],
)
def test_working_days_of_the_published_calendar(start, amount, due_on):
    found = due(day(start), working(amount), china())
    assert (found.on, found.at, found.provisional) == (day(due_on), None, False)


@needs_data
@pytest.mark.parametrize(
    "keeper", ["holiday_cn", "chinesecalendar", "holidays", "quantlib_interbank", "workalendar"]
)
def test_each_of_7305_days_as_others_have_it(keeper):
    """The keepers agree but for the days that the README of the data names."""
    known_to_differ = {
        "quantlib_interbank": {date(2007, 4, 4)},
        "workalendar": {date(2020, 1, 31), date(2020, 2, 1)},
    }.get(keeper, set())
    with gzip.open(DATA / "cn_workdays_2007_2026.csv.gz", "rt", encoding="utf-8") as rows:
        told = {date.fromisoformat(row["date"]): row[keeper] for row in csv.DictReader(rows)}
    assert len(told) == 7305
    differ = {d for d, word in told.items() if word and china().is_working(d) != (word == "1")}
    assert differ == known_to_differ


@needs_data
def test_the_exchange_never_opens_on_a_day_off():
    with gzip.open(DATA / "cn_workdays_2007_2026.csv.gz", "rt", encoding="utf-8") as rows:
        opened = [
            date.fromisoformat(r["date"]) for r in csv.DictReader(rows) if r["shanghai_exchange_open"] == "1"
        ]
    assert len(opened) > 4000
    assert all(china().kind(d) is DayKind.WORKDAY for d in opened)


@needs_data
def test_the_days_a_freedom_of_information_site_expects():
    """Twenty working days under English bank holidays, as another project computes them."""
    holidays = re.findall(r"\d{4}-\d{2}-\d{2}", (DATA / "uk/foi_holidays.yml").read_text())
    calendar = build(
        "uk", "uk-1", holidays={day(d): "bank holiday" for d in holidays}, make_up={},
        first_year=2000, last_year=2030, published_until=date(2030, 12, 31),
    )  # fmt: skip
    with (DATA / "uk/foi_due_dates.csv").open(encoding="utf-8") as rows:
        vectors = list(csv.DictReader(rows))
    assert len(vectors) == 15
    for row in vectors:
        unit = Unit.WORKING if row["rule"] == "working_days" else Unit.CALENDAR
        assert due(day(row["start"]), Limit(int(row["days"]), unit), calendar, Roll.NEXT).on == day(
            row["due"]
        ), row


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("2026-10-01", DayKind.HOLIDAY, "国庆节"),
        ("2026-10-03", DayKind.HOLIDAY, "国庆节"),  # a Saturday inside the holiday
        ("2026-10-10", DayKind.MAKE_UP, "国庆节"),
        ("2026-10-11", DayKind.WEEKEND, None),
        ("2026-10-12", DayKind.WORKDAY, None),
        ("2020-02-03", DayKind.WORKDAY, None),  # a Monday that the notice of 2020 names as worked
    ],
)
def test_what_a_day_is(text, kind, name):
    assert (china().kind(day(text)), china().holiday_name(day(text))) == (kind, name)


def test_a_day_past_the_last_notice_is_provisional():
    before, after = due(day("2026-12-21"), working(8), china()), due(day("2026-12-21"), working(9), china())
    assert (before.on, before.provisional) == (day("2026-12-31"), False)
    assert (after.on, after.provisional) == (day("2027-01-01"), True)  # nobody knows yet that it is a holiday


def test_calendar_days_are_provisional_only_where_they_may_roll():
    limit = days_of(60)
    assert not due(day("2026-12-01"), limit, china(), Roll.NONE).provisional
    assert due(day("2026-12-01"), limit, china(), Roll.NEXT).provisional


@pytest.mark.parametrize(
    ("start", "limit", "roll", "due_on"),
    [
        pytest.param(day("2026-09-25"), days_of(7), Roll.NONE, "2026-10-02", id="ends on a holiday, stays"),
        pytest.param(day("2026-09-25"), days_of(7), Roll.NEXT, "2026-10-08", id="ends on a holiday, rolls"),
        pytest.param(day("2026-10-03"), days_of(7), Roll.NEXT, "2026-10-10", id="a worked Saturday holds"),
        pytest.param(day("2025-01-31"), months(1), Roll.NONE, "2025-02-28", id="no 31 February"),
        pytest.param(day("2024-01-31"), months(1), Roll.NONE, "2024-02-29", id="leap year"),
        pytest.param(day("2026-11-30"), months(3), Roll.NONE, "2027-02-28", id="over the year"),
        pytest.param(day("2026-09-03"), months(1), Roll.NEXT, "2026-10-08", id="a month that rolls"),
        pytest.param(day("2024-02-29"), Limit(1, Unit.YEAR), Roll.NONE, "2025-02-28", id="a year"),
        pytest.param(FRIDAY, Limit(0, Unit.SPOT), Roll.NEXT, "2026-10-09", id="on the spot"),
        pytest.param(NATIONAL_DAY, working(0), Roll.NONE, "2026-10-01", id="no days from a holiday"),
    ],
)
def test_other_units(start, limit, roll, due_on):
    assert due(start, limit, china(), roll).on == day(due_on)


def test_hours_run_round_the_clock():
    found = due(datetime(2026, 9, 30, 22, 0), Limit(24, Unit.HOUR), china(), Roll.NEXT)  # noqa: DTZ001
    assert (found.on, str(found.at)) == (NATIONAL_DAY, "2026-10-01 22:00:00")


def test_hours_are_real_hours_where_summer_time_begins():
    amsterdam = ZoneInfo("Europe/Amsterdam")
    found = due(datetime(2011, 3, 26, 12, 0, tzinfo=amsterdam), Limit(24, Unit.HOUR), plain())
    assert found.at == datetime(2011, 3, 27, 13, 0, tzinfo=amsterdam)


@pytest.mark.parametrize(
    ("code", "ask"),
    [
        ("outside_calendar", lambda: due(day("2006-12-29"), working(1), china())),
        ("outside_calendar", lambda: due(day("2046-12-31"), working(1), china())),
        ("outside_calendar", lambda: due(day("2026-01-01"), working(100_000), china())),
        ("outside_calendar", lambda: china().kind(day("1999-01-01"))),
        ("outside_calendar", lambda: due_many([day("2046-12-01")], [500], Unit.WORKING, china())),
        ("outside_calendar", lambda: due_many([day("1999-12-01")], [5], Unit.WORKING, china())),
        ("outside_calendar", lambda: due_many([day("2006-12-31")], [5], Unit.WORKING, china())),
        ("negative_amount", lambda: working(-1)),
        ("amount_on_the_spot", lambda: Limit(1, Unit.SPOT)),
        ("hours_need_a_moment", lambda: due(FRIDAY, Limit(1, Unit.HOUR), china())),
        ("outside_time", lambda: due(FRIDAY, days_of(10_000_000), china())),
        ("outside_time", lambda: due(FRIDAY, months(1_000_000), china())),
        ("outside_time", lambda: due(datetime(2026, 1, 1), Limit(10**9, Unit.HOUR), china())),  # noqa: DTZ001
        ("day_twice", lambda: build(
            "x", "1", holidays={FRIDAY: "a"}, make_up={FRIDAY: "a"}, first_year=2026, last_year=2026,
            published_until=FRIDAY)),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_refused(code, ask):
    with pytest.raises(CannotCompute) as refused:
        ask()
    assert refused.value.code == code


def test_the_derivation_says_why_each_day_counts_or_not():
    spans = derive(day("2026-09-18"), working(8), china())
    told = [(str(s.first), str(s.last), s.reason, s.counted, s.from_n, s.to_n, s.label) for s in spans]
    assert told == [
        ("2026-09-18", "2026-09-18", SpanReason.START, 0, 0, 0, ""),
        ("2026-09-19", "2026-09-24", SpanReason.COUNTED, 5, 1, 5, ""),
        ("2026-09-25", "2026-09-27", SpanReason.HOLIDAY, 0, 0, 0, "中秋节"),
        ("2026-09-28", "2026-09-30", SpanReason.COUNTED, 3, 6, 8, ""),
    ]
    assert spans[1].off == (day("2026-09-19"),)
    assert spans[1].make_up == (day("2026-09-20"),)


def test_the_derivation_names_the_days_it_rolled_over():
    *_, counted, rolled = derive(day("2026-09-25"), days_of(7), china(), Roll.NEXT)
    assert (counted.counted, counted.last) == (7, day("2026-10-02"))
    assert (rolled.reason, rolled.first, rolled.last) == (
        SpanReason.ROLLED,
        day("2026-10-03"),
        day("2026-10-08"),
    )


DATES = st.dates(date(2007, 1, 1), date(2040, 1, 1))
LIMITS = st.builds(
    Limit, st.integers(0, 80), st.sampled_from([Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.YEAR])
).filter(lambda limit: limit.amount <= 5 or limit.unit in {Unit.WORKING, Unit.CALENDAR})


def counted_by_hand(start: date, amount: int) -> date:
    """Walk from day to day, as one would with a finger on the wall calendar."""
    on = start
    while amount:
        on += timedelta(1)
        if china().is_working(on):
            amount -= 1
    return on


@given(start=DATES, amount=st.integers(0, 120))
def test_looking_up_is_walking(start, amount):
    assert due(start, working(amount), china()).on == counted_by_hand(start, amount)


@given(start=DATES, limit=LIMITS, roll=st.sampled_from(Roll))
def test_the_derivation_ends_on_the_due_day_and_adds_up(start, limit, roll):
    found, spans = due(start, limit, china(), roll), derive(start, limit, china(), roll)
    assert spans[0].first == start
    assert spans[-1].last == found.on
    assert sum(span.counted for span in spans) == limit.amount
    assert all(right.first == left.last + timedelta(1) for left, right in pairwise(spans))
    numbers = [n for span in spans if span.counted for n in (span.from_n, span.to_n)]
    assert numbers == sorted(numbers)


@given(start=DATES, n=st.integers(1, 200))
def test_adding_and_counting_undo_each_other(start, n):
    end = china().add(start, n)
    assert china().count(start, end) == n
    assert china().is_working(end)
    if n > 1:
        assert china().count(china().add(end, -1), end) == 1


@given(day=st.dates(date(2007, 2, 1), date(2040, 1, 1)))
def test_the_last_working_day_before(day):
    before = china().add(day, -1)
    assert before < day
    assert china().is_working(before)
    assert china().count(before, day - timedelta(1)) == 0


@settings(max_examples=30)
@given(rows=st.lists(st.tuples(DATES, st.integers(0, 80)), max_size=30), roll=st.sampled_from(Roll))
@pytest.mark.parametrize("unit", [Unit.WORKING, Unit.CALENDAR, Unit.MONTH])
def test_many_at_once_are_each_by_itself(rows, roll, unit):
    starts, amounts = [start for start, _ in rows], [amount for _, amount in rows]
    each = [due(start, Limit(amount, unit), china(), roll).on for start, amount in rows]
    assert due_many(starts, amounts, unit, china(), roll) == each


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), n=st.integers(-50, 50))
def test_months_keep_the_day_or_take_the_last(day, n):
    found = add_months(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == day.day or (found + timedelta(1)).day == 1
