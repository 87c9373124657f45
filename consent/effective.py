"""What counts of everything that was answered: the effective permission of one pupil for one purpose.

Pure rules on plain values (requirements 1.3, domain 5.5 to 5.10). `register.py` fetches what they need.
Whatever is not an exact, current, uncontradicted yes is not a yes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .voices import Decided, Given, by_respondent, in_order, last_word, respondent_of


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
class Effective:
    """The result for one pupil and purpose: the status, and the answer that it rests on, if any."""

    status: Status
    shown: Given | None = None

    @property
    def may_publish(self) -> bool:
        """Only a yes permits (requirements 1.3, contract 4)."""
        return self.status is Status.YES

    @property
    def word(self) -> Word:
        """What a teacher reads of it (requirements 1.9)."""
        return WORDS.get(self.status, Word.NO)


NOTHING = Effective(Status.NOT_ANSWERED)


def resolve(
    answers: Iterable[Given],
    *,
    decisions: Sequence[Decided] = (),
    waiting: bool = False,
    do_not_publish: bool = False,
) -> Effective:
    """The effective permission from all counting `answers` to one purpose.

    `decisions`: the newest stands for the answers recorded before it, as long as all of its basis still counts.
    If it fell and was a yes, the one before it is asked in the same way. A no whose basis is gone stays as one voice
    among the answers left: beside a yes it is asked about again, and never a yes by itself. `waiting` and
    `do_not_publish` are of the pupil and beat whatever was answered.
    """
    result = _among(by_respondent(answers, decisions))
    if do_not_publish:
        return Effective(Status.DO_NOT_PUBLISH, result.shown)
    if waiting:
        return Effective(Status.WAITING, result.shown)
    return result


def _among(voices: dict[str, list[Given]]) -> Effective:
    """Different respondents: yes against no is a conflict, a blank counts for nothing beside an answer."""
    latest = {key: last_word(answers) for key, answers in voices.items()}
    said_yes = {key for key, answers in voices.items() if any(given.value == "yes" for given in answers)}
    last = {value: [g for g in latest.values() if g.value == value] for value in ("yes", "no", "unclear", "blank")}
    if last["yes"] and last["no"]:
        return Effective(Status.CONFLICT, _newest(last["yes"] + last["no"]))
    if last["unclear"]:
        return Effective(Status.UNCLEAR, _newest(last["unclear"]))
    if last["no"]:
        withdrawn = any(respondent_of(given) in said_yes for given in last["no"])
        return Effective(Status.WITHDRAWN if withdrawn else Status.NO, _newest(last["no"]))
    if last["yes"]:
        return Effective(Status.YES, _newest(last["yes"]))
    return Effective(Status.NOT_ANSWERED, _newest(last["blank"]) if last["blank"] else None)


def _newest(answers: list[Given]) -> Given:
    return max(answers, key=in_order)


def together(statuses: Iterable[Effective]) -> Word:
    """A use needs a yes for its destination and for each of its conditions; any no wins over any doubt."""
    words = {effective.word for effective in statuses}
    if Word.NO in words or not words:
        return Word.NO
    return Word.ASK if Word.ASK in words else Word.YES
