"""What a parent sees of the permissions of their own children: own answers, and whether pictures are used.

Nothing here depends on why a picture is not used: another parent's no, a doubt, a comment nobody has read, a flag and
a hold all look the same (requirements 3 and 1.4; security 2.2, separated parents).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from people.barred import account_is_barred
from people.models import Pupil, PupilContact, SchoolYear, User
from people.roll.contacts import contacts_of
from people.together import Work, hang

from .models import ConsentAnswer, ConsentResponse, Purpose, SurveyImport, SurveyQuestion
from .register import Register, register_on
from .removal_pages import OwnRemoval
from .survey.entry import NamedRespondent
from .survey.respondents import email_key, name_key, respondent_key
from .voices import Given, last_words

OFFERED = "May the school use pictures of my child here: {}?"
Wordings = dict[tuple[int, int], str]
Asked = tuple[set[str], Wordings]
Said = dict[tuple[int, int, int], Given]


@dataclass(frozen=True)
class OwnPlace:
    """One purpose: how it was asked, what this parent said last, and whether the school uses pictures there.

    `is_coming`: this parent said yes to it for the coming school year.
    """

    purpose: Purpose
    question: str
    said: Given | None
    in_use: bool
    is_asked: bool
    goes_out: bool = True
    is_coming: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether there is nothing left to stop here: this parent said no, and no yes stands in spite of it, decided
        by a person or given for the coming year."""
        return self.said is not None and self.said.value == "no" and not self.in_use and not self.is_coming

    @property
    def may_be_given(self) -> bool:
        """Where the school lets parents give: a purpose that this year's survey asked about, where something
        goes out at all, and no yes yet."""
        return self.is_asked and self.goes_out and (self.said is None or self.said.value != "yes")


@dataclass(frozen=True)
class OwnChild:
    """One child of a parent, with this year's places, the parent's own answers of earlier years, and how far pictures
    are removed, where the office released that."""

    pupil: Pupil
    contact: PupilContact
    places: list[OwnPlace]
    earlier: list[tuple[str, list[tuple[str, Given]]]] = field(default_factory=list)
    removals: list[OwnRemoval] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list[OwnPlace]]]:
        """The places in use and those not in use, each under its one sentence."""
        used = [place for place in self.places if place.in_use]
        unused = [place for place in self.places if not place.in_use]
        return [(self._sentence(is_used), places) for is_used, places in ((True, used), (False, unused)) if places]

    def _sentence(self, is_used: bool) -> str:
        using = "is using" if is_used else "is not using"
        return f"The school {using} pictures of {self.pupil.called} here; ask the office."

    @property
    def can_stop(self) -> bool:
        """Whether something is left to stop for this child at all (requirements, B10)."""
        return not all(place.is_stopped for place in self.places)


def own_contacts(user: User, day: dt.date) -> QuerySet[PupilContact]:
    """The entries on contact lists by which `user` may see a child, on the roll on `day`, and answer for it.

    Listed that day, with parental responsibility; a court order that means this account, on any entry, beats all.
    """
    return PupilContact.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day),
        ~account_is_barred(),
        user=user,
        has_parental_responsibility=True,
        pupil__in=Pupil.objects.on_roll_on(day).values("pk"),
    )


def key_of(contact: PupilContact) -> str:
    """How this parent's answers for the child are known: the same key that a survey row of theirs gets."""
    named = NamedRespondent(contact.name, contact.email, contact.relationship)
    return respondent_key(named, contacts_of(contact.pupil))


def own_children(user: User, day: dt.date) -> list[OwnChild]:
    """The children whose page `user` may see on `day`, by name. The number of queries does not grow with them."""
    contacts = own_contacts(user, day).select_related("pupil").prefetch_related("pupil__contacts")
    mine = _mine(contacts)
    pupils = sorted((contact.pupil for contact in mine.values()), key=lambda pupil: (pupil.called, pupil.pk))
    if not pupils:
        return []
    register = register_on(pupils, day)
    purposes = list(Purpose.objects.active_on(day))
    asked = _asked(register.school_year)
    said = _said(list(mine.values()), _standing(list(mine)).prefetch_related("answers"))
    return [
        OwnChild(
            pupil,
            mine[pupil.pk],
            [_place(pupil, purpose, register, asked, said) for purpose in purposes],
            _earlier(pupil, register.school_year, register.purposes, said),
        )
        for pupil in pupils
    ]


def own_places(user: User, day: dt.date, school_year: int) -> Work[tuple[int, int]]:
    """How many children `own_children` shows, and how many of this year's questions about them have no answer of this
    parent. As work: asked once."""
    entries = own_contacts(user, day)
    pupils = entries.order_by().values("pupil")
    said = _standing(pupils)
    rows, listed, purposes, loads, responses, answers = yield [
        entries.select_related("pupil"),
        PupilContact.objects.filter(pupil__in=pupils),
        Purpose.objects.active_on(day),
        _loads(school_year),
        said,
        ConsentAnswer.objects.filter(response__in=said.order_by().values("pk")),
    ]
    mine = _mine(rows)
    for contact in mine.values():
        hang(contact.pupil, "contacts", (one for one in listed if one.pupil_id == contact.pupil_id))
    for response in responses:
        hang(response, "answers", (one for one in answers if one.response_id == response.pk))
    known = _said(list(mine.values()), responses)
    asked = [purpose for purpose in purposes if purpose.slug in _slugs(loads)]
    places = [(pupil, school_year, purpose.pk) for pupil in mine for purpose in asked]
    return len(mine), sum(place not in known for place in places)


def _mine(contacts: Iterable[PupilContact]) -> dict[int, PupilContact]:
    """The entry by which a parent sees each child: of several the one that stands first."""
    return {one.pupil_id: one for one in sorted(contacts, key=lambda one: (one.priority, one.pk), reverse=True)}


def _place(pupil: Pupil, purpose: Purpose, register: Register, asked: Asked, said: Said) -> OwnPlace:
    slugs, wordings = asked
    own = said.get((pupil.pk, register.school_year, purpose.pk))
    question = _question(own, purpose, wordings)
    goes_out = register.goes_out(purpose)
    in_use = register.of(pupil, purpose).may_publish and goes_out
    coming = said.get((pupil.pk, register.school_year + 1, purpose.pk))
    is_coming = coming is not None and coming.value == "yes"
    return OwnPlace(purpose, question, own, in_use, purpose.slug in slugs, goes_out, is_coming)


def _asked(school_year: int) -> Asked:
    """What this year's surveys asked, and their wordings by load and purpose; under load 0 the latest of each."""
    asked = _slugs(_loads(school_year))
    wordings = {}
    questions = SurveyQuestion.objects.filter(survey__school_year=school_year, survey__status="applied")
    rows = questions.order_by("survey_id", "pk").values_list("survey_id", "survey__kind", "purpose_id", "wording")
    for survey, kind, purpose, wording in rows:
        wordings[survey, purpose] = wording
        if kind == SurveyImport.Kind.SURVEY:
            wordings[0, purpose] = wording
    return asked, wordings


def _loads(school_year: int) -> QuerySet[Any]:
    """What each of this year's surveys asked about."""
    surveys = SurveyImport.objects.standing().filter(school_year=school_year, kind=SurveyImport.Kind.SURVEY)
    return surveys.values_list("asked", flat=True)


def _slugs(loads: Iterable[list[str]]) -> set[str]:
    return {slug for slugs in loads for slug in slugs}


def _question(said: Given | None, purpose: Purpose, wordings: Wordings) -> str:
    """The wording this parent answered, else the survey's. Never that of a letter of somebody else."""
    return wordings.get((said.survey, purpose.pk), "") if said else wordings.get((0, purpose.pk), "")


def _standing(pupils: Any) -> QuerySet[ConsentResponse]:
    """The answers about these children, of every load that stands."""
    return ConsentResponse.objects.filter(pupil__in=pupils, survey__status=SurveyImport.Status.APPLIED, retraction=None)


def _said(contacts: Sequence[PupilContact], responses: Iterable[ConsentResponse]) -> Said:
    """Each contact's own last word by pupil, school year and purpose, among `responses` with their answers."""
    by_place: dict[tuple[int, int, int], list[Given]] = defaultdict(list)
    mine = {contact.pupil_id: (contact, key_of(contact)) for contact in contacts}
    for response in responses:
        contact, key = mine[response.pupil_id]
        keys = (key, key.partition(" <")[0])  # without the address, from before somebody of the same name was listed
        if response.respondent_key not in keys or not _is_certainly(contact, response):
            continue
        for answer in response.answers.all():
            place = (response.pupil_id, response.school_year, answer.purpose_id)
            by_place[place].append(_given(response, answer))
    return {place: last_words(given)[0] for place, given in by_place.items()}


def _given(response: ConsentResponse, answer: ConsentAnswer) -> Given:
    return Given(
        answer.pk, answer.value, response.respondent_key, response.answered_at, response.recorded_at,
        response.answered_precision, survey=response.survey_id,
    )  # fmt: skip


def _is_certainly(contact: PupilContact, response: ConsentResponse) -> bool:
    """Whether an answer of this name is this contact's. Of two people of one name only the e-mail address tells."""
    namesakes = [c for c in contact.pupil.contacts.all() if name_key(c.name) == name_key(contact.name)]
    others = [c for c in namesakes if c.pk != contact.pk and email_key(c.email) != email_key(contact.email)]
    return not others or email_key(response.respondent_email) == email_key(contact.email) != ""


def _earlier(
    pupil: Pupil, this_year: int, purposes: Sequence[Purpose], said: Said
) -> list[tuple[str, list[tuple[str, Given]]]]:
    """The parent's own answers of the years before, the latest year first."""
    years = sorted({year for pk, year, _ in said if pk == pupil.pk and year < this_year}, reverse=True)
    return [
        (
            str(SchoolYear(starts_in=year)),
            [(p.label, said[pupil.pk, year, p.pk]) for p in purposes if (pupil.pk, year, p.pk) in said],
        )
        for year in years
    ]
