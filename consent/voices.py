"""Who said what of one purpose for one child: each respondent's last word, and what a person decided about it.

Pure rules on plain values (requirements 1.3, domain 5.5). What they come to together is told in `effective.py`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

DECISION = "decision"
NOBODY = "nobody"
CAUTION = {"no": 0, "unclear": 1, "blank": 2, "yes": 3}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer that counts at the moment asked about: its load stands, and it was not retracted.

    `was_yes`: it was a yes, and is unclear because of a condition beside it or of who gave it.
    `doubted`: it was a yes, and whoever gave it has no parental responsibility now or is under a court order;
    `under_order`: the latter.
    """

    answer: int
    value: str
    respondent_key: str
    answered_at: dt.datetime
    recorded_at: dt.datetime
    precision: str = "minute"
    respondent_name: str = ""
    survey: int = 0
    record: int = 0
    was_yes: bool = False
    doubted: bool = False
    under_order: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A named person's decision, and the answers it was made on.

    `stands` is false where a comment it was made on has been read anew since, a condition was found since beside the
    answers of a yes, or whoever gave one of these as a yes has lost their word since.
    """

    value: str
    decided_at: dt.datetime
    basis: frozenset[int]
    by: str = ""
    stands: bool = True
    decision: int = 0


def in_order(given: Given) -> tuple[dt.datetime, dt.datetime, int]:
    """Answers follow one another as the parents gave them; of the same moment, as the portal learned of them."""
    return given.answered_at, given.recorded_at, given.answer


def respondent_of(given: Given) -> str:
    """Whose voice an answer is. Two submissions that name nobody may be of two people."""
    return f"nobody {given.answered_at}" if given.respondent_key == NOBODY else given.respondent_key


def by_respondent(answers: Iterable[Given], decisions: Sequence[Decided] = ()) -> dict[str, list[Given]]:
    """The answers of each voice, oldest first. What was decided is a voice in place of the answers it settles."""
    voices: dict[str, list[Given]] = {}
    for given in sorted(_after(list(answers), decisions), key=in_order):
        voices.setdefault(respondent_of(given), []).append(given)
    return voices


def last_words(answers: Iterable[Given], decisions: Sequence[Decided] = ()) -> list[Given]:
    """What each respondent said last to one purpose, the decision being one of them; latest first."""
    latest = [last_word(said) for said in by_respondent(answers, decisions).values()]
    return sorted(latest, key=in_order, reverse=True)


def last_word(answers: list[Given]) -> Given:
    """A respondent's latest answer, of answers in their order.

    Of answers on one day, one of them without a time, nobody knows the order: there a no counts before a doubt,
    a doubt before nothing, and nothing before a yes.
    """
    last = answers[-1]
    of_a_day = [given for given in answers[:-1] if "day" in (given.precision, last.precision)]
    if not of_a_day:
        return last
    day = timezone.localdate(last.answered_at)
    unordered = [given for given in of_a_day if timezone.localdate(given.answered_at) == day]
    return min([last, *unordered], key=lambda given: CAUTION[given.value])


def decision_that_counts(answers: list[Given], decisions: Sequence[Decided]) -> Decided | None:
    """The decision that has a word among `answers`, if any.

    The newest counts. A yes that fell leaves the word to the decision before it; a no that fell stays as one voice
    among the answers left, as long as there are any.
    """
    for decision in sorted(decisions, key=lambda one: one.decided_at, reverse=True):
        if _stands(decision, answers):
            return decision
        if decision.value == "no":
            return decision if answers else None
    return None


def _after(answers: list[Given], decisions: Sequence[Decided]) -> list[Given]:
    """The answers, those that a decision settles replaced by it; beside them all where it fell and was a no."""
    decision = decision_that_counts(answers, decisions)
    if decision is None:
        return answers
    at = decision.decided_at
    decided = Given(0, decision.value, DECISION, at, at, "minute", decision.by)
    settled = decision.basis if _stands(decision, answers) else frozenset()
    return [given for given in answers if given.answer not in settled] + [decided]


def _stands(decision: Decided, answers: list[Given]) -> bool:
    """A decision stands while all that it was made on counts as it did, and nobody took back a decided yes."""
    if not decision.stands or not decision.basis <= {given.answer for given in answers}:
        return False
    return decision.value == "no" or not _emptied(decision, answers)


def _emptied(decision: Decided, answers: list[Given]) -> bool:
    """Whether somebody whose answer was decided about has left the place empty since (domain 5.5)."""
    heard = {respondent_of(given) for given in answers if given.answer in decision.basis}
    voices = by_respondent(given for given in answers if respondent_of(given) in heard)
    latest = (last_word(said) for said in voices.values())
    return any(given.value == "blank" and given.answer not in decision.basis for given in latest)
