"""Personal values: unreadable in the table, found again, masked on screen. SEC-006."""

from __future__ import annotations

import pytest

from yichuang.kernel.errors import CannotCompute
from yichuang.ledger.rules.personal import decrypt, encrypt, mask_name, mask_number, search_hash

KEY = "k" * 96
OTHER_KEY = "o" * 96


def test_a_value_comes_back_and_never_looks_the_same():
    first, second = encrypt(KEY, "张晓雯 13800138000"), encrypt(KEY, "张晓雯 13800138000")
    assert first != second
    assert "13800138000" not in first
    assert decrypt(KEY, first) == decrypt(KEY, second) == "张晓雯 13800138000"


@pytest.mark.parametrize("planted", ["another key", "one sign changed", "no cipher at all"])
def test_what_cannot_be_read_is_said(planted):
    token = encrypt(KEY, "张晓雯")
    key, text = {
        "another key": (OTHER_KEY, token),
        "one sign changed": (KEY, token[:20] + ("A" if token[20] != "A" else "B") + token[21:]),
        "no cipher at all": (KEY, "张晓雯"),
    }[planted]
    with pytest.raises(CannotCompute, match="personal_value_unreadable"):
        decrypt(key, text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８ 0013-8000", "13800138000"),
        ("11010519491231002x", "11010519491231002X"),
        (" 张晓雯 ", "张晓雯"),
    ],
)
def test_found_however_it_was_typed(typed, kept):
    assert search_hash(KEY, typed) == search_hash(KEY, kept)


def test_the_hash_needs_the_key_and_the_value():
    assert search_hash(KEY, "13800138000") != search_hash(OTHER_KEY, "13800138000")
    assert search_hash(KEY, "13800138000") != search_hash(KEY, "13800138001")
    assert len(search_hash(KEY, "13800138000")) == 64


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("31010519491231002X", "310***********002X"),
        ("13800138000", "138****8000"),
        ("8886 1212", "*******12"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_numbers_masked(number, shown):
    assert mask_number(number) == shown
    assert len(mask_number(number)) == len(number)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("欧阳修", "欧*修"),
        ("丽", "*"),
        ("", ""),
        ("Maria Lopez", "M**** L****"),
        ("Li", "L*"),
    ],
)
def test_names_masked(name, shown):
    assert mask_name(name) == shown


def test_a_short_secret_is_an_error_of_ours():
    with pytest.raises(AssertionError):
        encrypt("short", "张晓雯")
