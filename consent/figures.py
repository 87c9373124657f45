"""Photo permission in figures, for those who may know numbers and no child (security 3, row figures)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from people.models import Pupil

from .effective import Status
from .models import ConsentResponse, SurveyImport
from .register import register_on

FEWEST = 5


@dataclass(frozen=True)
class Figures:
    """In words: how many children have answers, and for each purpose asked about how many may be shown."""

    answered: str
    allowed: list[tuple[str, str]]


def in_words(count: int, total: int) -> str:
    """A count of children out of `total`, so that nobody can be told from it: under five either way are hidden.

    >>> in_words(180, 210), in_words(4, 210), in_words(0, 210), in_words(207, 210), in_words(3, 7)
    ('180 of 210', 'fewer than 5 of 210', 'fewer than 5 of 210', 'all but fewer than 5 of 210', 'too few to say')
    """
    if total < 2 * FEWEST:
        return "too few to say"
    if count < FEWEST:
        return f"fewer than {FEWEST} of {total}"
    return f"all but fewer than {FEWEST} of {total}" if total - count < FEWEST else f"{count} of {total}"


def figures_on(day: dt.date, school_year: int) -> Figures:
    """The figures of the whole school on `day`. A constant number of queries."""
    pupils = list(Pupil.objects.on_roll_on(day))
    standing = ConsentResponse.objects.filter(
        school_year=school_year, survey__status=SurveyImport.Status.APPLIED, retraction=None
    )
    answered = set(standing.values_list("pupil_id", flat=True).distinct()) & {pupil.pk for pupil in pupils}
    register = register_on(pupils, day, school_year)
    allowed = Counter(purpose for (_, purpose), found in register.entries.items() if found.status is Status.YES)
    return Figures(
        in_words(len(answered), len(pupils)),
        [(purpose.label, in_words(allowed[purpose.pk], len(pupils))) for purpose in register.asked],
    )
