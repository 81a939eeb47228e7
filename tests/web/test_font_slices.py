"""Which characters go into which slice of a font. Architecture section 7; face.md section 2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.web.fonts import Face, _rule, cut
from yichuang.web.management.commands.cut_fonts import SANS
from yichuang.web.rules.font_slices import (
    LEVEL_ONE,
    LEVEL_TWO,
    RARE,
    WORDS,
    Slice,
    level_one,
    level_two,
    runs,
    slices,
)


def test_gb_2312_has_the_characters_that_it_has():
    assert len(level_one()) == 3755
    assert len(level_two()) == 3008
    assert not level_one() & level_two()


def test_the_words_come_first_and_the_levels_do_not_depend_on_them():
    one, other = slices("一窗"), slices("受理通知书")
    assert one[0].name == WORDS
    assert ord("窗") in one[0].characters
    assert one[1:] == other[1:]  # new words cut one file anew, not all


def test_every_character_of_the_levels_and_of_names_stands_in_one_slice():
    parts = slices("")[1:]
    every = [character for part in parts for character in part.characters]
    assert len(every) == len(set(every))
    assert {ord("澜"), ord("薇"), ord("䶮"), ord("㛃")} <= set(every)


@pytest.mark.parametrize(("upto", "last"), [(LEVEL_ONE, "1"), (LEVEL_TWO, "2"), (RARE, "3")])
def test_up_to(upto: str, last: str):
    assert slices("", upto)[-1].name[0] == last


def test_the_range_as_the_style_sheet_says_it():
    assert Slice("x", frozenset({0x4E00, 0x4E01, 0x4E02, 0x4E07})).unicode_range == "U+4E00-4E02,U+4E07"


@given(st.sets(st.integers(0, 300)))
def test_runs_say_the_same_numbers_again(numbers: set[int]):
    again = [number for first, last in runs(numbers) for number in range(first, last + 1)]
    assert again == sorted(numbers)


def test_a_cut_makes_files_once_and_a_sheet_that_names_them(tmp_path):
    """One small slice of the real font: a second cut makes nothing, a new word cuts one file."""
    face = Face("sans-400", "Noto Sans SC", 400, SANS.file)
    one = [(face, WORDS)]
    assert cut(one, tmp_path, "/fonts/", "一窗") == 1
    sheet = (tmp_path / "fonts.css").read_text()
    assert 'font-family:"Noto Sans SC"' in sheet
    assert sheet.count("@font-face") == 1
    assert cut(one, tmp_path, "/fonts/", "一窗") == 0
    assert cut(one, tmp_path, "/fonts/", "一窗受理") == 1
    assert all(file.read_bytes()[:4] == b"wOF2" for file in tmp_path.glob("*.woff2"))


def test_no_face_has_a_range_of_weights_and_rare_characters_serve_both():
    """A browser takes the faces of one descriptor only: with "400 700" beside "400" most words were boxes."""
    rare = next(part for part in slices("") if part.name.startswith(RARE))
    rules = _rule(Face("sans-400", "Noto Sans SC", 400, SANS.file), rare, "/fonts/x.woff2")
    assert [rule.split("font-weight:")[1].split(";")[0] for rule in rules.splitlines()] == ["400", "700"]
