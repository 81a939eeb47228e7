"""The demo centre is made by the real commands and lives on by itself. Source: INT-006, CASE-002, DEL-001, DEL-006."""

from __future__ import annotations

import pytest

from tests.days import NEXT_MONDAY, moment
from yichuang.cases import commands as cases
from yichuang.cases.models import Case
from yichuang.centres.queries import centre
from yichuang.demo import commands
from yichuang.demo.rules.people import somebody
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.identity_codes import check_organisation_code, check_person_number
from yichuang.ledger.queries import entries_of

NOW = moment(NEXT_MONDAY, "08:20")


@pytest.mark.parametrize("name", ["李文静", "闫䶮", "澜州拾光餐饮有限公司", "南岸理发店"])
def test_the_invented_numbers_pass_their_checks(name):
    told = somebody(name, 7)
    if told.number_kind == "identity_card":
        assert check_person_number(told.number, NOW.date()) is None
    else:
        assert check_organisation_code(told.number) is None


@pytest.mark.django_db
def test_the_demo_has_a_past_in_every_state_and_then_lives_in_real_time():
    people = commands.load(now=NOW)
    assert len(people) == 14
    assert centre("LZ").kind == "city"
    states = set(Case.objects.values_list("state", flat=True))
    assert {
        "received",
        "correcting",
        "accepted",
        "reviewed",
        "in_procedure",
        "fee_due",
        "ready",
        "delivered",
    } <= states
    untouched = Case.objects.get(applicant__name="陈记副食商行")
    assert untouched.state == "received"
    assert cases.accept_overdue_receipts(now=NOW) == 1
    untouched.refresh_from_db()
    assert (untouched.state, untouched.deemed) == ("accepted", True)
    assert untouched.accepted_on == untouched.received_on
    assert "deemed_accepted" in entries_of(f"case:LZ/{untouched.number}").values_list("act", flat=True)


@pytest.mark.django_db
def test_nothing_of_the_past_lies_in_the_future_and_a_second_load_is_refused():
    commands.load(now=NOW)
    assert not Case.objects.filter(received_at__gt=NOW).exists()
    assert not Case.objects.filter(ended_at__gt=NOW).exists()
    with pytest.raises(RuleBroken, match="centre_exists"):
        commands.load(now=NOW)
