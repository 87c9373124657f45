"""Making a PDF of a paper: the one door to typst."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import BoundedSemaphore

from people.spreadsheets.asking import answer_of

from .glyphs import cleaned
from .keeping import Kept
from .pieces import Paper

CHILD = "people.pdf.child"
MEGABYTE = 1024 * 1024
SECONDS = 10  # of processor time; 200 rules take less than one
PATIENCE = 25  # seconds by the clock, on a server that is busy with other things
MEMORY_BYTES = 768 * MEGABYTE  # all the address space: the library and its fonts are mapped at once
MOST_BYTES = MEGABYTE  # of words and marks, some two hundred pages
ALONE = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}  # threads of its own would take address space for nothing
AT_ONCE = 2  # children of one web process; who comes later waits for one of them to end
_PLACES = BoundedSemaphore(AT_ONCE)
_KEPT = Kept(8 * MEGABYTE)  # of public papers, some 60 kB each


class NoPaper(Exception):
    """The paper could not be made. The message says what to do instead."""


TOO_LONG = "This is too long for one PDF. Read it on the page, or print the page."
NOT_NOW = "The PDF could not be made just now. Try again in a minute, or print the page."


def told(paper: Paper) -> str:
    """The paper as JSON, the same for the same paper."""
    day = [paper.day.year, paper.day.month, paper.day.day]
    return json.dumps(cleaned({**asdict(paper), "day": day}), sort_keys=True)


def digest(paper: Paper) -> str:
    """What tells this paper from any other one: its words, how they are set, and by which version of typst."""
    return hashlib.sha256(f"{_setting()} {told(paper)}".encode()).hexdigest()


def rendered(paper: Paper) -> bytes:
    """The PDF of a paper. Raises NoPaper.

    A child process with little memory and time makes it, without the portal's secrets: a long text takes no time
    from the other readers, and a fault of the library breaks down no more than this paper.
    """
    return _made(told(paper))


def kept(paper: Paper) -> bytes:
    """As `rendered`, for a paper that everybody may read: made once for each web process, however often it is asked
    for. Raises NoPaper."""
    return _KEPT.get(digest(paper), lambda: rendered(paper))


def _made(values: str) -> bytes:
    if len(values) > MOST_BYTES:
        raise NoPaper(TOO_LONG)
    if not _PLACES.acquire(timeout=PATIENCE):
        raise NoPaper(NOT_NOW)
    try:
        return _ask_child(f'{{"memory_bytes": {MEMORY_BYTES}, "seconds": {SECONDS}, "paper": {values}}}'.encode())
    finally:
        _PLACES.release()


def _ask_child(request: bytes) -> bytes:
    answer = answer_of(CHILD, request, PATIENCE, too_slow=NoPaper(TOO_LONG), too_much=NoPaper(NOT_NOW), more=ALONE)
    if not answer.startswith(b"%PDF-"):
        raise NoPaper(NOT_NOW)
    return answer


@cache
def _setting() -> str:
    template = Path(__file__).with_name("school.typ").read_bytes()
    return f"{version('typst')} {hashlib.sha256(template).hexdigest()}"
