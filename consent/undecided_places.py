"""One place on which a person must decide for a child: who said what, and what the comments ask for."""

import datetime as dt
from dataclasses import dataclass, replace

from people.models import Pupil

from .effective import UNDECIDED, Effective, resolve
from .facts import Facts, facts_at, surveys_at
from .models import Purpose, ReviewEntry, SurveyImport
from .queued import Condition
from .voices import Decided, Given, last_words


@dataclass(frozen=True)
class Voice:
    """What one parent said last about one purpose, and when. `value` is as it was answered."""

    given: Given
    value: str
    survey: SurveyImport | None
    has_condition: bool = False

    @property
    def in_short(self) -> tuple[object, ...]:
        """All that a page tells of it: two that are equal need be told once."""
        given = self.given
        who = (given.respondent_name, given.respondent_key, given.answered_at, given.precision)
        return *who, self.value, self.survey and self.survey.pk, given.record, self.has_condition, self.has_no_say

    @property
    def has_no_say(self) -> bool:
        """Whether a yes is doubted because whoever gave it has no parental responsibility now."""
        return self.given.was_yes and not self.has_condition and not self.given.under_order


@dataclass(frozen=True)
class Place:
    """One purpose on which a person must decide for a child: who said what, and what the comments ask for.

    `stamp` tells whether anything about it changed since it was shown.
    """

    purpose: Purpose
    effective: Effective
    voices: list[Voice]
    conditions: list[str]
    stamp: str = ""


@dataclass(frozen=True)
class Known:
    """What counts for some pupils of one year, and how it was answered before conditions made it unclear."""

    facts: Facts
    asked: list[Purpose]
    surveys: dict[int, SurveyImport]

    @classmethod
    def at(cls, pupils: list[int], year: int, moment: dt.datetime) -> "Known":
        """What counted for these pupils at `moment`."""
        surveys = surveys_at(year, moment)
        purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
        slugs = {slug for survey in surveys.values() for slug in survey.asked}
        facts = facts_at(pupils, year, moment, surveys, purposes)
        return cls(facts, [purpose for purpose in purposes.values() if purpose.slug in slugs], surveys)

    def is_undecided(self, pupil: Pupil) -> bool:
        """Whether a person must decide on any place for a child."""
        return any(self.facts.of((pupil.pk, purpose.pk)).status in UNDECIDED for purpose in self.asked)

    def undecided_places(self, pupil: Pupil) -> list[Place]:
        """Every place on which a person must decide for a child."""
        found = [(purpose, self.facts.of((pupil.pk, purpose.pk))) for purpose in self.asked]
        return [self._place(pupil, purpose, now) for purpose, now in found if now.status in UNDECIDED]

    def places_touched(self, pupil: Pupil, entry: ReviewEntry) -> list[Place]:
        """Where a yes stands beside the comment, and would be undecided with a condition in it."""
        places = []
        for purpose in self.asked:
            place = (pupil.pk, purpose.pk)
            given = [replace(g, value="unclear") if _is_yes_beside(entry, g) else g for g in self._given(place)]
            before = self.facts.decisions.get(place, ())
            decisions = [replace(one, stands=False) if _would_fall(entry, one, given) else one for one in before]
            touched = decisions != list(before) or any(_is_yes_beside(entry, g) for g in self._given(place))
            then = resolve(given, decisions=decisions)
            if touched and then.status in UNDECIDED:
                places.append(self._place(pupil, purpose, then))
        return places

    def refused_by(self, pupil: Pupil, entry: ReviewEntry) -> list[str]:
        """What the same parent said no to in the same answer: a condition changes nothing of it."""
        beside = (entry.respondent_key, entry.answered_at)
        return [
            purpose.label
            for purpose in self.asked
            for g in self._given((pupil.pk, purpose.pk))
            if g.value == "no" and (g.respondent_key, g.answered_at) == beside
        ]

    def _given(self, place: tuple[int, int]) -> list[Given]:
        return self.facts.given.get(place, [])

    def _place(self, pupil: Pupil, purpose: Purpose, effective: Effective) -> Place:
        place = (pupil.pk, purpose.pk)
        conditions = self.facts.conditions_of(place)
        said = last_words(self._given(place), self.facts.decisions.get(place, ()))
        return Place(
            purpose,
            effective,
            [self._voice(given, conditions) for given in said],
            list(dict.fromkeys(condition.words for condition in conditions if condition.words)),
            self.facts.stamp_of(place),
        )

    def _voice(self, given: Given, conditions: list[Condition]) -> Voice:
        beside = any((c.respondent_key, c.answered_at) == (given.respondent_key, given.answered_at) for c in conditions)
        value = "yes" if given.was_yes else given.value
        return Voice(given, value, self.surveys.get(given.survey), beside and given.was_yes)


def _would_fall(entry: ReviewEntry, decision: Decided, answers: list[Given]) -> bool:
    """Whether a decided yes would fall with a condition in this comment: it stands beside what was decided about."""
    beside = (entry.respondent_key, entry.answered_at)
    heard = {(given.respondent_key, given.answered_at) for given in answers if given.answer in decision.basis}
    return decision.stands and decision.value == "yes" and beside in heard


def _is_yes_beside(entry: ReviewEntry, given: Given) -> bool:
    beside = (entry.respondent_key, entry.answered_at)
    return given.value == "yes" and (given.respondent_key, given.answered_at) == beside
