"""A fresh Debian in a folder, booted with systemd as a school's server boots, in its own processes and files.

It shares the network of this machine, so its ports must be free. What it needs to reach the package registries from
here (certificates, name server) it is given; everything else is Debian's own.
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
    """Use as a context. `cache` keeps the plain Debian and the packages between two runs."""

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
            if self.ask("systemctl", "is-system-running").strip() in {"running", "degraded"}:
                return
            time.sleep(0.5)
        raise Failed("The machine did not come up.")

    def entered(self) -> list[str]:
        """What begins a command inside the machine, as root, with what a terminal there has, and no more."""
        own = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        own |= {"LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        own |= {"UV_CACHE_DIR": KEPT["uv"], "UV_LINK_MODE": "copy"}
        own |= {name: BUNDLE for name in CERTIFICATES if name in os.environ}
        inside = ["nsenter", f"--target={self.leader}", "--mount", "--uts", "--ipc", "--pid", "--root", "--wd"]
        return [*inside, "/usr/bin/env", "-i", *(f"{name}={value}" for name, value in own.items())]

    def ask(self, *command: str) -> str:
        """What a command prints, however it ends."""
        done = subprocess.run([*self.entered(), *command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
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


class Terminal:
    """One shell of root that stays open, as the page says; it ends at the first line that goes wrong."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._number = 0
        self._shell = subprocess.Popen(
            [*machine.entered(), "/bin/bash", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._say("cd /root; set -eo pipefail")

    def _say(self, line: str) -> None:
        assert self._shell.stdin
        self._shell.stdin.write(line + "\n")
        self._shell.stdin.flush()

    def type(self, text: str, *, answer: str = "", patience: int = 1200) -> str:
        """Type a block, and `answer` where it asks for something. Returns what it printed; raises Failed."""
        self._number += 1
        place = self.machine.path("/root/typed")
        place.mkdir(exist_ok=True)
        name = f"{self._number:02}"
        (place / f"{name}.sh").write_text(text)
        (place / f"{name}.in").write_text(answer)
        files = f"< /root/typed/{name}.in > /root/typed/{name}.out 2>&1"
        self._say(f". /root/typed/{name}.sh {files}; touch /root/typed/{name}.done")
        until = time.monotonic() + patience
        while not (place / f"{name}.done").exists():
            if self._shell.poll() is not None or time.monotonic() > until:
                raise Failed(f"{text}\n--- went wrong:\n{(place / f'{name}.out').read_text()[-6000:]}")
            time.sleep(0.1)
        return (place / f"{name}.out").read_text()

    def close(self) -> None:
        assert self._shell.stdin
        self._shell.stdin.close()
        self._shell.wait(20)
