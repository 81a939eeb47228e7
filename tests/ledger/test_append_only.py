"""The database itself refuses to change the ledger, on both engines. CASE-012."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yichuang.kernel.acting import Acting
from yichuang.ledger.commands import record
from yichuang.ledger.models import Entry

REPLACED = (
    "INSERT INTO ledger_entry (id, format, centre, subject, act, legal_day, happened_at, recorded_at, declared,"
    " actor, roles, place, facts, salt, leaf_hash) SELECT id, format, centre, subject, 'refused', legal_day,"
    " happened_at, recorded_at, declared, actor, roles, place, facts, salt, leaf_hash FROM ledger_entry"
)
OF_ONE_ENGINE = {
    "sqlite": [
        REPLACED.replace("INSERT", "INSERT OR REPLACE"),
        REPLACED.replace("INSERT", "REPLACE"),
        "UPDATE OR IGNORE ledger_entry SET act = 'refused'",
    ],
    "postgresql": [
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE ledger_entry CASCADE",
        REPLACED + " ON CONFLICT (id) DO UPDATE SET act = 'refused'",
        "SET LOCAL session_replication_role = replica; UPDATE ledger_entry SET act = 'refused'",
        "MERGE INTO ledger_entry AS kept USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    ],
}
OF_BOTH = [
    "UPDATE ledger_entry SET act = 'refused'",
    "UPDATE ledger_entry SET facts = '{}' WHERE actor = 'chen'",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_entry WHERE actor = 'chen'",
]


@pytest.fixture
def entry() -> Entry:
    """One act on file."""
    by = Acting(actor="chen", centre="LZ", at=timezone.now())
    return record(by=by, subject="case:LZ1", act="accepted", facts={"copies": 3})


def _refused(statement: str) -> None:
    if "MERGE" in statement and connection.cursor().connection.info.server_version < 150000:
        pytest.skip("this server knows no MERGE")
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", OF_BOTH + OF_ONE_ENGINE[connection.vendor], ids=lambda text: text[:40])
def test_raw_sql_is_refused(entry, statement):
    _refused(statement)
    kept = Entry.objects.get()
    assert (kept.pk, kept.act, kept.facts) == (entry.pk, "accepted", {"copies": 3})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.update(act="refused"),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["act"]),
    ],
    ids=["save", "delete", "update", "delete many", "bulk update"],
)
def test_the_models_are_refused_too(entry, change):
    entry.act = "refused"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(entry)
    assert Entry.objects.get().act == "accepted"


@pytest.mark.django_db
def test_adding_goes_on(entry):
    record(by=Acting(actor="gu", centre="LZ", at=timezone.now()), subject="case:LZ1", act="reviewed")
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_the_triggers_stand_after_all_migrations():
    """SQLite drops them with the table when a migration remakes it: then it must lay them again."""
    asked = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'",
        "postgresql": "SELECT count(*) * 3 FROM pg_trigger WHERE tgname = 'ledger_entry_append_only' AND tgenabled = 'A'",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        assert cursor.fetchone() == (3,)
