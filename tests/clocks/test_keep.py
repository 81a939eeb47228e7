"""Keeping rows of clocks, and finding what is due. CLK-001, CLK-003, INT-006."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.days import (
    FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    NEXT_MONDAY,
    NEXT_TUESDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    moment,
)
from yichuang.clocks import commands, queries
from yichuang.clocks.commands import Kept
from yichuang.clocks.models import Clock
from yichuang.clocks.rules.clock import END, EXTEND, RESUME, START, STOP, ClockFact
from yichuang.clocks.rules.lights import LightKind
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of, policy_of

pytestmark = pytest.mark.django_db

FIVE, TWENTY = Limit(5, Unit.WORKING), Limit(20, Unit.WORKING)


def kept(*facts, subject="case:20261102-0001", kind="promise", limit=FIVE, started_on=MONDAY):
    return commands.keep(
        subject=subject,
        kind=kind,
        centre="LZ",
        owner="SJ",
        limit=limit,
        facts=[ClockFact(START, started_on), *facts],
        calendar=calendar_of("cn"),
        policy=policy_of("nanchang", started_on),
    )


def row(kind="promise", subject="case:20261102-0001"):
    return Clock.objects.get(subject=subject, kind=kind)


def test_a_row_says_when_it_hints_warns_and_is_due():
    kept()
    assert (row().hint_on, row().warn_on, row().due_on) == (FRIDAY, NEXT_MONDAY, NEXT_MONDAY)
    assert (row().total, row().stopped, row().ended_on, row().owner) == (5, False, None, "SJ")
    assert row().calendar_version == "cn-2026.0"


def test_keeping_again_folds_all_facts_anew_and_makes_no_second_row():
    kept()
    kept(ClockFact(STOP, WEDNESDAY, reason="hearing"))
    assert (row().due_on, row().stopped, row().stopped_since, row().stop_reason) == (
        None,
        True,
        WEDNESDAY,
        "hearing",
    )
    assert row().left_standing == 3
    kept(ClockFact(STOP, WEDNESDAY, reason="hearing"), ClockFact(RESUME, THURSDAY, reason="hearing"))
    assert (row().due_on, row().running_since, Clock.objects.count()) == (NEXT_TUESDAY, THURSDAY, 1)


def test_two_limits_cost_one_statement(django_assert_num_queries):
    calendar_of("cn")
    clocks = [
        Kept("promise", FIVE, [ClockFact(START, MONDAY)]),
        Kept("statutory", TWENTY, [ClockFact(START, MONDAY)]),
    ]
    with transaction.atomic(), django_assert_num_queries(1):
        rows = commands.keep_all(
            subject="case:1", centre="LZ", owner="SJ", clocks=clocks,
            calendar=calendar_of("cn"), policy=policy_of("nanchang", MONDAY),
        )  # fmt: skip
    assert [r.kind for r in rows] == ["promise", "statutory"]
    assert Clock.objects.count() == 2


@pytest.mark.parametrize("story", [0, 1, 2, 3])
def test_what_is_written_is_what_the_framework_would_write(story):
    """Every column, through the statement of our own and through Django's; hours, stops and quotes among them."""
    at = moment(MONDAY, "10:15")
    facts, limit = [
        ([ClockFact(START, MONDAY)], FIVE),
        (
            [ClockFact(START, MONDAY), ClockFact(STOP, TUESDAY, reason='it\'s "100 %"', clause="第四十五条")],
            FIVE,
        ),
        ([ClockFact(START, MONDAY, at=at)], Limit(30, Unit.HOUR)),
        ([ClockFact(START, MONDAY), ClockFact(END, TUESDAY)], Limit(2, Unit.MONTH)),
    ][story]
    ours = commands.keep(
        subject="case:ours", kind="promise", centre="LZ", owner="SJ", limit=limit, facts=facts,
        calendar=calendar_of("cn"), policy=policy_of("nanchang", MONDAY),
    )  # fmt: skip
    theirs = Clock(**{f.attname: getattr(ours, f.attname) for f in Clock._meta.fields if f.attname != "id"})
    theirs.subject = "case:theirs"
    theirs.save()
    one, other = (
        Clock.objects.filter(subject=subject).values().get() for subject in ("case:ours", "case:theirs")
    )
    assert one.pop("id") == ours.pk
    other.pop("id")
    assert {**one, "subject": ""} == {**other, "subject": ""}
    ours.refresh_from_db()
    assert ours.due_at == theirs.due_at


def test_ending_ends_all_clocks_of_a_subject_and_leaves_those_of_others():
    kept()
    kept(kind="statutory", limit=TWENTY)
    kept(subject="case:other")
    assert commands.end_all("case:20261102-0001", FRIDAY) == 2
    assert (row().ended_on, row("statutory").ended_on, row(subject="case:other").ended_on) == (
        FRIDAY,
        FRIDAY,
        None,
    )
    assert queries.folded_of(row()).ended_by() == 1
    assert commands.end_all("case:20261102-0001", NEXT_FRIDAY) == 0  # ended once, ended for good


def test_only_some_kinds_may_be_ended():
    kept()
    kept(kind="statutory", limit=TWENTY)
    assert commands.end_all("case:20261102-0001", FRIDAY, kinds=["promise"]) == 1
    assert row("statutory").ended_on is None


def test_clocks_of_some_subjects_are_one_statement(django_assert_num_queries):
    kept()
    kept(kind="statutory", limit=TWENTY)
    kept(subject="case:other")
    with django_assert_num_queries(1):
        found = queries.clocks_of(["case:20261102-0001", "case:other", "case:none"])
    assert {subject: set(kinds) for subject, kinds in found.items()} == {
        "case:20261102-0001": {"promise", "statutory"},
        "case:other": {"promise"},
        "case:none": set(),
    }


def test_what_is_over_the_most_overdue_first():
    kept(subject="case:b", kind="notice", started_on=TUESDAY)
    kept(subject="case:a", kind="notice")
    kept(subject="case:stands", kind="notice")
    kept(ClockFact(STOP, TUESDAY, reason="hearing"), subject="case:stands", kind="notice")
    kept(subject="case:ended", kind="notice")
    commands.end_all("case:ended", TUESDAY)
    kept(subject="case:c", kind="promise")
    assert queries.due_subjects("notice", NEXT_MONDAY, 10) == []  # the due day counts whole
    assert queries.due_subjects("notice", NEXT_TUESDAY, 10) == ["case:a"]
    assert queries.due_subjects("notice", NEXT_FRIDAY, 10) == ["case:a", "case:b"]
    assert queries.due_subjects("notice", NEXT_FRIDAY, 1) == ["case:a"]


@pytest.mark.parametrize("offset", range(10))
def test_row_and_fold_say_the_same_light(offset):
    """The light of a list is drawn from the row, that of the page from the fold: they may not differ."""
    on = MONDAY + timedelta(offset)
    stop, resume = ClockFact(STOP, WEDNESDAY, reason="hearing"), ClockFact(RESUME, FRIDAY, reason="hearing")
    more = ClockFact(EXTEND, FRIDAY, amount=2)
    for story in ([], [stop], [stop, resume], [stop, resume, more]):
        told = [fact for fact in story if fact.on <= on]
        clock = kept(*told)
        folded = queries.folded_of(clock)
        state = queries.state_of_row(clock)
        assert state.left(on, folded.calendar) == folded.left(on)
        assert state.overdue(on, folded.calendar) == folded.overdue(on)
        assert queries.light_of(clock, None, on) == queries.light_of(row(), None, on)


def test_the_light_of_a_list_costs_no_statement(django_assert_num_queries):
    clock = kept()
    with django_assert_num_queries(0):
        assert queries.light_of(clock, None, TUESDAY).kind is LightKind.OK


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_on": None},
        {"stopped": True},
        {"warn_on": date(2030, 1, 1)},
        {"original_due_on": date(2020, 1, 1)},
    ],
)
def test_impossible_rows_are_forbidden_by_the_database(wrong):
    kept()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.update(**wrong)
