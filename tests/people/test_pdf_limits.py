"""What a paper may cost, and what its child process may not do (security 2.4, decision record 14)."""

import json
import subprocess
import sys
from threading import BoundedSemaphore

import pytest

from people.pdf import pieces, rendering
from people.pdf.keeping import Kept
from people.pdf.pieces import Piece
from people.pdf.rendering import MEGABYTE, MOST_BYTES, NoPaper, kept, rendered, told
from people.spreadsheets import asking

from .papers import SHORT, a_paper
from .read_paper import ReadPaper


def _child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Another program in the place of the child."""
    start = subprocess.Popen
    monkeypatch.setattr(
        asking.subprocess, "Popen", lambda _command, **rest: start([sys.executable, "-c", code], **rest)
    )


def _rules(number: int) -> Piece:
    text = "Say nothing on line that you would not say in the staffroom with the door open. "
    said = [pieces.text(text * 4), pieces.listed([[pieces.text(text)]] * 3)]
    return pieces.rules([pieces.rule(f"A{n}", "a", "must", "Must", said) for n in range(number)])


def test_two_hundred_rules_are_one_paper():
    paper = ReadPaper(rendered(a_paper(_rules(200))))

    assert len([one for one in paper.all("Lbl") if one.words.startswith("A")]) == 200
    assert paper.pages > 30


def test_a_rule_longer_than_a_page_goes_on_on_the_next_one():
    lines = [run for n in range(150) for run in (pieces.plain(f"line {n}."), pieces.LINE_BREAK)]
    rows = [pieces.rule("A1", "a", "must", "Must", [pieces.text(*lines)])]
    paper = ReadPaper(rendered(a_paper(pieces.rules(rows))))

    seen = [page.extract_text() for page in paper.reader.pages]
    assert len(seen) == 3
    assert [n for n in range(150) if sum(f"line {n}." in page for page in seen) != 1] == []


def test_lists_in_lists_are_set_however_deep_a_text_goes():
    item = [pieces.text("deepest")]
    for _ in range(20):
        item = [pieces.text("point"), pieces.listed([item])]
    paper = ReadPaper(rendered(a_paper(*item)))

    assert paper.words.endswith("deepest")


def test_a_paper_with_too_many_words_is_refused_before_anything_is_started(monkeypatch):
    _child(monkeypatch, "raise SystemExit('started')")

    with pytest.raises(NoPaper, match="too long for one PDF"):
        rendered(a_paper(pieces.text("x" * MOST_BYTES)))


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    _child(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(rendering, "PATIENCE", 0.5)

    with pytest.raises(NoPaper, match="print the page"):
        rendered(a_paper(pieces.text(SHORT)))


@pytest.mark.parametrize(("limit", "least"), [("SECONDS", 1), ("MEMORY_BYTES", 40 * MEGABYTE)])
def test_a_child_that_needs_more_than_it_may_breaks_down_alone(monkeypatch, limit, least):
    monkeypatch.setattr(rendering, limit, least)

    with pytest.raises(NoPaper):
        rendered(a_paper(_rules(4000)))  # several seconds, however quick the processor
    monkeypatch.undo()
    assert rendered(a_paper(pieces.text(SHORT))).startswith(b"%PDF-")


@pytest.mark.parametrize("code", ["print('no PDF')", "raise SystemExit(3)", ""])
def test_what_is_no_pdf_is_never_handed_out(monkeypatch, code):
    _child(monkeypatch, code)

    with pytest.raises(NoPaper, match="Try again in a minute"):
        rendered(a_paper(pieces.text(SHORT)))


def test_the_child_sees_none_of_the_portals_keys_and_writes_no_file(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for children")
    seen = []

    class Watched(subprocess.Popen):
        def __init__(self, command: list[str], **rest) -> None:
            seen.append(rest["env"])
            super().__init__(command, **rest)

    monkeypatch.setattr(asking.subprocess, "Popen", Watched)
    rendered(a_paper(pieces.text(SHORT)))

    assert [key for key in seen[0] if key.endswith("KEY") or "DATABASE" in key] == []


def test_when_all_places_are_taken_for_long_the_reader_is_told(monkeypatch):
    monkeypatch.setattr(rendering, "PATIENCE", 0.1)
    monkeypatch.setattr(rendering, "_PLACES", BoundedSemaphore(1))
    with rendering._PLACES, pytest.raises(NoPaper, match="Try again in a minute"):
        rendered(a_paper(pieces.text(SHORT)))


def test_what_everybody_may_read_is_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(rendering, "_KEPT", Kept(1000))
    monkeypatch.setattr(rendering, "_ask_child", lambda request: made.append(request) or b"%PDF-1")

    assert [kept(a_paper(pieces.text(SHORT))) for _ in range(3)] == [b"%PDF-1"] * 3
    assert len(made) == 1
    assert json.loads(made[0])["paper"] == json.loads(told(a_paper(pieces.text(SHORT))))
