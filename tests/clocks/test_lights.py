"""What the light of a case shows, and what it says. CLK-001, CLK-004; face.md, section 3."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from tests.kernel.calendars import china, day
from yichuang.clocks.rules.clock import END, RESUME, START, STOP, ClockFact, fold
from yichuang.clocks.rules.lights import URGENCY, Light, LightKind, light_on, state_of
from yichuang.clocks.wording.lights import light_words, spoken
from yichuang.kernel.worktime import Limit, Unit

ACCEPTED = day("2026-09-28")  # a Monday; 10-01 to 10-07 off, Saturday 10-10 worked


def light(on, *, promise=5, statutory=10, both=(), promise_only=(), unit=Unit.WORKING, passed=LightKind.LATE):
    """The light of a case accepted on 28 September, as seen on a day."""
    start = ClockFact(START, ACCEPTED)
    facts = sorted([*both, *promise_only], key=lambda fact: fact.on)
    mine = fold(Limit(promise, unit), [start, *facts], china())
    law = fold(Limit(statutory, unit), [start, *both], china()) if statutory else None
    thresholds = {"yellow_after_pct": 90, "hint_before_working_days": 1}
    state = state_of(law, **thresholds) if law else None
    return light_on(day(on), state_of(mine, **thresholds), state, calendar=china(), promise_passed=passed)


def told(found):
    with translation.override("zh-hans"):
        return found.kind, light_words(found)


@pytest.mark.parametrize(
    ("on", "kind", "words"),
    [
        ("2026-09-28", "ok", "正常；还剩 5 天（含今天）"),
        ("2026-09-30", "ok", "正常；还剩 4 天（含今天）"),
        ("2026-10-05", "ok", "正常；还剩 3 天（含今天）"),  # inside National Day
        ("2026-10-09", "hint", "提示：明天到期"),  # the next day is a worked Saturday
        ("2026-10-10", "warn", "黄牌：今天到期"),
        ("2026-10-11", "late", "红牌：逾期 1 天"),  # a Sunday: the first day after the due day
        ("2026-10-12", "late", "红牌：逾期 1 天"),
        ("2026-10-13", "late", "红牌：逾期 2 天"),
        ("2026-10-16", "late", "红牌：逾期 5 天"),
        ("2026-10-19", "late", "红牌：逾期 6 天，法定时限已过"),
    ],
)
def test_five_days_over_national_day(on, kind, words):
    assert told(light(on)) == (kind, words)


def test_the_hint_over_a_weekend_names_the_day():
    assert told(light("2026-10-10", promise=6)) == ("hint", "提示：下个工作日（10月12日）到期")
    assert told(light("2026-10-11", promise=6)) == ("hint", "提示：明天到期")


def test_a_limit_in_calendar_days_may_end_on_a_day_off():
    """Nine calendar days end on 7 October, a holiday: the hint comes on the last working day before."""
    calendar_days = {"promise": 9, "statutory": None, "unit": Unit.CALENDAR}
    assert light("2026-09-29", **calendar_days).kind is LightKind.OK
    assert told(light("2026-09-30", **calendar_days)) == ("hint", "提示：10月7日（周三）到期")
    assert told(light("2026-10-06", **calendar_days)) == ("hint", "提示：明天到期")


def test_of_a_long_promise_the_ninety_per_cent_day_is_yellow_and_no_hint_is_drawn():
    """Twenty days: the 18th, Wednesday 28 October, is yellow, two days before the due day."""
    kinds = [light(str(day("2026-10-26") + timedelta(n)), promise=20, statutory=30).kind for n in range(6)]
    assert kinds == ["ok", "ok", "warn", "warn", "warn", "late"]
    assert told(light("2026-10-29", promise=20, statutory=30)) == ("warn", "黄牌：已用 95%")


HEARING = (ClockFact(STOP, day("2026-09-29"), reason="hearing"),)
SURVEY = (ClockFact(STOP, day("2026-09-29"), reason="survey"),)


def test_both_stand():
    assert told(light("2026-10-09", both=HEARING)) == ("hold", "停表：听证（两个时限都停）")


def test_one_clock_alone_stands():
    assert told(light("2026-10-09", both=HEARING, statutory=None)) == ("hold", "停表：听证")


def test_while_the_promise_stands_the_light_is_that_of_the_running_one():
    """With the tag 停承诺 beside it."""
    found = light("2026-10-09", promise_only=SURVEY, statutory=9)
    with translation.override("zh-hans"):
        told_light = spoken(found)
    assert (told_light.kind, told_light.words, told_light.tags) == (
        "ok",
        "正常；还剩 6 天（含今天）",
        ("停承诺",),
    )
    assert light("2026-10-14", promise_only=SURVEY, statutory=9).kind is LightKind.HINT
    assert light("2026-10-15", promise_only=SURVEY, statutory=9).kind is LightKind.WARN
    assert light("2026-10-16", promise_only=SURVEY, statutory=9).kind is LightKind.LATE  # whatever stands


def test_red_stays_red_when_the_clock_is_stopped_too_late():
    too_late = (ClockFact(STOP, day("2026-10-12"), reason="hearing"),)
    found = light("2026-10-13", both=too_late)
    assert (found.kind, found.words, found.facts["statutory_stands"]) == ("late", "late", True)


def test_a_regime_may_show_yellow_while_the_law_is_kept():
    assert told(light("2026-10-13", passed=LightKind.WARN)) == ("warn", "黄牌：超过承诺 2 天")
    assert light("2026-10-19", passed=LightKind.WARN).kind is LightKind.LATE


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("2026-09-29", "已办结，提前 4 天"),
        ("2026-10-10", "已办结，按时"),
        ("2026-10-11", "已办结，晚 1 天"),
        ("2026-10-13", "已办结，晚 2 天"),
    ],
)
def test_ended(ended, words):
    assert told(light("2026-12-01", both=(ClockFact(END, day(ended)),))) == ("done", words)


def test_ended_while_it_stood():
    assert told(light("2026-12-01", both=(*HEARING, ClockFact(END, day("2026-10-09"))))) == ("done", "已办结")


def test_the_day_a_clock_goes_on_is_not_counted_as_left():
    """Resumed on the 9th: the three days that are left are the 10th, the 12th and the 13th."""
    found = light("2026-10-09", both=(*HEARING, ClockFact(RESUME, day("2026-10-09"), reason="hearing")))
    assert found.facts["left"] == 4
    assert found.facts["due_on"] == day("2026-10-14")


def test_on_the_spot_is_due_today():
    assert told(light("2026-09-28", promise=0, statutory=None)) == ("warn", "黄牌：今天到期")


def test_provisional_is_a_tag():
    found = light("2026-12-01", promise=80, statutory=None)
    with translation.override("zh-hans"):
        assert spoken(found).tags == ("暂定",)


def test_the_more_urgent_comes_first():
    assert [kind.value for kind in URGENCY] == ["late", "warn", "hold", "hint", "ok", "done"]
    assert Light(LightKind.LATE, "late", {"days": 1}).urgency < Light(LightKind.OK, "ok").urgency


def test_in_english():
    with translation.override("en"):
        assert light_words(light("2026-09-30")) == "On track; 4 days left, today included"
        assert light_words(light("2026-10-12")) == "Red: 1 day overdue"
        assert light_words(light("2026-10-09", both=HEARING)) == "Clock stands: hearing (both limits)"


@pytest.mark.parametrize("offset", range(40))
def test_lights_only_grow_more_urgent_while_a_clock_runs(offset):
    """From day to day, whatever the limits: never back from red to yellow, from yellow to ok."""
    on = ACCEPTED + timedelta(offset)
    for promise, statutory in ((0, 5), (1, 1), (5, 10), (20, 45)):
        today = light(str(on), promise=promise, statutory=statutory)
        tomorrow = light(str(on + timedelta(1)), promise=promise, statutory=statutory)
        assert tomorrow.urgency <= today.urgency
        assert light_words(today)
