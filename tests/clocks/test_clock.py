"""One limit, read from what happened. CLK-001, CLK-002, CLK-003, CLK-006.

One sentence decides every edge: a working day counts if the clock was running as it began.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.calendars import china, day, plain
from yichuang.clocks.rules.clock import END, EXTEND, RESUME, SET, START, STOP, ClockFact, fold
from yichuang.clocks.rules.filing import read, written
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import Limit, Roll, SpanReason, Unit, due

MON, TUE, WED, THU, FRI = (date(2026, 6, 1) + timedelta(n) for n in range(5))
NEXT_MON, NEXT_TUE, NEXT_WED, NEXT_THU, NEXT_FRI = (date(2026, 6, 8) + timedelta(n) for n in range(5))
FIVE_DAYS, SHANGHAI = Limit(5, Unit.WORKING), ZoneInfo("Asia/Shanghai")


def stop(on, reason="hearing"):
    return ClockFact(STOP, on, reason=reason)


def resume(on, reason="hearing"):
    return ClockFact(RESUME, on, reason=reason)


def extended(on, amount, unit=None):
    return ClockFact(EXTEND, on, amount=amount, unit=unit)


def five_days_from_monday(*later, limit=FIVE_DAYS, **policy):
    return fold(limit, [ClockFact(START, MON), *later], plain(), **policy)


@pytest.mark.parametrize(
    ("later", "due_on"),
    [
        pytest.param([], NEXT_MON, id="the day of acceptance does not count"),
        pytest.param([stop(WED), resume(THU)], NEXT_TUE, id="the day it stops counts, the day it goes on does not"),
        pytest.param([stop(WED), resume(WED)], NEXT_MON, id="stopped and gone on the same day: nothing lost"),
        pytest.param([stop(MON), resume(TUE)], NEXT_TUE, id="stopped on the first day"),
        pytest.param([stop(FRI), resume(NEXT_MON)], NEXT_TUE, id="over a weekend one working day is lost"),
        pytest.param([stop(FRI), resume(date(2026, 6, 7))], NEXT_MON, id="a hearing on a weekend takes nothing"),
        pytest.param([extended(FRI, 1)], NEXT_TUE, id="extended by a day"),
        pytest.param([extended(NEXT_MON, 3)], NEXT_THU, id="extended on the due day itself"),
        pytest.param([extended(NEXT_TUE, 3)], NEXT_MON, id="extended a day too late: void"),
        pytest.param([stop(WED)], None, id="a clock that stands"),
        pytest.param([stop(WED), extended(THU, 2), resume(FRI)], NEXT_FRI, id="extended while it stands"),
        pytest.param([stop(NEXT_TUE)], NEXT_MON, id="stopped too late: the limit was over, and stays so"),
        pytest.param([stop(NEXT_TUE), resume(NEXT_FRI)], NEXT_MON, id="a hearing after the due day gives nothing back"),
        pytest.param([stop(NEXT_MON)], NEXT_MON, id="stopped on the due day: that day had begun"),
        pytest.param([stop(NEXT_MON), extended(NEXT_TUE, 5)], NEXT_MON, id="and an extension after it is late"),
        pytest.param(
            [stop(TUE), stop(WED, "testing"), resume(THU), resume(FRI, "testing")], date(2026, 6, 11),
            id="two stops that overlap count once",
        ),
        pytest.param([stop(TUE), stop(WED, "testing"), resume(THU)], None, id="one of two stops has ended"),
        pytest.param([stop(TUE), resume(WED), stop(THU), resume(FRI)], NEXT_WED, id="two stops, one after the other"),
        pytest.param([ClockFact(SET, TUE, until=FRI)], FRI, id="a due day that was decided"),
        pytest.param([ClockFact(END, WED)], NEXT_MON, id="ended early, the due day stays to compare with"),
    ],
)  # fmt: skip
def test_five_days_from_a_monday(later, due_on):
    folded = five_days_from_monday(*later)
    assert folded.due_on == due_on
    assert folded.stopped == (due_on is None)
    assert folded.original_due_on == NEXT_MON


def test_a_void_extension_is_named():
    late = extended(NEXT_TUE, 3)
    folded = five_days_from_monday(late)
    assert (folded.voided, folded.extended) == ((late,), 0)


def test_a_stop_after_the_due_day_takes_nothing_away():
    folded = five_days_from_monday(stop(NEXT_TUE), resume(NEXT_FRI))
    assert (folded.excluded(NEXT_FRI), folded.holds(), folded.stopped) == (0, (), False)


def test_of_two_stops_the_one_that_has_not_ended_is_named():
    both = (stop(TUE), stop(WED, "testing"))
    assert five_days_from_monday(*both).stop_reason == "hearing+testing"
    assert five_days_from_monday(*both, resume(THU, "testing")).stop_reason == "hearing"
    assert five_days_from_monday(*both, resume(THU, "hearing")).stop_reason == "testing"


def test_where_late_extensions_count_they_move_the_day():
    folded = five_days_from_monday(extended(NEXT_TUE, 3), late_extension_counts=True)
    assert (folded.due_on, folded.voided) == (NEXT_THU, ())


@pytest.mark.parametrize(
    ("on", "used", "left", "overdue"),
    [
        (MON, 0, 5, 0),
        (TUE, 1, 5, 0),
        (FRI, 4, 2, 0),
        (date(2026, 6, 6), 4, 1, 0),  # Saturday
        (NEXT_MON, 5, 1, 0),  # the due day counts whole
        (NEXT_TUE, 6, 0, 1),
        (NEXT_WED, 7, 0, 2),
    ],
)
def test_left_ends_two_one_overdue_one(on, used, left, overdue):
    folded = five_days_from_monday()
    assert (folded.used(on), folded.left(on), folded.overdue(on)) == (used, left, overdue)


def test_on_a_weekend_after_the_due_day_a_case_is_one_day_late():
    folded = fold(Limit(4, Unit.WORKING), [ClockFact(START, MON)], plain())
    assert folded.due_on == FRI
    assert [folded.overdue(FRI + timedelta(n)) for n in range(5)] == [0, 1, 1, 1, 2]


def test_used_left_and_excluded_around_a_stop():
    folded = five_days_from_monday(stop(WED), resume(FRI))
    told = [(folded.used(on), folded.excluded(on), folded.left(on)) for on in (WED, THU, FRI, NEXT_MON)]
    assert told == [(2, 0, 4), (2, 1, 3), (2, 2, 3), (3, 2, 3)]
    assert folded.running_since == FRI


@pytest.mark.parametrize(
    ("amount", "pct", "reached"),
    [
        pytest.param(5, 90, NEXT_MON, id="of five days the ninety per cent day is the due day"),
        pytest.param(5, 80, FRI, id="four of five"),
        pytest.param(10, 90, date(2026, 6, 12), id="the ninth of ten"),
        pytest.param(10, 91, date(2026, 6, 15), id="a day begun is a day used"),
        pytest.param(5, 100, NEXT_MON, id="the whole is the due day"),
        pytest.param(0, 90, MON, id="on the spot"),
    ],
)
def test_the_day_that_reaches_a_part_of_the_limit(amount, pct, reached):
    assert five_days_from_monday(limit=Limit(amount, Unit.WORKING)).day_reaching(pct) == reached


def test_the_hint_comes_on_the_working_day_before():
    assert five_days_from_monday().hint_on(1) == FRI  # due on Monday
    assert five_days_from_monday(stop(WED)).hint_on(1) is None
    assert five_days_from_monday(limit=Limit(0, Unit.WORKING)).hint_on(1) == MON


@pytest.mark.parametrize(
    ("later", "by"),
    [
        ([ClockFact(END, WED)], 3),
        ([ClockFact(END, NEXT_MON)], 0),
        ([ClockFact(END, NEXT_WED)], -2),
        ([stop(TUE), ClockFact(END, NEXT_FRI)], 4),
    ],
)
def test_how_early_or_late_it_ended(later, by):
    assert five_days_from_monday(*later).ended_by() == by


def test_calendar_days_months_and_hours_stand_too():
    month = fold(Limit(1, Unit.MONTH), [ClockFact(START, MON), stop(WED), resume(FRI)], plain(), Roll.NONE)
    assert month.due_on == date(2026, 7, 3)  # 1 July and the two days it stood
    rolled = fold(Limit(3, Unit.CALENDAR), [ClockFact(START, WED)], plain(), Roll.NEXT)
    assert rolled.due_on == NEXT_MON
    hours = fold(
        Limit(24, Unit.HOUR),
        [
            ClockFact(START, MON, at=datetime(2026, 6, 1, 10, 0, tzinfo=SHANGHAI)),
            ClockFact(STOP, MON, at=datetime(2026, 6, 1, 12, 0, tzinfo=SHANGHAI)),
            ClockFact(RESUME, TUE, at=datetime(2026, 6, 2, 9, 30, tzinfo=SHANGHAI)),
        ],
        plain(),
    )
    assert hours.due_at == datetime(2026, 6, 3, 7, 30, tzinfo=SHANGHAI)
    assert hours.due_on == WED


def test_a_month_is_extended_by_a_month():
    folded = fold(
        Limit(1, Unit.MONTH), [ClockFact(START, day("2026-01-31")), extended(day("2026-02-10"), 1)], china()
    )
    assert (folded.original_due_on, folded.due_on) == (day("2026-02-28"), day("2026-03-31"))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("clock_without_start", []),
        ("clock_without_start", [stop(MON)]),
        ("facts_out_of_order", [ClockFact(START, WED), stop(TUE)]),
        ("facts_out_of_order", [ClockFact(START, MON), ClockFact(START, TUE)]),
        ("resume_without_stop", [ClockFact(START, MON), resume(TUE)]),
        ("extension_in_another_unit", [ClockFact(START, MON), extended(TUE, 1, Unit.MONTH)]),
        ("after_the_end", [ClockFact(START, MON), ClockFact(END, TUE), stop(WED)]),
    ],
)
def test_facts_that_cannot_be_are_refused(code, facts):
    with pytest.raises(CannotCompute, match=code):
        fold(FIVE_DAYS, facts, plain())


def test_hours_without_a_moment_are_refused():
    with pytest.raises(CannotCompute, match="hours_need_a_moment"):
        fold(Limit(1, Unit.HOUR), [ClockFact(START, MON)], plain())


def test_an_open_clock_has_no_end_to_compare():
    with pytest.raises(CannotCompute, match="not_ended"):
        five_days_from_monday().ended_by()


class TestTheCaseOfThePicture:
    """Linjiang Yayuan, block 3: accepted on 9 September 2026, a hearing, Mid-Autumn and National Day."""

    FACTS = (
        ClockFact(START, day("2026-09-09")),
        ClockFact(STOP, day("2026-09-15"), reason="hearing"),
        ClockFact(RESUME, day("2026-09-24"), reason="hearing"),
    )
    TODAY = day("2026-10-09")

    def folded(self, amount):
        return fold(Limit(amount, Unit.WORKING), self.FACTS, china())

    def test_both_limits(self):
        promise, statutory = self.folded(12), self.folded(20)
        assert (promise.due_on, statutory.due_on) == (day("2026-10-13"), day("2026-10-23"))
        assert (promise.left(self.TODAY), statutory.left(self.TODAY)) == (4, 12)
        assert (promise.used(self.TODAY - timedelta(1)), promise.excluded(self.TODAY)) == (8, 8)
        assert promise.original_due_on == day("2026-09-24")

    def test_the_derivation(self):
        told = [
            (f"{s.first:%m%d}-{s.last:%m%d}", s.reason, s.counted or s.held_units, s.from_n, s.to_n, s.label)
            for s in self.folded(12).derivation()
        ]
        assert told == [
            ("0909-0909", SpanReason.START, 0, 0, 0, ""),
            ("0910-0915", SpanReason.COUNTED, 4, 1, 4, ""),
            ("0916-0924", SpanReason.HELD, 8, 0, 0, "hearing"),
            ("0925-0927", SpanReason.HOLIDAY, 0, 0, 0, "中秋节"),
            ("0928-0930", SpanReason.COUNTED, 3, 5, 7, ""),
            ("1001-1007", SpanReason.HOLIDAY, 0, 0, 0, "国庆节"),
            ("1008-1013", SpanReason.COUNTED, 5, 8, 12, ""),
        ]


OFFSETS = st.lists(st.integers(0, 25), min_size=0, max_size=6)


@st.composite
def stories(draw):
    """A clock and what happens to it, in order: stops, resumptions, extensions."""
    on = draw(st.dates(date(2008, 1, 1), date(2026, 6, 1)))
    facts, standing = [ClockFact(START, on)], False
    for gap in draw(OFFSETS):
        on += timedelta(gap)
        if draw(st.integers(0, 3)) == 0:
            facts.append(extended(on, draw(st.integers(1, 10))))
        else:
            facts.append(resume(on) if standing else stop(on))
            standing = not standing
    return facts


def walked(limit, facts, calendar, counts):
    """The same clock by a finger on the wall calendar: day for day, the sentence of the module's head."""
    total, n, standing, day, todo = limit, 0, False, facts[0].on, list(facts[1:])
    while True:
        while todo and todo[0].on == day:
            fact = todo.pop(0)
            if fact.what is EXTEND:
                total += fact.amount
            else:
                standing = fact.what is STOP
        if n >= total:
            return day  # nothing that happens later moves it: the due day stands or has passed
        if standing and not todo:
            return None
        day += timedelta(1)
        if counts(day) and not standing:
            n += 1


@given(facts=stories(), amount=st.integers(1, 60))
@pytest.mark.parametrize("unit", [Unit.WORKING, Unit.CALENDAR])
def test_the_fold_is_a_walk_from_day_to_day(unit, facts, amount):
    counts = china().is_working if unit is Unit.WORKING else lambda _day: True
    assert fold(Limit(amount, unit), facts, china()).due_on == walked(amount, facts, china(), counts)


@given(facts=stories(), amount=st.integers(0, 60))
def test_the_derivation_tells_the_same_as_the_fold(facts, amount):
    folded = fold(Limit(amount, Unit.WORKING), facts, china())
    spans = folded.derivation()
    assert sum(span.counted for span in spans) == min(folded.total, folded.used(spans[-1].last))
    if folded.due_on:
        assert spans[-1].last == folded.due_on
        assert sum(span.counted for span in spans) == folded.total
        assert folded.used(folded.due_on) == folded.total
        assert folded.left(folded.due_on) == (1 if folded.total else 0)


@given(
    start=st.dates(date(2008, 1, 1), date(2026, 6, 1)),
    amount=st.integers(0, 60),
    unit=st.sampled_from(Unit),
    roll=st.sampled_from(Roll),
)
def test_an_undisturbed_clock_is_the_limit_of_worktime(start, amount, unit, roll):
    limit = (
        Limit(0 if unit is Unit.SPOT else amount, unit) if unit is not Unit.YEAR else Limit(amount % 5, unit)
    )
    at = datetime(start.year, start.month, start.day, 9, 30, tzinfo=SHANGHAI)
    folded = fold(limit, [ClockFact(START, start, at=at)], china(), roll)
    found = due(at if unit is Unit.HOUR else start, limit, china(), roll)
    assert (folded.due_on, folded.due_at) == (found.on, found.at)
    assert folded.derivation()[-1].last == found.on


@given(facts=stories())
def test_facts_survive_being_written_down(facts):
    moment = ClockFact(
        START, MON, at=datetime(2026, 6, 1, 10, tzinfo=UTC), unit=Unit.HOUR, clause="x", until=TUE
    )
    assert read(written([*facts, moment])) == [*facts, moment]
