"""nginx as a school runs it: the file of deploy/, with ports and folders of this test in place of the server's own."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.deploy.page import ROOT
from tests.ports import free_port

SITE = ROOT / "deploy" / "nginx" / "todwick-portal.conf"
HOST = "portal.school.example"
MISSING = "there is no nginx; install it with `sudo apt-get install nginx-light`"
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ worker_connections 512; }}
http {{
	default_type application/octet-stream;
	types {{ text/html html; }}
	client_body_temp_path {folder}/body;
	proxy_temp_path {folder}/proxy;
	fastcgi_temp_path {folder}/fastcgi;
	uwsgi_temp_path {folder}/uwsgi;
	scgi_temp_path {folder}/scgi;
	access_log {folder}/of-nothing.log combined;
	gzip on;
	include {folder}/site.conf;
}}
"""


def is_there() -> bool:
    return shutil.which("nginx") is not None


def certificate(folder: Path) -> Path:
    """A certificate of one's own, as the page of deployment makes it."""
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    name = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},DNS:localhost"]
    subprocess.run(["openssl", "req", "-x509", *kind, *name, *files], check=True, capture_output=True)
    return folder / "fullchain.pem"


class Proxy:
    """nginx before some application servers. `port` speaks TLS, `plain_port` http; `is_plain`: no TLS at all, for
    portals in demo mode, whose cookies travel without."""

    def __init__(self, folder: Path, servers: Sequence[int], *, is_plain: bool = False) -> None:
        self.folder, self.is_plain = folder, is_plain
        self.servers = servers
        self.port, self.plain_port = free_port(), free_port()
        self.access_log = folder / "access.log"

    def site(self) -> str:
        """The file of deploy/, for here. Whatever is not a port, a folder or TLS stays as it is."""
        text = SITE.read_text(encoding="utf-8")
        servers = "".join(f"\tserver 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in self.servers)
        text = text.replace("\tserver 127.0.0.1:8000 max_fails=1 fail_timeout=10s;\n", servers)
        text = re.sub(r"\n\tlisten \[::\]:.*", "", text)
        text = re.sub(r"listen 443( ssl)", rf"listen 127.0.0.1:{self.port}\1", text)
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{self.plain_port}", text)
        text = text.replace("/etc/ssl/todwick-portal", str(self.folder)).replace(
            "/var/log/todwick-portal", str(self.folder)
        )
        text = text.replace("/srv/todwick-portal", str(ROOT)).replace("/var/www/todwick-portal", str(self.folder))
        if self.is_plain:
            text = text.replace(" ssl http2;", ";").replace(" ssl default_server;", " default_server;")
            text = re.sub(r"\n\tssl_\w+ [^;]*;", "", text).replace(
                f"server_name {HOST}", f"server_name localhost {HOST}"
            )
        return text

    def write(self) -> Path:
        (self.folder / "site.conf").write_text(self.site())
        main = self.folder / "nginx.conf"
        main.write_text(AROUND.format(folder=self.folder))
        return main

    def command(self, *more: str) -> list[str]:
        return ["nginx", "-e", str(self.folder / "start.log"), "-p", str(self.folder), "-c", str(self.write()), *more]

    def __enter__(self) -> "Proxy":
        if not self.is_plain:
            certificate(self.folder)
        self._running = subprocess.Popen(self.command("-g", "user root;") if _is_root() else self.command())
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            if self._running.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"nginx did not start: {(self.folder / 'start.log').read_text()}")

    def __exit__(self, *ended: object) -> None:
        self._running.terminate()
        self._running.wait(20)


def _is_root() -> bool:
    """Debian's nginx gives its work to www-data, which may not look into the folder of a test."""
    return Path("/proc/self").stat().st_uid == 0
