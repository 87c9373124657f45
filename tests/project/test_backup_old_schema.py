"""A backup made by the first release of the schema restores, migrates and holds (issue 3, done means 9)."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit import chain, triggers
from audit.models import AuditEvent
from consent.models import ConsentAnswer, ConsentResponse
from people.models import Pupil, User
from tests.project.portals import all_files, forget, portal
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.sealing import make_key

pytestmark = pytest.mark.slow  # every table is made twice, and once migrated through
FIRST = [(app, "0001_initial") for app in ("people", "consent", "audit", "policies")]
SINCE = {"people_notification", "consent_recordedcheck", "audit_chaincheck"}
OTHERS = ("sessions", "account", "mfa", "usersessions", "socialaccount", "django_tasks_database")
MOMENT = dt.datetime(2026, 9, 7, 18, 32, 11, 123456, tzinfo=dt.UTC)


def _first_release() -> None:
    """The tables as the first release had them, and a family's answers in them."""
    executor = MigrationExecutor(connection)
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in OTHERS]
    state = executor.migrate([*FIRST, *leaves])
    triggers.install()
    call_command("createcachetable", verbosity=0)
    assert not SINCE & set(connection.introspection.table_names())
    _family(state.apps)


def _family(apps) -> None:
    head = apps.get_model("people", "User").objects.create(email="head@school.example", surname="Penrose")
    pupil = apps.get_model("people", "Pupil").objects.create(
        admission_number="004711", legal_forename="Esmé", legal_surname="O’Brien", year_group="3"
    )
    survey = apps.get_model("consent", "SurveyImport").objects.create(school_year=2026, status="applied")
    response = apps.get_model("consent", "ConsentResponse").objects.create(
        survey=survey, pupil=pupil, school_year=2026, answered_at=MOMENT, answered_precision="second"
    )
    purpose = apps.get_model("consent", "Purpose").objects.create(slug="website", label="School website")
    apps.get_model("consent", "ConsentAnswer").objects.create(response=response, purpose=purpose, value="no")
    _events(apps.get_model("audit", "AuditEvent"), head.pk)


def _events(model, by: int) -> None:
    """Three events, sealed as the first release sealed them."""
    last = chain.BEGINNING
    for sequence in (1, 2, 3):
        fields = {
            "sequence": sequence, "at": MOMENT, "verb": "role.given", "actor": "user", "by_id": by,
            "target_model": "people.user", "target_id": str(by), "details": {"role": "head", "ends": None},
            "key_id": chain.key_id(), "previous_seal": last,
        }  # fmt: skip
        last = model.objects.create(**fields, seal=chain.seal(fields)).seal


def test_a_backup_of_the_first_release_restores_and_migrates(elsewhere, tmp_path, capsys):
    with portal(tmp_path / "old") as old:
        _first_release()
        (tmp_path / "old" / "media").mkdir()
        (tmp_path / "old" / "media" / "one.txt").write_text("one")
        made = make_backup(tmp_path / "old.age", [make_key(tmp_path / "key")])
    with portal(tmp_path / "new") as new:
        call_command("restore", str(tmp_path / "old.age"), "--key", str(tmp_path / "key"))
        steps = _waiting()
        assert f"It is of an older schema: {steps} migrations would be run." in capsys.readouterr().out

        call_command("restore", str(tmp_path / "old.age"), "--key", str(tmp_path / "key"), "--into-empty")

        assert set(connection.introspection.table_names()) > SINCE
        assert _is_up_to_date() and triggers.missing() == []
        [pupil], [head], [response] = Pupil.objects.all(), User.objects.all(), ConsentResponse.objects.all()
        assert (pupil.legal_forename, pupil.legal_surname, head.email) == ("Esmé", "O’Brien", "head@school.example")
        assert (response.answered_at, response.pupil, response.respondent_confirmed) == (MOMENT, pupil, False)
        assert list(ConsentAnswer.objects.values_list("purpose__slug", "value")) == [("website", "no")]
        last = AuditEvent.objects.order_by("-sequence").first()
        assert (last.sequence, last.verb, last.details["migrations"]) == (5 - 1, "backup.restored", steps)
        assert last.previous_seal == made.manifest.head
        assert all_files(tmp_path / "new") == {"one.txt": b"one"}
        call_command("verify_audit")
    forget(old)
    forget(new)


def _waiting() -> int:
    """How many migrations came after the first release."""
    loader = MigrationExecutor(connection).loader
    connection.close()
    first = {*FIRST, *(key for key in loader.disk_migrations if key[0] in OTHERS)}
    needed = {key for leaf in first for key in loader.graph.forwards_plan(leaf)}
    return len(set(loader.disk_migrations) - needed)


def _is_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
