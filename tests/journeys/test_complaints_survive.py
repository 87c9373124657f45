"""The server is killed in a stream of complaints, and its disk is full: whoever was shown a receipt has a complaint,
once and whole; whoever has none was told so, with their words still on the screen."""

import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys import portal as portals
from tests.journeys.complaining import NEW, SENT, Asked, Complainant

pytestmark = pytest.mark.slow  # a portal of its own, killed and started again
STREAMS = 3
ROOM = "40m"


@contextmanager
def _running(migrated: Path, folder: Path) -> Iterator[Asked]:
    shutil.copyfile(migrated, folder / portals.DATABASE)
    with Asked(folder) as running:
        running.populate()
        yield running


@pytest.fixture
def portal(migrated: Path, tmp_path: Path) -> Iterator[Asked]:
    """A portal on SQLite with a headteacher, a safeguarding lead, a chair and a teacher."""
    folder = tmp_path / "portal"
    folder.mkdir()
    with _running(migrated, folder) as running:
        yield running


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.long)])
def test_no_complaint_is_lost_doubled_or_half_there_when_the_server_is_killed(portal, kills):
    over, slowest, moments = threading.Event(), 0.0, random.Random(kills)
    people = [Complainant(portal) for _ in range(STREAMS)]
    for one in people:
        one.complain()
    streams = [threading.Thread(target=one.complain_until, args=[over]) for one in people]
    for stream in streams:
        stream.start()
    try:
        for _ in range(kills):
            time.sleep(moments.uniform(0.3, 1.5))
            portal.kill()
            portal.forget_how_many()
            slowest = max(slowest, portal.revive())
    finally:
        over.set()
        for stream in streams:
            stream.join(120)

    kept, shown = portal.complaints(), [found for one in people for found in one.shown]
    print(f"{kills} kills, {len(shown)} receipts shown, slowest start {slowest:.1f} s")
    assert [fault for one in people for fault in one.wrong] == []
    assert len(shown) > STREAMS + kills // 2  # the first of each came before anything was killed
    assert kept["words"] == {reference: words for reference, _, words in shown}
    assert kept["whole"] == [len(shown)] * 8
    assert kept["drafts_of_what_was_sent"] == 0
    for reference, code, words in shown[:: max(1, len(shown) // 20)]:
        page = people[0].opens(reference, code)
        assert reference in page and words not in page, reference
    assert portal.integrity() == "ok"
    assert "events hold." in portals.manage(portal.environment, "verify_audit")


# --- a full disk ------------------------------------------------------------------------------------------


@pytest.fixture
def small(migrated: Path, tmp_path: Path) -> Iterator[Asked]:
    """The same on a disk of its own, with little room."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("nobody may mount a disk here")
    try:
        with _running(migrated, folder) as running:
            yield running
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _fill(folder: Path) -> Path:
    """Not one byte is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def test_on_a_full_disk_nobody_is_shown_a_receipt_and_the_words_stay_and_it_works_again_by_itself(small):
    ready, beginning, coming_back = (Complainant(small) for _ in range(3))
    coming_back.complain("It was the gate.")
    [(reference, code, _)] = coming_back.shown
    assert reference in coming_back.opens(reference, code)
    ready.begin()
    assert ready.write("Words of whoever is ready.") == ""
    reader = ready.reader()
    beginning.begin()

    filler = _fill(small.folder)
    status, where, page = ready._ask("POST", f"{NEW}check/", {"send": "1", "seen": reader})
    assert (status, where) == (507, "")
    assert "Not sent: the portal has no room to write just now." in page and "Words of whoever is ready." in page
    assert "CMP-" not in ready.page(SENT)

    _, typed = Complainant.pages("")[0]
    status, where, page = beginning._ask("POST", f"{NEW}you/", typed)
    assert (status, where) == (507, "")
    assert "Not saved" in page and "nadia.ferrier@example.org" in page

    message = {"text": "Words of whoever came back.", "form_key": "7f1c1a52-64cf-4bd2-9df1-52d5b0a4f6de"}
    status, where, page = coming_back._ask("POST", "/complaints/status/mine/messages/", message)
    assert (status, where) == (507, "")
    assert "Not sent" in page and "Words of whoever came back." in page
    assert reading(small) == 200

    filler.unlink()
    assert ready._press(f"{NEW}check/", {"send": "1", "seen": reader}) == SENT
    ready.receipt("Words of whoever is ready.")
    assert beginning._press(f"{NEW}you/", typed).startswith(f"{NEW}what/")
    assert coming_back._press("/complaints/status/mine/messages/", message).startswith("/complaints/status/mine/")
    assert "Words of whoever came back." in coming_back.page("/complaints/status/mine/")
    kept = small.complaints()
    assert sorted(kept["words"].values()) == ["It was the gate.", "Words of whoever is ready."]
    assert kept["whole"][:5] == [2, 2, 2, 3, 2] and ready.wrong == []
    assert small.integrity() == "ok"
    assert "events hold." in portals.manage(small.environment, "verify_audit")


def reading(portal: Asked) -> int:
    """Reading goes on for everybody."""
    somebody = Complainant(portal)
    somebody.begin()
    return somebody._ask("GET", "/policies/")[0]
