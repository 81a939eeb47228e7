"""Let the database itself refuse to change or remove an entry, whoever asks and by whatever program.

SQLite drops the triggers with the table when a later migration remakes it: such a migration lays them
again. On PostgreSQL they hold for replication sessions too (ENABLE ALWAYS).
"""

from django.db import migrations

SAYS = "the ledger is append-only"

LAY = {
    "sqlite": [
        f"""CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
        f"""CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
        # INSERT OR REPLACE removes a row without asking the trigger above
        f"""CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry
            WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
              OR (NEW.supersedes_id IS NOT NULL
                  AND EXISTS (SELECT 1 FROM ledger_entry WHERE supersedes_id = NEW.supersedes_id))
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    ],
    "postgresql": [
        f"""CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_refuse()""",
        "ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_append_only",
    ],
}
LIFT = {
    "sqlite": [
        "DROP TRIGGER ledger_entry_no_update",
        "DROP TRIGGER ledger_entry_no_delete",
        "DROP TRIGGER ledger_entry_no_replace",
    ],
    "postgresql": [
        "DROP TRIGGER ledger_entry_append_only ON ledger_entry",
        "DROP FUNCTION ledger_entry_refuse()",
    ],
}


def lay(apps, schema_editor):
    for statement in LAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for statement in LIFT[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(lay, lift)]
