"""A portal on two application servers behind nginx, and people who send it things while one of them is stopped.

Each server is a gunicorn of its own with a `VAR_DIR` of its own, as on two machines; the keys, PostgreSQL and uploads
are shared. nginx is the one of deploy/.
"""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing

from consent.forms.photos import SALT
from tests.deploy.proxy import Proxy
from tests.journeys.complaining import Complainant
from tests.journeys.mortal import PEOPLE, Reporter
from tests.journeys.portal import manage
from tests.ports import free_port

KEYS = ("SECRET_KEY", "AUDIT_KEY", "DATA_KEY")
OFF = {502, 503, 504}
KEPT = """
import json
from collections import Counter
from audit.models import AuditEvent, Verb
from consent.models import PhotoRequest
from incidents.models import Case, Complaint, Incident, TimelineEntry
from people.models import Notification
print(json.dumps({
    "reports": [str(key) for key in Case.objects.exclude(incident=None).values_list("form_key", flat=True)],
    "complaints": {case.reference: case.complaint.words for case in Case.objects.exclude(complaint=None)},
    "stops": [str(key) for key in PhotoRequest.objects.values_list("asked_by", flat=True)],
    "events": Counter(AuditEvent.objects.values_list("verb", flat=True)),
    "timeline": TimelineEntry.objects.count(),
    "mails": Counter(Notification.objects.values_list("status", flat=True)),
    "ids": list(Notification.objects.filter(status="sent").values_list("message_id", flat=True)),
}))
"""


class Server:
    """One machine: its web server, and a worker where it is started."""

    def __init__(self, folder: Path, shared: dict[str, str]) -> None:
        folder.mkdir()
        self.port = free_port()
        self.environment = {**shared, "VAR_DIR": str(folder), "PORT": str(self.port)}
        self.log = (folder / "log").open("w")
        self.web: subprocess.Popen | None = None
        self.worker: subprocess.Popen | None = None

    def start(self) -> None:
        gunicorn = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "todwick_portal.wsgi"]
        self.web = self._run(gunicorn)

    def start_worker(self) -> None:
        self.worker = self._run(["manage.py", "worker", "--stand-by"])

    def _run(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=self.environment, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip

    def wait(self) -> None:
        for _ in range(600):
            try:
                self.ask("/statements/privacy/")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def ask(self, path: str, cookie: str = "") -> str:
        """The page that this server alone gives."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={"Host": "localhost", "Cookie": cookie})
            return connection.getresponse().read().decode()

    def stop(self) -> None:
        """Told to stop, as an update does: it answers what it has begun."""
        assert self.web
        self.web.terminate()
        self.web.wait(60)

    def kill(self) -> None:
        """Every process at once, as a power cut does."""
        assert self.web
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait(20)

    def kill_worker(self) -> None:
        assert self.worker
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait(20)

    def end_worker(self) -> None:
        assert self.worker
        self.worker.terminate()
        self.worker.wait(170)  # as long as its unit gives it, on a machine that does much else

    def end(self) -> None:
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(60)
        self.log.close()


class TwoServers:
    """`port` is nginx's. `servers` are stopped and started while people work."""

    def __init__(self, folder: Path, database: str, *, mail_port: int) -> None:
        self.proxy_folder = folder / "nginx"
        self.proxy_folder.mkdir()
        shared = {
            **os.environ,
            "PORTAL_MODE": "demo",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "STATIC_HASHED": "0",
            "TASKS_IN_WORKER": "1",
            "TRUSTED_PROXIES": "1",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "PHOTO_ANSWER_SECONDS": "0",
            "WEB_PROCESSES": "1",
            **{name: os.urandom(32).hex() for name in KEYS},
        }
        self.secret = shared["SECRET_KEY"]
        self.proxy = Proxy(self.proxy_folder, [0, 0], is_plain=True)
        shared["SITE_URL"] = f"http://localhost:{self.proxy.port}"
        self.servers = [Server(folder / name, shared) for name in ("one", "two")]
        self.proxy.servers = [server.port for server in self.servers]
        self.port = self.proxy.port
        self.environment = self.servers[0].environment

    def __enter__(self) -> "TwoServers":
        manage(self.environment, "shell", "-v0", "-c", PEOPLE)
        for server in self.servers:
            server.start()
        for server in self.servers:
            server.wait()
        self.proxy.__enter__()
        return self

    def __exit__(self, *ended: object) -> None:
        for server in self.servers:
            server.end()
        self.proxy.__exit__()

    def kept(self) -> dict:
        return json.loads(manage(self.environment, "shell", "-v0", "-c", KEPT))


class ThroughNginx:
    """Asks through nginx from an address of one's own. Where no server answered, nginx says so, and one asks again."""

    portal: TwoServers
    cookies: dict[str, str]
    address: str
    off = 0

    def _ask(self, method: str, path: str, typed: dict[str, object] | None = None) -> tuple[int, str, str]:
        source = (self.address or "127.0.0.1", 0)
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=70, source_address=source)
        try:
            token = self.cookies.get("csrftoken", "")
            body = urlencode({**(typed or {}), "csrfmiddlewaretoken": token}) if typed else None
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"Host": f"localhost:{self.portal.port}", "X-Forwarded-For": "192.0.2.1"}  # a lie, thrown away
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            if answer.status in OFF:
                self.off += 1
                raise OSError(f"{answer.status} from nginx")
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            connection.close()


def an_address() -> str:
    """A computer of one's own: nginx tells the portal, and the portal counts by it. Of those that are this machine."""
    chance = uuid.uuid4().int
    return f"127.{1 + chance % 250}.{chance // 250 % 250}.{1 + chance // 62500 % 250}"


@dataclass
class Teacher(ThroughNginx, Reporter):
    """Reports one incident after the other."""


@dataclass
class Somebody(ThroughNginx, Complainant):
    """Complains without an account."""

    def begin(self) -> None:
        self.cookies, self.address = {}, an_address()
        self.page("/complaints/new/you/?way=complaint")


@dataclass
class Parent(ThroughNginx, Reporter):
    """Stops the permission of a child on the public page, again and again. `stopped`: the key of each request taken."""

    stopped: list[str] = field(default_factory=list)

    def ask_what_is_agreed(self) -> int:
        """Ask it on the public page; the status of the answer."""
        if not self.cookies:
            self._ask("GET", "/photos/agreed/")
        seal = signing.dumps([str(uuid.uuid4()), time.time() - 30], key=self.portal.secret, salt=SALT)
        typed = {"child_name": "A", "asked_by": "B", "reach_by": "01909 555 010", "seal": seal}
        return self._ask("POST", "/photos/agreed/", typed)[0]

    def stop_until(self, over: threading.Event) -> None:
        while not over.is_set():
            self.stop()

    def stop(self) -> None:
        self.cookies, self.address = {}, an_address()
        page = self._until(lambda: self._ask("GET", "/photos/stop/")[2], "")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not token:
            self.wrong.append("no form")
            return
        key = str(uuid.uuid4())
        seal = signing.dumps([key, time.time() - 30], key=self.portal.secret, salt=SALT)
        where = self._press("/photos/stop/", {"child_name": "Poppy Popson", "asked_by": key, "seal": seal})
        if where == "/photos/stop/sent/":
            self.stopped.append(key)
        else:
            self.wrong.append(f"{key}: {where}")
        time.sleep(0.5)  # 600 an hour in all
