"""A parent stops a permission, at once and without anybody's leave; or gives it, where the school lets them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import ConsentFault
from consent.models import Purpose, RemovalCause, SurveyImport, SurveyQuestion
from consent.notifications import tell_of_stop
from consent.own import OFFERED, key_of, own_children, own_contacts
from people.actions.telling import tell_parents
from people.models import Pupil, PupilContact, SchoolYear, User
from people.school_year import survey_window
from people.settings import Key, read_all

from .removing import Why, list_pictures, places_of

STOPPED = "Stopped in the portal: {}"
Kind = SurveyImport.Kind


@transaction.atomic
def stop_permission(*, user: User, pupil: Pupil, purposes: Sequence[Purpose], token: UUID) -> int:
    """Keep this parent's no to `purposes`, from this moment: the next question a teacher asks is answered by it. What
    is out there with the child is listed in the same transaction, to come down (B11).

    In June to August it is kept for the coming school year too, whose survey may be answered already. `token` is the
    page's own: sent twice, it is one stop; with another place chosen, or after a yes in between, it is another one,
    so that no stop is lost. Returns how many places. Raises ConsentFault where the parent may not answer for the child
    any more, or nothing is chosen (issue 3, item 6; requirements B10).
    """
    bulk.one_writer_at_a_time()
    contact = _contact(user, pupil)
    if not purposes:
        raise ConsentFault("Choose where pictures are to be stopped.")
    chosen = len(purposes)
    if _is_kept(token, user):
        purposes, token = _left_to_stop(user, pupil, purposes), uuid4()
    if not purposes:
        return chosen
    loads = [
        write_word(
            contact=contact, purposes=purposes, value="no", kind=Kind.PORTAL, source="A parent, in the portal",
            wording=STOPPED, by=user, school_year=year, token=token if number == 0 else None,
        )
        for number, year in enumerate(years_in_hand(timezone.localdate()))
    ]  # fmt: skip
    why = Why(RemovalCause.Kind.PARENT, places_of(purposes))
    listed = list_pictures([pupil.pk], why, by=user, empty=[pupil.pk])
    tell_of_stop(purposes, also=listed.holders)
    tell_parents([pupil])
    record(Verb.PERMISSION_STOPPED, target=pupil, by=user, places=len(purposes), loads=[load.pk for load in loads])
    return chosen


@transaction.atomic
def give_permission(*, user: User, pupil: Pupil, purpose: Purpose, token: UUID) -> None:
    """Keep this parent's yes to one purpose under the wording of the page, where the school has turned that on.

    It counts like any answer: beside another parent's no it permits nothing. Raises ConsentFault where the school has
    not turned it on, this year's survey did not ask about the purpose, the parent may not answer any more, or the page
    was sent before and that yes is not what this parent said last: a yes is never written by an old page.
    """
    bulk.one_writer_at_a_time()
    contact = _contact(user, pupil)
    if not may_give():
        raise ConsentFault("A new yes goes through the school office. Ask there.")
    today = timezone.localdate()
    child = next(child for child in own_children(user, today) if child.pupil == pupil)
    place = next((place for place in child.places if place.purpose == purpose), None)
    if _is_kept(token, user):
        if place and place.said and place.said.value == "yes":
            return
        raise ConsentFault("Open My children again and choose once more.")
    if place is None or not place.may_be_given:
        raise ConsentFault("There is nothing to allow here. Go back to My children for what holds now.")
    load = write_word(
        contact=contact, purposes=[purpose], value="yes", kind=Kind.PORTAL, source="A parent, in the portal",
        wording=OFFERED, by=user, school_year=SchoolYear.objects.year_on(today), token=token,
    )  # fmt: skip
    tell_parents([pupil])
    record(Verb.PERMISSION_GRANTED, target=pupil, by=user, places=1, loads=[load.pk])


def may_give() -> bool:
    """Whether the school has turned on that parents give permission in the portal. Off unless somebody did."""
    return read_all()[Key.PARENTS_MAY_GIVE] == "yes"


def years_in_hand(today: dt.date) -> list[int]:
    """The school years for which an answer of `today` counts: this one, and from June on the coming one too."""
    year = SchoolYear.objects.year_on(today)
    return [year, year + 1] if survey_window(year + 1)[0] <= today else [year]


def write_word(
    *,
    contact: PupilContact,
    purposes: Sequence[Purpose],
    value: str,
    kind: SurveyImport.Kind,
    source: str,
    wording: str,
    by: User,
    school_year: int,
    token: UUID | None = None,
) -> SurveyImport:
    """Write one contact's word of this moment as a load of its own, inside the caller's transaction.

    `wording` is kept for each purpose, its label filled in. The load asks nobody else about anything: `asked` stays
    empty, so that no other child's register grows by it.
    """
    said = Said(contact, dict.fromkeys(purposes, value), timezone.now(), "second")
    return write_answer(said, kind=kind, source=source, wording=wording, by=by, school_year=school_year, token=token)


@dataclass(frozen=True)
class Said:
    """What one contact said: yes or no by purpose, and when, as exactly as it is known."""

    contact: PupilContact
    values: Mapping[Purpose, str]
    at: dt.datetime
    precision: str


def write_answer(
    said: Said,
    *,
    kind: SurveyImport.Kind,
    source: str,
    wording: str,
    by: User,
    school_year: int,
    token: UUID | None = None,
    digest: str = "",
    note: str = "",
) -> SurveyImport:
    """Write what one contact said, as `write_word` does. `digest` tells one such load from another."""
    now, values = timezone.now(), list(said.values.values())
    counts = {"rows_match": 1, "new_yes": values.count("yes"), "new_no": values.count("no")}
    load = SurveyImport.objects.create(
        public_id=token or uuid4(), kind=kind, status=SurveyImport.Status.APPLIED, school_year=school_year,
        file_name=source, sha256=digest, note=note, counts=counts, uploaded_by=by, applied_by=by,
        applied_at=now,
    )  # fmt: skip
    bulk.write([response_of(said, load.pk, school_year)], recorded_at=now, recorded_by=by.pk)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=load, purpose=purpose, wording=wording.format(purpose.label)) for purpose in said.values
    )
    return load


def response_of(said: Said, load: int, school_year: int) -> bulk.NewResponse:
    """What one contact said, as it is to be written. `load` is the row number of its load, 0 where there is none."""
    contact = said.contact
    return bulk.NewResponse(
        load, contact.pupil_id, school_year, 1, 1, key_of(contact), contact.name, contact.email,
        contact.relationship, said.at, said.precision, {purpose.pk: value for purpose, value in said.values.items()},
    )  # fmt: skip


def _contact(user: User, pupil: Pupil) -> PupilContact:
    contacts = own_contacts(user, timezone.localdate()).filter(pupil=pupil).order_by("priority", "pk")
    contact = contacts.select_related("pupil").first()
    if contact is None:
        raise ConsentFault("You are not on the child’s contact list any more. Ring the school office.")
    return contact


def _left_to_stop(user: User, pupil: Pupil, purposes: Sequence[Purpose]) -> list[Purpose]:
    """Those of `purposes` where something is left to stop, for a page that was sent before."""
    children = own_children(user, timezone.localdate())
    stopped = {
        place.purpose for child in children if child.pupil == pupil for place in child.places if place.is_stopped
    }
    return [purpose for purpose in purposes if purpose not in stopped]


def _is_kept(token: UUID, user: User) -> bool:
    """Whether this page was sent before. Raises ConsentFault for a token that is not of the person's own page."""
    kept = SurveyImport.objects.filter(public_id=token).first()
    if kept and (kept.kind, kept.uploaded_by_id) != (Kind.PORTAL, user.pk):
        raise ConsentFault("Open My children again and choose once more.")
    return kept is not None
