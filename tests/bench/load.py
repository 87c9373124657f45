"""Fifty people for ten minutes: the demo school on gunicorn as a school runs it, nine in ten requests reading.

    make load                                    ten minutes on SQLite
    DATABASE_URL=postgres://... make load        on an empty PostgreSQL database of its own
    make load LOAD="--seconds 120"               shorter

Each has a role, opens real pages, follows their links, thinks in between (five seconds, by chance) and now and then
writes: a report, page by page, or a picture to be stopped. In the middle thirty more sign in within a minute. Beside
them somebody asks the floor page (performance.md) of a second gunicorn, once a second, on the same database: on a busy
machine only the ratio to it counts. Exits 1 where anything but an answer came back.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load_people import Floor, Person, Taken
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
MAKE = "from tests.bench.load_school import main; main()"
BURST, BURST_SECONDS = 30, 60
AIM, AIM_CHECK = 0.5, 0.15  # security.md 3, figure 14: at the slow end, and for the check of a picture


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        own = _environment(Path(folder))
        people = _school(own)
        with _served(own, "todwick_portal.wsgi") as portal, _served(own, "tests.bench.load_floor:bare()") as bare:
            before = portal.processor, bare.processor
            taken, burst, floor, faults = _measure(options, people, portal.port, bare.port)
            used = portal.processor - before[0], bare.processor - before[1]
            _print(own, options, taken, burst, floor, faults)
            _print_processor(used, len(taken) + len(burst), len(floor))
    sys.exit(bool(faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between two pages of one person, on average")
    return parser.parse_args()


def _environment(folder: Path) -> dict[str, str]:
    own = {
        **os.environ, "PORTAL_MODE": "demo", "VAR_DIR": str(folder), "TRUSTED_PROXIES": "1", "STATIC_HASHED": "1",
        "TASKS_IN_WORKER": "1", "MEDIA_ROOT": str(folder / "media"), "STATIC_ROOT": str(folder / "static"),
    }  # fmt: skip
    own.setdefault("DATABASE_URL", f"sqlite:///{folder / 'portal.sqlite3'}")
    return own


def _school(own: dict[str, str]) -> list[list[str]]:
    """The demo school and fifty accounts: address and role of each."""
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["demo"]):
        _manage(own, *command)
    return json.loads(_manage(own, "shell", "-v0", "-c", MAKE).splitlines()[-1])


def _manage(own: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=own, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return done.stdout


@dataclass(frozen=True)
class Served:
    """A gunicorn that runs."""

    pid: int
    port: int

    @property
    def processor(self) -> float:
        """Seconds of processor time that it and its processes took, with those of their children that ended."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ticks = 0
        for number in (str(self.pid), *children):
            after_name = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, after_name[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(own: dict[str, str], application: str) -> Iterator[Served]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", application]
    server = subprocess.Popen(command, cwd=ROOT, env={**own, "PORT": str(port)}, stdout=subprocess.DEVNULL)
    try:
        probe = Person(port, "", "", 0, random.Random(0), 0)
        while not any(0 < taken.status < 500 for taken in probe.taken):
            if server.poll() is not None:
                sys.exit(f"{application} did not start.")
            probe.ask("GET", "/floor/" if "floor" in application else "/statements/privacy/")
            time.sleep(0.2)
        yield Served(server.pid, port)
    finally:
        server.terminate()
        server.wait(60)


def _measure(
    options: argparse.Namespace, accounts: list[list[str]], port: int, floor_port: int
) -> tuple[list[Taken], list[Taken], list[Taken], list[str]]:
    chance = random.Random(50)
    people = [
        Person(port, email, role, options.think, random.Random(number), number)
        for number, (email, role) in enumerate(accounts[: options.people])
    ]
    for person in people:
        person.sign_in()
        person.taken.clear()
    newcomers = [Person(port, *chance.choice(accounts), options.think, chance, 300 + n) for n in range(BURST)]
    until = time.monotonic() + options.seconds
    floor = Floor(floor_port, until)
    threads = [threading.Thread(target=person.live, args=[until]) for person in people]
    threads += [threading.Thread(target=_burst, args=[newcomers, options.seconds])]
    for thread in (*threads, floor):
        thread.start()
    for thread in (*threads, floor):
        thread.join()
    faults = [fault for person in (*people, *newcomers) for fault in person.faults]
    taken = [one for person in people for one in person.taken]
    burst = [one for person in newcomers for one in person.taken if one.what == "sign in"]
    return taken, burst, floor.taken, faults


def _burst(newcomers: list[Person], seconds: int) -> None:
    """From the middle on, one after the other within a minute (or half of what is left)."""
    within = min(BURST_SECONDS, seconds / 3)
    time.sleep(seconds / 2)
    coming = []
    for person in newcomers:
        coming.append(threading.Thread(target=person.sign_in))
        coming[-1].start()
        time.sleep(within / len(newcomers))
    for thread in coming:
        thread.join()


def _print(
    own: dict[str, str],
    options: argparse.Namespace,
    taken: list[Taken],
    burst: list[Taken],
    floor: list[Taken],
    faults: list[str],
) -> None:
    kinds = defaultdict(list)
    for one in taken:
        kinds[one.what].append(one)
    database = own["DATABASE_URL"].partition(":")[0]
    writes = sum(one.is_write for one in taken) / len(taken)
    seconds, load = options.seconds, os.getloadavg()[1]
    print(f"{options.people} people for {seconds} s on {database}: {len(taken):,} requests, {writes:.0%} writing,")
    print(f"{len(taken) / seconds:.1f} a second; load of the machine {load:.1f} over the last five minutes\n")
    print("| page | requests | p50 ms | p95 ms | p99 ms | p50, p95 against the floor |\n|---|---|---|---|---|---|")
    rows = [("floor page", floor), ("all", taken), *sorted(kinds.items(), key=lambda kind: -len(kind[1]))]
    for name, ones in [*rows, (f"{BURST} sign-ins within a minute", burst)]:
        print(_row(name, ones, floor))
    print("\n" + _judged("p95 of all", _percentile(taken, 95), AIM))
    print(_judged("p95 of the check", _percentile(kinds.get("check", taken), 95), AIM_CHECK))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{len(faults)} errors. The people themselves took {used.ru_utime + used.ru_stime:.0f} s of processor time.")
    for fault, many in Counter(faults).most_common(20):
        print(f"  {many} times  {fault}")


def _print_processor(used: tuple[float, float], requests: int, floor: int) -> None:
    """What other work on the machine does not disturb: the time that a request takes of a processor."""
    portal, bare = used[0] / requests * 1000, used[1] / floor * 1000
    print(f"Processor time of a request: {portal:.0f} ms, of the floor page {bare:.0f} ms, {portal / bare:.1f} times.")


def _judged(what: str, seconds: float, aim: float) -> str:
    return f"{what} {seconds * 1000:.0f} ms: {'met' if seconds < aim else 'missed'} (aim {aim * 1000:.0f})"


def _row(name: str, ones: list[Taken], floor: list[Taken]) -> str:
    ms = [_percentile(ones, share) for share in (50, 95, 99)]
    ratios = [_percentile(ones, share) / _percentile(floor, share) for share in (50, 95)]
    times = " | ".join(f"{value * 1000:,.0f}" for value in ms)
    return f"| {name} | {len(ones):,} | {times} | {ratios[0]:.1f}, {ratios[1]:.1f} |"


def _percentile(ones: Iterable[Taken], share: int) -> float:
    values = sorted(one.seconds for one in ones)
    return statistics.quantiles(values, n=100)[share - 1] if len(values) > 1 else (values or [0.0])[0]


if __name__ == "__main__":
    main()
