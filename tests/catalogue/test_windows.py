"""Which window serves what. Source: CAT-010, CAT-018."""

from __future__ import annotations

import pytest

from tests.days import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.factories import a_hall
from tests.factories_catalogue import FOOD, a_draft_item, a_published_item
from yichuang.catalogue import commands, queries
from yichuang.kernel.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
REASONS = {"legal_basis": "窗口设置方案", "approval": "管委会〔2026〕3 号"}


@pytest.fixture
def hall():
    return a_hall()


def served(window, day):
    return [revision.name for revision in queries.items_of_window("LZ", window, day)]


def test_a_window_serves_from_a_day_until_a_day(hall):
    a_published_item(hall.centre, hall.department)
    qin = hall.as_(hall.qin)
    commands.map_window(by=qin, item_code=FOOD, window_number="6", since=TUESDAY, **REASONS)
    assert served("6", MONDAY) == []
    assert served("6", TUESDAY) == ["食品经营许可（新办）"]
    assert served("9", TUESDAY) == []
    commands.unmap_window(by=qin, item_code=FOOD, window_number="6", since=FRIDAY, **REASONS)
    assert served("6", THURSDAY) == ["食品经营许可（新办）"]
    assert served("6", FRIDAY) == []
    assert [change.kind for change in queries.changes_of("LZ", FOOD)][:2] == ["cancel", "add"]
    commands.map_window(by=qin, item_code=FOOD, window_number="6", since=FRIDAY, **REASONS)
    assert served("6", FRIDAY) == ["食品经营许可（新办）"]


def test_only_what_is_in_force_stands_in_the_window_s_catalogue(hall):
    a_draft_item(hall.centre, hall.department)
    commands.map_window(by=hall.as_(hall.qin), item_code=FOOD, window_number="6", since=MONDAY, **REASONS)
    assert served("6", WEDNESDAY) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"window_number": "77"}, "window_unknown"),
        ({"legal_basis": ""}, "basis_needed"),
        ({"approval": " "}, "approval_needed"),
        ({"item_code": "none"}, "item_unknown"),
        ({"since": MONDAY.replace(day=1)}, "effective_in_the_past"),
    ],
)
def test_what_is_refused(hall, changed, code):
    a_published_item(hall.centre, hall.department)
    asked = {"item_code": FOOD, "window_number": "6", "since": MONDAY, **REASONS}
    with pytest.raises(RuleBroken, match=code):
        commands.map_window(by=hall.as_(hall.qin), **(asked | changed))


def test_once_and_by_the_committee(hall):
    a_published_item(hall.centre, hall.department)
    asked = {"item_code": FOOD, "window_number": "6", "since": MONDAY, **REASONS}
    with pytest.raises(NotPermitted):
        commands.map_window(by=hall.as_(hall.he), **asked)
    with pytest.raises(RuleBroken, match="window_not_mapped"):
        commands.unmap_window(by=hall.as_(hall.qin), **asked)
    commands.map_window(by=hall.as_(hall.qin), **asked)
    with pytest.raises(RuleBroken, match="window_mapped"):
        commands.map_window(by=hall.as_(hall.qin), **asked)
    assert set(queries.windows_of([queries.item("LZ", FOOD)], MONDAY)) == {queries.item("LZ", FOOD).pk}
