"""The small rules: shapes, glyphs, codes, handwriting, hashes, seals' words. RCP-001, RCP-007, DEC-001, SEC-006."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.accounts.rules.roles import Role
from yichuang.documents.rules.codes import ALPHABET, LENGTH, heard, new_code, spoken
from yichuang.documents.rules.digest import data_hash
from yichuang.documents.rules.glyphs import first_missing, settable
from yichuang.documents.rules.handwriting import ink_svg
from yichuang.documents.rules.reading import may_open
from yichuang.documents.rules.seal_provider import SealAs, Verdict
from yichuang.documents.rules.shape import faults, filled

EXAMPLE = {
    "name": "柳青",
    "note?": "空",
    "days": 5,
    "late": False,
    "materials": [{"name": "申请书", "copies?": "1"}],
}
GOOD = {
    "name": "温如海",
    "days": 3,
    "late": True,
    "materials": [{"name": "营业执照"}, {"name": "图", "copies": "2"}],
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, None),
        ({"note": None}, None),
        ({"materials": []}, None),
        ({"materials": ()}, None),
        ({"name": None}, "data.name: missing"),
        ({"name": 7}, "data.name: int where str is wanted"),
        ({"days": "3"}, "data.days: str where int is wanted"),
        ({"days": True}, "data.days: bool where int is wanted"),
        ({"late": 0}, "data.late: int where bool is wanted"),
        ({"colour": "red"}, "data.colour: not known to the letter"),
        ({"materials": [{"name": "图"}, {}]}, "data.materials[1].name: missing"),
        ({"materials": {"name": "图"}}, "data.materials: dict where list is wanted"),
    ],
)
def test_the_example_is_the_shape(change, fault):
    """DEC-001, INT-007."""
    assert faults(EXAMPLE, GOOD | change) == ([fault] if fault else [])


def test_the_example_itself_is_good_data():
    assert not faults(EXAMPLE, filled(EXAMPLE))


GLYPHS = settable(map(ord, "王温如海·〔〕\u200d\ufe00\r "))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("温如海", None),
        ("温\n如海", None),
        ("王㛃", "㛃"),
        ("温\u200d如", "\u200d"),
        ("温\r如", "\r"),
        ("温\ufe00", "\ufe00"),
    ],
)
def test_a_character_without_a_glyph_is_found(text, missing):
    """RCP-001."""
    found = first_missing({"a": [{"b": text}]}, GLYPHS)
    assert (found.character if found else None) == missing
    if found:
        assert found.place == "data.a[0].b"


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_heard_however_it_is_typed(code):
    for typed in (code, spoken(code), code.lower(), " ".join(code), f"　{code}　"):
        assert heard(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "7KQM-2XWP-9D4", "7KQM-2XWP-9D4RR", "7KQM-2XWP-9D4O", "1KQM-2XWP-9D4R", "' OR 1=1 --'"]
)
def test_what_is_no_code_is_not_heard(typed):
    assert heard(typed) is None


def test_codes_use_every_character_that_was_chosen():
    letters = itertools.cycle(ALPHABET)
    assert new_code(lambda _: next(letters)) == ALPHABET[:LENGTH]
    assert not set("01OILU") & set(ALPHABET)


STROKES = [[[10, 20, 0, 50], [20, 30, 9, 60], [30, 20, 18, 60]], [[40, 40, 30, 50]]]


@pytest.mark.parametrize(
    "strokes",
    [STROKES, {"strokes": STROKES}, [[{"x": x, "y": y} for x, y, *_ in line] for line in STROKES]],
    ids=["list", "mapping", "points by name"],
)
def test_handwriting_is_drawn_from_its_strokes(strokes):
    """RCP-007."""
    drawn = ET.fromstring(ink_svg(strokes, b""))
    assert drawn.get("viewBox") == "4 14 42 32"
    (path,) = drawn
    assert path.get("d").count("M") == 2


def test_without_strokes_the_picture_stands_for_them():
    """RCP-007: a scanned signature."""
    assert "base64,iVBO" in ink_svg([], b"\x89PNG\r\n")


def test_a_hash_is_of_the_words_their_kind_and_the_salt():
    """RCP-007."""
    base = data_hash("receipt", {"a": "1", "b": "2"})
    assert base == data_hash("receipt", {"b": "2", "a": "1"})
    others = [
        data_hash("receipt", {"a": "1"}),
        data_hash("pickup", {"a": "1", "b": "2"}),
        data_hash("receipt", {"a": "1", "b": "2"}, salt="x"),
    ]
    assert len({base, *others}) == 4


@pytest.mark.parametrize(
    ("imprint", "organ", "legend"),
    [
        ("澜州市市场监督管理局行政审批专用章", "澜州市市场监督管理局", "行政审批专用章"),
        ("澜州市政务服务中心收件专用章", "澜州市政务服务中心", "收件专用章"),
        ("澜州市卫生局", "澜州市卫生局", ""),
        ("专用章", "专用章", ""),
    ],
)
def test_the_words_of_a_seal(imprint, organ, legend):
    """DEC-001."""
    seal = SealAs("1", imprint, "HE")
    assert (seal.organ, seal.legend) == (organ, legend)


def test_a_verdict_is_good_only_as_a_whole():
    sound = {"sealed": True, "whole": True, "covers_all": True, "trusted": True}
    assert Verdict(**sound).good
    assert not any(Verdict(**(sound | {part: False})).good for part in sound)


@pytest.mark.parametrize(
    ("roles", "department", "of_department", "allowed"),
    [
        ({Role.WINDOW}, "SJ", "WJ", True),
        ({Role.SUPERVISOR}, None, "SJ", True),
        ({Role.REVIEWER}, "SJ", "SJ", True),
        ({Role.REVIEWER}, "SJ", "WJ", False),
        ({Role.CHIEF}, "SJ", "", True),
        ({Role.CASHIER}, None, "SJ", False),
        ({Role.ADMINISTRATOR}, None, "", False),
        (set(), "SJ", "SJ", False),
    ],
)
def test_who_may_open(roles, department, of_department, allowed):
    """SEC-006: and never those of another centre."""
    asked = {"roles": roles, "department": department, "of_department": of_department, "of_centre": "LZ"}
    assert may_open(centre="LZ", **asked) is allowed
    assert may_open(centre="WJ", **asked) is False
