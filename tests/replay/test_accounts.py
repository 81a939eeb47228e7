"""Codes that come from a log fit our columns, and two stay two. Source: issue 2 section 7."""

from __future__ import annotations

import pytest

from yichuang.replay.rules.accounts import centre_code, officer_code, shortened

SHA = "3fa2b7" + "0" * 58


@pytest.mark.parametrize(
    ("wanted", "name", "taken", "code"),
    [
        ("{log}", "receipt", (), "receipt"),
        ("{log}", "BPIC15_2", (), "bpic15-2"),
        ("nl-{log}", "BPIC15_2", (), "nl-bpic15-2"),
        ("{log}", "receipt", ("receipt",), "receipt-3fa2b7"),
        ("{log}", "环境许可", (), "log"),
        ("{log}", "a-very-long-name-of-a-log", (), "a-very-long-name-of"),
        ("{log}", "a-very-long-name-of-a-log", ("a-very-long-name-of",), "a-very-long-n-3fa2b7"),
    ],
)
def test_the_code_of_the_centre_of_a_log(wanted, name, taken, code):
    assert centre_code(wanted, name, SHA, taken=taken) == code
    assert len(code) <= 20


def test_an_account_stands_under_its_centre():
    assert officer_code("receipt", "Resource01") == "receipt:Resource01"


def test_what_is_too_long_keeps_its_beginning_and_stays_itself():
    one, other = (shortened("x" * 80 + tail) for tail in "ab")
    assert len(one) == len(other) == 60
    assert one != other
    assert shortened("x" * 60) == "x" * 60
