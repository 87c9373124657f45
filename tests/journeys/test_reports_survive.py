"""The server is killed in a stream of reports: each acknowledged one is there once, and none is there by half."""

import random
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import portal as portals
from tests.journeys.mortal import Mortal, Reporter, synced

pytestmark = pytest.mark.slow  # a portal of its own, killed and started again
STREAMS = 3


@pytest.fixture
def portal(migrated: Path, tmp_path: Path) -> Iterator[Mortal]:
    """A portal on SQLite with a headteacher, a safeguarding lead, a chair and a teacher."""
    folder = tmp_path / "portal"
    folder.mkdir()
    shutil.copyfile(migrated, folder / portals.DATABASE)
    with Mortal(folder) as running:
        running.populate()
        yield running


def _reporters(portal: Mortal, count: int) -> list[Reporter]:
    reporters = [Reporter(portal) for _ in range(count)]
    for reporter in reporters:
        reporter.sign_in()
        reporter.report()
    return reporters


@pytest.mark.parametrize("kills", [pytest.param(5, marks=pytest.mark.long), pytest.param(100, marks=pytest.mark.long)])
def test_no_report_is_lost_doubled_or_half_there_when_the_server_is_killed(portal, kills):
    over, slowest, moments = threading.Event(), 0.0, random.Random(kills)
    reporters = _reporters(portal, STREAMS)
    streams = [threading.Thread(target=reporter.report_until, args=[over]) for reporter in reporters]
    for stream in streams:
        stream.start()
    try:
        for _ in range(kills):
            time.sleep(moments.uniform(0.3, 1.5))
            portal.kill()
            slowest = max(slowest, portal.revive())
    finally:
        over.set()
        for stream in streams:
            stream.join(120)

    kept, acknowledged = portal.kept(), [str(key) for one in reporters for key in one.acknowledged]
    print(f"{kills} kills, {len(acknowledged)} acknowledged, slowest start {slowest:.1f} s")
    assert [fault for one in reporters for fault in one.wrong] == []
    assert len(acknowledged) > STREAMS + kills  # the first of each came before anything was killed
    assert Counter(kept["keys"]) == Counter(acknowledged)
    assert kept["whole"] == [len(acknowledged)] * 6
    assert kept["drafts_of_what_was_sent"] == 0
    assert portal.integrity() == "ok"
    assert "events hold." in portals.manage(portal.environment, "verify_audit")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")
def test_every_acknowledged_write_was_put_on_the_disk(portal, tmp_path):
    """At least one fdatasync for each post that was answered: a draft is kept twice, then the report is."""
    [reporter] = _reporters(portal, 1)
    trace, before = tmp_path / "trace", reporter.sent
    numbers = [argument for number in portal.answering() for argument in ("-p", str(number))]
    watching = subprocess.Popen(["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(trace), *numbers])
    time.sleep(1)
    try:
        for _ in range(10):
            reporter.report()
    finally:
        watching.terminate()
        watching.wait(20)

    assert reporter.sent - before == 30
    assert synced(trace) >= 30
