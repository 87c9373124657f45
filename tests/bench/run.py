"""One run of the benchmark, and its table."""

import argparse
import gc
import io
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent
from consent.models import ConsentAnswer, ConsentResponse

from . import floor, made, peer

FLOOR_ROUNDS = 3
# performance.md 1: P1, P2 and P3, as ratios.
GOALS = {"first": "at most 2.0", "again": "at most 1.2", "preview": "at most 1.5 x the import", "peer": "at least 30"}


def run(options: argparse.Namespace, folder: Path) -> None:
    """Make the school and the files, measure each way, print the table."""
    call_command("migrate", verbosity=0)
    school = made.make(options.pupils or max(options.rows // 5, 1), options.rows)
    first, again = folder / "survey.csv", folder / "survey again.csv"
    first.write_bytes(made.export(school))
    again.write_bytes(made.export(school, marker="none"))
    (folder / "mapping.json").write_text(json.dumps(made.mapping()))
    print(
        f"{school.rows:,} rows about {school.pupils:,} pupils, {school.rows * len(made.PURPOSES):,} answers, "
        f"{first.stat().st_size / 1e6:.1f} MB of csv, on {connection.vendor}\n"
    )
    times = _measure(school, folder, first, again)
    _print(times, _peer(first.read_bytes(), options.peer_rows, school.rows), _written())


def _measure(school: made.School, folder: Path, first: Path, again: Path) -> dict[str, float]:
    """Seconds of each step. The floor is run beside both, several times; its median counts."""

    def _import(path: Path, *more: str) -> None:
        arguments = ["--school-year", str(school.school_year), "--mapping", str(folder / "mapping.json"), "--large"]
        said = io.StringIO()
        call_command("import_survey", str(path), *arguments, *more, stdout=said)
        print(f"    {said.getvalue().strip()}")

    content = first.read_bytes()
    times = {"floor first": _seconds(lambda: floor.upsert(content, folder))}
    times["preview"] = _seconds(lambda: _import(first, "--dry-run"))
    times["first"] = _seconds(lambda: _import(first))
    times["floor again"] = median(_seconds(lambda: floor.upsert(content, folder)) for _ in range(FLOOR_ROUNDS))
    before = ConsentAnswer.objects.count()
    times["again"] = _seconds(lambda: _import(again))
    assert ConsentAnswer.objects.count() == before, "the same answers were written twice"
    return times


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _peer(content: bytes, rows: int, all_rows: int) -> dict[str, float]:
    """Seconds of django-import-export for `rows` lines, and scaled to all of them."""
    if not rows:
        return {}
    rows = min(rows, all_rows)
    peer.make_table()
    taken = _seconds(lambda: peer.load(content, rows))
    return {"rows": rows, "taken": taken, "scaled": taken * all_rows / rows}


def _written() -> str:
    return (
        f"written: {ConsentResponse.objects.count():,} responses, {ConsentAnswer.objects.count():,} answers, "
        f"{AuditEvent.objects.count():,} audit events"
    )


def _print(times: dict[str, float], library: dict[str, float], written: str) -> None:
    lines = [
        ("plain bulk upsert, first", times["floor first"], "1.0", ""),
        ("the portal, first", times["first"], f"{times['first'] / times['floor first']:.1f}", GOALS["first"]),
        ("plain bulk upsert, again", times["floor again"], "1.0", ""),
        (
            "the portal, same answers again",
            times["again"],
            f"{times['again'] / times['floor again']:.1f}",
            GOALS["again"],
        ),
        (
            "the portal, dry run",
            times["preview"],
            f"{times['preview'] / times['first']:.1f} x import",
            GOALS["preview"],
        ),
    ]
    if library:
        ratio = library["scaled"] / times["first"]
        name = f"django-import-export, scaled from {library['rows']:,.0f} rows ({library['taken']:.1f} s)"
        lines.append((name, library["scaled"], f"{ratio:.0f} x the portal", GOALS["peer"]))
    print(f"\n{'':<62}{'seconds':>9}   {'ratio':<18}goal")
    for name, seconds, ratio, goal in lines:
        print(f"{name:<62}{seconds:>9.2f}   {ratio:<18}{goal}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{written}; most memory of this process {peak:,.0f} MB")
