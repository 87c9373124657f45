"""A fresh Debian in a folder, booted with systemd as a school's server boots, in its own processes and files.

It shares the network of this machine, so its ports must be free. What it needs to reach the package registries from here
(certificates, name server) it is given; everything else is Debian's own.
"""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
PROGRAMS = ("debootstrap", "systemd-nspawn", "nsenter", "git")
PORTS = (80, 443, 5432, 8000)
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
KEPT = {"apt": "/var/cache/apt/archives", "uv": "/var/cache/uv"}


class Failed(Exception):
    """A block of the page did not end well. The message holds what it printed."""


def missing() -> str:
    """Why no machine can be made here, in a sentence; empty where one can."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if os.geteuid() != 0:
        return "a machine in a folder takes root"
    if absent:
        return f"missing: {', '.join(absent)}"
    taken = [port for port in PORTS if _is_taken(port)]
    return f"ports in use: {', '.join(map(str, taken))}" if taken else ""


def _is_taken(port: int) -> bool:
    listening = subprocess.run(["ss", "-Hltn", f"sport = :{port}"], capture_output=True, text=True).stdout
    return bool(listening.strip())


class Machine:
    """`run` types a block. `cache` keeps the plain Debian and the packages between two runs."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.root = folder / "machine"
        self.cache = cache
        self.log = (folder / "boot.log").open("w")

    def __enter__(self) -> "Machine":
        self._make()
        binds = [f"--bind={self._kept(name)}:{place}" for name, place in KEPT.items()]
        command = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot", f"--directory={self.root}"]
        more = ["--resolv-conf=copy-host", "--link-journal=no", "--console=pipe", "--machine=portal-test", *binds]
        self._nspawn = subprocess.Popen(
            [*command, *more], stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT
        )
        self.leader = self._wait_for_leader()
        self._wait_until_up()
        return self

    def _kept(self, name: str) -> Path:
        place = self.cache / name
        place.mkdir(parents=True, exist_ok=True)
        return place

    def _make(self) -> None:
        plain = self.cache / f"{SUITE}-plain"
        if not plain.exists():
            making = self.cache / f"{SUITE}-making"
            shutil.rmtree(making, ignore_errors=True)
            self.cache.mkdir(parents=True, exist_ok=True)
            subprocess.run(["debootstrap", SUITE, making, MIRROR], check=True, stdout=self.log, stderr=self.log)
            making.rename(plain)
        subprocess.run(["cp", "-a", "--reflink=auto", plain, self.root], check=True)
        own = Path("/usr/local/share/ca-certificates")
        if own.is_dir():
            shutil.copytree(own, self.root / "usr/local/share/ca-certificates", dirs_exist_ok=True)
        (self.root / "etc/apt/apt.conf.d/99keep").write_text('Binary::apt::APT::Keep-Downloaded-Packages "true";\n')

    def _wait_for_leader(self) -> int:
        for _ in range(300):
            children = Path(f"/proc/{self._nspawn.pid}/task/{self._nspawn.pid}/children")
            found = [
                int(pid)
                for pid in (children.read_text().split() if children.exists() else [])
                if Path(f"/proc/{pid}/comm").read_text().strip() == "systemd"
            ]
            if found:
                return found[0]
            if self._nspawn.poll() is not None:
                break
            time.sleep(0.1)
        raise Failed(f"The machine did not boot: {Path(self.log.name).read_text()[-2000:]}")

    def _wait_until_up(self) -> None:
        for _ in range(120):
            said = self.run("systemctl is-system-running || true", is_plain=True).strip()
            if said in {"running", "degraded"}:
                return
            time.sleep(0.5)
        raise Failed("The machine did not come up.")

    def run(self, text: str, *, is_plain: bool = False, typed: str = "") -> str:
        """Type some lines as root, in a shell that ends at the first fault. Returns what they printed."""
        inside = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            "UV_CACHE_DIR": KEPT["uv"],
            "UV_LINK_MODE": "copy",
            **({} if is_plain else {name: BUNDLE for name in CERTIFICATES if name in os.environ}),
        }
        entered = ["nsenter", f"--target={self.leader}", "--mount", "--uts", "--ipc", "--pid", "--root", "--wd=/root"]
        shell = ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in inside.items()), "/bin/bash"]
        script = text if is_plain else f"set -eo pipefail\n{text}"
        # --norc: nothing but the lines; as a file, so that a line may read what is typed.
        done = subprocess.run(
            [*entered, *shell, "--norc", "-c", script], input=typed, capture_output=True, text=True, timeout=1500
        )
        if done.returncode and not is_plain:
            raise Failed(f"{text}\n--- ended with {done.returncode}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        return done.stdout + done.stderr

    def path(self, name: str) -> Path:
        """Where a file of the machine lies, seen from outside."""
        return self.root / name.lstrip("/")

    def __exit__(self, *ended: object) -> None:
        self._nspawn.send_signal(signal.SIGTERM)
        try:
            self._nspawn.wait(60)
        except subprocess.TimeoutExpired:
            self._nspawn.kill()
            self._nspawn.wait(20)
        self.log.close()
        shutil.rmtree(self.root, ignore_errors=True)
