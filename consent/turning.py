"""Which answers an entry from paper, a letter or a call would turn into a yes, and a person read it otherwise.

Nothing is written: the rules are asked what they would say with the new answer among the others (requirements 1.3).
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.models import Pupil

from .bulk import NewResponse
from .effective import Effective, Status, resolve
from .facts import Facts, Place
from .faults import ConsentFault
from .models import Purpose
from .register import register_on
from .voices import Given

WORTH_A_LOOK = (Status.NO, Status.WITHDRAWN, Status.CONFLICT, Status.UNCLEAR)
LAST = 2**62  # the row number of what is not written yet: after everything that is


@dataclass(frozen=True)
class Turned:
    """One answer that becomes a yes: of whom, for what, what it was, and since which day."""

    pupil: Pupil
    purpose: Purpose
    was: Status
    since: dt.date | None


class TurnsToYes(ConsentFault):
    """Answers would become a yes that nobody has looked at. `turned` are they, `stamp` says that these were seen.

    `said_by` is who says so, in the words of the tick: the paper, the parent.
    """

    def __init__(self, turned: Sequence[Turned], said_by: str) -> None:
        self.turned, self.stamp = turned, stamp_of(turned)
        what = "One answer becomes" if len(turned) == 1 else f"{len(turned)} answers become"
        super().__init__(f"{what} a Yes. Nothing is saved yet: look at the list, then tick that {said_by} says so.")


def turned_to_yes(new: Iterable[tuple[Pupil, NewResponse]], school_year: int) -> list[Turned]:
    """What was no, stopped, differing or unclear and would be a yes with `new`, by name and place.

    Whether the child waits or is not to be published is left out of it: the answer beneath turns all the same.
    """
    entered = list(new)
    register = register_on([pupil for pupil, _ in entered], timezone.localdate(), school_year)
    found = []
    for purpose in register.purposes:
        for pupil, response in entered:
            value = response.answers.get(purpose.pk)
            if value == "yes" and (turned := _turned(register.facts, pupil, purpose, response)):
                found.append(turned)
    return sorted(found, key=lambda one: (str(one.pupil), one.pupil.pk, one.purpose.position, one.purpose.pk))


def refuse_unseen(
    new: Iterable[tuple[Pupil, NewResponse]], school_year: int, accepted: str | None, said_by: str
) -> None:
    """Raises TurnsToYes where something becomes a yes and `accepted` is not the stamp of just these answers.

    None where nobody looked at a page: then nothing is asked.
    """
    turned = turned_to_yes(new, school_year) if accepted is not None else []
    if turned and stamp_of(turned) != accepted:
        raise TurnsToYes(turned, said_by)


def stamp_of(turned: Iterable[Turned]) -> str:
    """What changes whenever other answers would turn, or from something else."""
    said = [(one.pupil.pk, one.purpose.pk, str(one.was), str(one.since)) for one in turned]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _turned(facts: Facts, pupil: Pupil, purpose: Purpose, response: NewResponse) -> Turned | None:
    place = (pupil.pk, purpose.pk)
    now = timezone.now()
    given = Given(LAST, "yes", response.respondent_key, response.answered_at, now, response.answered_precision)
    before = _answered(facts, place)
    if before.status not in WORTH_A_LOOK or _answered(facts, place, given).status is not Status.YES:
        return None
    since = timezone.localdate(before.shown.answered_at) if before.shown else None
    return Turned(pupil, purpose, before.status, since)


def _answered(facts: Facts, place: Place, *more: Given) -> Effective:
    return resolve([*facts.given.get(place, ()), *more], decisions=facts.decisions.get(place, ()))
