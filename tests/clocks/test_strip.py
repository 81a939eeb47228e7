"""The clock strip: one cell a day, drawn over Spring Festival, National Day and a hearing.

CLK-001, CLK-003; face.md, section 4. The strips are told as people would write them: 起 the first day, 休
weekend, 假 holiday, 停 held, n used, <n> today, (n) to come, ~n~ after the promise, +n past it; | promise
due, ‖ statutory due, ∥ both on one day, 原 an original due day, 完 ended, 班 worked in exchange.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clocks.test_clock import stories
from tests.kernel.calendars import china, day
from yichuang.clocks.queries import derivation_note, derivation_rows, derivation_sentence, spoken_strip
from yichuang.clocks.rules.clock import END, EXTEND, RESUME, SET, START, STOP, ClockFact, fold
from yichuang.clocks.rules.strip import BraceKind, CellKind, FlagKind, Weeks, cells
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import policy_of

SIGNS = {CellKind.START: "起", CellKind.WEEKEND: "休", CellKind.HOLIDAY: "假", CellKind.HELD: "停"}
FRAMES = {
    CellKind.USED: "{}", CellKind.TODAY: "<{}>", CellKind.TODO: "({})", CellKind.BEYOND: "~{}~",
    CellKind.PAST: "+{}", CellKind.HALF_HELD: "停/{}",
}  # fmt: skip
BARS = {
    FlagKind.PROMISE: "|", FlagKind.STATUTORY: "‖", FlagKind.BOTH: "∥", FlagKind.ORIGINAL: "原",
    FlagKind.ENDED: "完",
}  # fmt: skip

HEARING = (
    ClockFact(START, day("2026-09-09")),
    ClockFact(STOP, day("2026-09-15"), reason="hearing"),
    ClockFact(RESUME, day("2026-09-24"), reason="hearing"),
)


def days(amount, facts):
    return fold(Limit(amount, Unit.WORKING), facts, china())


def drawn(strip, items=None):
    """The strip in one line."""
    told = []
    for item in items if items is not None else strip.cells:
        if isinstance(item, Weeks):
            told.append(f"[{item.per_week}×{item.weeks}周 {item.from_n}–{item.to_n}]")
            continue
        text = SIGNS.get(item.kind) or FRAMES[item.kind].format(item.n)
        text = ("班" if item.make_up else "") + text
        if item.today and item.kind is not CellKind.TODAY:
            text = f"<{text}>"
        told.append(text + "".join(BARS.get(flag.kind, "") for flag in strip.flags if flag.day == item.day))
    return " ".join(told)


def test_a_hearing_mid_autumn_and_national_day():
    """The case of the picture: Linjiang Yayuan, block 3."""
    strip = cells(day("2026-10-09"), days(12, HEARING), days(20, HEARING))
    assert drawn(strip) == (
        "起 1 2 休 休 3 4 停 停 停 休 班停 停 停 停 停 假 假 假 5 6 7 假 假 假 假 假 假 假 "
        "8 <9> 班(10) 休 (11) (12)| ~13~ ~14~ ~15~ 休 休 ~16~ ~17~ ~18~ ~19~ ~20~‖"
    )
    assert [(b.kind, b.label, b.units, b.first.day, b.last.day) for b in strip.braces] == [
        (BraceKind.HELD, "hearing", 8, 16, 24),
        (BraceKind.HOLIDAY, "中秋节", 0, 25, 27),
        (BraceKind.HOLIDAY, "国庆节", 0, 1, 7),
    ]
    assert (strip.promise.left, strip.statutory.left, strip.promise.used, strip.promise.excluded) == (
        4,
        12,
        8,
        8,
    )
    assert drawn(strip, strip.short) == "1 2 3 4 停 5 6 7 8 <9> 班(10) (11) (12)|"
    assert strip.items == strip.cells


def test_past_the_promise():
    """Four days from 23 September: over on the 30th, and nobody counts a holiday as late."""
    facts = [ClockFact(START, day("2026-09-23"))]
    strip = cells(day("2026-10-09"), days(4, facts), days(8, facts))
    assert drawn(strip) == "起 1 假 假 假 2 3 4| 假 假 假 假 假 假 假 +1 <+2> 班~7~ 休 ~8~‖"
    assert (strip.promise.left, strip.promise.overdue, strip.statutory.left) == (0, 2, 3)


def test_only_the_promise_stands_for_a_survey():
    start = ClockFact(START, day("2026-09-28"))
    survey = [
        ClockFact(STOP, day("2026-09-28"), reason="survey"),
        ClockFact(RESUME, day("2026-09-30"), reason="survey"),
    ]
    strip = cells(day("2026-10-09"), days(5, [start, *survey]), days(10, [start]))
    assert drawn(strip) == "起 停/1 停/2 假 假 假 假 假 假 假 1 <2> 班(3) 休 (4) (5)| ~8~ ~9~ ~10~‖"
    assert strip.braces[0].kind is BraceKind.HALF_HELD
    assert (strip.promise.excluded, strip.statutory.excluded) == (2, 0)


def test_over_the_spring_festival():
    """2026: off from 15 to 23 February; the Saturdays 14 and 28 are worked."""
    facts = [ClockFact(START, day("2026-02-10"))]
    strip = cells(day("2026-02-13"), days(5, facts), days(10, facts))
    assert drawn(strip) == ("起 1 2 <3> 班(4) 假 假 假 假 假 假 假 假 假 (5)| ~6~ ~7~ ~8~ 班~9~ 休 ~10~‖")


def test_a_clock_that_stands_is_drawn_to_today():
    facts = [ClockFact(START, day("2026-09-28")), ClockFact(STOP, day("2026-09-29"), reason="hearing")]
    strip = cells(day("2026-10-09"), days(5, facts), days(10, facts))
    assert drawn(strip) == "起 1 停 假 假 假 假 假 假 假 停 <停>"
    assert (strip.braces[0].units, strip.promise.stopped, strip.promise.due_on) == (3, True, None)


def test_a_promise_that_stands_beside_a_law_that_runs():
    start = ClockFact(START, day("2026-09-28"))
    strip = cells(
        day("2026-10-09"),
        days(5, [start, ClockFact(STOP, day("2026-09-29"), reason="survey")]),
        days(10, [start]),
    )
    assert drawn(strip) == "起 1 停/2 假 假 假 假 假 假 假 停/3 <停/4> 班停/5 休 停/6 停/7 停/8 停/9 停/10‖"
    assert strip.braces[0].units == 3  # what it took until today, not what it may take


def test_today_that_does_not_count_has_its_own_cell():
    facts = [ClockFact(START, day("2026-09-30"))]
    assert drawn(cells(day("2026-10-03"), days(1, facts))) == "起 假 假 <假> 假 假 假 假 (1)|"
    assert drawn(cells(day("2026-09-30"), days(1, facts))).startswith("<起> 假")


def test_both_limits_on_one_day_are_one_bar():
    facts = [ClockFact(START, day("2026-10-08"))]
    strip = cells(day("2026-10-09"), days(3, facts), days(3, facts))
    assert drawn(strip) == "起 <1> 班(2) 休 (3)∥"


def test_an_extended_day_keeps_its_old_flag():
    facts = [ClockFact(START, day("2026-10-12")), ClockFact(EXTEND, day("2026-10-13"), amount=3)]
    strip = cells(day("2026-10-14"), days(3, facts), days(5, facts[:1]))
    assert drawn(strip) == "起 1 <2> (3)原 (4) 休 休 (5)‖ (6)|"
    (original,) = [flag for flag in strip.flags if flag.kind is FlagKind.ORIGINAL]
    assert original.of is FlagKind.PROMISE


def test_a_day_set_by_decision_keeps_the_old_one_too():
    facts = [ClockFact(START, day("2026-10-12")), ClockFact(SET, day("2026-10-13"), until=day("2026-10-14"))]
    assert drawn(cells(day("2026-10-13"), days(3, facts))) == "起 <1> (2)|"
    assert FlagKind.ORIGINAL in {flag.kind for flag in cells(day("2026-10-13"), days(3, facts)).flags}


def test_ended_early():
    facts = [ClockFact(START, day("2026-09-28")), ClockFact(END, day("2026-10-08"))]
    strip = cells(day("2026-11-30"), days(5, facts), days(10, facts))
    assert drawn(strip) == "起 1 2 假 假 假 假 假 假 假 3完 (4) 班(5)| 休 ~6~ ~7~ ~8~ ~9~ ~10~‖"
    assert (strip.promise.used, strip.promise.left) == (3, 2)


def test_a_provisional_day_has_a_dashed_flag():
    facts = [ClockFact(START, day("2026-12-28"))]
    strip = cells(day("2026-12-29"), days(5, facts))
    assert [flag.provisional for flag in strip.flags if flag.kind is FlagKind.PROMISE] == [True]


def test_deemed_acceptance_has_its_brace_on_the_first_day():
    facts = [ClockFact(START, day("2026-10-12"))]
    strip = cells(day("2026-10-20"), days(10, facts), deemed=True)
    assert (strip.braces[0].kind, strip.braces[0].first) == (BraceKind.DEEMED, day("2026-10-12"))


def test_long_strips_fold_weeks_without_an_event():
    facts = [
        ClockFact(START, day("2026-02-02")),
        ClockFact(STOP, day("2026-02-06"), reason="hearing"),
        ClockFact(RESUME, day("2026-03-20"), reason="hearing"),
    ]
    strip = cells(day("2026-04-10"), days(30, facts), days(45, facts))
    assert len(strip.cells) > 60
    assert len(strip.items) < 75
    told = drawn(strip, strip.items)
    assert "停 班停 休 [5×3周 0–0] [5×1周 5–9] 10 11" in told
    assert told.endswith("‖")
    assert "[" not in drawn(strip)


def test_a_week_with_a_worked_sunday_is_not_folded():
    """20 September 2026 is a Sunday, worked; its week holds no other event."""
    facts = [ClockFact(START, day("2026-08-10"))]
    told = cells(day("2026-08-12"), days(20, facts), days(45, facts))
    assert "休 ~25~ ~26~ ~27~ ~28~ ~29~ 休 班~30~ ~31~" in drawn(told, told.items)
    assert "[5×1周 20–24]" not in drawn(told)


@settings(max_examples=60)
@given(facts=stories(), promise=st.integers(0, 40), more=st.integers(0, 40), seen=st.integers(0, 90))
def test_no_day_is_lost_and_every_number_is_the_folds(facts, promise, more, seen):
    """Whatever happens to a case: each day once, in order; the last used number is what the fold has used."""
    today = facts[-1].on + timedelta(seen)
    mine, law = days(promise, facts), days(promise + more, facts)
    strip = cells(today, mine, law)
    assert [cell.day for cell in strip.cells] == [facts[0].on + timedelta(n) for n in range(len(strip.cells))]
    assert strip.cells[-1].day == max(d for d in (today, mine.due_on, law.due_on) if d)
    used = [cell.n for cell in strip.cells if cell.kind in {CellKind.USED, CellKind.TODAY}]
    assert used == list(range(1, len(used) + 1))
    assert len(used) == min(mine.used(today), mine.total)
    if mine.due_on:
        numbers = [
            cell.n for cell in strip.cells if cell.kind in {CellKind.USED, CellKind.TODAY, CellKind.TODO}
        ]
        assert numbers == list(range(1, mine.total + 1))
    assert all(china().is_working(cell.day) == cell.tall for cell in strip.cells[1:])
    folded_days = sum(item.weeks * 7 if isinstance(item, Weeks) else 1 for item in strip.items)
    assert folded_days == len(strip.cells)


class TestInWords:
    """What is read aloud, printed, and stands in the table: from the same folds."""

    TODAY, POLICY = day("2026-10-09"), policy_of("nanchang", day("2026-09-09"))

    @pytest.fixture(autouse=True)
    def _chinese(self):
        with translation.override("zh-hans"):
            yield

    def test_flags_braces_and_counts(self):
        told = spoken_strip(days(12, HEARING), days(20, HEARING), self.TODAY)
        assert [f"{flag.label} {flag.day}" for flag in told.flags] == [
            "受理 9月9日 周三", "今天 10月9日 周五", "承诺到期 10月13日 周二", "法定到期 10月23日 周五",
        ]  # fmt: skip
        assert [words for _, words in told.braces] == ["听证：扣除 8 个工作日", "中秋假期", "国庆假期"]
        assert [f"{count.label} {count.number} {count.after}" for count in told.counts] == [
            "承诺 12 个工作日，还剩 4 天（含今天）", "法定 20 个工作日，还剩 12 天", "已用 8 天", "扣除 8 天（听证）",
        ]  # fmt: skip
        assert "".join(words for _, words in told.short) == "1234停856789101112"
        assert [words for _, words in told.cells][:6] == ["起", "1", "2", "休", "休", "3"]

    def test_the_description_says_it_all(self):
        told = spoken_strip(days(12, HEARING), days(20, HEARING), self.TODAY).desc
        assert told == (
            "9月9日（周三）起算，当天不计。承诺 12 个工作日，已用 8 天，10月13日（周二）到期。"
            "法定 20 个工作日，已用 8 天，10月23日（周五）到期。9月16日至9月24日，听证：扣除 8 个工作日。"
            "9月25日至9月27日，中秋假期。10月1日至10月7日，国庆假期。"
            "9月20日（周日）、10月10日（周六）调休上班。今天是 10月9日（周五）。"
        )

    def test_the_table(self):
        rows = derivation_rows(days(12, HEARING), days(20, HEARING), self.POLICY)
        assert [(row.days, row.counted, row.numbers, row.reason, row.clause) for row in rows] == [
            ("9月9日（周三）", "不计", "起算", "起算当天", "民法典第二百零一条"),
            ("9月10日至15日", "计 4 天", "1–4", "工作日；12、13日周末不计", "行政许可法第八十二条"),
            ("9月16日至24日", "扣除 8 天", "–", "听证；19日周末不计；20日调休上班", "行政许可法第四十五条"),
            ("9月25日至27日", "不计", "–", "中秋假期", "国务院办公厅放假通知"),
            ("9月28日至30日", "计 3 天", "5–7", "工作日", "行政许可法第八十二条"),
            ("10月1日至7日", "不计", "–", "国庆假期", "国务院办公厅放假通知"),
            (
                "10月8日至13日", "计 5 天", "8–12",
                "工作日；11日周末不计；10日调休上班；10月13日（周二）承诺到期", "行政许可法第八十二条",
            ),
            (
                "10月14日至23日", "计 8 天", "13–20",
                "工作日；17、18日周末不计；10月23日（周五）法定到期", "行政许可法第八十二条",
            ),
        ]  # fmt: skip

    def test_two_limits_that_did_not_run_side_by_side_are_told_one_after_the_other(self):
        start = ClockFact(START, day("2026-10-12"))
        survey = ClockFact(STOP, day("2026-10-13"), reason="survey")
        rows = derivation_rows(
            days(2, [start, survey, ClockFact(RESUME, day("2026-10-14"), reason="survey")]),
            days(4, [start]),
            self.POLICY,
        )
        assert [row.numbers for row in rows] == ["起算", "1", "–", "2", "起算", "1–4"]

    def test_the_printed_sentence(self):
        start = [ClockFact(START, day("2026-09-28"))]
        assert derivation_sentence(days(5, start)) == (
            "受理当日不计；国庆假期（10月1日至7日）不计；10月10日调休上班，计入。"
        )
        assert derivation_sentence(days(12, HEARING)) == (
            "受理当日不计；听证扣除 8 个工作日；中秋假期（9月25日至27日）不计；"
            "国庆假期（10月1日至7日）不计；10月10日调休上班，计入。"
        )

    def test_the_note_names_the_versions(self):
        assert derivation_note(days(5, HEARING[:1]), self.POLICY) == (
            "日历版本 cn-2026.0（已公布至 2026年12月31日）· 管理办法 nanchang，按 2026年9月9日的规定"
        )

    def test_a_clock_that_stands_says_why(self):
        facts = [ClockFact(START, day("2026-09-28")), ClockFact(STOP, day("2026-09-29"), reason="hearing")]
        told = spoken_strip(days(5, facts), days(10, facts), self.TODAY)
        assert "承诺 5 个工作日，已用 1 天，因听证停表" in told.desc

    def test_deemed(self):
        facts = [ClockFact(START, day("2026-10-12"))]
        told = spoken_strip(days(5, facts), None, day("2026-10-20"), deemed=True)
        assert told.braces[0][1] == "逾期未告知，视为受理"
        row = derivation_rows(days(5, facts), None, self.POLICY, deemed=True)[0]
        assert (row.reason, row.clause) == ("收件当天；逾期未告知，视为受理", "行政许可法第三十二条")


def test_in_english_nothing_is_left_in_chinese():
    with translation.override("en"):
        told = spoken_strip(days(12, HEARING), days(20, HEARING), date(2026, 10, 9))
        assert told.desc.startswith(
            "Starts on 9 September (Wed), which is not counted. Promised: 12 working days"
        )
        assert not any("一" <= sign <= "鿿" for sign in told.desc + "".join(words for _, words in told.cells))
