"""Three versions of the portal to install from: the one of this folder, a later one, and one that does not start."""

import os
import subprocess
from pathlib import Path

from tests.deploy.page import ROOT

FIRST, LATER, BROKEN = "v0.1.0", "v0.2.0", "v0.3.0"
SOMEBODY = {
    f"GIT_{who}_{what}": "portal@school.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
MIGRATION = """from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "{before}")]
    operations = [migrations.RunSQL("CREATE TABLE people_later (id integer)", "DROP TABLE people_later")]
"""


def publish(place: Path, scratch: Path) -> None:
    """Put a bare repository with the three tags at `place`. `scratch` is a folder to work in."""
    _git(scratch.parent, "clone", "--quiet", str(ROOT), str(scratch))
    _git(scratch, "tag", "--force", FIRST)
    _later(scratch)
    _git(scratch, "tag", "--force", LATER)
    settings = scratch / "todwick_portal" / "settings.py"
    settings.write_text(settings.read_text() + "\nraise ImproperlyConfigured('This version is broken.')\n")
    _git(scratch, "commit", "--quiet", "--all", "--message", "A version that does not start")
    _git(scratch, "tag", "--force", BROKEN)
    _git(scratch.parent, "clone", "--quiet", "--bare", str(scratch), str(place))


def _later(scratch: Path) -> None:
    """One more table."""
    folder = scratch / "people" / "migrations"
    before = sorted(path.stem for path in folder.glob("0*.py"))[-1]
    (folder / f"{int(before[:4]) + 1:04}_later.py").write_text(MIGRATION.format(before=before))
    _git(scratch, "add", "--all")
    _git(scratch, "commit", "--quiet", "--message", "A version with one more table")


def _git(folder: Path, *arguments: str) -> None:
    own = {**os.environ, **SOMEBODY}
    subprocess.run(["git", *arguments], cwd=folder, env=own, check=True, capture_output=True)
