"""The queue of what waits for a person, as its pages show it."""

import datetime as dt
from dataclasses import dataclass

from people.models import Pupil

from .effective import Effective, Given, Status
from .models import Purpose, ReviewEntry, SurveyImport
from .register import Register, end_of, facts_at, register_on, surveys_at


@dataclass(frozen=True)
class Undecided:
    """A child and purpose on which parents differ, or where we cannot tell what they meant."""

    pupil: Pupil
    purpose: Purpose
    effective: Effective


@dataclass(frozen=True)
class Voice:
    """What one parent said last about one purpose, and when."""

    given: Given
    survey: SurveyImport | None


def queue(entries: list[ReviewEntry]) -> list[ReviewEntry]:
    """One line a submission, oldest first: what says the same in two loads is sorted out once."""
    first: dict[tuple[str, str, str], ReviewEntry] = {}
    for entry in entries:
        first.setdefault((entry.kind, entry.identity, entry.content), entry)
    return list(first.values())


def undecided(day: dt.date) -> list[Undecided]:
    """Every child and purpose that needs a decision on `day`, by name."""
    pupils = list(Pupil.objects.on_roll_on(day).prefetch_related("memberships__school_class"))
    register: Register = register_on(pupils, day)
    return [
        Undecided(pupil, purpose, effective)
        for pupil in pupils
        for purpose in register.asked
        if (effective := register.of(pupil, purpose)).status in (Status.CONFLICT, Status.UNCLEAR)
    ]


def voices(pupil: Pupil, purpose: Purpose, school_year: int, day: dt.date) -> list[Voice]:
    """The last answer of each respondent for a pupil and purpose, latest first."""
    moment = end_of(day)
    surveys = surveys_at(school_year, moment)
    facts = facts_at([pupil.pk], school_year, moment, surveys, {purpose.slug: purpose})
    last: dict[str, Given] = {}
    for given in sorted(facts.given.get((pupil.pk, purpose.pk), []), key=lambda g: (g.answered_at, g.recorded_at)):
        last[given.respondent_key] = given
    ordered = sorted(last.values(), key=lambda given: given.answered_at, reverse=True)
    return [Voice(given, surveys.get(given.survey)) for given in ordered]
