"""Letters of delegation, chiefs and seals. Source: DEL-001, DEL-002, DEL-003, DEL-005, DEL-006, DEL-007, DEL-008, DEC-006."""

from __future__ import annotations

from datetime import date

import pytest

from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, WEDNESDAY
from tests.factories import a_department, a_hall
from yichuang.delegation import commands, queries
from yichuang.delegation.rules.scope import ALL_POWERS, Power, Scope
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.queries import entries_of

LETTER = Scope(
    number="澜市监委〔2026〕7 号", holder="HE", department="SJ", item_codes=("SP01",), acts=(Power.GRANT,),
    levels=("ordinary",), valid_from=MONDAY, valid_until=FRIDAY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "on", "covered"),
    [
        pytest.param({}, MONDAY, True, id="its first day"),
        pytest.param({}, FRIDAY, True, id="its last day"),
        pytest.param({}, NEXT_MONDAY, False, id="after its term"),
        pytest.param({}, date(2026, 11, 1), False, id="the day before it begins"),
        pytest.param({"item_code": "SP02"}, TUESDAY, False, id="another item"),
        pytest.param({"power": Power.DENY}, TUESDAY, False, id="an act it does not name"),
        pytest.param({"level": "collective"}, TUESDAY, False, id="a level it does not name"),
    ],
)
def test_what_a_letter_covers(change, on, covered):
    asked = {"item_code": "SP01", "power": Power.GRANT, "level": "ordinary", **change}
    assert LETTER.covers(**asked, on=on) is covered


def test_an_ended_letter_holds_on_its_last_day_and_no_longer():
    ended = Scope(**{name: getattr(LETTER, name) for name in LETTER.__slots__} | {"ended_on": TUESDAY})
    assert ended.in_force(TUESDAY)
    assert not ended.in_force(WEDNESDAY)


def test_a_letter_without_items_covers_every_item():
    every = Scope(**{name: getattr(LETTER, name) for name in LETTER.__slots__} | {"item_codes": ()})
    assert every.covers(item_code="ANY", power=Power.GRANT, level="ordinary", on=MONDAY)


@pytest.mark.django_db
def test_he_may_until_the_letter_ends_and_the_end_is_on_file():
    hall = a_hall()
    asked = {
        "department_id": hall.department.pk,
        "item_code": "SP01",
        "power": Power.GRANT,
        "level": "ordinary",
    }
    assert queries.letter_covering(officer="HE", **asked, on=TUESDAY) == hall.letter
    assert queries.letter_covering(officer="GU", **asked, on=TUESDAY) is None
    assert queries.who_may(**asked, on=TUESDAY) == ["何沛"]

    commands.end_letter(by=hall.as_(hall.qin, TUESDAY), letter=hall.letter, on=TUESDAY, reason="岗位调整")
    assert queries.letter_covering(officer="HE", **asked, on=TUESDAY) == hall.letter
    assert queries.letter_covering(officer="HE", **asked, on=WEDNESDAY) is None
    acts = list(entries_of(f"letter:{hall.letter.number}").values_list("act", flat=True))
    assert acts == ["letter_filed", "letter_ended"]
    with pytest.raises(RuleBroken, match="letter_ended"):
        commands.end_letter(by=hall.as_(hall.qin, TUESDAY), letter=hall.letter, on=TUESDAY, reason="again")


@pytest.mark.django_db
def test_only_the_management_files_letters_and_only_for_officers_of_the_department():
    hall = a_hall()
    other = a_department("JS", name="澜州市住房和城乡建设局", short_name="澜建")
    letter = {
        "number": "澜建委〔2026〕1 号", "department": other, "acts": ALL_POWERS, "levels": ["ordinary"],
        "signed_by": "郑局长", "valid_from": MONDAY, "valid_until": FRIDAY,
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        commands.file_letter(by=hall.as_(hall.chen), holder=hall.he, **letter)
    with pytest.raises(RuleBroken, match="holder_of_another_department"):
        commands.file_letter(by=hall.as_(hall.qin), holder=hall.he, **letter)
    with pytest.raises(RuleBroken, match="letter_ends_before_it_begins"):
        commands.file_letter(
            by=hall.as_(hall.qin), holder=hall.qin, **letter | {"valid_until": date(2026, 11, 1)}
        )
    with pytest.raises(RuleBroken, match="letter_needs_acts"):
        commands.file_letter(by=hall.as_(hall.qin), holder=hall.qin, **letter | {"acts": []})


@pytest.mark.django_db
def test_one_chief_at_a_time_and_a_vacancy_shows():
    hall = a_hall()
    with pytest.raises(RuleBroken, match="chief_in_force"):
        commands.appoint_chief(
            by=hall.as_(hall.qin), department=hall.department, officer=hall.gu, since=TUESDAY
        )
    commands.end_chief(by=hall.as_(hall.qin), chief=hall.chief, on=MONDAY)
    assert queries.chief_on(hall.department.pk, MONDAY).officer == hall.he
    assert queries.chief_on(hall.department.pk, TUESDAY) is None
    commands.appoint_chief(
        by=hall.as_(hall.qin), department=hall.department, officer=hall.gu, since=WEDNESDAY
    )
    assert queries.chief_on(hall.department.pk, FRIDAY).officer == hall.gu


@pytest.mark.django_db
def test_a_seal_changes_hands_when_both_have_confirmed():
    hall = a_hall()
    with pytest.raises(NotPermitted, match="not_the_keeper"):
        commands.give_seal(by=hall.as_(hall.gu), seal=hall.seal, taker=hall.gu, reason="请假")
    handover = commands.give_seal(by=hall.as_(hall.he), seal=hall.seal, taker=hall.gu, reason="请假")
    assert queries.seal_in_use(hall.department.pk).keeper == hall.he
    with pytest.raises(NotPermitted, match="handover_not_yours"):
        commands.take_seal(by=hall.as_(hall.chen), handover=handover)
    commands.take_seal(by=hall.as_(hall.gu), handover=handover)
    assert queries.seal_in_use(hall.department.pk).keeper == hall.gu


@pytest.mark.django_db
def test_a_department_has_one_seal_in_use():
    hall = a_hall()
    new = {
        "department": hall.department,
        "imprint": "澜州市市场监督管理局行政审批专用章",
        "made_on": MONDAY,
        "keeper": hall.he,
    }
    with pytest.raises(RuleBroken, match="seal_in_use_exists"):
        commands.register_seal(by=hall.as_(hall.qin), number="二号", **new)
    commands.withdraw_seal(by=hall.as_(hall.qin), seal=hall.seal, reason="换发")
    assert commands.register_seal(by=hall.as_(hall.qin), number="二号", **new).keeper == hall.he


@pytest.mark.django_db
def test_the_head_grants_a_matter_to_the_window():
    hall = a_hall()
    grant = commands.grant_matter(
        by=hall.as_(hall.qin), department=hall.department, item_code="SP01", what="decide",
        legal_ground="《澜州市行政审批委托办法》第六条", head="郑局长", since=MONDAY,
    )  # fmt: skip
    assert (grant.item_code, grant.what, grant.head) == ("SP01", "decide", "郑局长")


@pytest.mark.django_db
def test_qin_files_a_letter_on_the_page_and_ends_it_there(client):
    hall = a_hall()
    client.force_login(hall.qin.user)
    told = {
        "number": "澜市监委〔2026〕8 号", "department": "SJ", "holder": "GU", "acts": ["grant", "deny"],
        "levels": ["ordinary"], "item_codes": "SP01\nSP02", "signed_by": "郑局长", "valid_from": "2026-11-01",
        "valid_until": "2027-10-31",
    }  # fmt: skip
    answer = client.post("/delegation/new/", told | {"valid_until": "2026-10-01"})
    assert answer.status_code == 422
    assert "SP01" in answer.content.decode()
    assert client.post("/delegation/new/", told).status_code == 302
    letter = queries.letters_of("LZ").get(number="澜市监委〔2026〕8 号")
    assert (letter.holder, letter.item_codes, letter.acts) == (hall.gu, ["SP01", "SP02"], ["grant", "deny"])
    assert "澜市监委〔2026〕8 号" in client.get("/delegation/").content.decode()
    client.post(f"/delegation/{letter.pk}/end/", {"on": "2026-12-31", "reason": "岗位调整"})
    letter.refresh_from_db()
    assert (letter.ended_on, letter.end_reason) == (date(2026, 12, 31), "岗位调整")


@pytest.mark.django_db
def test_chen_can_neither_file_nor_end_a_letter_on_the_page(client):
    hall = a_hall()
    client.force_login(hall.chen.user)
    answer = client.post(f"/delegation/{hall.letter.pk}/end/", {"on": "2026-12-31", "reason": "x"})
    assert answer.status_code == 422
    hall.letter.refresh_from_db()
    assert hall.letter.ended_on is None


@pytest.mark.django_db
def test_he_hands_the_seal_to_gu_on_the_page_and_gu_confirms(client):
    hall = a_hall()
    client.force_login(hall.he.user)
    client.post(f"/delegation/seals/{hall.seal.pk}/give/", {"taker": "GU", "reason": "休假"})
    waiting = queries.open_handovers("LZ").get()
    client.force_login(hall.gu.user)
    assert "休假" in client.get("/delegation/seals/").content.decode()
    client.post(f"/delegation/seals/handovers/{waiting.pk}/take/")
    assert queries.seal_in_use(hall.department.pk).keeper == hall.gu
