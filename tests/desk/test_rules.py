"""What follows from the facts on the desk, as a table; and what a row means.

Sources: INT-004, INT-005, RCP-003, RCP-004, RCP-007.
"""

from __future__ import annotations

import base64

import pytest

from tests.days import MONDAY
from yichuang.cases.rules.materials import Checked, MaterialState, Wanted
from yichuang.desk.rules.verdict import Next, verdict_of
from yichuang.desk.web.forms import Row, signatures_of
from yichuang.exchange.local_card_reader import PEOPLE, LocalCardReader
from yichuang.kernel.identity_codes import check_person_number

WANTED = [
    Wanted(1, "申请书", "原件", 1),
    Wanted(2, "平面布局图", "原件", 1, standard="标明洗消间"),
    Wanted(3, "健康证明", "复印件", 6, optional=True),
]
STATES = {
    "齐": MaterialState.PRESENT,
    "缺": MaterialState.MISSING,
    "不": MaterialState.WRONG_FORM,
    "？": MaterialState.NOT_CHECKED,
}


@pytest.mark.parametrize(
    ("found", "follows", "lacking"),
    [
        ("齐齐齐", Next.ACCEPT, []),
        ("齐齐缺", Next.ACCEPT, []),  # the third may follow
        ("齐齐不", Next.CORRECT, [3]),  # but handed in it must be right
        ("缺齐齐", Next.CORRECT, [1]),
        ("缺不齐", Next.CORRECT, [1, 2]),  # all of it at once
        ("齐齐？", Next.LOOK, []),
        ("缺？齐", Next.LOOK, [1]),  # nobody tells half of it
        ("", Next.LOOK, []),
    ],
)
def test_what_follows_from_the_check(found: str, follows: Next, lacking: list[int]) -> None:
    """INT-004, INT-005: complete must be accepted, lacking is told once and wholly."""
    checked = [Checked(order, STATES[sign]) for order, sign in enumerate(found, start=1)]
    verdict = verdict_of(WANTED, checked)
    assert verdict.next is follows
    assert [material.order for material, _ in verdict.lacking] == lacking


@pytest.mark.parametrize(
    ("state", "copies", "kept"),
    [
        ("present", "", 6),  # as many as asked for
        ("present", "2", 2),
        ("missing", "", 0),
        ("wrong", "", 6),
        ("", "", 0),
        ("present", "许多", 6),  # no number: nothing breaks
        ("present", "99999", 999),
    ],
)
def test_copies_of_a_row(state: str, copies: str, kept: int) -> None:
    """RCP-003: the number of copies of every material."""
    row = Row(3, "健康证明", "复印件 6", 6, state, copies, "", "")
    assert row.checked().copies == kept


def test_signatures_come_from_the_pads_and_rubbish_is_none() -> None:
    """RCP-007: of the applicant and of the officer; what is no picture is no signature."""
    picture = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    posted = {"signature_png": picture, "signature_strokes": "[[[1.5,2,3,50]]]", "officer_signature_png": ""}
    (signed,) = signatures_of(posted, "李文静", "陈雨薇")
    assert (signed.role, signed.label, signed.strokes) == ("applicant", "李文静", [[[2, 2, 3, 50]]])
    for rubbish in ("", "data:image/png;base64,!!", "data:text/html;base64,AAAA", "x"):
        assert signatures_of({"signature_png": rubbish}, "李文静", "陈雨薇") == []
    posted["signature_strokes"] = "{"
    assert signatures_of(posted, "李文静", "陈雨薇")[0].strokes == []


def test_the_stand_in_reader_says_that_it_is_one() -> None:
    """Its people are made up, in a region that does not exist, and marked; their numbers pass the check."""
    reader = LocalCardReader()
    read = [reader.read("6") for _ in range(len(PEOPLE) + 1)]
    assert read[0] == read[-1]
    for card in PEOPLE:
        assert card.simulated
        assert card.number.startswith("369900")
        assert check_person_number(card.number, MONDAY) is None
