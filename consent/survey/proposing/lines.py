"""Files with one line an answer: a column of questions beside a column of answers."""

from collections.abc import Sequence
from dataclasses import replace

from ..mapping import Question
from .columns import Spot
from .finding import PurposeFinder
from .person_words import COMMENT
from .sense import sense
from .topics import SPECIAL
from .words import content, has, plain, whole

QUESTION = whole(
    "question|questions|item|prompt|consent type|permission type|type of consent|consent|permission|statement"
)
ANSWER = whole(
    "answer|answers|response|responses|value|reply|status|consent given|given|decision|choice|result|granted"
)


def find_lines(spots: Sequence[Spot], finder: PurposeFinder) -> tuple[Spot, Spot] | None:
    """The question column and the answer column of a long file; None if the file is wide."""
    if any(spot.role == "consent" and spot.look.answers for spot in spots):
        return None
    questions = [spot for spot in spots if _holds_questions(spot, finder)]
    for question in sorted(questions, key=lambda spot: not has(QUESTION, plain(spot.heading.text))):
        answer = _answers_beside(question, spots)
        if answer:
            return question, answer
    return None


def _holds_questions(spot: Spot, finder: PurposeFinder) -> bool:
    values = spot.look.values
    if spot.look.answers or not 1 <= len(values) <= 120:
        return False
    titled = has(QUESTION, plain(spot.heading.text)) and len(plain(spot.heading.text).split()) <= 4
    if not titled and spot.look.filled < 2 * len(values):
        return False
    asking = sum(sense(value, finder).asks for value in values)
    return asking >= 1 and asking >= (0.2 if titled else 0.5) * len(values)


def _answers_beside(question: Spot, spots: Sequence[Spot]) -> Spot | None:
    others = [
        s for s in spots if s.index != question.index and s.look.filled and s.role not in {"when", "who", "email"}
    ]
    titled = [
        s
        for s in others
        if has(ANSWER, plain(s.heading.text)) and len(plain(s.heading.text).split()) <= 3 and s.look.share("answer") > 0
    ]
    candidates = titled or [s for s in others if s.look.share("answer") >= 0.4]
    return max(candidates, key=lambda s: s.look.share("answer"), default=None)


def as_lines(spots: Sequence[Spot], question: Spot, answer: Spot) -> list[Spot]:
    """The columns of a long file: no column asks for a permission itself, and a submission's number is"
    " kept."""
    out = []
    for spot in spots:
        if spot.index == question.index:
            spot = replace(spot, role="question", confirm="", child=None)
        elif spot.index == answer.index:
            spot = replace(spot, role="answer", confirm="", child=None)
        elif spot.role in {"consent", "consent_multi"} or (spot.role == "response_id" and not _repeats(spot)):
            spot = replace(spot, role="ignore", confirm="")
        out.append(spot)
    return out


def _repeats(spot: Spot) -> bool:
    """The number of a submission stands in each of its lines; the number of a line stands once."""
    return spot.look.filled > len(spot.look.values)


def read_questions(question: Spot, finder: PurposeFinder) -> tuple[Question, ...]:
    """Every question of a long file, those about something else without purposes."""
    return tuple(_question(text, finder) for text in question.look.values)


def _question(text: str, finder: PurposeFinder) -> Question:
    meant = sense(text, finder)
    if meant.asks:
        return Question(text, meant.purposes, meant.polarity, confirm=" ".join(meant.reasons))
    if has(COMMENT, plain(text)) and not has(SPECIAL, content(text)):
        why = "Parents may have written conditions here. Each filled answer is shown to a person once."
        return Question(text, comment=True, confirm=why)
    return Question(text)
