"""The portal that the journeys share: what one of them wrote, the next one does not meet."""

import sqlite3
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.portal import Portal

pytestmark = pytest.mark.browser  # a web server of its own, as the journeys have


def _keys(portal: Portal) -> set[str]:
    with closing(sqlite3.connect(portal.folder / "portal.sqlite3")) as database:
        return {key for (key,) in database.execute("SELECT key FROM people_schoolsetting")}


def test_a_portal_that_becomes_the_school_again_holds_nothing_of_what_was_written(portal: Portal, demo_school: Path):
    before = _keys(portal)
    with closing(sqlite3.connect(portal.folder / "portal.sqlite3")) as database, database:
        database.execute("INSERT INTO people_schoolsetting (key, value) VALUES ('stray', '1')")
    (portal.folder / "media").mkdir(exist_ok=True)
    (portal.folder / "media" / "stray.pdf").touch()
    answering = portal.answering()

    portal.become(demo_school)

    assert _keys(portal) == before
    assert not list(portal.folder.rglob("stray*"))
    assert not answering & portal.answering()
    assert urllib.request.urlopen(f"{portal.url}/policies/social-media/", timeout=15).status == 200
