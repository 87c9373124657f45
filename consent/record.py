"""Everything the portal knows about the permissions of one child, for office, head and safeguarding lead."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from audit.models import AuditEvent, Verb
from people.models import Pupil, PupilContact, SchoolYear, User

from .effective import UNDECIDED, Effective
from .models import (
    ConsentDecision,
    ConsentResponse,
    PhotoHold,
    Purpose,
    ReviewEntry,
    Shut,
    SurveyImport,
    SurveyQuestion,
)
from .register import Register, register_on
from .voices import DECISION, decision_that_counts

FLAGS = (Verb.PUPIL_FLAGGED, Verb.PUPIL_UNFLAGGED)
ASKED_IN_WORDS = (SurveyImport.Kind.SURVEY, SurveyImport.Kind.PORTAL)  # paper and calls have no wording of their own


@dataclass(frozen=True)
class Standing:
    """What holds for one purpose today, and the answer it rests on. `shut`: why nothing goes out there all the same."""

    purpose: Purpose
    effective: Effective
    survey: SurveyImport | None
    wording: str
    shut: Shut | None = None

    @property
    def is_decided(self) -> bool:
        return self.effective.shown is not None and self.effective.shown.respondent_key == DECISION

    @property
    def to_decide(self) -> bool:
        return self.effective.status in UNDECIDED


@dataclass(frozen=True)
class Heard:
    """One response as it came, whether it counts or not. `why_not` says why it does not, since when and by whom."""

    response: ConsentResponse
    answers: list[tuple[str, str]]
    why_not: str = ""
    gone_at: dt.datetime | None = None
    gone_by: User | None = None


@dataclass(frozen=True)
class Made:
    """A decision, and what has become of it."""

    decision: ConsentDecision
    state: str


@dataclass
class Record:
    """The whole record of one child. `flags` are the moments when *not to be published* was set and taken off."""

    register: Register
    standing: list[Standing]
    contacts: list[PupilContact]
    this_year: list[Heard] = field(default_factory=list)
    earlier: list[tuple[str, list[Heard]]] = field(default_factory=list)
    decisions: list[Made] = field(default_factory=list)
    conditions: list[ReviewEntry] = field(default_factory=list)
    waiting: list[ReviewEntry] = field(default_factory=list)
    holds: list[PhotoHold] = field(default_factory=list)
    flags: list[AuditEvent] = field(default_factory=list)

    @property
    def open_holds(self) -> list[PhotoHold]:
        return [hold for hold in self.holds if hold.ended_at is None]

    @property
    def ended_holds(self) -> list[PhotoHold]:
        return [hold for hold in self.holds if hold.ended_at is not None]


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
        contacts=contacts_on(pupil, day),
        this_year=[h for h in heard if h.response.school_year == register.school_year],
        earlier=[(str(SchoolYear(starts_in=y)), [h for h in heard if h.response.school_year == y]) for y in years],
        decisions=[Made(decision, _state(decision, register)) for decision in _decisions(pupil)],
        conditions=_conditions(pupil, register.school_year),
        waiting=_waiting(pupil, register.school_year),
        holds=list(PhotoHold.objects.filter(pupil=pupil).select_related("request", "ended_by").order_by("-starts_at")),
        flags=list(AuditEvent.objects.about(pupil).filter(verb__in=FLAGS).select_related("by").order_by("-sequence")),
    )


def _decisions(pupil: Pupil) -> QuerySet[ConsentDecision]:
    decisions = ConsentDecision.objects.filter(pupil=pupil).select_related("purpose", "decided_by")
    return decisions.order_by("-decided_at", "-pk")


def _state(decision: ConsentDecision, register: Register) -> str:
    """What has become of a decision: whether it counts, alone or beside something newer."""
    if decision.school_year != register.school_year:
        return f"Of {SchoolYear(starts_in=decision.school_year)}: history only."
    place = (decision.pupil_id, decision.purpose_id)
    given = register.facts.given.get(place, [])
    counting = decision_that_counts(given, register.facts.decisions.get(place, ()))
    if counting and counting.decided_at > decision.decided_at:
        return "A later decision took its place."
    if counting is None or counting.decided_at != decision.decided_at:
        return "It no longer counts: what it was made on has changed."
    if not counting.basis <= {one.answer for one in given}:
        return "What it was made on has changed: it is one voice among the answers left."
    if any(one.answer not in counting.basis for one in given):
        return "Answered again since: it is one voice beside the newer answer."
    return "It counts."


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
        .select_related("survey__undone_by", "recorded_by", "retraction__by")
        .prefetch_related("answers")
        .defer("survey__repeats", "survey__mapping", "survey__counts")
        .order_by("-answered_at", "-recorded_at", "-pk")
    )


def _heard(response: ConsentResponse, labels: dict[int, str], order: dict[int, int]) -> Heard:
    said = sorted(response.answers.all(), key=lambda answer: order.get(answer.purpose_id, 0))
    answers, survey = [(labels.get(answer.purpose_id, ""), answer.value) for answer in said], response.survey
    if survey.status != SurveyImport.Status.APPLIED:
        return Heard(response, answers, "This load was taken back", survey.undone_at, survey.undone_by)
    if retraction := getattr(response, "retraction", None):
        why_not = "It had been used for the wrong child and was taken back"
        return Heard(response, answers, why_not, retraction.at, retraction.by)
    return Heard(response, answers)


def _standing(register: Register, pupil: Pupil) -> list[Standing]:
    """Every purpose asked about this year with the wording of the load that its answer came with, if it had one."""
    wordings = {
        (question.survey_id, question.purpose_id): question.wording
        for question in SurveyQuestion.objects.filter(survey__in=register.surveys)
    }
    standing = []
    for purpose in register.asked:
        effective = register.of(pupil, purpose)
        survey = register.surveys.get(effective.shown.survey) if effective.shown else None
        wording = wordings.get((survey.pk, purpose.pk), "") if survey and survey.kind in ASKED_IN_WORDS else ""
        standing.append(Standing(purpose, effective, survey, wording, register.shut(purpose)))
    return standing


def contacts_on(pupil: Pupil, day: dt.date) -> list[PupilContact]:
    """Who is on the contact list that day and has parental responsibility."""
    on_list = pupil.contacts.filter(Q(ends_on=None) | Q(ends_on__gt=day), has_parental_responsibility=True)
    return list(on_list.order_by("priority", "pk"))


def _waiting(pupil: Pupil, school_year: int) -> list[ReviewEntry]:
    """What keeps the child waiting: a row to place, or a comment to read."""
    entries = ReviewEntry.objects.open().filter(waits__pupil=pupil, survey__school_year=school_year)
    return list(entries.select_related("survey").defer("survey__repeats", "survey__mapping").distinct())
