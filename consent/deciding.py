"""What a person must decide for a child: the places where parents differ, or where we cannot tell what they meant."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Lower, Trim

from people.barred import entries_meant
from people.models import Pupil, PupilContact, SchoolYear

from .effective import UNDECIDED, Status
from .models import ConsentAnswer, ConsentDecision, ConsentResponse, ReviewEntry
from .register import Register, end_of
from .undecided_places import Known, Place
from .voices import NOBODY


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


def undecided_in(register: Register, pupils: Iterable[Pupil]) -> list[ToDecide]:
    """The same for `pupils`, who are everybody on the roll, out of a register of them that is there. No query."""
    open_places = {pupil for (pupil, _), found in register.entries.items() if found.status in UNDECIDED}
    known = Known(register.facts, register.asked, register.surveys)
    children = [pupil for pupil in pupils if pupil.pk in open_places and not pupil.is_never_published]
    found = [(pupil, known.undecided_places(pupil)) for pupil in children]
    return [ToDecide(pupil, places) for pupil, places in found if places]


def number_undecided(day: dt.date) -> int:
    """How many children `undecided` names, without the words."""
    return len(pupils_undecided(day))


def pupils_undecided(day: dt.date) -> list[Pupil]:
    """The children that `undecided` names, without the places."""
    year = SchoolYear.objects.year_on(day)
    pupils = [pupil for pupil in _who_may_need_a_decision(year, day) if not pupil.is_never_published]
    known = Known.at([pupil.pk for pupil in pupils], year, end_of(day)) if pupils else None
    return [pupil for pupil in pupils if known and known.is_undecided(pupil)]


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
    newer may stand beside, a contact who may have no say, or somebody who may be under a court order.
    """
    responses = ConsentResponse.objects.filter(school_year=year).order_by()
    several = responses.values("pupil_id").annotate(
        voices=Count("respondent_key", distinct=True), noes=Count("answers", filter=Q(answers__value="no"))
    )
    found = several.filter(voices__gt=1, noes__gt=0).values_list("pupil_id")
    barred = entries_meant()
    addresses = barred.exclude(email="").annotate(address=Lower(Trim("email"))).values("address")
    others = (
        responses.filter(answers__value=ConsentAnswer.Value.UNCLEAR),
        responses.filter(respondent_key=NOBODY),
        ReviewEntry.objects.filter(status=ReviewEntry.Status.CONDITION, survey__school_year=year).order_by(),
        ConsentDecision.objects.filter(school_year=year).order_by(),
        PupilContact.objects.filter(has_parental_responsibility=False).order_by(),
        barred,
        responses.alias(folded=Lower(Trim("respondent_email"))).filter(folded__in=addresses),
    )
    return {pupil for (pupil,) in found.union(*(one.values_list("pupil_id") for one in others))}


def _to_decide(pupils: list[Pupil], year: int, day: dt.date) -> list[ToDecide]:
    pupils = [pupil for pupil in pupils if not pupil.is_never_published]
    if not pupils:
        return []
    known = Known.at([pupil.pk for pupil in pupils], year, end_of(day))
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
    known = Known.at([pupil.pk], entry.survey.school_year, moment)
    others = ReviewEntry.objects.open().filter(waits__pupil=pupil, survey__school_year=entry.survey.school_year)
    others = others.exclude(identity=entry.identity, content=entry.content, kind=entry.kind)
    return Comment(
        known.places_touched(pupil, entry),
        list(others.select_related("survey", "pupil").distinct()),
        known.refused_by(pupil, entry),
    )
