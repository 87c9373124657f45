"""What stands around a column and may turn its yes: titles above the table, headings of sections without cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..mapping import CONSENT_ROLES, Question
from .columns import Spot
from .finding import PurposeFinder
from .polarity import stance
from .sense import Kind, sense
from .sureness import doubtful_words, is_known
from .topics import CONSENT, FRAME, PICTURE
from .words import content, has

BARE = "It names a place and nothing else. Check that a yes gives a photo permission."
ABOVE = "Above the table stands “{}”, so a yes here may refuse permission. Check what it means."
OVER = "The column is headed “{}”, so a yes here may refuse permission. Check what it means."
UNDER = "It stands under “{}”, so a yes here may refuse permission. Check what it means."


@dataclass(frozen=True)
class Saying:
    """What a title or a heading says of the columns below or after it.

    `reason` is filled where it may turn a yes, `refuses` where a yes to a bare place under it seems to refuse.
    `speaks`: it is about pictures, places or permission at all. `asks`: it surely asks for permission.
    """

    reason: str = ""
    refuses: bool = False
    speaks: bool = False
    asks: bool = False


def read_saying(text: str, finder: PurposeFinder, why: str = ABOVE, strict: bool = False) -> Saying:
    """What `text` says. With `strict`, any word that is not known to be harmless is a reason for doubt."""
    words, found = content(text), finder.find(text)
    about = has(PICTURE, words) or bool(found.destinations or found.conditions) or why is OVER
    speaks = about or has(CONSENT, words)
    stands = stance(text)
    doubt = bool(stands.reason) or (strict and speaks and bool(doubtful_words(text, finder)))
    reason = why.format(" ".join(text.split())[:80]) if doubt else ""
    asks = not reason and has(FRAME, words) and about and is_known(text, finder)
    return Saying(reason, speaks and stands.polarity == "refusal", speaks, asks)


def read_titles(titles: Iterable[str], finder: PurposeFinder) -> Saying:
    """What the words above a table, and the name of its sheet, say together."""
    return _together([read_saying(text, finder) for text in titles])


def under_titles(spots: Sequence[Spot], titles: Saying, finder: PurposeFinder) -> list[Spot]:
    """The columns, each with what stands over it. Whatever denies there is put before a person.

    A bare place ("Facebook") is put before a person as well, unless the file asks for permission elsewhere.
    """
    section, out, asks = Saying(), [], titles.asks
    for spot in spots:
        if _is_section(spot):
            said = read_saying(spot.heading.text, finder, UNDER, strict=True)
            section = said if said.speaks and (said.reason or not spot.sense.found.destinations) else section
            asks = asks or said.asks
        out.append(_under(spot, [section, titles]) if spot.role in CONSENT_ROLES else spot)
    asks = asks or any(_asks(spot) for spot in spots)
    return [_bare(spot) if not asks and _names_only_a_place(spot) else spot for spot in out]


def _is_section(spot: Spot) -> bool:
    """A heading over nothing, or one about pictures that names no place and is not read."""
    if not spot.heading.text.strip() or spot.role != "ignore":
        return False
    return not spot.look.filled or spot.sense.kind is Kind.NO_PLACE


def _under(spot: Spot, over: Sequence[Saying]) -> Spot:
    own = _is_framed(spot.heading.text)
    for saying in over:
        if saying.reason and (saying.speaks or not own):
            polarity = "refusal" if saying.refuses and not own else spot.polarity
            return replace(spot, polarity=polarity, confirm=_joined(spot.confirm, saying.reason))
    return spot


def _asks(spot: Spot) -> bool:
    text = spot.heading.text
    return spot.role in CONSENT_ROLES and _is_framed(text) and spot.polarity == "consent" and not stance(text).reason


def _names_only_a_place(spot: Spot) -> bool:
    return spot.role == "consent" and spot.sense.kind is Kind.WEAKLY


def _bare(spot: Spot) -> Spot:
    return replace(spot, confirm=spot.confirm or BARE)


def questions_under(questions: Sequence[Question], over: Sequence[Saying], finder: PurposeFinder) -> list[Question]:
    """The questions of a long file, with what the titles and the headings of its two columns say over them."""
    asking = [question for question in questions if question.purposes]
    framed = [q for q in asking if _is_framed(q.question) and q.polarity == "consent" and not stance(q.question).reason]
    asks = bool(framed) or any(saying.asks for saying in over)
    return [_question_under(q, over, asks, finder) if q.purposes else q for q in questions]


def _question_under(question: Question, over: Sequence[Saying], asks: bool, finder: PurposeFinder) -> Question:
    own = _is_framed(question.question)
    for saying in over:
        if saying.reason and (saying.speaks or not own):
            polarity = "refusal" if saying.refuses and not own else question.polarity
            return replace(question, polarity=polarity, confirm=_joined(question.confirm, saying.reason))
    if not asks and sense(question.question, finder).kind is Kind.WEAKLY:
        return replace(question, confirm=question.confirm or BARE)
    return question


def _is_framed(text: str) -> bool:
    return has(FRAME, content(text))


def _joined(*reasons: str) -> str:
    return " ".join(filter(None, reasons))


def _together(sayings: Sequence[Saying]) -> Saying:
    """The first that denies, with whether any other asks."""
    denying = sorted((one for one in sayings if one.reason), key=lambda one: (not one.refuses, not one.speaks))
    asks = any(one.asks for one in sayings) and not denying
    return replace(denying[0], asks=False) if denying else Saying(asks=asks)
