"""A story that is copied is the story that was told, row for row; and only an empty database takes a copy."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import stencils
from tests.cases.stories import Story
from tests.days import MONDAY
from tests.factories import Hall, a_centre
from yichuang.ledger.models import Entry
from yichuang.staff.models import Officer


@pytest.fixture
def taken_back():
    """Something that is done and rolled back."""

    def do(tell):
        with transaction.atomic():
            made, rows = tell(), stencils._all_rows()
            transaction.set_rollback(True)
        return made, rows

    return do


@pytest.mark.django_db
def test_a_copy_has_the_rows_of_the_story(taken_back, monkeypatch):
    monkeypatch.setattr(stencils, "_stencils", {})
    told, rows = taken_back(lambda: stencils.once("hall", Hall))
    copied, copies = taken_back(lambda: stencils.once("hall", lambda: pytest.fail("told twice")))
    assert {table: set(map(str, each)) for table, each in copies.items()} == {
        table: set(map(str, each)) for table, each in rows.items()
    }
    assert rows["ledger_entry"]
    assert copied is not told
    assert (copied.chen.pk, copied.chen.code, copied.letter.number) == (
        told.chen.pk,
        "CHEN",
        told.letter.number,
    )


@pytest.mark.django_db
def test_life_goes_on_in_a_copy(taken_back):
    for _ in range(2):
        (case, entries), _rows = taken_back(lambda: (Story().decided(MONDAY), Entry.objects.count()))
        assert case.state == "decided"
        assert entries > 20


@pytest.mark.django_db
def test_where_something_is_already_the_story_is_told_in_full(monkeypatch):
    monkeypatch.setattr(stencils, "_stencils", {"hall": stencils.Stencil({}, None)})
    a_centre("BZ", name="滨州中心")
    hall = stencils.once("hall", Hall)
    assert Officer.objects.filter(pk=hall.chen.pk).exists()
