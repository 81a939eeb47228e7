"""The flow chart is drawn from the route, and says in words what it shows. Source: CAT-013."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from yichuang.catalogue.web.flow_chart import WIDEST, Flow, Node, across, down, in_words

SHORT = Flow(
    (Node("申请", "窗口"), Node("收件审查", "当场"), Node("受理"), Node("决定", "2 个工作日")),
    1,
    3,
    "不予许可",
)
LONG = Flow(
    (
        Node("申请", "窗口或网上"), Node("收件审查"), Node("受理"), Node("听证", "必要时，约 20 个工作日；停两个时限", held=True),
        Node("审查", "3 个工作日"), Node("分管领导审核并集体讨论决定事项"), Node("决定"), Node("缴费"), Node("发证送达", "10 个工作日内"),
        Node("Issue of the licence <b>&", "ten working days"),
    ),
    1, 6, "不予许可",
)  # fmt: skip
BOTH = pytest.mark.parametrize("flow", [SHORT, LONG], ids=["short", "long"])


def boxes(svg):
    return [
        tuple(float(rect.get(side)) for side in ("x", "y", "width", "height"))
        for rect in ET.fromstring(svg).iter("rect")
    ]


@BOTH
@pytest.mark.parametrize("draw", [across, down])
def test_it_is_a_picture_with_title_and_description(flow, draw):
    with translation.override("en"):
        svg = draw(flow, name="x")
    root = ET.fromstring(svg)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "x-t x-d")
    assert root.find("title").text == "Flow chart"
    assert all(node.name in root.find("desc").text for node in flow.nodes)
    assert "style" not in svg
    assert not re.search(r"#[0-9a-f]{3}", svg)


@BOTH
def test_boxes_lie_apart_and_inside(flow):
    for draw, extra in ((across, 1), (down, 0)):
        svg = draw(flow, name="x")
        width, height = map(float, ET.fromstring(svg).get("viewBox").split()[2:])
        assert width <= WIDEST + 130
        found = boxes(svg)
        assert len(found) == len(flow.nodes) + extra
        for n, (left, top, wide, high) in enumerate(found):
            assert left >= 0 <= top
            assert left + wide <= width
            assert top + high <= height
            for other_left, other_top, other_wide, other_high in found[n + 1 :]:
                beside = left + wide <= other_left or other_left + other_wide <= left
                assert beside or top + high <= other_top or other_top + other_high <= top


def test_many_steps_go_on_in_a_second_row():
    assert len({top for _left, top, _wide, high in boxes(across(LONG, name="x")) if high > 32}) == 2
    assert len({top for _left, top, _wide, high in boxes(across(SHORT, name="x")) if high > 32}) == 1


def test_a_held_step_looks_held():
    assert across(LONG, name="x").count("n--hold") == down(LONG, name="x").count("n--hold") == 1


def test_in_words():
    with translation.override("en"):
        told = in_words(SHORT)
    assert told == (
        "申请: 窗口; 收件审查: 当场; if something is missing you are told once, all of it; 受理; "
        "决定: 2 个工作日; or “不予许可”, with the reasons."
    )
