"""What the cells say that somebody may do with a complaint, beside what the pages let them do."""

from collections.abc import Iterator

from tests.incidents.canaries.looking import Seen
from tests.incidents.canaries.matrix import Cell

from .judging import Sight
from .lives import HANDLED
from .planting import Complained

# Which pages let somebody do it, while it is looked into.
PAGES = {
    "reply": ("complaint-words",),
    "change_status": ("complaint-acknowledgement", "complaint-talk", "complaint-date", "complaint-person"),
}
MANY = {"list": ("incidents:complaints",), "search": ("search words",)}
NEVER_FOUND = ("search called",)  # who complained is not to be looked for
# Whoever complained goes on and takes back on pages of their own, whoever answers has another one for the first.
OF_AUTHORS = {"escalate": "stage", "withdraw": "withdrawal"}
ESCALATING = "complaint-next-stage"
# Told apart elsewhere: what is read, and by whom (`judging.py`), what is mailed (`test_mails.py`), who names a panel
# and writes down what it decided (`test_matrix.py` and the pages of panels).
ELSEWHERE = {
    "read", "know_it_exists", "see_complainant_identity", "notified_by_email", "appoint_panel", "record_panel_decision",
}  # fmt: skip


def wrong_acts(
    cells: dict[str, Cell], how: Sight, planted: Complained, moment: str, seen: dict[str, Seen]
) -> Iterator[str]:
    """Where a page lets somebody do what their cell forbids, or keeps from them what it allows."""
    for action, cell in cells.items():
        if action == "delete":
            if cell.allows:
                yield "nobody deletes a complaint, whatever the matrix says"
        elif action in MANY:
            yield from _of_many(cell, how, planted, seen)
        elif action in PAGES:
            yield from _of_pages(cell, how, moment, seen)
        elif action in OF_AUTHORS:
            yield from _of_going_on(cell, how, moment, seen)
        elif action not in ELSEWHERE:
            yield f"{action} is an action that nothing here looks for"
    is_read = _is_open(seen, "incidents:complaint")
    if is_read != (how is Sight.WHOLE):
        yield f"read: the page of the complaint says {is_read}"


def _of_many(cell: Cell, how: Sight, planted: Complained, seen: dict[str, Seen]) -> Iterator[str]:
    may = cell.allows and how is Sight.WHOLE
    for place in MANY[cell.action]:
        if may != _finds(seen, place, planted):
            yield f"{cell.action}: {place} says {not may}, the matrix {cell.verdict}"
    if cell.action == "list":
        for place in ("file csv", "file xlsx"):
            if place in seen and may != _finds(seen, place, planted):
                yield f"export: {place} says {not may}, the matrix {cell.verdict}"
    for place in NEVER_FOUND:
        if _finds(seen, place, planted):
            yield f"search: {place} finds it by who complained"


def _finds(seen: dict[str, Seen], place: str, planted: Complained) -> bool:
    one = seen.get(place)
    return bool(one and one.is_open and planted.case.reference in one.text)


def _of_pages(cell: Cell, how: Sight, moment: str, seen: dict[str, Seen]) -> Iterator[str]:
    if moment != HANDLED:
        return
    may = cell.allows and how is not Sight.NOTHING
    for name in PAGES[cell.action]:
        if may != _is_open(seen, f"incidents:{name}"):
            yield f"{cell.action}: {name} says {not may}, the matrix {cell.verdict}"


def _of_going_on(cell: Cell, how: Sight, moment: str, seen: dict[str, Seen]) -> Iterator[str]:
    if moment != HANDLED:
        return
    act = OF_AUTHORS[cell.action]
    own = any(_is_open(seen, f"incidents:complaint-{way}-{act}") for way in ("mine", "own"))
    if own and not (cell.allows and how is Sight.OWN):
        yield f"{cell.action}: the page of whoever complained is open, the matrix says {cell.verdict}"
    if act == "withdrawal" and cell.allows and not own:
        yield f"{cell.action}: the page of whoever complained is shut, the matrix says {cell.verdict}"
    answering = _is_open(seen, f"incidents:{ESCALATING}")
    if cell.action == "escalate" and answering != (cell.allows and how is Sight.WHOLE):
        yield f"{cell.action}: {ESCALATING} says {answering}, the matrix {cell.verdict}"


def _is_open(seen: dict[str, Seen], name: str) -> bool:
    numbered = (one for place, one in seen.items() if place == name or place.rpartition(" ")[0] == name)
    return any(one.is_open for one in numbered)
