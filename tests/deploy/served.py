"""A portal in production mode behind nginx with TLS, on an empty school: what a browser outside gets."""

import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

from tests.deploy.observatory import Answer
from tests.deploy.proxy import HOST, Proxy
from tests.ports import free_port
from tests.project.production import ROOT, environment, manage


class Served:
    """`ask` over TLS, with the certificate checked; `ask_plainly` over http. `log`: what gunicorn wrote."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        own = {"SITE_URL": f"https://{HOST}", "ALLOWED_HOSTS": HOST, "TRUSTED_PROXIES": "1", "PORT": str(self.port)}
        self.environment = environment(folder, STATIC_ROOT=str(folder / "static"), WEB_PROCESSES="1", **own)
        self.log = folder / "gunicorn.log"
        self.proxy = Proxy(folder, [self.port])

    def __enter__(self) -> "Served":
        done = manage(self.environment, "collectstatic", "--no-input", "-v0")
        assert done.returncode == 0, done.stderr
        self.proxy.__enter__()
        self.start()
        return self

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "todwick_portal.wsgi"]
        with self.log.open("a") as log:
            self.web = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        for _ in range(600):
            if self.ask("/statements/privacy/").status == 200:
                return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def stop(self) -> None:
        self.web.terminate()
        self.web.wait(40)

    def __exit__(self, *ended: object) -> None:
        self.stop()
        self.proxy.__exit__()

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> "Got":
        trusted = ssl.create_default_context(cafile=self.proxy.folder / "fullchain.pem")
        with closing(_Here(self.proxy.port, trusted)) as connection:
            connection.request(method, path, body, {"Host": HOST, **headers})
            return Got(f"https://{HOST}{path}", connection.getresponse())

    def ask_plainly(self, path: str, host: str = HOST) -> "Got":
        with closing(HTTPConnection("127.0.0.1", self.proxy.plain_port, timeout=20)) as connection:
            connection.request("GET", path, headers={"Host": host})
            return Got(f"http://{host}{path}", connection.getresponse())


class _Here(HTTPSConnection):
    """The name of the school's portal at this machine."""

    def __init__(self, port: int, trusted: ssl.SSLContext) -> None:
        super().__init__("127.0.0.1", port, timeout=70, context=trusted)
        self._trusted = trusted

    def connect(self) -> None:
        HTTPConnection.connect(self)
        self.sock = self._trusted.wrap_socket(self.sock, server_hostname=HOST)


class Got:
    """An answer, read to its end."""

    def __init__(self, url: str, response: HTTPResponse) -> None:
        self.url, self.status = url, response.status
        self.headers: dict[str, list[str]] = {}
        for name, value in response.getheaders():
            self.headers.setdefault(name.lower(), []).append(value)
        self.body = response.read()

    def header(self, name: str) -> str:
        return ", ".join(self.headers.get(name, []))

    def for_observatory(self) -> Answer:
        return Answer(self.url, self.headers, self.body.decode("utf-8", "replace"))


def served(folder: Path, tables: Path) -> Iterator[Served]:
    """With an empty school, whose tables are a copy of `tables`."""
    (folder / "portal.sqlite3").write_bytes(tables.read_bytes())
    os.chmod(folder, 0o755)  # nginx reads there
    with Served(folder) as running:
        yield running
