"""Database triggers that refuse to change or delete rows of append-only tables, and the wording of agreed versions.

A table change on SQLite drops its triggers, so they are installed after every migrate and `verify_audit`
looks whether all are there. Who owns the database can still take them off: the chain of seals is for that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connections

# Every append-only table of the portal. The tables of other apps are named here because triggers are one concern.
PROTECTED_TABLES = (
    "audit_auditevent",
    "people_restoredrill",
    "people_backupcopy",
    "people_settingchange",
    "people_schoollogo",
    "consent_consentresponse",
    "consent_consentanswer",
    "consent_consentdecision",
    "consent_consentretraction",
    "consent_recordedcheck",
    "consent_checkedchild",
    "consent_post",
    "consent_postedchild",
    "consent_takendown",
    "consent_foundoutstill",
    "consent_picturereview",
    "policies_versionstep",
    "policies_acknowledgement",
    "policies_acknowledgementreminder",
    "policies_readingnotice",
    "incidents_timelineentry",
    "incidents_outofhourstest",
    "incidents_caseclosure",
    "incidents_legalreferral",
    "incidents_legaldecision",
    "incidents_stageanswer",
    "incidents_daterevision",
    "incidents_legalwithdrawal",
    "incidents_complaintletter",
    "incidents_breachentry",
    "incidents_breachpupil",
    "incidents_datarequestentry",
    "incidents_governorsreport",
    "incidents_confidentialpart",
    "incidents_confidentialpart_kept_from",
    "people_destructionrecord",
    "people_assessmentwords",
    "people_dataassessment",
    "people_assessmentapproval",
)
DEEDS = ("update", "delete")
# Which rows of them two people may have destroyed is asked row by row (`audit/erasing.py`). Of these none ever.
LEAVES = "audit_rowleave"
FOR_EVER = frozenset({
    "audit_auditevent", "people_destructionrecord", "incidents_governorsreport", "incidents_confidentialpart",
})  # fmt: skip

# The tables that hold the wording of a policy version, and how a row names its version. Once the version is agreed
# they take no row, change none and lose none.
VERSIONS = "policies_policyversion"
WORDING_TABLES = {
    "policies_section": "{row}.version_id",
    "policies_ruleversion": "{row}.version_id",
    "policies_communicationmethod": "{row}.version_id",
    "policies_openpoint": "{row}.version_id",
    "policies_ruleversion_related": "(SELECT version_id FROM policies_ruleversion WHERE id = {row}.ruleversion_id)",
}
WORDING_DEEDS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
AGREED = ("approved", "published", "superseded", "withdrawn")
# What an agreed version says of itself. Its state goes on, and the help beside it (`in_short`) is no part of it.
SAID_BY_VERSION = (
    "policy_id", "number", "lead", "introduction", "looked_after_by", "responsibilities", "is_minor",
    "approved_by_id", "approved_by_text", "approved_on", "minute_reference",
)  # fmt: skip


@dataclass(frozen=True)
class Trigger:
    """What a table refuses: `deed` on a row, where `condition` holds (always, if it is empty)."""

    table: str
    deed: str
    suffix: str
    condition: str
    refusal: str

    @property
    def name(self) -> str:
        return f"{self.table}_{self.suffix}_{self.deed}"


def install(using: str = "default") -> None:
    """Put the triggers on every protected table that exists. Safe to call again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in _expected(using):
            for statement in _statements(connection.vendor, trigger):
                cursor.execute(statement)


def remove(using: str = "default") -> None:
    """Take the triggers off. For transactional tests, which empty tables between tests, and nothing else."""
    _remove(using, _expected(using))


def remove_wording(using: str = "default") -> None:
    """Take off those that ask another table: for a migration, which puts them back when it ends."""
    _remove(using, [trigger for trigger in _expected(using) if trigger.condition])


def _remove(using: str, triggers: list[Trigger]) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(_dropped(connection.vendor, trigger))


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
    return [trigger.name for trigger in _expected(using) if trigger.name not in present]


def _expected(using: str) -> list[Trigger]:
    """Those of the tables that exist. One that asks another table waits until that exists too."""
    existing = set(connections[using].introspection.table_names())
    differs = "IS DISTINCT FROM" if connections[using].vendor == "postgresql" else "IS NOT"
    can_leave = LEAVES in existing
    found = [*_append_only(can_leave=can_leave)]
    if VERSIONS in existing:
        found += [*_wordings(can_leave=can_leave), *_agreed(differs, can_leave=can_leave)]
    return [trigger for trigger in found if trigger.table in existing]


def _append_only(*, can_leave: bool) -> Iterator[Trigger]:
    for table in PROTECTED_TABLES:
        for deed in DEEDS:
            condition = _no_leave(table, deed) if can_leave and table not in FOR_EVER else ""
            yield Trigger(table, deed, "no", condition, f"{table} is append-only")


def _no_leave(table: str, deed: str) -> str:
    """Nobody was given leave to do this to this row, in this transaction."""
    asked = f"{LEAVES}.\"table\" = '{table}' AND deed = '{deed}' AND row_key = OLD.id"
    return f"NOT EXISTS (SELECT 1 FROM {LEAVES} WHERE {asked})"  # noqa: S608  names of ours


def _wordings(*, can_leave: bool) -> Iterator[Trigger]:
    for table, version in WORDING_TABLES.items():
        for deed, rows in WORDING_DEEDS.items():
            versions = ", ".join(version.format(row=row) for row in rows)
            agreed = f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE id IN ({versions}) AND status IN {AGREED})"  # noqa: S608
            if deed == "delete" and can_leave:
                agreed = f"{agreed} AND {_no_leave(table, deed)}"
            yield Trigger(table, deed, "agreed_no", agreed, f"{table} belongs to an agreed version")


def _agreed(differs: str, *, can_leave: bool) -> Iterator[Trigger]:
    """An agreed version stays one, says what it said, and is not deleted."""
    was = f"OLD.status IN {AGREED}"
    changes = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in SAID_BY_VERSION)
    back = f"NEW.status NOT IN {AGREED}"
    yield Trigger(VERSIONS, "update", "agreed_no", f"{was} AND ({back} OR {changes})", "the version is agreed")
    gone = f"{was} AND {_no_leave(VERSIONS, 'delete')}" if can_leave else was
    yield Trigger(VERSIONS, "delete", "agreed_no", gone, "the version is agreed")


def _dropped(vendor: str, trigger: Trigger) -> str:
    where = f" ON {trigger.table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger.name}{where}"


def _statements(vendor: str, trigger: Trigger) -> list[str]:
    head = f"CREATE TRIGGER {trigger.name} BEFORE {trigger.deed.upper()} ON {trigger.table}"
    if vendor != "postgresql":
        when = f" WHEN {trigger.condition}" if trigger.condition else ""
        return [_dropped(vendor, trigger), f"{head}{when} BEGIN SELECT RAISE(ABORT, '{trigger.refusal}'); END"]
    function = f"portal_{trigger.name}" if trigger.condition else "portal_append_only"
    return [
        _function(function, trigger),
        _dropped(vendor, trigger),
        f"{head} FOR EACH ROW EXECUTE FUNCTION {function}()",
    ]


def _function(name: str, trigger: Trigger) -> str:
    """PostgreSQL keeps what a trigger does in a function. A condition is asked in its body, for it may read tables."""
    body = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;"
    if trigger.condition:
        refusal = f"RAISE EXCEPTION '{trigger.refusal}' USING ERRCODE = 'integrity_constraint_violation';"
        row = "OLD" if trigger.deed == "delete" else "NEW"
        body = f"IF {trigger.condition} THEN {refusal} END IF; RETURN {row};"
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ LANGUAGE plpgsql"
