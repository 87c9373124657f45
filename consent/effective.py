"""What counts of everything that was answered: the effective permission of one pupil for one purpose.

Pure rules on plain values (requirements 1.3, domain 5.5 to 5.10). `register.py` fetches what they need.
Whatever is not an exact, current, uncontradicted yes is not a yes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone


class Status(StrEnum):
    """The eight statuses of contract 4. Only `yes` permits."""

    YES = "yes"
    NO = "no"
    NOT_ANSWERED = "not_answered"
    UNCLEAR = "unclear"
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    DO_NOT_PUBLISH = "do_not_publish"


UNDECIDED = (Status.CONFLICT, Status.UNCLEAR)


class Word(StrEnum):
    """What a teacher sees of it (requirements 1.9)."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


WORDS = {
    Status.YES: Word.YES,
    Status.CONFLICT: Word.ASK,
    Status.UNCLEAR: Word.ASK,
    Status.WAITING: Word.ASK,
}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer that counts at the moment asked about: its load stands, and it was not retracted.

    `was_yes`: it was a yes, and is unclear because of a condition beside it or of who gave it.
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
    settled: bool = False
    was_yes: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A named person's decision, and the answers it was made on.

    `stands` is false where a comment it was made on has been read anew since.
    """

    value: str
    decided_at: dt.datetime
    basis: frozenset[int]
    by: str = ""
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Effective:
    """The result for one pupil and purpose: the status, and the answer that it rests on, if any."""

    status: Status
    shown: Given | None = None

    @property
    def may_publish(self) -> bool:
        return self.status is Status.YES

    @property
    def word(self) -> Word:
        return WORDS.get(self.status, Word.NO)


NOTHING = Effective(Status.NOT_ANSWERED)
DECISION = "decision"
NOBODY = "nobody"
CAUTION = {"no": 0, "unclear": 1, "yes": 2, "blank": 3}


def in_order(given: Given) -> tuple[dt.datetime, dt.datetime, int]:
    """Answers follow one another as the parents gave them; of the same moment, as the portal learned of them."""
    return given.answered_at, given.recorded_at, given.answer


def resolve(
    answers: Iterable[Given],
    *,
    decision: Decided | None = None,
    waiting: bool = False,
    do_not_publish: bool = False,
) -> Effective:
    """The effective permission from all counting `answers` to one purpose.

    `decision` is the latest one; it stands for the answers recorded before it, as long as all of its basis
    still counts. A no whose basis is gone stays as one voice among the answers left: beside a yes it is asked
    about again, and never a yes by itself. `waiting` and `do_not_publish` are of the pupil and beat whatever was
    answered.
    """
    result = _among(_by_respondent(answers, decision))
    if do_not_publish:
        return Effective(Status.DO_NOT_PUBLISH, result.shown)
    if waiting:
        return Effective(Status.WAITING, result.shown)
    return result


def _after(answers: list[Given], decision: Decided | None) -> list[Given]:
    """The answers with the decided ones replaced by the decision."""
    if decision is None:
        return answers
    at = decision.decided_at
    decided = Given(0, decision.value, DECISION, at, at, "minute", decision.by)
    if decision.stands and decision.basis <= {given.answer for given in answers}:
        return [given for given in answers if given.recorded_at > at] + [decided]
    return [*answers, decided] if answers and decision.value == "no" else answers


def last_words(answers: Iterable[Given], decision: Decided | None = None) -> list[Given]:
    """What each respondent said last to one purpose, the decision being one of them; latest first."""
    latest = [_last_word(said) for said in _by_respondent(answers, decision).values()]
    return sorted(latest, key=in_order, reverse=True)


def _by_respondent(answers: Iterable[Given], decision: Decided | None) -> dict[str, list[Given]]:
    by_respondent: dict[str, list[Given]] = {}
    for given in sorted(_after(list(answers), decision), key=in_order):
        by_respondent.setdefault(_respondent(given), []).append(given)
    return by_respondent


def _among(by_respondent: dict[str, list[Given]]) -> Effective:
    """Different respondents: yes against no is a conflict, a blank counts for nothing beside an answer."""
    latest = {key: _last_word(answers) for key, answers in by_respondent.items()}
    said_yes = {key for key, answers in by_respondent.items() if any(given.value == "yes" for given in answers)}
    last = {value: [g for g in latest.values() if g.value == value] for value in ("yes", "no", "unclear", "blank")}
    if last["yes"] and last["no"]:
        return Effective(Status.CONFLICT, _newest(last["yes"] + last["no"]))
    if last["unclear"]:
        return Effective(Status.UNCLEAR, _newest(last["unclear"]))
    if last["no"]:
        withdrawn = any(_respondent(given) in said_yes for given in last["no"])
        return Effective(Status.WITHDRAWN if withdrawn else Status.NO, _newest(last["no"]))
    if last["yes"]:
        return Effective(Status.YES, _newest(last["yes"]))
    return Effective(Status.NOT_ANSWERED, _newest(last["blank"]) if last["blank"] else None)


def _respondent(given: Given) -> str:
    """Whose voice an answer is. Two submissions that name nobody may be of two people."""
    return f"nobody {given.answered_at}" if given.respondent_key == NOBODY else given.respondent_key


def _last_word(answers: list[Given]) -> Given:
    """A respondent's latest answer. Of answers on one day, one of them without a time, nobody knows the order:
    there a no counts before a doubt, and a doubt before a yes."""
    last = answers[-1]
    day = timezone.localdate(last.answered_at)
    same_day = [given for given in answers[:-1] if timezone.localdate(given.answered_at) == day]
    unordered = [given for given in same_day if "day" in (given.precision, last.precision)]
    return min([last, *unordered], key=lambda given: CAUTION[given.value]) if last.value != "blank" else last


def _newest(answers: list[Given]) -> Given:
    return max(answers, key=in_order)


def together(statuses: Iterable[Effective]) -> Word:
    """A use needs a yes for its destination and for each of its conditions; any no wins over any doubt."""
    words = {effective.word for effective in statuses}
    if Word.NO in words or not words:
        return Word.NO
    return Word.ASK if Word.ASK in words else Word.YES
