"""What a heading asks: permission for pictures, and where; something else; or nothing that we know."""

from dataclasses import dataclass, field
from enum import Enum

from .finding import TAKEN, Found, PurposeFinder
from .polarity import stance
from .sureness import doubtful_words
from .topics import CONSENT, EXAMPLES, FILLER, GIVES, OTHER_TOPIC, PICTURE, PLEDGE, SPECIAL, TELLS, USAGE, WATCHED
from .words import content, has, plain


class Kind(Enum):
    """What a heading is about."""

    ASKS = "asks for a photo permission"
    WEAKLY = "names a place and little else"
    NO_PLACE = "asks about pictures, but names no place of ours"
    STATEMENT = "a promise or a statement by the parent"
    SPECIAL = "must not be stored"
    OTHER = "something else"


@dataclass(frozen=True)
class Sense:
    """The reading of one heading. `reasons` are what a person must check, empty where nothing is doubtful."""

    kind: Kind
    purposes: tuple[str, ...] = ()
    polarity: str = "consent"
    reasons: tuple[str, ...] = ()
    pictures: bool = False
    consents: bool = False
    found: Found = field(default_factory=Found)

    @property
    def asks(self) -> bool:
        return self.kind in {Kind.ASKS, Kind.WEAKLY}


def sense(text: str, finder: PurposeFinder, tail: str = "") -> Sense:
    """What the heading `text` asks. `tail` is its last part where several headings share the beginning."""
    words = content(text)
    found = finder.find(tail or text)
    if tail and not (found.destinations or found.conditions):
        found = finder.find(text)
    pictures, consents = has(PICTURE, words), has(CONSENT, words)
    kind = _kind(words, plain(text), found, pictures, consents)
    if kind not in {Kind.ASKS, Kind.WEAKLY}:
        return Sense(kind, pictures=pictures, consents=consents, found=found)
    stands = stance(text)
    purposes = _which(found)
    reasons = [stands.reason or _unsure(text, finder), *_doubts(words, found, purposes, pictures)]
    return Sense(kind, purposes, stands.polarity, tuple(filter(None, reasons)), pictures, consents, found)


def _unsure(text: str, finder: PurposeFinder) -> str:
    """Why a wording without a known negation is not sure all the same; empty if it is."""
    unknown = doubtful_words(text, finder)[:5]
    if not unknown:
        return ""
    shown = ", ".join(f"“{word}”" for word in unknown)
    return f"This wording holds {shown}, which may change what a yes means. Check that a yes gives permission."


def _kind(words: str, spoken: str, found: Found, pictures: bool, consents: bool) -> Kind:
    named = bool(found.destinations or found.conditions)
    if has(SPECIAL, words) and not (pictures and named):
        return Kind.SPECIAL
    if has(PLEDGE, spoken) or (has(TELLS, spoken) and not has(GIVES, spoken)):
        return Kind.STATEMENT if pictures or named else Kind.OTHER
    if not named or (found.other_place and not found.destinations):
        return Kind.NO_PLACE if pictures and (consents or len(words.split()) <= 4) else Kind.OTHER
    if has(USAGE, found.rest) or _only_watched(words, found):
        return Kind.OTHER
    if pictures:
        return Kind.ASKS
    left = [word for word in EXAMPLES.sub("", found.rest).split() if _adds(word)]
    if not left:
        return Kind.ASKS if consents and len(words.split()) > 1 else Kind.WEAKLY
    foreign = has(OTHER_TOPIC, found.rest)
    return Kind.ASKS if consents and not foreign and len(left) <= 3 else Kind.OTHER


def _adds(word: str) -> bool:
    return word not in FILLER and word != TAKEN and not word.isdigit()


def _only_watched(words: str, found: Found) -> bool:
    """ "Film club" and "to watch PG films" speak of films, but of none with the child in it."""
    alone = not found.destinations and not has(r"\b(?:photo\w*|filmed|filming|footage|recorded|appear\w*)\b", words)
    return alone and has(WATCHED, found.rest)


def _which(found: Found) -> tuple[str, ...]:
    """Beside a place, "photos and videos" only says what pictures are; a name beside it is a second"
    " permission."""
    if not found.destinations:
        return found.conditions
    return found.destinations + tuple(slug for slug in found.conditions if slug != "video")


def _doubts(words: str, found: Found, purposes: tuple[str, ...], pictures: bool) -> list[str]:
    doubts = []
    if len(purposes) > 1:
        doubts.append("One answer counts for several purposes. Check that all of them are meant, and no others.")
    elif found.destinations and found.conditions:
        doubts.append("It speaks of a place and of what the picture shows. Check which one is asked.")
    if found.other_place:
        doubts.append("It also names a place that is not in the school's list.")
    if found.other_body:
        doubts.append("It names another organisation. Check that the school's own use is asked.")
    if pictures and has(OTHER_TOPIC, found.rest):
        doubts.append("It speaks of something else as well. Check that it asks for this permission.")
    return doubts
