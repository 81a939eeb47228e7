"""What was issued never changes, on either engine: triggers refuse it whoever asks.

Frozen from the first moment: everything that the act fixed. Frozen once the file is made: the whole row. On
SQLite a later migration that rebuilds a table drops its triggers, and must make them again.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FROZEN = (
    "id, centre, department, kind, number, subject, organ_name, title, data, data_sha256, copies, code, "
    "entry_hash, issued_on, issued_at, issued_by, seal, signatures"
)

SQLITE = [
    f"""
    CREATE TRIGGER document_issued_stays BEFORE UPDATE OF {FROZEN} ON documents_document
    BEGIN SELECT RAISE(ABORT, 'an issued document never changes'); END
    """,
    """
    CREATE TRIGGER document_typeset_stays BEFORE UPDATE ON documents_document WHEN OLD.state = 'typeset'
    BEGIN SELECT RAISE(ABORT, 'an issued document never changes'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_{what.lower()}_refused BEFORE {what} ON documents_{table}
        BEGIN SELECT RAISE(ABORT, 'an issued document never changes'); END
        """
        for table, what in (("signature", "UPDATE"), ("reprint", "UPDATE"))
    ),
]

POSTGRESQL = [
    """
    CREATE FUNCTION document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE paper text[] := ARRAY['state', 'attempts', 'next_try_at', 'failure', 'pdf_sha256', 'pdf_bytes',
        'typeset_at'];
    BEGIN
        IF OLD.state = 'typeset' OR to_jsonb(OLD) - paper IS DISTINCT FROM to_jsonb(NEW) - paper THEN
            RAISE EXCEPTION 'an issued document never changes';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION document_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an issued document never changes'; END $$
    """,
    """
    CREATE TRIGGER document_stays BEFORE UPDATE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION document_stays()
    """,
    """
    CREATE TRIGGER signature_stays BEFORE UPDATE ON documents_signature
    FOR EACH ROW EXECUTE FUNCTION document_part_stays()
    """,
    """
    CREATE TRIGGER reprint_stays BEFORE UPDATE ON documents_reprint
    FOR EACH ROW EXECUTE FUNCTION document_part_stays()
    """,
]

POSTGRESQL_BACK = [
    "DROP TRIGGER reprint_stays ON documents_reprint",
    "DROP TRIGGER signature_stays ON documents_signature",
    "DROP TRIGGER document_stays ON documents_document",
    "DROP FUNCTION document_part_stays()",
    "DROP FUNCTION document_stays()",
]

SQLITE_BACK = [
    "DROP TRIGGER document_issued_stays",
    "DROP TRIGGER document_typeset_stays",
    "DROP TRIGGER signature_update_refused",
    "DROP TRIGGER reprint_update_refused",
]


def _run(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def refuse_changes(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def allow_changes(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
