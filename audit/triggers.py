"""Database triggers that refuse to change or delete rows of append-only tables.

A table change on SQLite drops its triggers, so they are installed after every migrate and `verify_audit`
looks whether all are there. Who owns the database can still take them off: the chain of seals is for that.
"""

from django.db import connections

# Every append-only table of the portal. The tables of other apps are named here because triggers are one concern.
PROTECTED_TABLES = (
    "audit_auditevent",
    "consent_consentresponse",
    "consent_consentanswer",
    "consent_consentdecision",
    "consent_consentretraction",
    "consent_recordedcheck",
    "consent_checkedchild",
    "policies_acknowledgement",
    "policies_acknowledgementreminder",
)
DEEDS = ("update", "delete")


def install(using: str = "default") -> None:
    """Put the triggers on every protected table that exists. Safe to call again."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in PROTECTED_TABLES:
            for deed in DEEDS if table in existing else ():
                for statement in _statements(connection.vendor, table, deed):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers off. For transactional tests, which empty tables between tests, and nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, deed in _expected(using):
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, deed)}{where}")


def missing(using: str = "default") -> list[str]:
    """The names of triggers that should be there and are not."""
    connection = connections[using]
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for table, deed in _expected(using) if (name := _name(table, deed)) not in present]


def _expected(using: str) -> list[tuple[str, str]]:
    existing = set(connections[using].introspection.table_names())
    return [(table, deed) for table in PROTECTED_TABLES if table in existing for deed in DEEDS]


def _name(table: str, deed: str) -> str:
    return f"{table}_no_{deed}"


def _statements(vendor: str, table: str, deed: str) -> list[str]:
    name = _name(table, deed)
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION portal_append_only()",
        ]
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {deed.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    ]
