"""A change that a parent tells the office: in a letter or e-mail, on the telephone, at the door (requirements, B4)."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.court_orders import refuse_yes_of_barred
from consent.faults import AlreadySaved, ConsentFault
from consent.models import Purpose, RemovalCause, SurveyImport
from consent.notifications import tell_of_stop
from consent.register import asked_in
from consent.turning import refuse_unseen
from people.actions.telling import tell_parents
from people.models import Pupil, PupilContact, SchoolYear, User
from people.school_year import survey_window

from .own import Said, response_of, write_answer
from .removing import Why, list_pictures, places_of

Kind = SurveyImport.Kind
APPLIED = SurveyImport.Status.APPLIED


class Way(StrEnum):
    """How the office heard of it. The words stand in the child's history."""

    LETTER = "Letter"
    CALL = "Telephone call"
    EMAIL = "E-mail"
    VISIT = "In person"


@dataclass(frozen=True)
class Entered:
    """What the office typed: who said it, which way and on which day, yes or no by purpose, and in a few words what."""

    contact: PupilContact
    way: Way
    said_on: dt.date
    values: Mapping[str, str]
    note: str


@dataclass(frozen=True)
class Kept:
    """That an answer was written, and how many parents were told that something changed."""

    told: int


@transaction.atomic
def enter_answer(*, entered: Entered, token: UUID, by: User, accepted: str | None = None) -> Kept | None:
    """Keep one parent's yes or no to some places, as of the day on which it was said. Nothing earlier is changed.

    It counts like any answer of that parent: a no at once; a yes beside another parent's no is a conflict. In June to
    August a no is kept for the coming school year too, a yes is not: it is asked for anew. Returns None where nothing
    was written: the same answer of the same day, or the page sent twice. `accepted` is the stamp of the answers that
    become a yes, as the page showed them (`turning.stamp_of`); None where nobody looked at a page.
    Raises ConsentFault where the contact may not answer, a yes is of somebody under a court order, the day does not
    fit or nothing is chosen; AlreadySaved if the page was saved with other answers in it; TurnsToYes where nobody
    looked at what becomes a yes.
    """
    bulk.one_writer_at_a_time()
    years = _years(entered.said_on)
    purposes = _purposes(entered, years[0])
    _refuse_who_may_not(entered.contact)
    if not entered.note.strip():
        raise ConsentFault("Write in a few words what was said.")
    if "yes" in purposes.values():
        refuse_yes_of_barred([entered.contact])
    digest = _digest(entered)
    if _is_kept(token, digest, years[0], by):
        return None
    new = response_of(_said(entered, purposes), 0, years[0])
    refuse_unseen([(entered.contact.pupil, new)], years[0], accepted, "the parent")
    loads = [
        _write(entered, values, year, digest, by, token if number == 0 else None)
        for number, year in enumerate(years)
        if (values := {p: v for p, v in purposes.items() if number == 0 or v == "no"})
    ]
    if stopped := [purpose for purpose, value in purposes.items() if value == "no"]:
        _list_pictures(entered.contact.pupil, stopped, by)
    told = tell_parents([entered.contact.pupil])
    record(
        Verb.ANSWER_ENTERED, target=entered.contact.pupil, by=by, way=entered.way.name.lower(),
        places=len(purposes), loads=[load.pk for load in loads],
    )  # fmt: skip
    return Kept(told)


def _list_pictures(pupil: Pupil, stopped: list[Purpose], by: User) -> None:
    """What is out there with the child is to come down (B11); those who look after it hear of it."""
    why = Why(RemovalCause.Kind.OFFICE, places_of(stopped))
    tell_of_stop(stopped, also=list_pictures([pupil.pk], why, by=by, empty=[pupil.pk]).holders)


def _years(said_on: dt.date) -> list[int]:
    """The school years for which an answer of that day counts, this one first. Raises ConsentFault for any other."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    first, _ = survey_window(year)  # until today, which may be in September where the new year begins later
    if not first <= said_on <= today:
        raise ConsentFault(
            f"The day must lie between {first:%-d %B %Y} and today. What was said before counts for another year."
        )
    return [year, year + 1] if survey_window(year + 1)[0] <= said_on else [year]


def _purposes(entered: Entered, school_year: int) -> dict[Purpose, str]:
    """The places with what was said, in the school’s order. A yes needs a question put to parents this year."""
    active = Purpose.objects.active_on(timezone.localdate()).select_related("account")
    purposes = {p: entered.values[p.slug] for p in active if entered.values.get(p.slug) in ("yes", "no")}
    if not purposes:
        raise ConsentFault("Choose Yes or No for at least one place.")
    asked = asked_in(school_year, timezone.now())
    if unasked := [p.label for p, value in purposes.items() if value == "yes" and p.slug not in asked]:
        raise ConsentFault(
            f"This year’s survey did not ask about {', '.join(unasked)}, so a yes permits nothing there. "
            "Leave it at –, or enter the parent’s form under Paper answers."
        )
    return purposes


def _refuse_who_may_not(contact: PupilContact) -> None:
    today = timezone.localdate()
    listed = contact.ends_on is None or contact.ends_on > today
    if not listed or not contact.has_parental_responsibility:
        raise ConsentFault(
            f"{contact.name} has no parental responsibility for {contact.pupil} on the contact list, so this answer "
            "cannot count. Choose somebody else, or correct the pupil list first."
        )
    if not Pupil.objects.on_roll_on(today).filter(pk=contact.pupil_id).exists():
        raise ConsentFault(f"{contact.pupil} is not at the school now. Nothing is published any more.")


def _is_kept(token: UUID, digest: str, school_year: int, by: User) -> bool:
    """Whether just this was entered before and counts. Raises AlreadySaved for a page saved with other answers."""
    sent = SurveyImport.objects.filter(public_id=token).first()
    if sent and (sent.kind, sent.sha256, sent.status, sent.uploaded_by_id) != (Kind.LETTER, digest, APPLIED, by.pk):
        raise AlreadySaved(
            "This page was saved already, and what you see now is not the same. Look at the child’s page first; "
            "if something is still missing, save again."
        )
    standing = SurveyImport.objects.standing()
    return bool(sent) or standing.filter(kind=Kind.LETTER, sha256=digest, school_year=school_year).exists()


def _digest(entered: Entered) -> str:
    """What tells one answer from another. The note is no part of it: told twice, it is the same answer."""
    said = [entered.contact.pk, entered.said_on.isoformat(), entered.way, sorted(entered.values.items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _write(
    entered: Entered, values: Mapping[Purpose, str], school_year: int, digest: str, by: User, token: UUID | None
) -> SurveyImport:
    return write_answer(
        _said(entered, values), kind=Kind.LETTER, source=str(entered.way),
        wording=f"{entered.way}: {{}}", by=by, school_year=school_year, token=token, digest=digest,
        note=entered.note.strip(),
    )  # fmt: skip


def _said(entered: Entered, values: Mapping[Purpose, str]) -> Said:
    midnight = timezone.make_aware(dt.datetime.combine(entered.said_on, dt.time()))
    return Said(entered.contact, values, midnight, "day")
