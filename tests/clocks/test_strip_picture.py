"""The strip as a picture, over Spring Festival, National Day and a hearing: what is drawn is what was counted.

The drawing counts nothing: each test reads the picture back and compares it with the strip, its sentence and
its derivation. Sources: CLK-001, CLK-003; issue 2 section 6; face.md section 4.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from tests.browser.gallery import HEARING, LATE, SURVEY, strip
from yichuang.clocks.rules.clock import END, START, STOP, ClockFact, fold
from yichuang.clocks.rules.strip import CellKind, Strip, cells
from yichuang.clocks.templatetags.clocks import clock_strip
from yichuang.clocks.web.cells import CSS
from yichuang.clocks.web.clock_strip import strip_svg
from yichuang.clocks.web.legend import legend
from yichuang.clocks.web.week_strip import short_svg
from yichuang.clocks.wording.strip import SpokenStrip, spoken
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of
from yichuang.web.svg import Box, Lines, hatch, width_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def over_spring_festival() -> Strip:
    """Accepted on Friday 6 February 2026; 14 and 28 February are worked Saturdays."""
    begun = (ClockFact(START, date(2026, 2, 6)),)
    limits = (fold(Limit(days, Unit.WORKING), begun, calendar_of("cn")) for days in (5, 15))
    return cells(date(2026, 2, 10), *limits)


def standing() -> Strip:
    """Both clocks stand since 29 September 2026, with no due day."""
    facts = (ClockFact(START, date(2026, 9, 28)), ClockFact(STOP, date(2026, 9, 29), reason="expert_review"))
    limits = (fold(Limit(days, Unit.WORKING), facts, calendar_of("cn")) for days in (5, 10))
    return cells(date(2026, 10, 9), *limits)


def ended() -> Strip:
    facts = (ClockFact(START, date(2026, 9, 28)), ClockFact(END, date(2026, 10, 9)))
    limits = (fold(Limit(days, Unit.WORKING), facts, calendar_of("cn")) for days in (5, 10))
    return cells(date(2026, 10, 20), *limits)


def immediate() -> Strip:
    return strip("2026-10-09", 1, 1)


def long() -> Strip:
    return strip("2026-08-03", 60, 90)


STRIPS = {
    "hearing and National Day": lambda: strip(*HEARING),
    "Spring Festival": over_spring_festival,
    "past the promise": lambda: strip(*LATE),
    "the promise alone stood": lambda: strip(*SURVEY, promise_only=True),
    "stands": standing,
    "ended": ended,
    "one day": immediate,
    "ninety days": long,
}


@pytest.fixture(params=STRIPS.values(), ids=STRIPS.keys())
def told(request) -> SpokenStrip:
    return spoken(request.param())


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def shapes(picture: str) -> list[str]:
    """The classes of the cells, in their order."""
    return [
        rect.get("class", "").removeprefix("c ")
        for rect in parsed(picture).iter("rect")
        if rect.get("class", "").startswith("c ")
    ]


def words(picture: str, css: str) -> list[str]:
    """What stands in the texts of a class."""
    return [text.text or "" for text in parsed(picture).iter("text") if css in text.get("class", "").split()]


def drawn_kinds(told: SpokenStrip) -> list[str]:
    found = []
    for item, _words in told.items:
        found.append(CSS[item.kind])
        if item.kind is CellKind.HALF_HELD:
            found.append("excl")
    return found


def test_every_day_is_drawn_as_what_it_is(told: SpokenStrip):
    assert shapes(strip_svg(told)) == drawn_kinds(told)


def test_the_same_days_stand_by_weeks(told: SpokenStrip):
    """Whole rows of folded weeks are drawn in the same order; nothing is left out on the phone."""
    assert shapes(strip_svg(told, narrow=True)) == drawn_kinds(told)


def test_the_sentence_is_the_description_of_all_three(told: SpokenStrip):
    for picture in (strip_svg(told), strip_svg(told, narrow=True), short_svg(told)):
        root = parsed(picture)
        assert root.get("role") == "img"
        assert root.findtext("desc") == told.desc
        named = (root.get("aria-labelledby") or "").split()
        assert [element.get("id") for element in root[:2]] == named


def test_tall_is_what_counts_and_low_what_never_does(told: SpokenStrip):
    """That alone must be readable in grey."""
    rects = [one for one in parsed(strip_svg(told)).iter("rect") if (one.get("class") or "").startswith("c ")]
    heights = {(one.get("class") or "")[2:]: float(one.get("height") or 0) for one in rects}
    low = {css for css in ("off", "hol") if css in heights}
    tall = (
        heights.keys() - low - {"todo", "excl"}
    )  # the start is low and outlined; half a stop is half as high
    assert all(heights[css] < heights[other] for css in low for other in tall)


def test_no_words_lie_on_others_and_none_stick_out(told: SpokenStrip):
    """Names of flags and braces, as wide as they are about to be drawn."""
    root = parsed(strip_svg(told))
    width = float((root.get("viewBox") or "").split()[2])
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for text in root.iter("text"):
        css = (text.get("class") or "").split()
        if not {"flag-t", "now-t", "flag-d", "why-t"} & set(css):
            continue
        x, wide = float(text.get("x") or 0), width_of(text.text or "")
        left = x if "start" in css else x - wide if "end" in css else x - wide / 2
        assert left >= -1, text.text
        assert left + wide <= width + 1, text.text
        lines.setdefault(float(text.get("y") or 0), []).append((left, left + wide, text.text or ""))
    for texts in lines.values():
        for one, other in zip(sorted(texts), sorted(texts)[1:], strict=False):
            assert one[1] <= other[0] + 1, (one, other)


def test_no_style_no_colour_no_script_stands_in_a_picture(told: SpokenStrip):
    picture = clock_strip(told)
    assert not re.search(r"style=|#[0-9a-f]{3,6}|fill=|stroke=|<script|on\w+=", picture)


def test_ids_are_those_of_the_key_so_that_two_strips_fit_on_a_page(told: SpokenStrip):
    ids = re.findall(r' id="([^"]+)"', clock_strip(told, key="one") + clock_strip(told, key="other"))
    assert len(ids) == len(set(ids)) == 8


# ---- the stories, in detail


def test_the_hearing_of_the_picture():
    """face.md: twelve promised, eight used, eight taken out, the ninth is today, due on 13 October."""
    told = spoken(strip(*HEARING))
    picture = strip_svg(told)
    assert words(picture, "used-n") == [str(n) for n in range(1, 9)]
    assert words(picture, "now-n") == ["9"]
    assert words(picture, "todo-n") == ["10", "11", "12"]
    assert words(picture, "beyond-n") == [str(n) for n in range(13, 21)]
    assert words(picture, "excl-n") == ["停"] * 8
    assert words(picture, "make-n") == ["班", "班"]
    assert sorted(words(picture, "flag-t")) == ["受理", "承诺到期", "法定到期"]
    assert words(picture, "why-t") == ["听证：扣除 8 个工作日", "中秋假期", "国庆假期"]
    assert words(picture, "month") == ["9/9", "10/1"]
    for sentence in ("听证：扣除 8 个工作日", "10月13日（周二）到期", "10月23日（周五）到期"):
        assert sentence in told.desc


def test_the_hearing_in_short():
    picture = short_svg(spoken(strip(*HEARING)))
    assert words(picture, "excl-n") == ["停8"]
    assert words(picture, "used-n") == [str(n) for n in range(1, 9)]
    assert words(picture, "flag-t") == ["承诺到期"]


def test_over_spring_festival_nine_days_are_low_and_two_saturdays_are_worked():
    picture = strip_svg(spoken(over_spring_festival()))
    assert words(picture, "hol-n") == ["假"] * 9
    assert words(picture, "make-n") == ["班", "班"]
    assert words(picture, "why-t") == ["春节假期"]


def test_past_the_promise_each_working_day_is_one_more():
    picture = strip_svg(spoken(strip(*LATE)))
    assert words(picture, "over-n") == ["+1", "+2"]


def test_where_the_promise_alone_stood_the_law_goes_on_below():
    picture = strip_svg(spoken(strip(*SURVEY, promise_only=True)))
    assert words(picture, "excl-n") == ["停", "停"]
    assert words(picture, "half-n") == ["1", "2"]


def test_today_that_does_not_count_has_a_ring():
    """On the day of acceptance, and while the clock stands."""
    for one in (immediate(), standing()):
        assert "today-ring" in strip_svg(spoken(one))
    assert "today-ring" not in strip_svg(spoken(strip(*HEARING)))


def test_ninety_days_fold_their_plain_weeks_and_stay_within_the_desk():
    told = spoken(long())
    root = parsed(strip_svg(told))
    assert float((root.get("viewBox") or "").split()[2]) <= 1500
    assert any("周" in one for one in words(strip_svg(told), "small-n"))


def test_the_legend_names_the_cells_that_are_there_and_no_others():
    named = [str(one.words) for one in legend(strip(*LATE))]
    assert named == ["已用", "承诺后、法定内", "超过承诺", "休：周末", "假：法定假日", "班：调休上班，计入"]


# ---- the pieces


def test_a_hatch_stays_within_its_cell():
    points = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", hatch(10, 20, 26, 44))
    assert points
    assert all(10 <= float(x) <= 36 and 20 <= float(y) <= 64 for x, y in points)


def test_words_are_laid_where_there_is_room_else_a_line_further():
    lines = Lines(200)
    assert lines.place([(0, 80)]) == Box(0, 80, 0)
    assert lines.place([(50, 90), (100, 140)]) == Box(100, 140, 0)  # its second place
    assert lines.place([(50, 90)]) == Box(50, 90, 1)
    assert lines.place([(180, 240)]) == Box(140, 200, 0)  # what sticks out is moved in
    assert lines.lines == 2


def test_names_are_written_as_text_and_never_as_markup():
    told = spoken(strip(*HEARING))
    planted = SpokenStrip(
        strip=told.strip, title="<script>", desc="<b>", cells=told.cells, items=told.items, short=told.short,
        flags=told.flags, braces=tuple((brace, "<i>x</i>") for brace, _words in told.braces),
        counts=told.counts, make_up_sign="&",
    )  # fmt: skip
    picture = strip_svg(planted)
    assert "<script>" not in picture
    assert "<i>" not in picture
    assert parsed(picture).findtext("title") == "<script>"
