"""Numbers of persons and organisations: a failed check is a warning with facts. INT-001; GB 11643, GB 32100."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.identity_codes import (
    ORGANISATION_SIGNS,
    PROVINCES,
    Warned,
    check_inner_organisation_code,
    check_organisation_code,
    check_person_number,
    masked,
    normalised,
    organisation_check_character,
    person_check_character,
)

CODES = Path(__file__).parents[2].parent / "shared" / "data" / "codes"
needs_codes = pytest.mark.skipif(not CODES.exists(), reason=f"{CODES} is not beside the checkout")
TODAY = date(2026, 10, 9)
ERRORS = {
    "InvalidChecksum": {"check_character"},
    "InvalidFormat": {"sign", "check_character"},  # they know digits only in front; registries A, N, Y exist
    "InvalidLength": {"length"},
    "InvalidComponent": {"province", "birth_date", "born_later"},
}


def cases(name, call):
    if not CODES.exists():
        return []
    with (CODES / name).open(encoding="utf-8") as rows:
        return [
            (r["number"], r["expected"], r["expected_error"])
            for r in csv.DictReader(rows)
            if r["call"] == call
        ]


@needs_codes
@pytest.mark.parametrize(("number", "expected", "error"), cases("gb11643_cases.csv", "validate"))
def test_persons_as_another_library_has_them(number, expected, error):
    found = check_person_number(number, TODAY)
    if error:
        assert found is not None
        assert found.code in ERRORS[error]
    else:
        assert found is None
        assert normalised(number) == expected


@needs_codes
@pytest.mark.parametrize(("number", "expected", "error"), cases("gb32100_cases.csv", "validate"))
def test_organisations_as_another_library_has_them(number, expected, error):
    found = check_organisation_code(number)
    if error:
        assert found is not None
        assert found.code in ERRORS[error]
    else:
        assert found is None
        assert normalised(number) == expected


@needs_codes
def test_every_province_of_the_published_list_is_known():
    with (CODES / "gb2260_province.csv").open(encoding="utf-8") as rows:
        assert {row["code"][:2] for row in csv.DictReader(rows)} <= PROVINCES


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("４４０１１３２０１４１００５００１ｘ", "44011320141005001X"),
        (" 440113 20141005 001x ", "44011320141005001X"),
        ("440113-20141005-001X", "44011320141005001X"),
        ("440113\u200b20141005001X", "44011320141005001X"),
        ("91　110000　600037341l", "91110000600037341L"),
    ],
)
def test_what_fingers_add_is_taken_away(typed, number):
    assert normalised(typed) == number


@pytest.mark.parametrize(
    ("number", "code", "facts"),
    [
        ("440113201410050019", "check_character", {"expected": "X", "found": "9"}),
        ("44011320141005001", "length", {"expected": 18, "found": 17}),
        ("X4011320141005001X", "sign", {"sign": "X", "place": 1}),
        ("4401132014100500１A", "sign", {"sign": "A", "place": 18}),
        ("990113201410050010", "province", {"found": "99"}),
        ("200113201410050010", "province", {"found": "20"}),
        ("440113201413050010", "birth_date", {"found": "20141305"}),
        ("440113201402290010", "birth_date", {"found": "20140229"}),
        ("440113202610100010", "born_later", {"found": date(2026, 10, 10)}),
    ],
)
def test_a_person_is_told_what_is_wrong(number, code, facts):
    assert check_person_number(number, TODAY) == Warned(code, facts)


def test_who_was_born_today_may_ask_today():
    number = "44011320261009001"
    assert check_person_number(number + person_check_character(number), TODAY) is None


def test_the_card_of_a_foreign_resident_begins_with_nine():
    number = "91115619870101001"
    assert check_person_number(number + person_check_character(number), TODAY) is None


@pytest.mark.parametrize(
    ("number", "code", "facts"),
    [
        ("911100006000373411", "check_character", {"expected": "L", "found": "1"}),
        ("9111000060003734IL", "sign", {"sign": "I", "place": 17}),
        ("91A10000600037341L", "sign", {"sign": "A", "place": 3}),
        ("12345", "length", {"expected": 18, "found": 5}),
    ],
)
def test_an_organisation_is_told_what_is_wrong(number, code, facts):
    assert check_organisation_code(number) == Warned(code, facts)


def test_the_two_public_samples_pass_both_checks():
    for code in ("11440232MB2D06811W", "12441500196720244T"):
        assert check_organisation_code(code) is None
        assert check_inner_organisation_code(code) is None
    assert check_inner_organisation_code("11440232MB2D06812W") == Warned(
        "inner_check", {"expected": "1", "found": "2"}
    )


DIGITS = st.text("0123456789", min_size=17, max_size=17)


@given(digits=DIGITS, place=st.integers(0, 16), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed_in_a_persons_number(digits, place, other):
    changed = digits[:place] + other + digits[place + 1 :]
    same = person_check_character(changed) == person_check_character(digits)
    assert same == (changed == digits)


@given(
    code=st.text(ORGANISATION_SIGNS, min_size=17, max_size=17),
    place=st.integers(0, 16),
    other=st.sampled_from(ORGANISATION_SIGNS),
)
def test_one_wrong_character_is_always_noticed_in_a_credit_code(code, place, other):
    changed = code[:place] + other + code[place + 1 :]
    same = organisation_check_character(changed) == organisation_check_character(code)
    assert same == (changed == code)


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_checks(text):
    for found in (check_person_number(text, TODAY), check_organisation_code(text)):
        assert found is None or found.code
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("44011320141005001X", "440***********001X"),
        ("13800001234", "138****1234"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_the_middle_is_masked(number, shown):
    assert masked(number) == shown
