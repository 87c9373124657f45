"""An update from the first release in its place, one that breaks off, and one of large tables (issue 8, done means 4).

What an update does to the rows, and the way back, is shown in every run by `test_backup_old_schema.py`; here are the
longer ways.
"""

import time

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from audit import triggers
from audit.models import AuditEvent
from consent.models import ConsentAnswer, ConsentResponse
from people.models import Pupil
from tests.project import first_release
from tests.project.portals import all_rows, forget, portal
from tests.project.updating import lost, named_rows, opened_by_everybody, waiting
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.sealing import make_key

pytestmark = [pytest.mark.slow, pytest.mark.long]  # each migrates through all there ever was


@pytest.fixture
def old(elsewhere, tmp_path):
    """The portal of the first release, full, with a backup of it."""
    with portal(tmp_path / "old") as name:
        first_release.make()
        make_backup(tmp_path / "old.age", [make_key(tmp_path / "key")])
        yield tmp_path
    forget(name)


def test_the_first_release_is_updated_in_its_place_and_loses_nothing(old, capsys):
    before = named_rows()

    call_command("migrate", verbosity=0)

    assert waiting() == 0 and triggers.missing() == []
    assert lost(before, named_rows()) == []
    call_command("verify_audit")
    assert opened_by_everybody() > 150


def test_an_update_that_breaks_off_half_way_leaves_what_can_be_restored(old, capsys):
    rows, all_steps = all_rows(), waiting()
    with connection.cursor() as cursor:  # what the update wants to make is there already, so it breaks in the middle
        cursor.execute("CREATE TABLE policies_draftcomment (id integer)")

    with pytest.raises(DatabaseError):
        call_command("migrate", verbosity=0)

    assert 0 < waiting() < all_steps
    assert Pupil.objects.count() == len(rows["people_pupil"])  # nothing of the school is lost by it
    connection.close()
    with portal(old / "back") as name:
        call_command("restore", str(old / "old.age"), "--key", str(old / "key"), "--into-empty")
        assert waiting() == 0
        assert Pupil.objects.count() == len(rows["people_pupil"])
        assert AuditEvent.objects.first() and triggers.missing() == []
        call_command("verify_audit")
    forget(name)


def test_a_hundred_thousand_rows_are_brought_up_to_date(elsewhere, tmp_path):
    pupils = 15_000
    with portal(tmp_path) as name:
        first_release.make(pupils)
        rows = sum(len(found) for found in all_rows().values())
        began, at_work = time.monotonic(), time.process_time()
        call_command("migrate", verbosity=0)
        taken, at_work = time.monotonic() - began, time.process_time() - at_work
        print(f"\n{rows} rows on {connection.vendor}: every update in {taken:.1f} s, of the processor {at_work:.1f} s")
        assert rows > 100_000
        assert (Pupil.objects.count(), ConsentResponse.objects.count()) == (pupils, pupils)
        assert ConsentAnswer.objects.count() == 3 * pupils
    forget(name)
