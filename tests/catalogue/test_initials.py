"""How names are spelt for the search. Source: CAT-018."""

from __future__ import annotations

import pytest

from yichuang.catalogue.rules.initials import (
    MOST_READINGS,
    initials_column,
    plain_text,
    spellings,
    text_column,
)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("食品经营许可（新办）", "spjyxkxb"),
        ("银行账户", "yhzh"),
        ("行政许可", "xzxk"),
        ("长途客运", "ctky"),
        ("校长任职", "xzrz"),
        ("重大事项", "zdsx"),
        ("会计从业资格", "kjcyzg"),
        ("３Ｄ打印ABC", "3ddyabc"),
    ],
)
def test_a_character_is_read_as_its_word_asks(name, initials):
    assert spellings(name)[0] == initials


def test_what_no_word_decides_is_spelt_both_ways():
    assert {"cm", "qm"} <= {spelling[:2] for spelling in spellings("仇某更名")}


def test_there_are_never_more_readings_than_the_column_holds():
    assert len(spellings("曾仇单解查盖繁区" * 10)) <= MOST_READINGS
    assert len(initials_column("曾仇单解查盖繁区" * 10)) <= 1000


def test_columns():
    assert initials_column("停车证", ["泊车"]) == "|tcz|bc|"
    assert text_column("停车证（临时）", ["泊 车"], "市城管局") == "|停车证临时|泊车|市城管局|"
    assert initials_column("") == text_column("", []) == "|"


def test_widths_and_signs_do_not_matter():
    assert plain_text("（Ａ－１） 食品，经营") == "a1食品经营"
