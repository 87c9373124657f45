"""What the portal knows now of a day gone by, where it differs from what it knew then (contract 4)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.models import Pupil

from .effective import NOTHING, Effective, resolve
from .facts import Facts, Place, facts_at, surveys_at
from .models import Purpose
from .register import Register, end_of


@dataclass(frozen=True)
class Hindsight:
    """What was `asked` by then or is known to have been since, and the results that are different `now`."""

    asked: list[Purpose]
    now: dict[Place, Effective]


def recorded_later(register: Register, pupils: Sequence[Pupil]) -> Hindsight:
    """Where answers given by the register's day, but recorded after it, change its result: the new result.

    Loads taken back since then count no more, and answers sorted out since then count. Who has a say, whom a court
    order means and who is not to be published is judged as of that day. A constant number of queries.
    """
    end, now = end_of(register.day), timezone.now()
    if end >= now:
        return Hindsight(register.asked, {})
    surveys = surveys_at(register.school_year, now)
    slugs = {slug for survey in surveys.values() for slug in survey.asked} | {p.slug for p in register.asked}
    asked = [purpose for purpose in register.purposes if purpose.slug in slugs]
    purposes = {purpose.slug: purpose for purpose in register.purposes}
    facts = facts_at([p.pk for p in pupils], register.school_year, now, surveys, purposes, held=register.facts)
    known = {
        (pupil.pk, purpose.pk): _as_of(facts, pupil, (pupil.pk, purpose.pk), end)
        for pupil in pupils
        for purpose in asked
    }
    then = {place: register.entries.get(place, NOTHING).status for place in known}
    flagged = {pupil.pk for pupil in pupils if facts.is_never(pupil)}
    return Hindsight(
        asked,
        {place: e for place, e in known.items() if e.status is not then[place] and place[0] not in flagged},
    )


def _as_of(facts: Facts, pupil: Pupil, place: Place, end: dt.datetime) -> Effective:
    """By everything known now, what counted at `end`. A decision made after it had not been made."""
    return resolve(
        [given for given in facts.given.get(place, ()) if given.answered_at <= end],
        decisions=[one for one in facts.decisions.get(place, ()) if one.decided_at <= end],
        waiting=place in facts.waiting,
        do_not_publish=facts.is_never(pupil),
    )
