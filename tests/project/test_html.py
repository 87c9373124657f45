"""The eye on every page sees what it is for."""

import pytest

from tests import html

GOOD = """<!doctype html><html lang="en-gb"><head><title>Pupils - Todwick</title></head><body>
<h1>Pupils</h1><form><label for="id_name">Name</label><input id="id_name" name="name" aria-describedby="id_help">
<p id="id_help">As on the list.</p><label>Day <select name="day"></select></label><input type="hidden" name="t">
<textarea name="note" aria-label="Note"></textarea><button>Find</button></form><a href="#id_name">To the field</a>
<script src="/static/a.js" defer></script></body></html>"""


def test_a_page_that_is_in_order_has_no_faults():
    assert html.faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<h1>Pupils</h1>", "", "0 headings <h1>"),
        ("<h1>Pupils</h1>", "<h1>Pupils</h1><h1>More</h1>", "2 headings <h1>"),
        ("<title>Pupils", "<title>Todwick: pupils", "does not begin with the heading"),
        ('<label for="id_name">Name</label>', "", "no label for name"),
        (' aria-label="Note"', "", "no label for note"),
        ("<h1>", '<h1 style="color:red">', "inline style on <h1>"),
        ("<button>", '<button onclick="go()">', "inline onclick on <button>"),
        ("</head>", "<style>p{}</style></head>", "inline <style>"),
        ("</head>", "<script>go()</script></head>", "inline <script>"),
        ('<p id="id_help">', '<p id="id_name">', "the id 'id_name' stands 2 times"),
        ('<p id="id_help">', "<p>", "nothing has the id 'id_help'"),
        ("#id_name", "#id_other", "no place #id_other"),
        ("</form>", "", "<form>"),
        (' lang="en-gb"', "", "<html> without lang"),
        ("<h1>", '<img src="a.png"><h1>', "<img> without alt"),
        ('href="#id_name"', 'href="javascript:go()"', "script in href"),
    ],
)
def test_a_fault_is_seen(old, new, fault):
    assert old in GOOD

    found = html.faults(GOOD.replace(old, new, 1))

    assert any(fault in one for one in found), found


def test_an_error_pages_title_begins_with_error():
    assert html.faults(GOOD.replace("<title>Pupils", "<title>Error: Pupils")) == []


def test_the_test_client_looks_at_every_page(client, settings):
    settings.ROOT_URLCONF = "tests.project.bad_page"

    with pytest.raises(AssertionError, match="0 headings"):
        client.get("/bad/")
