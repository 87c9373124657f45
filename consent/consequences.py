"""What a load would change in effect: permissions that turn, and parents who would differ, each with who said what.

The plan compares answers with answers. Here they are put beside everything that counts today: what other parents
said, conditions, decisions, and what waits (requirements 1.3, part 6.5).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from .effective import Status, resolve
from .facts import Facts, Place, facts_at, surveys_at
from .models import ConsentResponse
from .plans import SurveyPlan
from .voices import Given, last_words

MOST_NAMED = 500


@dataclass(frozen=True)
class Turn:
    """A permission that would be a yes no longer, or become one. `was_at` is the day of what it was until now."""

    place: Place
    was: Status
    will_be: Status
    answered_at: dt.datetime
    was_at: dt.datetime | None = None


@dataclass
class Consequences:
    """By pupil and purpose: what turns, and the last word of each parent where they would differ."""

    turns: list[Turn] = field(default_factory=list)
    differing: dict[Place, list[Given]] = field(default_factory=dict)


def consequences_of(plan: SurveyPlan) -> Consequences:
    """What would be different for the children of a load. Writes nothing; seven queries at most."""
    now = timezone.now()
    added = _added(plan, now)
    facts = _facts(plan, {pupil for pupil, _ in added}, now)
    found = Consequences()
    for place, new in added.items():
        if place in facts.given and (turn := _turn(facts, place, new)):
            found.turns.append(turn)
    for place in plan.difference.conflicts:
        given = [*facts.given.get(place, ()), *added.get(place, ())]
        found.differing[place] = last_words(given, facts.decisions.get(place, ()))
    return found


def _added(plan: SurveyPlan, now: dt.datetime) -> dict[Place, list[Given]]:
    """The answers that the load would write."""
    added: dict[Place, list[Given]] = defaultdict(list)
    for new in plan.difference.new:
        name = new.respondent_name or new.relationship
        for purpose, value in new.answers.items():
            given = Given(0, value, new.respondent_key, new.answered_at, now, new.answered_precision, name)
            added[new.pupil, purpose].append(given)
    return added


def _facts(plan: SurveyPlan, pupils: set[int], now: dt.datetime) -> Facts:
    """What counts today for those of `pupils` who have answered before."""
    before = ConsentResponse.objects.filter(school_year=plan.school_year, retraction=None, survey__status="applied")
    known = pupils.intersection(before.order_by().values_list("pupil_id", flat=True).distinct())
    if not known:
        return Facts()
    surveys = surveys_at(plan.school_year, now)
    wanted = list(known) if len(known) <= MOST_NAMED else None
    return facts_at(wanted, plan.school_year, now, surveys, plan.purposes)


def _turn(facts: Facts, place: Place, new: list[Given]) -> Turn | None:
    was = facts.of(place)
    given = [*facts.given[place], *new]
    will_be = resolve(given, decisions=facts.decisions.get(place, ()), waiting=place in facts.waiting)
    if was.may_publish == will_be.may_publish or will_be.shown is None:
        return None
    was_at = was.shown.answered_at if was.shown else None
    return Turn(place, was.status, will_be.status, will_be.shown.answered_at, was_at)
