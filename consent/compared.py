"""A recorded check beside what holds now: each child's word then and today, for the office with what it rested on."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from people.models import Pupil, SchoolYear

from . import answer_words, checking
from .answer_words import Sentence
from .checking import Use
from .effective import Status, Word
from .evidence import statuses_of
from .models import CheckedChild, ConsentAnswer, ConsentDecision, Purpose, RecordedCheck
from .namesakes import called_apart
from .nowhere import nowhere
from .register import Register, register_on


@dataclass(frozen=True)
class Rested:
    """One purpose for one child: the status then and now, and the answers and decisions behind the one of then.

    `shut_then` and `shut_now` say why nothing went or goes out there, whatever the status.
    """

    purpose: Purpose
    then: str
    now: Status
    answers: list[ConsentAnswer]
    decisions: list[ConsentDecision]
    shut_then: str = ""
    shut_now: str = ""

    @property
    def has_changed(self) -> bool:
        return (self.then, self.shut_then) != (self.now, self.shut_now)


@dataclass(frozen=True)
class Line:
    """One child of a check. `pupil.class_code` is that of the day on which it was recorded."""

    pupil: Pupil
    name: str
    then: Word
    now: Word
    rested: list[Rested] = field(default_factory=list)

    @property
    def has_changed(self) -> bool:
        return self.then is not self.now


@dataclass(frozen=True)
class Compared:
    """A recorded check and today. `is_loaded`: this year's answers are in. `nowhere`: why nothing goes out now."""

    use: Use
    lines: list[Line]
    say: Sentence
    is_loaded: bool
    nowhere: str = ""

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.has_changed]


def compare(check: RecordedCheck, recorded_on: dt.date, today: dt.date, *, in_full: bool) -> Compared:
    """The check beside `today`. Without `in_full` it holds the three words and nothing else about a child.

    A child who has left since is a no now. As many queries for a class as for one child.
    """
    children = list(check.children.all())
    pupils = {pupil.pk: pupil for pupil in _pupils(check, recorded_on)}
    register = register_on(list(pupils.values()), today, SchoolYear.objects.year_on(today))
    use = Use(check.destination, check.what, check.names)
    words = checking.judge(register, list(pupils.values()), use)
    apart = called_apart(list(pupils.values()))
    names = names_in_full(pupils.values(), apart)
    rested = _rested(register, check, children, pupils) if in_full else {}
    lines = [
        Line(pupils[c.pupil_id], names[c.pupil_id], Word(c.word), words[c.pupil_id], rested.get(c.pk, []))
        for c in children
    ]
    say = answer_words.sentence(use, [apart[line.pupil.pk] for line in lines], [line.now for line in lines])
    return Compared(use, lines, say, bool(register.asked), nowhere(register, checking.wanted_for(register, use)))


def _pupils(check: RecordedCheck, day: dt.date) -> Iterable[Pupil]:
    """Everybody in it, with the class of that day. Leavers too: the check is evidence, whoever has left since."""
    listed = Pupil.objects.filter(pk__in=check.children.values("pupil_id"))
    return listed.with_class_code(check.school_year, day).defer("do_not_publish_reason")


def names_in_full(pupils: Iterable[Pupil], apart: dict[int, str]) -> dict[int, str]:
    """Forename and surname; where two share both, what tells them apart."""
    count = Counter(str(pupil).casefold() for pupil in pupils)
    return {p.pk: str(p) if count[str(p).casefold()] == 1 else apart[p.pk] for p in pupils}


def _rested(
    register: Register, check: RecordedCheck, children: list[CheckedChild], pupils: dict[int, Pupil]
) -> dict[int, list[Rested]]:
    """What each child's word rested on, by the child's row, place by place."""
    keys = [key for child in children for key in child.answers]
    answers = ConsentAnswer.objects.select_related("response__survey").in_bulk(_of(keys, "answer"))
    decisions = ConsentDecision.objects.select_related("decided_by").in_bulk(_of(keys, "decision"))
    purposes = {purpose.slug: purpose for purpose in register.purposes}
    now = {number: statuses_of(register, pupil, register.purposes) for number, pupil in pupils.items()}
    rested: dict[int, list[Rested]] = {}
    for child in children:
        for slug, status in child.statuses.items():
            behind = [key for key in child.answers if key["purpose"] == slug]
            here = Rested(
                purposes[slug], status, now[child.pupil_id][slug],
                [answers[key] for key in _of(behind, "answer") if key in answers],
                [decisions[key] for key in _of(behind, "decision") if key in decisions],
                check.get_nowhere_display() if slug == check.destination.slug else "",
                shut.label if (shut := register.shut(purposes[slug])) else "",
            )  # fmt: skip
            rested.setdefault(child.pk, []).append(here)
    return rested


def _of(keys: Iterable[dict], kind: str) -> list[int]:
    return [key[kind] for key in keys if kind in key]
