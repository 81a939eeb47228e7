"""Only what the catalogue sets is charged, and only by the cashier. Source: DLV-004, CASE-002."""

from __future__ import annotations

import pytest

from tests.cases.stories import Story
from tests.days import MONDAY
from yichuang.cases.rules.lifecycle import State
from yichuang.delivery import commands as delivery
from yichuang.fees import commands, queries
from yichuang.fees.rules.assess import Standard, assess
from yichuang.kernel.errors import NotPermitted, RuleBroken

CARD = Standard(1, "工本费", 1000, "证", "澜价费〔2024〕3 号")
TEST = Standard(2, "检测费", 25000, "次", "澜价费〔2024〕3 号")


@pytest.mark.parametrize(
    ("quantities", "total"),
    [
        pytest.param({1: 1}, 1000, id="one of one"),
        pytest.param({1: 2, 2: 1}, 27000, id="several of both"),
        pytest.param({1: 0, 2: 1}, 25000, id="a line with none is left out"),
        pytest.param({}, 0, id="nothing"),
    ],
)
def test_what_is_to_be_paid(quantities, total):
    lines = assess([CARD, TEST], quantities)
    assert sum(line.total_fen for line in lines) == total
    assert all(line.quantity for line in lines)


def test_a_fee_that_the_item_does_not_set_cannot_be_charged():
    with pytest.raises(RuleBroken, match="no_such_fee"):
        assess([CARD], {2: 1})
    with pytest.raises(RuleBroken, match="quantity_below_zero"):
        assess([CARD], {1: -1})


@pytest.mark.django_db
def test_nothing_is_issued_while_the_fee_is_unpaid():
    story = Story(fee_fen=1000)
    hall, case = story.hall, story.decided(MONDAY)
    assert case.state == State.FEE_DUE
    assert [one.number for one in queries.to_pay("LZ")] == [case.number]
    with pytest.raises(RuleBroken, match="fee_unpaid"):
        delivery.make_result(by=hall.as_(hall.ning), number=case.number)
    with pytest.raises(NotPermitted):
        commands.confirm_payment(by=hall.as_(hall.ning), number=case.number, quantities={1: 1}, method="cash")
    with pytest.raises(RuleBroken, match="nothing_charged"):
        commands.confirm_payment(by=hall.as_(hall.tang), number=case.number, quantities={1: 0}, method="cash")
    with pytest.raises(RuleBroken, match="waiver_not_foreseen"):
        commands.confirm_payment(
            by=hall.as_(hall.tang), number=case.number, quantities={1: 0}, method="cash", waiver_basis="无"
        )
    paid = commands.confirm_payment(
        by=hall.as_(hall.tang), number=case.number, quantities={1: 2}, method="cash"
    )
    assert (paid.total_fen, paid.cashier, paid.number) == (2000, "TANG", "LZ-2026-000001")
    assert queries.payment_of(case.pk) == paid
    assert delivery.make_result(by=hall.as_(hall.ning), number=case.number).state == State.READY


@pytest.mark.django_db
def test_a_denied_case_costs_nothing():
    story = Story(fee_fen=1000)
    assert story.decided(MONDAY, grant=False).state == State.DECIDED
