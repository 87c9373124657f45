"""What a status rests on: the keys of everybody's last word, and of what a person decided about it."""

from collections.abc import Iterable
from typing import Any

from people.models import Pupil

from .effective import NOTHING, Status
from .facts import Facts, Place
from .models import Purpose
from .register import Register
from .voices import DECISION, last_words


def statuses_of(register: Register, pupil: Pupil, purposes: Iterable[Purpose]) -> dict[str, Status]:
    """The office's status for each purpose, by slug."""
    return {purpose.slug: register.of(pupil, purpose).status for purpose in purposes}


def answers_of(register: Register, pupil: Pupil, purposes: Iterable[Purpose]) -> list[dict[str, Any]]:
    """The keys behind each status, as `CheckedChild.answers` keeps them. What counts for nothing is not named."""
    return [
        {"purpose": purpose.slug, **key}
        for purpose in purposes
        if register.of(pupil, purpose) is not NOTHING
        for key in _keys(register.facts, (pupil.pk, purpose.pk))
    ]


def _keys(facts: Facts, place: Place) -> Iterable[dict[str, int]]:
    decisions = facts.decisions.get(place, ())
    for said in last_words(facts.given.get(place, ()), decisions):
        if said.respondent_key != DECISION:
            yield {"answer": said.answer}
        else:
            yield {"decision": next(one.decision for one in decisions if one.decided_at == said.recorded_at)}
