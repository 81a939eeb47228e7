"""The bytes of an entry and their hash, which are fixed for ever. CASE-012, SEC-006."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.ledger.rules.leaf import (
    canonical,
    commitment,
    entry_text,
    leaf_hash,
    moment,
    personal_numbers,
    roles_text,
)

# Written by hand, byte for byte: what stands here was hashed in halls, and must be found again.
GOLDEN_TEXT = (
    '{"act":"accepted","actor":"chen","centre":"LZ","declared":false,'
    '"facts":{"copies":3,"item":"食品经营许可","steps":["accept","review"],"urgent":false},'
    '"format":1,"happened_at":"2026-11-02T01:30:00.000000Z","legal_day":"2026-11-02","place":"window:6",'
    '"recorded_at":"2026-11-02T01:30:00.000000Z","roles":"chief window",'
    '"salt":"000102030405060708090a0b0c0d0e0f","subject":"case:LZ20261102000001","supersedes":null}'
).encode()
GOLDEN_HASH = "ae253ed1d7bc1991f39033aa9ffd327da05216308b606618da85a44db24a9a3b"

GOLDEN = {
    "centre": "LZ",
    "subject": "case:LZ20261102000001",
    "act": "accepted",
    "legal_day": date(2026, 11, 2),
    "happened_at": datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=8))),
    "recorded_at": datetime(2026, 11, 2, 1, 30, tzinfo=UTC),
    "declared": False,
    "actor": "chen",
    "roles": "chief window",
    "place": "window:6",
    "facts": {"item": "食品经营许可", "urgent": False, "steps": ("accept", "review"), "copies": 3},
    "supersedes": None,
    "salt": "000102030405060708090a0b0c0d0e0f",
}


def test_the_golden_entry():
    """Format 1 of CASE-012; the hash is computed here once more from the letters above alone."""
    assert entry_text(**GOLDEN) == GOLDEN_TEXT
    assert leaf_hash(GOLDEN_TEXT) == GOLDEN_HASH == hashlib.sha256(b"\x00" + GOLDEN_TEXT).hexdigest()


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("centre", "LY"),
        ("subject", "case:LZ20261102000002"),
        ("act", "refused"),
        ("legal_day", date(2026, 11, 3)),
        ("happened_at", datetime(2026, 11, 2, 1, 30, 0, 1, tzinfo=UTC)),
        ("recorded_at", datetime(2026, 11, 2, 1, 31, tzinfo=UTC)),
        ("declared", True),
        ("actor", "gu"),
        ("roles", "window"),
        ("place", "window:7"),
        ("facts", {**GOLDEN["facts"], "copies": 2}),
        ("supersedes", GOLDEN_HASH),
        ("salt", "ff0102030405060708090a0b0c0d0e0f"),
    ],
)
def test_each_field_is_hashed(name, planted):
    assert leaf_hash(entry_text(**{**GOLDEN, name: planted})) != GOLDEN_HASH


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": 2}, '{"a":2,"b":1}', id="keys are sorted"),
        pytest.param(
            {"€": 1, "\r": 2, "1": 3, "ö": 4}, '{"\\r":2,"1":3,"ö":4,"€":1}', id="as RFC 8785 sorts"
        ),
        pytest.param(['\x0f\n\b\t\f\r"\\/'], '["\\u000f\\n\\b\\t\\f\\r\\"\\\\/"]', id="escapes of RFC 8785"),
        pytest.param("𡋾\x7f", '"𡋾\x7f"', id="a rare character stands as it is"),
        pytest.param([True, None, 0, -7, 2**53 - 1], "[true,null,0,-7,9007199254740991]", id="plain values"),
    ],
)
def test_canonical_json(value, text):
    assert canonical(value) == text.encode()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"share": 0.5}, id="a fraction"),
        pytest.param({"day": date(2026, 11, 2)}, id="a day that is no text"),
        pytest.param({1: "one"}, id="a key that is no text"),
        pytest.param([2**53], id="a number that JavaScript would round"),
        pytest.param({"reason": "a\0b"}, id="a NUL, which PostgreSQL cannot keep"),
        pytest.param({"𡋾": 1}, id="a key that others sort otherwise"),
        pytest.param([b"x"], id="bytes"),
    ],
)
def test_what_has_no_canonical_form_is_an_error_of_ours(value):
    with pytest.raises(AssertionError):
        canonical(value)


def test_half_a_pair_is_no_text():
    with pytest.raises(UnicodeEncodeError):
        canonical(["\ud800"])


def test_a_moment_without_a_zone_is_an_error_of_ours():
    with pytest.raises(AssertionError):
        moment(datetime(2026, 11, 2, 9, 30))  # noqa: DTZ001


def test_a_moment_is_the_same_in_every_zone():
    there = datetime(2026, 11, 2, 9, 30, 0, 250, tzinfo=timezone(timedelta(hours=8)))
    assert moment(there) == moment(there.astimezone(UTC)) == "2026-11-02T01:30:00.000250Z"


def test_roles_are_written_in_one_order():
    assert roles_text({"window", "chief"}) == roles_text(["chief", "window"]) == "chief window"
    assert roles_text([]) == ""


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(max_codepoint=0xD7FF, exclude_characters="\0")), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_json_reads_back_the_same(value):
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_a_commitment_tells_nothing_without_its_salt():
    assert commitment("11010519491231002X", "a1") == hashlib.sha256(b"a1\x1f11010519491231002X").hexdigest()
    assert commitment("11010519491231002X", "a1") != commitment("11010519491231002X", "a2")


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        pytest.param(
            {"reason": "证号 11010519491231002X 有误"}, ["11010519491231002X"], id="a person's number"
        ),
        pytest.param({"reason": "11010519491231002x"}, ["11010519491231002x"], id="with a small x"),
        pytest.param({"a": ["电话13800138000。"]}, ["13800138000"], id="a mobile number"),
        pytest.param({"a": "110105194912310021"}, [], id="the check sign is wrong: no number of a person"),
        pytest.param({"a": "913301007360000000"}, [], id="the code of an organisation"),
        pytest.param({"sha256": "ab13800138000cd"}, [], id="digits inside a hash"),
        pytest.param({"case": "11440232MB2D06811W4000117051000202611020008"}, [], id="a case number"),
        pytest.param({"telephone": "0999-8886 1212"}, [], id="the telephone of an office"),
    ],
)
def test_numbers_of_persons_are_found(facts, found):
    assert personal_numbers(facts) == found
