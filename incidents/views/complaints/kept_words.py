"""Words that were sent after the half hour of a browser was over: they stand on the page until the code is typed again.

Nothing of them is stored. They travel with reference and code, and come back on a page with one button that sends them.
"""

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

BEFORE = "kept-"
TO = "kept_to"
CARRIED = "carried"  # by which a button says that it only goes on to another page with them
LEFT_OUT = {"csrfmiddlewaretoken"}
SHOWN = {"text", "correction", "why", "email", "note", "companion", "words"}
# Where kept words may go to: the acts of the page, by the last part of their address names.
ACTS = ("message", "files", "understanding", "stage", "formal", "reopening", "withdrawal", "mails", "panel")

Kept = list[tuple[str, str]]


def kept_now(request: HttpRequest) -> Kept:
    """What was sent to an act of the page, as it is to be sent again."""
    return [(name, value) for name, value in _pairs(request.POST) if name not in LEFT_OUT]


def kept_before(request: HttpRequest) -> Kept:
    """The same, out of the fields in which the page carries it."""
    return [(name[len(BEFORE) :], value) for name, value in _pairs(request.POST) if name.startswith(BEFORE)]


def act_of(request: HttpRequest) -> str:
    """To which act the kept words belong; empty where there is none."""
    named = request.POST.get(TO, "")
    return named if named in ACTS else ""


def typed_here(request: HttpRequest) -> MultiValueDict[str, str] | None:
    """What was typed into the form of the page; None where the page was opened, with kept words or without."""
    return request.POST if request.method == "POST" and CARRIED not in request.POST else None


def words_of(kept: Kept) -> list[str]:
    """Of what is kept, that which somebody wrote."""
    return [value for name, value in kept if name in SHOWN and value.strip()]


def _pairs(sent: MultiValueDict[str, str]) -> Kept:
    return [(name, value) for name, values in sent.lists() for value in values]
