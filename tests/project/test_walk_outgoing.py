"""Whoever walks wherever: the server connects to nobody, and no page loads anything from elsewhere.

Each walk of this folder is listened to (`nobody_is_called` in conftest.py); every page that any test is given is looked
through for what a browser would fetch from elsewhere (`tests/html.py`). Here is shown that both would notice.
"""

import socket
from pathlib import Path

import pytest

from people.roles import Role
from tests import html
from tests.guarded import MEANT, connections
from tests.project import walked
from tests.project.access import ACCESS
from tests.project.test_walk import _answer, _client

pytestmark = pytest.mark.slow  # a whole demo school
ELSEWHERE = (
    '<img src="https://elsewhere.example/a.png" alt="">', '<script src="//elsewhere.example/a.js"></script>',
    '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
    '<form action="https://elsewhere.example/"></form>', '<iframe src="http://elsewhere.example/"></iframe>',
)  # fmt: skip


def test_every_walk_of_this_folder_is_listened_to():
    here = {path.stem for path in Path(__file__).parent.glob("test_*walk*.py")}
    small = {"accounts", "audit", "backup", "disposal", "reading"}  # a table of their own

    assert here - {f"test_walk_{name}" for name in small} <= set(walked.WALKS)


def test_a_connection_would_be_noticed(request, world):
    request.node.stash[MEANT] = {"('127.0.0.1', 9)"}
    with connections() as found, socket.socket() as one:
        one.settimeout(0.2)
        with pytest.raises(OSError):
            one.connect(("127.0.0.1", 9))

    assert found == {"('127.0.0.1', 9)"}


@pytest.mark.parametrize("planted", ELSEWHERE)
def test_what_a_page_loads_from_another_site_would_be_noticed(planted):
    page = f'<html lang="en-GB"><head><title>A</title></head><body><h1>A</h1>{planted}</body></html>'

    assert [fault for fault in html.faults(page) if "elsewhere" in fault]
    assert not [fault for fault in html.faults(page.replace(planted, "")) if "elsewhere" in fault]


@pytest.mark.parametrize("role", [None, *(pytest.param(role, marks=pytest.mark.long) for role in Role)])
def test_no_page_loads_anything_from_another_site(db, world, role):
    """Those that everybody reads; the rest in `test_walk.py`, and here in a long run."""
    client, pages, elsewhere = _client(world.users[role] if role else None), 0, {}
    for name in ACCESS:
        response = _answer(client, "get", name, world.known.get(name, {}))
        if html.is_page(response):
            pages += 1
            found = [fault for fault in html.faults(response.content.decode()) if "elsewhere" in fault]
            policy = response.headers["Content-Security-Policy"]
            if found or "http" in policy or "*" in policy:
                elsewhere[name] = found or policy

    assert pages > 20
    assert elsewhere == {}
