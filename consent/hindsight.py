"""What the portal knows now of a day gone by, where it differs from what it knew then (contract 4)."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from people.models import Pupil

from .effective import NOTHING, Effective, resolve
from .register import Place, Register, end_of, facts_at, surveys_at


def recorded_later(register: Register, pupils: Sequence[Pupil]) -> dict[Place, Effective]:
    """Where answers given by the register's day, but recorded after it, change its result: the new result.

    Loads taken back since then count no more, and answers sorted out since then count. Six queries.
    """
    end, now = end_of(register.day), timezone.now()
    if end >= now:
        return {}
    purposes = {purpose.slug: purpose for purpose in register.purposes}
    facts = facts_at([p.pk for p in pupils], register.school_year, now, surveys_at(register.school_year, now), purposes)
    return {
        place: known_now
        for pupil in pupils
        for purpose in register.asked
        if (known_now := _as_of(facts, pupil, place := (pupil.pk, purpose.pk), end)).status
        is not register.entries.get(place, NOTHING).status
    }


def _as_of(facts, pupil: Pupil, place: Place, end: dt.datetime) -> Effective:
    """By everything known now, what counted at `end`. A decision made after it had not been made."""
    decision = facts.decisions.get(place)
    return resolve(
        [given for given in facts.given.get(place, ()) if given.answered_at <= end],
        decision=decision if decision and decision.decided_at <= end else None,
        waiting=place in facts.waiting,
        do_not_publish=pupil.do_not_publish,
    )
