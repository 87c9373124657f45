"""What the letters of the matrix mean for complaints, and what is wrong with what somebody was shown."""

from collections.abc import Iterator
from enum import Enum

from tests.incidents.canaries.judging import OF_THE_HEAD, unlike
from tests.incidents.canaries.looking import Seen
from tests.incidents.canaries.matrix import Cell

from . import planting
from .lives import HANDLED, NEW, PANEL
from .planting import Complained, singing
from .surfaces import SEARCHED

YES, NO, ASSIGNED = "Y", "N", "if assigned"
ANYBODY = "form is public; anonymous allowed"
OWN = {"own", "own text, status, replies", "own text, status, replies; no internal notes", "status and replies only"}
BUNDLE = {"redacted bundle", "redacted bundle, panel stage only", "panel appointed by clerk/vice-chair"}
NAMING = "members with no earlier part in it"
TRUSTED, REFERENCE = "only if needed and not asked to be withheld", "reference only, no names, no text"
KNOWN = {YES, NO, ASSIGNED, ANYBODY, NAMING, TRUSTED, REFERENCE} | OWN | BUNDLE


class Sight(Enum):
    """How much of a complaint somebody sees."""

    NOTHING = "nothing, not even that it is there"
    OWN = "what they wrote, where it stands, what they were answered"
    NAMING = "nothing of its words, but whose panel is to be named"
    BUNDLE = "what was put together for the panel"
    WHOLE = "all of it"


def sight(cells: dict[str, Cell], moment: str) -> Sight:
    """What the cell for reading means at a moment of the complaint."""
    read = cells["read"]
    if read.verdict in OWN:
        return Sight.OWN
    if read.verdict in BUNDLE:
        return Sight.BUNDLE if moment == PANEL else Sight.NOTHING
    if read.verdict == ASSIGNED and moment == NEW:
        return Sight.NOTHING
    if not read.allows:
        return Sight.NAMING if moment == PANEL and cells["appoint_panel"].allows else Sight.NOTHING
    return Sight.WHOLE


def knows_who(cells: dict[str, Cell], planted: Complained) -> bool:
    """Whether the one who reads it may learn who complained."""
    cell = cells["see_complainant_identity"]
    return cell.allows and not (cell.verdict == TRUSTED and planted.is_withheld)


# --- the words --------------------------------------------------------------------------------------------

# What need not stand on any page of whoever reads all of it: who was taken off, why somebody asked, what the clerk and
# the panel alone see, how somebody may write.
MAY_BE_NOWHERE = frozenset({"gone", "gonereason", "blackreason", *planting.AT_PANEL}) - {"why"}
OF_THE_PANEL = frozenset({"bundle", "venue", "companion", "member", "memberschool"})
# What who names a panel reads on its page, beside whom they named: where it meets, whom whoever complained brings.
OF_WHO_ARRANGES = OF_THE_PANEL - {"bundle"}
# What was typed or sent with the form, and who typed it.
OF_THE_FORM = frozenset({*planting.IDENTITY, *planting.TYPED, *planting.NAMED, "filename"})
# The words of whoever complained, and what was written to them.
OWN_MUST = (
    ("words", "wish"),
    ("understood", "putright", "towards", "theirs", "filename", "putoff"),
    ("reason", "actions"),
)
OWN_MAY = frozenset({
    *planting.IDENTITY, *planting.TYPED, *planting.NAMED, *OWN_MUST[1], *OWN_MUST[2], "aim", "filenote", "why",
    "closing", "again", "contact", "frequency", "planreason", *OF_THE_PANEL,
})  # fmt: skip
# The name of an account stands on pages of accounts too: it tells something only where a complaint is.
OF_ACCOUNTS = "account"
FIGURES = "incidents:complaint-figures"
BLACKED = "blacked"  # whole for who wrote it, here the owner; for nobody else
OF_WHO_IT_IS = frozenset({*planting.IDENTITY, "rang"})  # which number was rung is for those who know whose it is


def words(
    how: Sight, planted: Complained, moment: str, *, is_owner: bool, knows: bool, by_code: bool = False
) -> tuple[set[str], set[str]]:
    """The places whose words must be read somewhere, and those whose words may be. `by_code`: where it stands and what
    was said since, nothing of the form and nobody's name, as a code may come into other hands."""
    if how is Sight.OWN:
        there = OWN_MUST[: 1 if moment == NEW else 2 if moment == HANDLED else 3]
        hidden = OF_THE_FORM if by_code else frozenset()
        return {name for names in there for name in names} - hidden, set(OWN_MAY - hidden)
    if how is Sight.NAMING:
        return set(), set(OF_WHO_ARRANGES)
    if how is Sight.BUNDLE:
        return set(), set(OF_THE_PANEL)
    if how is not Sight.WHOLE:
        return set(), set()
    there = set(_until(moment))
    if not planted.is_named:
        there -= set(planting.NAMED)
    if not planted.by:
        there -= {OF_ACCOUNTS}
    if not is_owner:
        there -= {BLACKED}
    if not knows:
        there -= OF_WHO_IT_IS
    return there - MAY_BE_NOWHERE - {OF_ACCOUNTS}, there


def _until(moment: str) -> Iterator[str]:
    yield from (*planting.IDENTITY, *planting.TYPED, *planting.NAMED)
    if moment != NEW:
        yield from planting.HANDLED
    if moment not in {NEW, HANDLED}:
        yield from planting.ANSWERED
        yield from planting.AT_PANEL if moment == PANEL else planting.CLOSED


# --- what is wrong ----------------------------------------------------------------------------------------


def heard(seen: dict[str, Seen]) -> dict[str, set[str]]:
    """Which canaries sing where. What one looked for oneself comes back in the box, and is no song."""
    found = {}
    for place, one in seen.items():
        song = singing(one.text) - ({place.removeprefix("search ")} if place.startswith("search ") else set())
        if not place.startswith(("incidents:complaint", "record", "list", "search", "file", "start")):
            song -= {OF_ACCOUNTS}
        if song:
            found[place] = song
    return found


def misheard(seen: dict[str, Seen], must: set[str], may: set[str]) -> Iterator[str]:
    """Words that leak, and words that are missing."""
    songs = heard(seen)
    for place, song in songs.items():
        if leaked := song - may:
            yield f"{place} leaks {sorted(leaked)}"
    if missing := must - set().union(*songs.values()):
        yield f"nowhere is {sorted(missing)}"


def alike(seen: dict[str, Seen], before: dict[str, Seen], *, is_counted: bool = False) -> Iterator[str]:
    """Where anything differs from what stood there while no such complaint was: of several places of one address, each
    is compared with that of nothing. `is_counted`: governors see it in their totals (`test_figures.py`)."""
    known = dict(before)
    for place in seen:
        head, _, number = place.rpartition(" ")
        if place not in known and number.isdecimal():
            known[place] = before[f"{head} 0"]
    yield from unlike({place: one for place, one in seen.items() if not (is_counted and place == FIGURES)}, known)


__all__ = ["OF_THE_HEAD", "SEARCHED", "Sight", "alike", "heard", "knows_who", "misheard", "sight", "words"]
