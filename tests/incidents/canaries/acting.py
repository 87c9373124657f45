"""What the cells say that somebody may do with an incident, beside what the pages let them do."""

from collections.abc import Iterator

from .judging import WHILE_REPORTING, Sight
from .lives import ASKED, CLOSED
from .looking import Seen
from .matrix import Cell
from .planting import Planted

# Which page lets somebody do it, and at which moment it is there for those who may.
PAGES = {
    "comment": (ASKED, "note-new", "words-new", "step-new", "parents-told"),
    "assign": (ASKED, "assignment-new"),
    "change_status": (ASKED, "correction", "person-new", "rules", "safeguarding", "out-of-hours", "bullying"),
    "close": (ASKED, "closing"),
    "reopen": (CLOSED, "reopening"),
    "attach": (ASKED, "evidence-new"),
    "decide_legal_action": (ASKED, "referral", "referral-decision"),
}
MANY = {
    "list": ("incidents:incidents",),
    "search": ("search title", "search witness"),
    "export": ("file csv", "file xlsx"),
}
# A confirmation is all that a reporter keeps; whether somebody may report is a matter of their role, so that a subject
# is not told by a form that is missing (`tests/incidents/test_relations.py`, who may report).
OF_A_ROLE = {"create"}
# Told apart elsewhere: what is read (`judging.py`), what is mailed (`test_mails.py`).
ELSEWHERE = {"read", "know_it_exists", "notified_by_email"}


def wrong_acts(
    cells: dict[str, Cell], how: Sight, planted: Planted, moment: str, seen: dict[str, Seen]
) -> Iterator[str]:
    """Where a page lets somebody do what their cell forbids, or keeps from them what it allows."""
    for action, cell in cells.items():
        if action == "delete":
            if cell.allows:
                yield "nobody deletes a case, whatever the matrix says"
        elif action in MANY:
            yield from _of_many(cell, how, planted, seen)
        elif action in PAGES:
            yield from _of_pages(cell, how, moment, seen)
        elif action not in OF_A_ROLE | ELSEWHERE:
            yield f"{action} is an action that nothing here looks for"
    is_read = _is_open(seen, "incidents:incident")
    if is_read != (how is Sight.WHOLE):
        yield f"read: the page of the case says {is_read}"


def _of_many(cell: Cell, how: Sight, planted: Planted, seen: dict[str, Seen]) -> Iterator[str]:
    may = cell.allows and how is Sight.WHOLE
    for place in MANY[cell.action]:
        one = seen.get(place)
        if may != bool(one and one.is_open and planted.case.reference in one.text):
            yield f"{cell.action}: {place} says {not may}, the matrix {cell.verdict}"
    if cell.action == "export" and may != _is_open(seen, "incidents:file"):
        yield f"export: the case file says {not may}, the matrix {cell.verdict}"


def _of_pages(cell: Cell, how: Sight, moment: str, seen: dict[str, Seen]) -> Iterator[str]:
    when, *names = PAGES[cell.action]
    if moment != when:
        return
    may = cell.allows and cell.verdict != WHILE_REPORTING and how is not Sight.NOTHING
    for name in names:
        if may != _is_open(seen, f"incidents:{name}"):
            yield f"{cell.action}: {name} says {not may}, the matrix {cell.verdict}"


def _is_open(seen: dict[str, Seen], name: str) -> bool:
    return any(one.is_open for place, one in seen.items() if place.rpartition(" ")[0] == name)
