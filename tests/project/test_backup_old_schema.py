"""A backup made by the first release of the schema restores, migrates and holds; nothing is lost on the way, every page
opens for every role, and the way back is the same archive (issue 3, done means 9; issue 8, done means 4)."""

import io
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from audit import triggers
from audit.models import AuditEvent
from consent.models import ConsentAnswer, ConsentResponse
from people.models import Pupil, User
from tests.project import first_release
from tests.project.first_release import FIRST, MOMENT, OTHERS
from tests.project.portals import all_files, all_rows, forget, portal
from tests.project.updating import NOT_COMPARED, lost, named_rows, opened_by_everybody, waiting
from todwick_portal.backups.databases import of
from todwick_portal.backups.making import Made, make_backup
from todwick_portal.backups.restoring import opened
from todwick_portal.backups.sealing import make_key

pytestmark = pytest.mark.slow  # every table is made twice, and once migrated through
SINCE = {"people_notification", "consent_recordedcheck", "audit_chaincheck"}


@dataclass(frozen=True)
class Updated:
    """The first release, full; its archive; and the portal that came of restoring it here."""

    folder: Path
    database: str
    made: Made
    steps: int
    said: str
    rows: dict[str, list[str]]
    named: dict[str, dict[Any, dict[str, Any]]]

    @property
    def archive(self) -> Path:
        return self.folder / "old.age"


@pytest.fixture(scope="module")
def updated(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("updated")
    with django_db_blocker.unblock():
        with portal(folder / "old") as old:
            first_release.make()
            assert not SINCE & set(connection.introspection.table_names())
            (folder / "old" / "media").mkdir()
            (folder / "old" / "media" / "one.txt").write_text("one")
            rows, named = all_rows(), named_rows()
            made = make_backup(folder / "old.age", [make_key(folder / "key")])
        forget(old)
        with portal(folder / "new") as new:
            steps, said, began = _steps(), io.StringIO(), time.process_time()
            call_command("restore", str(folder / "old.age"), "--key", str(folder / "key"), stdout=said)
            call_command("restore", str(folder / "old.age"), "--key", str(folder / "key"), "--into-empty", stdout=said)
            taken, count = time.process_time() - began, sum(map(len, rows.values()))
            print(f"\n{count} rows on {connection.vendor}: restored in {taken:.1f} s of the processor")
        yield Updated(folder, new, made, steps, said.getvalue(), rows, named)
        forget(new)


@pytest.fixture
def here(updated, elsewhere):
    """The portal after the update is the current one."""
    with portal(updated.folder / "new", updated.database):
        yield updated


def test_a_backup_of_the_first_release_restores_and_migrates(here):
    assert f"It is of an older schema: {here.steps} migrations would be run." in here.said
    assert set(connection.introspection.table_names()) > SINCE
    assert waiting() == 0 and triggers.missing() == []
    pupil, head = Pupil.objects.get(admission_number="000003"), User.objects.get(email="head@school.example")
    response = ConsentResponse.objects.get(pupil=pupil)
    assert (pupil.legal_forename, pupil.legal_surname, head.surname) == ("Esmé 3", "O’Brien", "Penrose head")
    assert (response.answered_at, response.pupil, response.respondent_confirmed) == (MOMENT, pupil, False)
    answers = ConsentAnswer.objects.filter(response=response).order_by("purpose__position")
    assert list(answers.values_list("purpose__slug", "value")) == [
        ("website", ""), ("facebook", "unclear"), ("x_twitter", "yes"),
    ]  # fmt: skip
    last = AuditEvent.objects.order_by("-sequence").first()
    assert (last.sequence, last.verb, last.details["migrations"]) == (5 - 1, "backup.restored", here.steps)
    assert last.previous_seal == here.made.manifest.head
    assert all_files(here.folder / "new") == {"one.txt": b"one"}
    call_command("verify_audit")


def test_no_row_and_no_value_is_lost_by_the_update(here):
    assert len([table for table, rows in here.named.items() if rows]) >= 27
    assert sum(len(rows) for rows in here.named.values()) > 250
    assert here.steps > 30
    assert lost(here.named, named_rows()) == []


def test_after_the_update_every_page_opens_for_every_role(here):
    assert opened_by_everybody() > 150


def test_the_way_back_is_the_same_archive_and_every_row_is_as_it_was(updated, elsewhere):
    with portal(updated.folder / "back") as name:
        with (
            opened(updated.archive, (updated.folder / "key").read_text()) as archive,
            of(archive.manifest.kind).restored(archive.rows, archive.manifest),
        ):
            pass  # as the first release would: nothing is brought up to date
        found = all_rows()
        assert waiting() == updated.steps
    forget(name)

    kept = {table: rows for table, rows in updated.rows.items() if table not in NOT_COMPARED}
    assert {table: rows for table, rows in found.items() if table not in NOT_COMPARED} == kept


def _steps() -> int:
    """How many migrations came after the first release."""
    loader = MigrationExecutor(connection).loader
    connection.close()
    first = {*FIRST, *(key for key in loader.disk_migrations if key[0] in OTHERS)}
    needed = {key for leaf in first for key in loader.graph.forwards_plan(leaf)}
    return len(set(loader.disk_migrations) - needed)
