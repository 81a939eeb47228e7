"""The route as a picture and in words: where a case stands, what stops it, where it does not go. CAT-004; face.md 5."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template

from tests.browser.gallery import CHART, ROUTE
from yichuang.web.route_svg import Stage, StepState, route_svg, route_words, stage


def boxes(picture: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in ET.fromstring(picture).iter("rect")]


def test_every_step_has_its_box_and_its_state():
    found = [one["class"] for one in boxes(route_svg(ROUTE))]
    assert found == [
        "n n--done", "n n--done", "n n--done", "n n--hold", "n n--skipped", "n n--done", "n n--now", "n", "n",
        "n", "n n--skipped", "n",
    ]  # fmt: skip


def test_what_stops_the_case_stands_above_and_other_ways_below():
    by_words = {}
    picture = ET.fromstring(route_svg(ROUTE))
    for text in picture.iter("text"):
        by_words[text.text] = float(text.get("y") or 0)
    assert by_words["听证（停表）"] < by_words["技术审查"] < by_words["专家评审"]


def test_boxes_do_not_touch():
    main = sorted(
        (float(one["x"]), float(one["width"])) for one in boxes(route_svg(ROUTE)) if float(one["y"]) == 66
    )
    assert all(left + wide < right for (left, wide), (right, _wide) in itertools.pairwise(main))


def test_the_route_in_words_says_done_now_to_come_and_what_is_not_part_of_it():
    assert route_words(ROUTE) == (
        "已完成：收件、受理、听证（停表）、技术审查、会签（3 家）。现在：审查意见、现在：苏明远、限 10月10日（第 10 天）。"
        "之后：审核、决定并用印、准予、送达。本件不走：专家评审、不予。"
    )


def test_a_flow_chart_has_arrows_and_an_arrow_back():
    picture = route_svg(CHART, arrows=True)
    assert len(re.findall('class="tip"', picture)) == 6 + 1 + 1  # between steps, to the refusal, back
    assert "不齐：一次告知，补正再来" in picture


def test_a_stage_from_a_plain_dict():
    told = stage(
        {"name": "审查", "who": "顾远", "when": "9月29日", "state": "done", "below": {"name": "不予"}}
    )
    assert told == Stage("审查", ("顾远", "9月29日"), StepState.DONE, below=Stage("不予"))


def test_a_state_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="finished"):
        stage({"name": "审查", "state": "finished"})


def test_on_the_phone_the_same_steps_stand_in_a_list():
    page = Template("{% load web %}{% route stages key='r' %}").render(Context({"stages": ROUTE}))
    listed = re.findall(r"<b>([^<]+)</b>", page)
    assert listed == [
        "收件",
        "受理",
        "听证（停表）",
        "技术审查",
        "会签（3 家）",
        "审查意见",
        "审核",
        "决定并用印",
        "准予",
        "送达",
    ]
    assert page.count('aria-current="step"') == 1


def test_words_are_never_markup():
    assert "<b>" not in route_svg([{"name": "<b>", "note": "<i>"}])
    assert "<i>" not in route_svg([{"name": "<b>", "note": "<i>"}])


def test_one_step_alone_is_a_picture_too():
    assert len(boxes(route_svg([{"name": "受理"}]))) == 1
