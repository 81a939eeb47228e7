"""Numbers without gaps and without doubles. INT-001, RCP-001."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from yichuang.numbering.commands import take, take_many
from yichuang.numbering.models import Series
from yichuang.numbering.queries import last_taken

RECEIPTS = "receipt:LZ:2026"


@pytest.mark.django_db
def test_a_series_begins_with_one_and_goes_on():
    assert [take(RECEIPTS) for _ in range(3)] == [1, 2, 3]
    assert last_taken(RECEIPTS) == 3


@pytest.mark.django_db
def test_series_know_nothing_of_each_other():
    assert (take(RECEIPTS), take("receipt:LZ:2027"), take("receipt:LY:2026"), take(RECEIPTS)) == (1, 1, 1, 2)
    assert last_taken("receipt:LZ:2028") == 0


@pytest.mark.django_db
def test_many_at_once():
    assert take(RECEIPTS) == 1
    assert list(take_many(RECEIPTS, 4)) == [2, 3, 4, 5]
    assert list(take_many(RECEIPTS, 0)) == []
    assert take(RECEIPTS) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 10_000])
def test_any_count_is_one_statement(django_assert_num_queries, count):
    with django_assert_num_queries(1):
        assert len(take_many(RECEIPTS, count)) == count


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_taken():
    """A receipt that fails after its number was taken leaves no gap."""
    assert take(RECEIPTS) == 1
    with transaction.atomic():
        assert take(RECEIPTS) == 2
        transaction.set_rollback(True)
    assert take(RECEIPTS) == 2


@pytest.mark.django_db
def test_a_series_that_was_begun_and_rolled_back_begins_again():
    with transaction.atomic():
        assert take(RECEIPTS) == 1
        transaction.set_rollback(True)
    assert not Series.objects.exists()
    assert take(RECEIPTS) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("series", "count"), [("", 1), ("x" * 121, 1), (RECEIPTS, -1)], ids=str)
def test_errors_of_ours(series, count):
    with pytest.raises(AssertionError):
        take_many(series, count)


@pytest.mark.django_db
def test_no_series_stands_before_one():
    with pytest.raises(IntegrityError), transaction.atomic():
        Series.objects.create(key=RECEIPTS, last=0)


@pytest.mark.django_db(transaction=True)
def test_a_number_is_never_taken_alone():
    assert not connection.in_atomic_block
    with pytest.raises(AssertionError, match="in the transaction of what is numbered"):
        take(RECEIPTS)
    assert last_taken(RECEIPTS) == 0
