"""What a person must decide for a child: the places where parents differ, or where we cannot tell what they meant."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from people.models import Pupil, PupilContact, SchoolYear

from .effective import UNDECIDED, Effective, Status, resolve
from .facts import Facts, facts_at, surveys_at
from .models import ConsentAnswer, ConsentDecision, ConsentResponse, Purpose, ReviewEntry, SurveyImport
from .queued import Condition
from .register import end_of
from .voices import NOBODY, Decided, Given, last_words


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
class ToDecide:
    """A child for whom parents differ, or where we cannot tell what they meant."""

    pupil: Pupil
    places: list[Place]

    @property
    def differing(self) -> list[str]:
        """Where parents answered differently."""
        return [place.purpose.label for place in self.places if place.effective.status is Status.CONFLICT]

    @property
    def unclear(self) -> list[str]:
        """Where we cannot tell what they meant."""
        return [place.purpose.label for place in self.places if place.effective.status is Status.UNCLEAR]

    @property
    def conditions(self) -> list[str]:
        """What the comments ask for, each once."""
        return list(dict.fromkeys(words for place in self.places for words in place.conditions))


def undecided(day: dt.date) -> list[ToDecide]:
    """Every child that needs a decision on `day`, by name, with the places."""
    year = SchoolYear.objects.year_on(day)
    return _to_decide(_who_may_need_a_decision(year, day), year, day)


def number_undecided(day: dt.date) -> int:
    """How many children `undecided` names, without the words."""
    year = SchoolYear.objects.year_on(day)
    pupils = [pupil for pupil in _who_may_need_a_decision(year, day) if not pupil.do_not_publish]
    known = _Known.at([pupil.pk for pupil in pupils], year, end_of(day)) if pupils else None
    return sum(known.is_undecided(pupil) for pupil in pupils) if known else 0


def undecided_of(pupil: Pupil, day: dt.date) -> ToDecide:
    """The places on which a person must decide for one child; none for a child who waits or has left."""
    on_roll = Pupil.objects.on_roll_on(day).filter(pk=pupil.pk)
    found = _to_decide(list(on_roll), SchoolYear.objects.year_on(day), day)
    return ToDecide(pupil, found[0].places if found else [])


def _who_may_need_a_decision(year: int, day: dt.date) -> list[Pupil]:
    wanted = _may_need_a_decision(year)
    return list(Pupil.objects.on_roll_on(day).filter(pk__in=wanted)) if wanted else []


def _may_need_a_decision(year: int) -> set[int]:
    """The pupils for whom there can be something to decide: many too many rather than one too few. One query.

    Several voices with a no among them, an answer that we cannot tell, a condition, a decision that something
    newer may stand beside, or a contact who may have no say.
    """
    responses = ConsentResponse.objects.filter(school_year=year).order_by()
    several = responses.values("pupil_id").annotate(
        voices=Count("respondent_key", distinct=True), noes=Count("answers", filter=Q(answers__value="no"))
    )
    found = several.filter(voices__gt=1, noes__gt=0).values_list("pupil_id")
    others = (
        responses.filter(answers__value=ConsentAnswer.Value.UNCLEAR),
        responses.filter(respondent_key=NOBODY),
        ReviewEntry.objects.filter(status=ReviewEntry.Status.CONDITION, survey__school_year=year).order_by(),
        ConsentDecision.objects.filter(school_year=year).order_by(),
        PupilContact.objects.filter(has_parental_responsibility=False).order_by(),
    )
    return {pupil for (pupil,) in found.union(*(one.values_list("pupil_id") for one in others))}


def _to_decide(pupils: list[Pupil], year: int, day: dt.date) -> list[ToDecide]:
    pupils = [pupil for pupil in pupils if not pupil.do_not_publish]
    if not pupils:
        return []
    known = _Known.at([pupil.pk for pupil in pupils], year, end_of(day))
    found = [(pupil, known.undecided_places(pupil)) for pupil in pupils]
    return [ToDecide(pupil, places) for pupil, places in found if places]


@dataclass(frozen=True)
class Comment:
    """A comment to be read: the places where its parent's yes would become unclear, and what else waits."""

    places: list[Place]
    others: list[ReviewEntry]
    refused: list[str]


def comment_beside(entry: ReviewEntry, moment: dt.datetime) -> Comment:
    """What an open comment would touch if there is a condition in it."""
    pupil = entry.pupil
    if pupil is None:
        return Comment([], [], [])
    known = _Known.at([pupil.pk], entry.survey.school_year, moment)
    others = ReviewEntry.objects.open().filter(waits__pupil=pupil, survey__school_year=entry.survey.school_year)
    others = others.exclude(identity=entry.identity, content=entry.content, kind=entry.kind)
    return Comment(
        known.places_touched(pupil, entry),
        list(others.select_related("survey", "pupil").distinct()),
        known.refused_by(pupil, entry),
    )


@dataclass(frozen=True)
class _Known:
    """What counts for some pupils of one year, and how it was answered before conditions made it unclear."""

    facts: Facts
    asked: list[Purpose]
    surveys: dict[int, SurveyImport]

    @classmethod
    def at(cls, pupils: list[int], year: int, moment: dt.datetime) -> "_Known":
        surveys = surveys_at(year, moment)
        purposes = {purpose.slug: purpose for purpose in Purpose.objects.all()}  # a dozen rows
        slugs = {slug for survey in surveys.values() for slug in survey.asked}
        facts = facts_at(pupils, year, moment, surveys, purposes)
        return cls(facts, [purpose for purpose in purposes.values() if purpose.slug in slugs], surveys)

    def is_undecided(self, pupil: Pupil) -> bool:
        return any(self.facts.of((pupil.pk, purpose.pk)).status in UNDECIDED for purpose in self.asked)

    def undecided_places(self, pupil: Pupil) -> list[Place]:
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
