"""An item in a few keys: initials, two characters, the people's own words. Source: CAT-018; wish 5."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import median

import pytest

from tests.catalogue.test_import import REAL, real
from tests.days import MONDAY
from tests.factories import a_centre, a_hall
from tests.factories_catalogue import a_content, a_draft_item, a_published_item
from tests.stencils import once
from yichuang.catalogue import commands
from yichuang.catalogue.models import ItemRevision
from yichuang.catalogue.queries import search_items

pytestmark = pytest.mark.django_db


def a_hall_with_items():
    hall = a_hall()
    for code, name, words in (
        ("A1", "食品经营许可（新办）", "开餐馆 开饭店"),
        ("A2", "食品经营许可（变更）", ""),
        ("A3", "小餐饮登记", "开餐馆"),
        ("A4", "临时占道停车审批", "停车位"),
        ("B5", "仅销售预包装食品备案", ""),
    ):
        a_published_item(hall.centre, hall.department, code=code, name=name, synonyms=words)
    return hall


@pytest.fixture
def hall():
    return once("items to search", a_hall_with_items)


def found(text, **more):
    return [revision.item.code for revision in search_items("LZ", text, 12, on=MONDAY, **more)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("spjy", ["A2", "A1"], id="initials from the start"),
        pytest.param("SPJY", ["A2", "A1"], id="capitals"),
        pytest.param("spjyxkxb", ["A1"], id="all of them"),
        pytest.param("kcg", ["A3", "A1"], id="initials of the people's words"),
        pytest.param("餐馆", ["A3", "A1"], id="two characters"),
        pytest.param("停车", ["A4"], id="two characters inside a name"),
        pytest.param("食品", ["A2", "A1", "B5"], id="at the start before inside"),
        pytest.param("食品 变更", ["A2"], id="two words"),
        pytest.param("ybz", ["B5"], id="initials inside"),
        pytest.param("b5", ["B5"], id="the code"),
        pytest.param("市场监督 停车", ["A4"], id="the department"),
        pytest.param("（新办）", ["A1"], id="signs do not matter"),
        pytest.param("婚姻", [], id="nothing there"),
        pytest.param("  ，", [], id="nothing asked"),
        pytest.param("%", [], id="no wildcard"),
        pytest.param("_", [], id="no wildcard either"),
    ],
)
def test_what_is_found_in_which_order(hall, text, codes):
    assert found(text) == codes


def test_another_centre_and_what_is_not_in_force_are_not_found(hall):
    other = a_hall("BZ")
    a_published_item(other.centre, other.department, code="Z1", name="食品经营许可（注销）")
    a_draft_item(hall.centre, hall.department, code="A9", name="食品经营许可（补办）")
    assert "Z1" not in found("spjy")
    assert "A9" not in found("spjy")
    assert found("spjy", drafts=True) == ["A9"]


def test_a_new_name_is_found_when_it_is_in_force(hall):
    commands.revise(by=hall.as_(hall.he), item_code="A4")
    commands.edit_draft(by=hall.as_(hall.he), item_code="A4", content=a_content(name="道路临时泊车审批"))
    assert found("泊车") == []
    assert found("停车") == ["A4"]


def test_one_statement_whatever_is_found(hall, queries):
    for text in ("spjy", "食品 变更", "zzzz"):
        with queries(1):
            assert all(hit.item.department.name for hit in search_items("LZ", text, 12, on=MONDAY))


def test_no_more_than_asked_for(hall):
    assert len(search_items("LZ", "食品", 2, on=MONDAY)) == 2


@real
def test_four_initials_lead_to_few_rows_of_the_real_catalogue():
    """Wish 5: 1,135 items, 4 initials: the median is 2 rows, 95 % at most a dozen."""
    from tests.factories import the_system  # noqa: PLC0415
    from yichuang.catalogue.management.commands.import_catalogue import ListMapping, _rows  # noqa: PLC0415

    a_centre("GA")
    _content, rows = _rows(REAL / "guangan_items.csv", ListMapping())
    commands.import_drafts(by=replace(the_system(), centre="GA"), rows=rows, source="0" * 64)
    columns = dict(ItemRevision.objects.order_by("pk").values_list("pk", "initials"))
    keys_of = {pk: initials.split("|")[1][:4] for pk, initials in columns.items()}
    leading = sorted(sum(f"|{keys}" in column for column in columns.values()) for keys in keys_of.values())
    assert median(leading) <= 2
    assert leading[int(0.95 * len(leading))] <= 12
    places = [
        [hit.pk for hit in search_items("GA", keys_of[pk], 200, on=MONDAY, drafts=True)].index(pk) + 1
        for pk in random.Random(5).sample(sorted(columns), 40)
    ]
    assert median(places) <= 2
