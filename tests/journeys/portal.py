"""A whole portal of its own for one journey: a copy of the demo school's database, a web server, a letter box."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from django.conf import settings

from tests.ports import free_port

COUNTS = (
    "import json; from django.apps import apps;"
    "print(json.dumps({m._meta.label: m.objects.count() for m in apps.get_models()}))"
)
WEB = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "tests.journeys.warm", "--workers", "1", "--preload"]


class Portal:
    """The running portal: `url`, and what only its own machine may ask it."""

    def __init__(
        self, folder: Path, *, mail_port: int = 0, moment: str = "", database: str = "", is_hashed: bool = False
    ) -> None:
        """With `mail_port` a worker runs beside it, which sends what is stored to the letter box at that port.
        `database` is the address of another database than the file in `folder`. `is_hashed`: style sheets and scripts
        are sent as in life, packed and for good; else as they lie there."""
        self.folder = folder
        self.has_worker = bool(mail_port)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = environment(folder) | {"SITE_URL": self.url, "PORT": str(self.port)}
        if database:
            self.environment["DATABASE_URL"] = database
        if moment:
            self.environment |= at(moment)
        if is_hashed:
            self.environment["STATIC_HASHED"] = "1"
            manage(self.environment, "collectstatic", "--no-input", "-v0")
        if mail_port:
            self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"

    def __enter__(self) -> "Portal":
        self.log = (self.folder / "server.log").open("w")
        self.running = [self._start(WEB)]
        self._wait()
        if self.has_worker:
            self.running.append(self._start(["manage.py", "worker"]))
        return self

    def _start(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def _wait(self) -> None:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/statements/privacy/", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"The portal did not start:\n{(self.folder / 'server.log').read_text()}")

    def become(self, school: Path) -> None:
        """The same portal with what `school` holds, and nothing of what was written until now: another process
        answers, which the first one, with the program in memory, has ready in no time."""
        before = self.answering()
        for process in before:
            os.kill(process, signal.SIGTERM)
        until = time.monotonic() + 30
        while before & self.answering():
            if time.monotonic() > until:
                raise RuntimeError(f"The portal did not end:\n{(self.folder / 'server.log').read_text()}")
            time.sleep(0.02)
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "server.log":
                path.unlink()
        shutil.copytree(school, self.folder, dirs_exist_ok=True)
        self._wait()

    def answering(self) -> set[int]:
        """The processes that answer requests, by number: the children of the web server."""
        server = self.running[0].pid
        return set(map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()))

    def __exit__(self, *ended: object) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(20)
        self.log.close()

    def row_counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        return json.loads(manage(self.environment, "shell", "-v0", "-c", COUNTS))


DATABASE = "portal.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    """A portal whose keys and database are in `folder`, on SQLite whatever the suite runs on."""
    own = {
        "PORTAL_MODE": "demo",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "STATIC_HASHED": "0",
    }
    return {**os.environ, **own}


def at(moment: str) -> dict[str, str]:
    """What an environment needs for a portal that lives at `moment`, such as "2027-07-05T09:00+01:00"."""
    return {"MOVED_TO": moment, "PYTHONPATH": str(Path(__file__).parent / "clock")}


def migrate(folder: Path, moment: str = "") -> None:
    """Every table in a database file, and nothing in them but what the portal itself brings; at `moment`, else now."""
    manage(environment(folder) | (at(moment) if moment else {}), "migrate", "-v0")


def make_demo_school(folder: Path, moment: str = "") -> Path:
    """The demo school in the migrated database file of `folder`, told at `moment`, else now."""
    manage(environment(folder) | (at(moment) if moment else {}), "demo")
    return folder


def copy_of(template: Path, folder: Path) -> Path:
    """A copy of the demo school, keys included."""
    return Path(shutil.copytree(template, folder))


def manage(own: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
