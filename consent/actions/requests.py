"""What somebody without an account asks about a picture: received, a child held back, answered by the office."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from consent import bulk
from consent.asking import subjects_of
from consent.court_orders import who_may_confirm
from consent.faults import ConsentFault, WrongState
from consent.meant import pupils_meant
from consent.models import PhotoHold, PhotoRequest, Purpose, RemovalCause, SurveyImport
from consent.notifications import tell_of_request, tell_of_stop
from people.actions.telling import tell_parents
from people.calendar import school_calendar
from people.models import Pupil, PupilContact, User

from .own import write_word, years_in_hand
from .removing import Listed, Why, hold_lists, list_pictures, places_of, strike_request

Kind = PhotoRequest.Kind
CALLED = "Stopped by telephone: {}"
ANOTHER_CHILD = "Another child was meant"


class Outcome(StrEnum):
    """How the office answers a request."""

    CONFIRMED = "confirmed"
    ANSWERED = "answered"
    NOT_PARENT = "not_parent"
    WRONG_CHILD = "wrong_child"


OUTCOMES = {
    Outcome.CONFIRMED: "Confirmed by a parent: no to everything",
    Outcome.ANSWERED: "Answered",
    Outcome.NOT_PARENT: "Not a parent or carer",
    Outcome.WRONG_CHILD: "No child of the school is meant",
}


@dataclass(frozen=True)
class Asked:
    """What was typed on the public page."""

    child_name: str
    asked_by: str
    class_name: str = ""
    relationship: str = ""
    reach_by: str = ""
    where: str = ""
    message: str = ""


@transaction.atomic
def send_request(*, kind: PhotoRequest.Kind, asked: Asked, form_key: UUID) -> None:
    """Keep a request. *Stop* holds back at once every child that the typed name may mean, and lists what is out with
    each, to come down.

    Parents hear of the first request that holds their child back, not of each that a stranger sends after it.
    Sent twice with the same words, it is one request; with other words another one, so that no word is lost. It
    returns nothing: whoever asked learns nothing about who is on the pupil list.
    """
    bulk.one_writer_at_a_time()
    now = timezone.now()
    request, is_new = PhotoRequest.objects.get_or_create(
        form_key=uuid5(form_key, _digest(kind, asked)),
        defaults={**asdict(asked), "kind": kind, "sent_at": now, "due_on": due_on()},
    )
    meant = pupils_meant(asked.child_name, asked.class_name, timezone.localdate(now))
    if not is_new:
        return
    held = meant if kind == Kind.STOP else []
    held_before = _held_now(held)
    PhotoHold.objects.bulk_create(PhotoHold(request=request, pupil_id=pk, starts_at=now) for pk in held)
    subjects = subjects_of(asked.asked_by, asked.reach_by, meant)
    tell_of_request(except_users=subjects)
    newly = [pk for pk in held if pk not in held_before]
    tell_parents(newly)
    _list_pictures(newly, request, None).tell(except_users=subjects)
    record(Verb.PHOTO_REQUEST_SENT, target=request, by=None, actor=Actor.PUBLIC, kind=str(kind), held=len(held))


def due_on() -> dt.date:
    """By when a request sent now is answered: one school day after the day on which it counts as received."""
    calendar = school_calendar()
    return calendar.add_school_days(calendar.counts_as_received(timezone.now()), 1)


@transaction.atomic
def hold_child(*, request: PhotoRequest, pupil: Pupil, by: User) -> None:
    """Hold back a child that the office found under another spelling. Raises WrongState unless the request waits."""
    bulk.one_writer_at_a_time()
    request = _waiting(request)
    if request.kind != Kind.STOP:
        raise WrongState("Only a request to stop holds a child back.")
    held_before = _held_now([pupil.pk])
    _, is_new = PhotoHold.objects.get_or_create(request=request, pupil=pupil, defaults={"starts_at": timezone.now()})
    if is_new:
        tell_parents([] if held_before else [pupil])
        if not held_before:
            _list_pictures([pupil.pk], request, by).tell(except_users=_subjects(request))
        record(Verb.PHOTO_REQUEST_HANDLED, target=request, by=by, outcome="held", held=1)


@transaction.atomic
def handle_request(
    *, request: PhotoRequest, outcome: Outcome, note: str, by: User, contact: PupilContact | None = None
) -> PhotoRequest:
    """Answer a request with what was found out. Every hold of it ends.

    Where a parent confirmed a *stop* on the telephone, `contact` is that parent: their no to every place is written
    in the same transaction, so that the child goes from waiting to no. Raises ConsentFault without a note, or
    without a contact of a held child who may answer and has no court order; WrongState where somebody answered it
    before.
    """
    bulk.one_writer_at_a_time()
    request = _waiting(request)
    if not note.strip():
        raise ConsentFault("Write whom you rang or spoke to, and what they said.")
    now = timezone.now()
    held = [hold.pupil for hold in request.holds.filter(ended_at=None).select_related("pupil")]
    hold_lists([pupil.pk for pupil in held])
    if outcome == Outcome.CONFIRMED:
        _enter_the_no(contact, held, by)
    request.holds.filter(ended_at=None).update(ended_at=now, ended_by=by)
    request.handled_at, request.handled_by = now, by
    request.outcome = f"{OUTCOMES[outcome]}. {note.strip()}"
    request.save(update_fields=["handled_at", "handled_by", "outcome"])
    still_held = _held_now([pupil.pk for pupil in held])
    answered = contact.pupil_id if contact and outcome == Outcome.CONFIRMED else None
    nobodys = [pupil.pk for pupil in held if pupil.pk not in {*still_held, answered}]
    strike_request(nobodys, OUTCOMES[outcome] if outcome != Outcome.CONFIRMED else ANOTHER_CHILD, by=by)
    tell_parents(pupil for pupil in held if pupil.pk not in still_held or pupil.pk == answered)
    record(Verb.PHOTO_REQUEST_HANDLED, target=request, by=by, outcome=str(outcome), released=len(held))
    return request


def _enter_the_no(contact: PupilContact | None, held: list[Pupil], by: User) -> None:
    """The parent's no to everything, as of the call."""
    today = timezone.localdate()
    if contact is None or contact not in who_may_confirm([pupil.pk for pupil in held], today):
        raise ConsentFault("Choose which parent confirmed it. Where no child is held back yet, find the child first.")
    purposes = list(Purpose.objects.active_on(today).select_related("account"))
    loads = [
        write_word(
            contact=contact, purposes=purposes, value="no", kind=SurveyImport.Kind.LETTER, source="Telephone call",
            wording=CALLED, by=by, school_year=year,
        )
        for year in years_in_hand(today)
    ]  # fmt: skip
    listed = list_pictures(
        [contact.pupil_id], Why(RemovalCause.Kind.OFFICE, places_of(purposes)), by=by, empty=[contact.pupil_id]
    )
    tell_of_stop(purposes, also=listed.holders)
    record(Verb.ANSWER_ENTERED, target=contact.pupil, by=by, places=len(purposes), loads=[load.pk for load in loads])


def _list_pictures(pupils: list[int], request: PhotoRequest, by: User | None) -> Listed:
    """What is out with the children whom nothing held back before. Somebody without an account asked for it."""
    actor = None if by else Actor.PUBLIC
    return list_pictures(pupils, Why(RemovalCause.Kind.PUBLIC, request=request), by=by, actor=actor, empty=pupils)


def _subjects(request: PhotoRequest) -> set[int]:
    return subjects_of(request.asked_by, request.reach_by, request.holds.values_list("pupil_id", flat=True))


def _held_now(pupils: Collection[int]) -> set[int]:
    """Those of `pupils` whom a request holds back now. Looked for even where no child is meant, so that the public page
    takes as long for a name that nobody has.
    """
    holds = PhotoHold.objects.in_force_at(timezone.now()).filter(pupil__in=pupils or [0])
    return set(holds.order_by().values_list("pupil_id", flat=True))


def _waiting(request: PhotoRequest) -> PhotoRequest:
    request = PhotoRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if request.handled_at:
        raise WrongState("Somebody has answered this request already. Open the list again.")
    return request


def _digest(kind: str, asked: Asked) -> str:
    return hashlib.sha256(json.dumps([kind, asdict(asked)]).encode()).hexdigest()
