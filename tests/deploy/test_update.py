"""deploy/update among programs that stand in for the machine's own: what it does where something goes wrong.

The real one, on a machine that boots, is in `test_whole.py`.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.page import ROOT

pytestmark = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("git"), reason="an update takes root, and git")
SETTINGS = """BACKUP_RECIPIENTS='age1school'
ALLOWED_HOSTS='portal.school.example,second.example'
DATABASE_URL='postgres://portal:x@127.0.0.1/portal'
BIND='10.0.0.11'
PORT='8123'
"""
# Each writes what it was asked for; what is named in `faults` goes wrong, what is in `says/NAME` is said.
STAND_IN = """#!/bin/bash
asked="{name} $*"
echo "$asked" >> "{folder}/asked"
[[ ! -e "{folder}/says/{name}-$1" ]] || cat "{folder}/says/{name}-$1"
while read -r fault; do [[ "$asked" != *"$fault"* ]] || exit 1; done < "{folder}/faults"
[[ "{name} $1" != "portal backup" ]] || {{ sleep 0.02; touch "$2/todwick-portal-new.tar.age"; }}
"""
PARTS = ("audit", "people", "policies", "consent", "incidents", "todwick_portal")
SOMEBODY = {
    f"GIT_{who}_{what}": "portal@school.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
OFF = "The portal is OFF."


class Server:
    """`update()` runs the script towards v0.2.0 and returns its end and what it said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root, self.backups = folder, folder / "srv/todwick-portal", folder / "srv/todwick-backups"
        self.note = self.backups / "last-update.txt"
        for place in ("bin", "says", "run", "etc/systemd/system", "srv/todwick-backups"):
            (folder / place).mkdir(parents=True)
        self.faults()
        (folder / "etc/todwick-portal.env").write_text(SETTINGS)
        self._stand_in("systemctl", "curl", "sleep", folder=folder / "bin")
        source = folder / "source"
        for part in (*PARTS, "deploy/systemd", ".venv/bin"):
            (source / part).mkdir(parents=True)
            (source / part / "kept.service").touch()
        self._stand_in("portal", folder=source / "deploy")
        self._stand_in("python", folder=source / ".venv/bin")
        (source / "deploy/systemd/kept.timer").touch()
        (source / "Makefile").write_text("setup:\n\t@! grep -qs 'make $(shell cat version)' ../../faults\n")
        self._git(source, "init", "--quiet")
        for version in ("v0.1.0", "v0.2.0"):
            (source / "version").write_text(version)
            self._git(source, "add", "--all", "--force")
            self._git(source, "commit", "--quiet", "--message", version)
            self._git(source, "tag", version)
        self._git(folder, "clone", "--quiet", str(source), str(self.root))
        self._git(self.root, "checkout", "--quiet", "--detach", "v0.1.0")
        text = (ROOT / "deploy/update").read_text()
        for place in ("/srv/", "/etc/", "/run/"):
            text = text.replace(place, f"{folder}{place}")
        (folder / "update").write_text(text.replace("1024 * 1024", "0"))

    def _stand_in(self, *names: str, folder: Path) -> None:
        for name in names:
            (folder / name).write_text(STAND_IN.format(name=name, folder=self.folder))
            (folder / name).chmod(0o755)

    def _git(self, folder: Path, *arguments: str) -> str:
        command, own = ["git", *arguments], {**os.environ, **SOMEBODY}
        return subprocess.run(command, cwd=folder, env=own, check=True, capture_output=True, text=True).stdout.strip()

    def faults(self, *faults: str) -> None:
        (self.folder / "faults").write_text("".join(f"{fault}\n" for fault in faults))

    def says(self, program: str, text: str) -> None:
        (self.folder / "says" / program).write_text(text)

    def update(self, version: str = "v0.2.0") -> tuple[int, str]:
        (self.folder / "asked").write_text("")
        own = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        done = subprocess.run(["bash", self.folder / "update", version], env=own, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def asked(self) -> str:
        return (self.folder / "asked").read_text()

    def runs(self) -> bool:
        return "systemctl start" in self.asked().rpartition("systemctl stop")[2]

    def version(self) -> str:
        return self._git(self.root, "describe", "--tags")


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def test_an_update_that_goes_well_says_so_in_its_note_and_asks_where_the_portal_listens(server):
    end, said = server.update()

    assert (end, server.version(), server.runs()) == (0, "v0.2.0", True), said
    assert "Version v0.2.0 runs." in said and OFF not in said
    assert "Host: portal.school.example http://10.0.0.11:8123/health/" in server.asked()
    assert "Ended: well" in server.note.read_text() and "todwick-portal-new.tar.age" in server.note.read_text()


@pytest.mark.parametrize("fault", ["portal backup", "make v0.2.0", "portal check --fail-level"])
def test_before_the_tables_are_touched_the_version_before_is_put_back(server, fault):
    server.faults(fault)

    end, said = server.update()

    assert (end, server.version(), server.runs()) == (1, "v0.1.0", True), said
    assert OFF not in said and "migrate --no-input" not in server.asked()


def test_a_version_before_that_cannot_be_installed_anew_is_started_all_the_same(server):
    server.faults("make v0.2.0", "make v0.1.0", "portal collectstatic")

    end, said = server.update()

    assert (end, server.runs()) == (1, True), said
    assert "could not be installed whole" in said and OFF not in said


@pytest.mark.parametrize("fault", ["migrate --no-input", "portal collectstatic", "daemon-reload", "systemctl start"])
def test_after_that_it_says_that_the_portal_is_off_and_the_way_back(server, fault):
    server.faults(fault)

    end, said = server.update()

    assert end == 1 and OFF in said
    assert f"{server.note} and docs/deployment.md, Going back" in said
    assert "Ended" not in server.note.read_text()


def test_a_start_that_fails_after_putting_back_is_said_too(server):
    server.faults("portal backup", "systemctl start")

    assert OFF in server.update()[1]


def test_the_note_of_an_update_that_did_not_end_well_is_kept(server):
    server.faults("portal collectstatic")
    server.update()
    first = server.note.read_text()
    server._git(server.root, "checkout", "--quiet", "--detach", "v0.1.0")
    server.faults()

    assert server.update()[0] == 0

    [kept] = server.backups.glob("last-update-*.txt")
    assert kept.read_text() == first and "Ended: well" in server.note.read_text()
    server._git(server.root, "checkout", "--quiet", "--detach", "v0.1.0")
    server.update()
    assert len(list(server.backups.glob("last-update*.txt"))) == 2


@pytest.mark.parametrize(("plan", "end"), [("[X]  people.0001\n[ ]  people.0002\n", 2), ("[ ]  people.0001\n", 0)])
def test_where_tables_wait_to_be_changed_it_does_not_begin_but_before_the_first_start(server, plan, end):
    server.faults("migrate --check")
    server.says("portal-showmigrations", plan)

    ended, said = server.update()

    assert ended == end
    assert ("Going back" in said, "systemctl stop" in server.asked()) == (end == 2, end == 0)


@pytest.mark.parametrize("place", ["run/todwick-key", "srv/todwick-key"])
def test_while_the_private_key_lies_on_the_server_it_does_not_begin(server, place):
    (server.folder / place).mkdir(parents=True)
    assert server.update()[0] == 0
    server._git(server.root, "checkout", "--quiet", "--detach", "v0.1.0")
    (server.folder / place / "key.txt").touch()

    end, said = server.update()

    assert end == 2 and "It belongs on paper" in said and "systemctl" not in server.asked()


def test_while_another_server_works_on_the_database_it_starts_again_and_changes_nothing(server):
    server.says("portal-dbshell", "10.0.0.12\n")

    end, said = server.update()

    assert (end, server.version(), server.runs()) == (2, "v0.1.0", True)
    assert "Another server still works on this database. Stop it first." in said and "10.0.0.12" in said
    assert "portal backup" not in server.asked() and OFF not in said


def test_sqlite_has_no_other_server(server):
    (server.folder / "etc/todwick-portal.env").write_text(SETTINGS.replace("DATABASE_URL", "OTHER"))

    assert server.update()[0] == 0
    assert "dbshell" not in server.asked()
