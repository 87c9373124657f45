"""Everything the portal knows about the permissions of one child, for office, head and safeguarding lead."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from people.models import Pupil, PupilContact, SchoolYear

from .effective import UNDECIDED, Effective
from .models import ConsentDecision, ConsentResponse, Purpose, ReviewEntry, SurveyImport, SurveyQuestion
from .register import Register, register_on
from .voices import DECISION


@dataclass(frozen=True)
class Standing:
    """What holds for one purpose today, and the answer it rests on."""

    purpose: Purpose
    effective: Effective
    survey: SurveyImport | None
    wording: str

    @property
    def is_decided(self) -> bool:
        return self.effective.shown is not None and self.effective.shown.respondent_key == DECISION

    @property
    def to_decide(self) -> bool:
        return self.effective.status in UNDECIDED


@dataclass(frozen=True)
class Heard:
    """One response as it came, whether it counts or not. `why_not` says why it does not."""

    response: ConsentResponse
    answers: list[tuple[str, str]]
    why_not: str = ""


@dataclass
class Record:
    """The whole record of one child."""

    register: Register
    standing: list[Standing]
    contacts: list[PupilContact]
    this_year: list[Heard] = field(default_factory=list)
    earlier: list[tuple[str, list[Heard]]] = field(default_factory=list)
    decisions: list[ConsentDecision] = field(default_factory=list)
    conditions: list[ReviewEntry] = field(default_factory=list)
    waiting: list[ReviewEntry] = field(default_factory=list)


def record_of(pupil: Pupil, day: dt.date) -> Record:
    """The record of `pupil` on `day`. The number of queries does not depend on its length."""
    register = register_on([pupil], day)
    labels = {purpose.pk: purpose.label for purpose in register.purposes}
    order = {purpose.pk: place for place, purpose in enumerate(register.purposes)}
    heard = [_heard(response, labels, order) for response in _responses(pupil)]
    years = sorted({h.response.school_year for h in heard} - {register.school_year}, reverse=True)
    return Record(
        register=register,
        standing=_standing(register, pupil),
        contacts=_contacts(pupil, day),
        this_year=[h for h in heard if h.response.school_year == register.school_year],
        earlier=[(str(SchoolYear(starts_in=y)), [h for h in heard if h.response.school_year == y]) for y in years],
        decisions=list(_decisions(pupil)),
        conditions=_conditions(pupil, register.school_year),
        waiting=_waiting(pupil, register.school_year),
    )


def _decisions(pupil: Pupil) -> QuerySet[ConsentDecision]:
    decisions = ConsentDecision.objects.filter(pupil=pupil).select_related("purpose", "decided_by")
    return decisions.order_by("-decided_at", "-pk")


def _conditions(pupil: Pupil, school_year: int) -> list[ReviewEntry]:
    """The conditions that a person read out of this year's comments; what two loads brought once."""
    found = ReviewEntry.objects.filter(
        pupil=pupil,
        status=ReviewEntry.Status.CONDITION,
        survey__school_year=school_year,
        survey__status=SurveyImport.Status.APPLIED,
    ).select_related("settled_by")
    return list({entry.identity: entry for entry in found.order_by("-settled_at")}.values())


def _responses(pupil: Pupil) -> QuerySet[ConsentResponse]:
    """Every response ever, the newest first."""
    return (
        ConsentResponse.objects.filter(pupil=pupil)
        .select_related("survey", "recorded_by", "retraction")
        .prefetch_related("answers")
        .defer("survey__repeats", "survey__mapping", "survey__counts")
        .order_by("-answered_at", "-recorded_at", "-pk")
    )


def _heard(response: ConsentResponse, labels: dict[int, str], order: dict[int, int]) -> Heard:
    answers = sorted(response.answers.all(), key=lambda answer: order.get(answer.purpose_id, 0))
    why_not = ""
    if response.survey.status != SurveyImport.Status.APPLIED:
        why_not = "This load was taken back."
    elif getattr(response, "retraction", None):
        why_not = "It had been used for the wrong child and was taken back."
    return Heard(response, [(labels.get(a.purpose_id, ""), a.value) for a in answers], why_not)


def _standing(register: Register, pupil: Pupil) -> list[Standing]:
    """Every purpose asked about this year with the wording of the load that its answer came with."""
    wordings = {
        (question.survey_id, question.purpose_id): question.wording
        for question in SurveyQuestion.objects.filter(survey__in=register.surveys)
    }
    standing = []
    for purpose in register.asked:
        effective = register.of(pupil, purpose)
        survey = register.surveys.get(effective.shown.survey) if effective.shown else None
        wording = wordings.get((survey.pk, purpose.pk), "") if survey else ""
        standing.append(Standing(purpose, effective, survey, wording))
    return standing


def _contacts(pupil: Pupil, day: dt.date) -> list[PupilContact]:
    """Who is on the contact list that day and has parental responsibility."""
    on_list = pupil.contacts.filter(Q(ends_on=None) | Q(ends_on__gt=day), has_parental_responsibility=True)
    return list(on_list.order_by("priority", "pk"))


def _waiting(pupil: Pupil, school_year: int) -> list[ReviewEntry]:
    """What keeps the child waiting: a row to place, or a comment to read."""
    entries = ReviewEntry.objects.open().filter(waits__pupil=pupil, survey__school_year=school_year)
    return list(entries.select_related("survey").defer("survey__repeats", "survey__mapping").distinct())
