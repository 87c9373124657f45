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
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent
from consent.models import ConsentAnswer, ConsentResponse

from . import floor, made, peer

FLOOR_ROUNDS = 3
# performance.md 1: P1, P2 and P3, as ratios.
GOALS = {"first": "at most 2.0", "again": "at most 1.2", "preview": "at most 1.5 x the import", "peer": "at least 30"}


class Taken(NamedTuple):
    """Seconds of one step: by the clock, and of processor time, its child processes included.

    On a machine that others use as well only the processor time can be compared.
    """

    clock: float
    processor: float


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


def _measure(school: made.School, folder: Path, first: Path, again: Path) -> dict[str, Taken]:
    """What each step takes. The floor is run beside both, several times; its median counts."""

    def _import(path: Path, *more: str) -> None:
        arguments = ["--school-year", str(school.school_year), "--mapping", str(folder / "mapping.json"), "--large"]
        said = io.StringIO()
        call_command("import_survey", str(path), *arguments, *more, stdout=said)
        print(f"    {said.getvalue().strip()}")

    content = first.read_bytes()
    times = {"floor first": _taken(lambda: floor.upsert(content, folder))}
    times["preview"] = _taken(lambda: _import(first, "--dry-run"))
    times["first"] = _taken(lambda: _import(first))
    times["floor again"] = _median([_taken(lambda: floor.upsert(content, folder)) for _ in range(FLOOR_ROUNDS)])
    before = ConsentAnswer.objects.count()
    times["again"] = _taken(lambda: _import(again))
    assert ConsentAnswer.objects.count() == before, "the same answers were written twice"
    return times


def _taken(work: Callable[[], object]) -> Taken:
    gc.collect()
    started, used = time.perf_counter(), _processor()
    work()
    return Taken(time.perf_counter() - started, _processor() - used)


def _median(times: list[Taken]) -> Taken:
    return Taken(*map(median, zip(*times, strict=True)))


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peer(content: bytes, rows: int, all_rows: int) -> dict[str, Any]:
    """What django-import-export takes for `rows` lines, and scaled to all of them."""
    if not rows:
        return {}
    rows = min(rows, all_rows)
    peer.make_table()
    taken = _taken(lambda: peer.load(content, rows))
    return {"rows": rows, "taken": taken, "scaled": Taken(*(each * all_rows / rows for each in taken))}


def _written() -> str:
    return (
        f"written: {ConsentResponse.objects.count():,} responses, {ConsentAnswer.objects.count():,} answers, "
        f"{AuditEvent.objects.count():,} audit events"
    )


def _print(times: dict[str, Taken], library: dict[str, Any], written: str) -> None:
    def ratio(name: str, beside: str) -> float:
        return times[name].processor / times[beside].processor

    lines = [
        ("plain bulk upsert, first", times["floor first"], "1.0", ""),
        ("the portal, first", times["first"], f"{ratio('first', 'floor first'):.1f}", GOALS["first"]),
        ("plain bulk upsert, again", times["floor again"], "1.0", ""),
        ("the portal, same answers again", times["again"], f"{ratio('again', 'floor again'):.1f}", GOALS["again"]),
        ("the portal, dry run", times["preview"], f"{ratio('preview', 'first'):.1f} x import", GOALS["preview"]),
    ]
    if library:
        times["peer"] = library["scaled"]
        name = f"django-import-export, scaled from {library['rows']:,.0f} rows ({library['taken'].clock:.1f} s)"
        lines.append((name, library["scaled"], f"{ratio('peer', 'first'):.0f} x the portal", GOALS["peer"]))
    print(f"\n{'':<62}{'seconds':>9}{'processor':>11}   {'its ratio':<18}goal")
    for name, taken, beside, goal in lines:
        print(f"{name:<62}{taken.clock:>9.2f}{taken.processor:>11.2f}   {beside:<18}{goal}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{written}; most memory of this process {peak:,.0f} MB")
