"""`manage verify_ledger`: every hash again, and the first difference by name. CASE-012, SEC-006."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone, translation

from tests.append_only import lifted
from yichuang.kernel.acting import Acting
from yichuang.ledger import queries
from yichuang.ledger.commands import record, record_many, rectify
from yichuang.ledger.models import Entry
from yichuang.ledger.rules.filing import Filing

CASE = "case:LZ20261102000001"


def chen() -> Acting:
    """Chen at window 6."""
    return Acting(actor="chen", centre="LZ", at=timezone.now(), roles=frozenset({"window"}), place="window:6")


@pytest.fixture
def ledger() -> list[Entry]:
    """Seven entries, the sixth of which rectifies the second."""
    entries = [
        record(by=chen(), subject=CASE, act=f"step_{n}", facts={"n": n, "名": "申请表"}) for n in range(5)
    ]
    entries.append(rectify(entry=entries[1], by=chen(), reason="误填", approver="gu", facts={"n": 10}))
    entries.append(record(by=chen(), subject=CASE, act="decided"))
    return entries


@pytest.mark.django_db
def test_an_untouched_ledger_agrees(ledger, capsys):
    with translation.override("en"):
        call_command("verify_ledger")
    told = capsys.readouterr().out
    assert "7 entries recomputed: every hash agrees." in told
    assert "Not covered yet" in told  # what a hash alone cannot show is said


@pytest.mark.django_db
def test_an_empty_ledger_agrees():
    assert queries.verify() == queries.Verification(0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "act = 'refused'",
        "centre = 'LY'",
        "subject = 'case:other'",
        "actor = 'gu'",
        "roles = ''",
        "place = 'window:7'",
        "legal_day = '2026-01-01'",
        "happened_at = '2026-01-01 00:00:00+00'",
        "recorded_at = '2026-01-01 00:00:00+00'",
        "declared = true",
        "facts = '{\"n\": 3}'",
        "facts = '{\"n\": 2.5}'",
        "facts = '[]'",
        "salt = '00'",
        "leaf_hash = ''",
        "format = 2",
        "supersedes_id = (SELECT min(id) FROM ledger_entry)",
        "supersedes_id = id",
    ],
)
def test_a_planted_fault_is_found_and_named(ledger, change):
    changed = ledger[2]
    with lifted(), connection.cursor() as cursor:
        if "happened_at" in change and connection.vendor == "sqlite":
            change = change.replace("+00", "")
        cursor.execute(f"UPDATE ledger_entry SET {change} WHERE id = %s", [changed.pk])
    found = queries.verify()
    assert found.checked == 2
    assert found.difference is not None
    assert found.difference.entry == changed.pk


@pytest.mark.django_db
def test_the_command_names_the_first_difference_and_gives_one(ledger):
    with lifted():
        Entry.objects.filter(pk__in=[ledger[3].pk, ledger[4].pk]).update(actor="gu")
    with (
        translation.override("en"),
        pytest.raises(CommandError, match=f"Entry {ledger[3].pk} .*step_3.* altered") as told,
    ):
        call_command("verify_ledger")
    assert told.value.returncode == 1


@pytest.mark.django_db
def test_another_entry_put_in_the_place_of_the_rectified_one_is_found(ledger):
    """The rectification names what it replaced by its hash: row numbers alone prove nothing."""
    with lifted():
        Entry.objects.filter(pk=ledger[5].pk).update(supersedes=ledger[0])
    found = queries.verify().difference
    assert found is not None
    assert found.entry == ledger[5].pk


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no such values")
@pytest.mark.parametrize(
    "change",
    ["facts = '{'", "legal_day = '2026-99-99'", "legal_day = 'x'", "happened_at = '2026-13-45 99:00'"],
)
def test_a_row_that_cannot_be_read_is_named_too(ledger, change):
    with lifted(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE ledger_entry SET {change} WHERE id = %s", [ledger[2].pk])
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    found = queries.verify().difference
    assert found is not None
    assert (found.entry, found.recomputed) == (ledger[2].pk, "")


@pytest.mark.django_db
def test_chunks_read_each_entry_once(ledger, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queries, "CHUNK", 3)
    told: list[int] = []
    with django_assert_num_queries(3):
        assert queries.verify(told.append).checked == 7
    assert told == [3, 6]


@pytest.mark.django_db
def test_what_was_filed_in_bulk_verifies():
    with transaction.atomic():
        record_many([Filing(chen(), f"case:LZ{n}", "deemed_accepted", {"n": n}) for n in range(2500)])
    assert queries.verify() == queries.Verification(2500)
