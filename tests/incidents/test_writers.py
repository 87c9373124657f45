"""Many processes write reports at once into one SQLite file: none is lost, none meets a locked database (P12)."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.portal import environment

EACH = 6
PEOPLE = (
    "from people.models import User, RoleAssignment;"
    "[RoleAssignment.objects.create(role=role, user=User.objects.create_user(email=f'{name}@todwick.example'))"
    " for name, role in (('teacher', 'staff'), ('head', 'head'), ('dsl', 'dsl'))]"
)
COUNT = "from incidents.models import Case; print(*sorted(Case.objects.values_list('reference', flat=True)))"
KEPT = (
    "from incidents.models import Case, Incident, TimelineEntry; from audit.models import AuditEvent;"
    "print(Case.objects.count(), Incident.objects.count(), TimelineEntry.objects.count(),"
    " AuditEvent.objects.filter(verb='incident.reported').count())"
)


def _shell(code: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.slow  # processes that start one by one
@pytest.mark.parametrize("writers", [1, 4, pytest.param(16, marks=pytest.mark.long)])
def test_writers_that_read_first_lose_nothing_and_meet_no_locked_database(migrated: Path, tmp_path: Path, writers):
    (tmp_path / "portal").mkdir()
    shutil.copy(migrated, tmp_path / "portal")
    own = environment(tmp_path / "portal") | {"DJANGO_SETTINGS_MODULE": "todwick_portal.settings"}
    _shell(PEOPLE, own)
    command = [sys.executable, "-m", "tests.incidents.writing", str(EACH)]
    started = [
        subprocess.Popen(command, cwd=settings.BASE_DIR, env=own, stdout=subprocess.PIPE, text=True)
        for _ in range(writers)
    ]
    said = [line for one in started for line in one.communicate()[0].split("\n") if line]

    assert [line for line in said if line.startswith("fault")] == []
    assert len(said) == writers * EACH
    assert _shell(COUNT, own).split() == sorted(said)
    assert set(_shell(KEPT, own).split()) == {str(writers * EACH)}
