"""What the letters of the matrix mean for incidents, and what is wrong with what somebody was shown."""

from collections.abc import Iterator
from enum import Enum

from .lives import ASKED, CLOSED, NEW
from .looking import Seen
from .matrix import Cell
from .planting import CLOSED as AT_THE_END
from .planting import HANDLED, REFERRED, REPORTED, Planted, singing
from .surfaces import SEARCHED, place_of

YES, NO = "Y", "N"
OWN_WORDS, BUNDLE = "own words and status only", "redacted bundle"
HANDLER, MARKED, NOT_SUBJECT = "only if named handler", "if marked safeguarding", "unless subject"
PROPOSE, AUDITED, WHILE_REPORTING = "handler may propose", "audited", "while reporting"
REFERRED_ONLY, REFERENCE = "only after referral by the head", "reference only, no names, no text"
SELF_REPORT = "self-report; a confirmation, afterwards not visible"
KNOWN = {
    YES, NO, OWN_WORDS, BUNDLE, HANDLER, MARKED, NOT_SUBJECT, PROPOSE, AUDITED, WHILE_REPORTING, REFERRED_ONLY,
    REFERENCE, SELF_REPORT,
}  # fmt: skip


class Sight(Enum):
    """How much of a case somebody sees."""

    NOTHING = "nothing, not even that it is there"
    OWN = "own words, whether it was seen and closed"
    PANEL = "that it is there; what the panel reads is put together later"
    BUNDLE = "what was put together for the governors"
    WHOLE = "all of it"


def sight(cells: dict[str, Cell], moment: str) -> Sight:
    """What the cell for reading means at a moment of the case."""
    read = cells["read"]
    is_handled = moment != NEW  # given to the handler, marked as safeguarding, its panel named
    if read.verdict == OWN_WORDS:
        return Sight.OWN
    decides = cells.get("decide_legal_action")
    if decides and decides.verdict == REFERRED_ONLY and moment == ASKED:
        return Sight.BUNDLE
    if read.verdict == BUNDLE:
        return Sight.PANEL if is_handled else Sight.NOTHING
    if not read.allows or (not is_handled and (read.role == "staff_handler" or read.verdict == MARKED)):
        return Sight.NOTHING
    return Sight.WHOLE


# --- the words --------------------------------------------------------------------------------------------

# What need not stand on any page of whoever reads all of it: what was sealed, who was taken off, why somebody asked,
# what was put together for the governors alone.
MAY_BE_NOWHERE = frozenset(
    {"sealedname", "gone", "gonereason", "destruction", "blackreason", "minute", "contact", "bundle"}
)
# Where the chair reads that the head opened something, without a name (matrix: audit_log, read_head_accesses).
OF_THE_HEAD = "record:head"
BLACKED = "blacked"  # whole for who wrote it, here the owner; for nobody else
OWN = frozenset({"title", "words", "filename", "filenote"})


def words(how: Sight, planted: Planted, moment: str, *, is_owner: bool) -> tuple[set[str], set[str]]:
    """The places whose words must be read somewhere, and those whose words may be."""
    if how is Sight.OWN:
        return {"title", "words"}, set(OWN)
    if how is Sight.BUNDLE:
        return set(REFERRED), set(REFERRED)
    if how is not Sight.WHOLE:
        return set(), set()
    there = set(REPORTED)
    if moment != NEW:
        there |= {*HANDLED, *(REFERRED if planted.is_decided_by_governors else ())}
    if moment == CLOSED:
        there |= set(AT_THE_END)
    if not planted.is_decided_by_governors:
        there -= {"decision", "minute", "contact"}
    if not is_owner:
        there -= {BLACKED}
    return there - MAY_BE_NOWHERE, there


# --- what is wrong ----------------------------------------------------------------------------------------


def unlike(seen: dict[str, Seen], before: dict[str, Seen]) -> Iterator[str]:
    """Where anything differs from what stood there while no such case was: a word, a number, a gap, a status."""
    for place, now in seen.items():
        then = before[place] if place in before else before[place_of(place)]
        if now != then and place != OF_THE_HEAD:
            yield f"{place}: {then.status} became {now.status}; {_first_difference(then.text, now.text)}"


def _first_difference(then: str, now: str) -> str:
    lines = zip(then.splitlines(), now.splitlines(), strict=False)
    found = next(((one, other) for one, other in lines if one != other), ("", "more or less of it"))
    return " | ".join(part.strip()[:300] for part in found)


def heard(seen: dict[str, Seen]) -> dict[str, set[str]]:
    """Which canaries sing where. What one looked for oneself comes back in the box, and is no song."""
    echoes = {f"search {name}" for name in SEARCHED}
    return {place: song for place, one in seen.items() if place not in echoes and (song := singing(one.text))}


def misheard(seen: dict[str, Seen], must: set[str], may: set[str]) -> Iterator[str]:
    """Words that leak, and words that are missing."""
    for place, song in heard(seen).items():
        if leaked := song - may:
            yield f"{place} leaks {sorted(leaked)}"
    everywhere = set().union(*heard(seen).values()) if heard(seen) else set()
    if missing := must - everywhere:
        yield f"nowhere is {sorted(missing)}"


def faults_of(
    how: Sight, planted: Planted, moment: str, seen: dict[str, Seen], before: dict[str, Seen], *, is_owner: bool
) -> list[str]:
    """Everything that is wrong with what somebody was shown who may see so much."""
    found = list(misheard(seen, *words(how, planted, moment, is_owner=is_owner)))
    if how is Sight.NOTHING:
        found += unlike(seen, before)
    return found


def holds(seen: dict[str, Seen], place: str, text: str) -> bool:
    """Whether a page that was opened says something."""
    found = seen[place]
    return found.is_open and text in found.text
