"""A request about data is recorded, and what is done with it is said. Nothing is changed or taken away: what is put
right is said again (UK GDPR, articles 12 to 21)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.own import own_contacts
from incidents.data_request_mails import tell_asker, tell_of_parts, tell_of_request
from incidents.models import Case, DataRequest, DataRequestEntry, Right
from incidents.reference import new_reference
from incidents.rights.leading import keepers_of, leads
from incidents.rights.subjects import people_called, roles_kept_from
from incidents.rights.words import AfterRestriction
from incidents.sorts import Sort
from people.actions.restrictions import NotRestricted, begin_restriction, end_restrictions
from people.models import Pupil, PupilContact, SchoolYear, User
from people.permissions import Permission
from people.roles import Role

from .bundle_ends import end_bundles_of
from .data_request_rules import due_on, refuse, refuse_record, take_over
from .faults import CannotBeSo, NotAllowed, WrongState

Kind = DataRequestEntry.Kind
PREFIX, TRIES = "DR", 20
OVER = (Kind.ANSWERED, Kind.REFUSED, Kind.WITHDRAWN)
# Said by the portal itself or by an action of its own, never by a form.
NOT_SAID = (Kind.RECEIVED, Kind.PERSON, Kind.GATHERED, Kind.READY, Kind.HANDED_APART)


class Moved(WrongState):
    """Somebody added to it since the page was opened. `request` is as it stands now."""

    def __init__(self, request: DataRequest) -> None:
        self.request = request
        super().__init__(
            "Somebody added to this request while you were writing. Read what stands there now, then press the button "
            "again."
        )


@dataclass(frozen=True)
class Asked:
    """What somebody asks: what, which way it came, from whom, about whom as they said it."""

    right: Right
    way: DataRequest.Way
    received_on: dt.date
    words: str
    asked_as: DataRequest.AskedAs
    asker_name: str
    about_name: str
    asker_reach: str = ""
    about_reference: str = ""


@transaction.atomic
def receive_request(*, asked: Asked, form_key: uuid.UUID, by: User) -> DataRequest:
    """Record a request that came by letter, mail, call or word: any form counts. Sent twice with one form it is one.
    The month runs from the day it came. Raises NotAllowed, CannotBeSo."""
    if not by.has_perm(Permission.DATA_REQUEST_KEEP):
        raise NotAllowed
    known = DataRequest.objects.filter(form_key=form_key).first()
    if known:
        return known
    _refuse(asked)
    case = Case.objects.filter(reference__iexact=asked.about_reference.strip(), sort=Sort.COMPLAINT).first()
    found = DataRequest(**_columns(asked), about_case=case, recorded_by=by, form_key=form_key)
    return _begun(found, by)


@transaction.atomic
def ask_for_own(*, right: Right, words: str, form_key: uuid.UUID, by: User, pupil: Pupil | None = None) -> DataRequest:
    """Somebody signed in asks about their own data, or a parent with parental responsibility about their child's. Who
    they are is known by that. Raises NotAllowed for a child of somebody else, or under a court order."""
    known = DataRequest.objects.filter(form_key=form_key, asked_by=by).first()
    if known:
        return known
    if pupil and not own_contacts(by, timezone.localdate()).filter(pupil=pupil).exists():
        raise NotAllowed
    refuse_record(right)
    if right == Right.RECORD and pupil is None:
        raise CannotBeSo("right", "An educational record is that of a child: choose the child.")
    as_who = DataRequest.AskedAs.PARENT if pupil else DataRequest.AskedAs.SELF
    asked = Asked(right, DataRequest.Way.PORTAL, timezone.localdate(), words, as_who, str(by), str(pupil or by))
    found = DataRequest(
        **_columns(asked), asked_by=by, recorded_by=by, form_key=form_key, about_pupil=pupil,
        about_user=None if pupil else by, identity=DataRequest.Identity.ACCOUNT, may_ask=True,
    )  # fmt: skip
    _begun(found, by)
    tell_asker(found, "kept")
    return found


def _refuse(asked: Asked) -> None:
    refuse_record(asked.right)
    if asked.received_on > timezone.localdate():
        raise CannotBeSo("received_on", "Give the day on which it came. That day is still to come.")
    if not asked.asker_name.strip():
        raise CannotBeSo("asker_name", "Write who asks.")
    if not asked.about_name.strip():
        raise CannotBeSo("about_name", "Write about whom.")


def _columns(asked: Asked) -> dict[str, Any]:
    return {
        "right": asked.right, "way": asked.way, "received_on": asked.received_on, "words": asked.words.strip(),
        "asked_as": asked.asked_as, "asker_name": asked.asker_name.strip()[:160],
        "about_name": asked.about_name.strip()[:160], "asker_reach": asked.asker_reach.strip()[:300],
        "about_reference": asked.about_reference.strip()[:20], "begins_on": asked.received_on,
    }  # fmt: skip


def _begun(found: DataRequest, by: User) -> DataRequest:
    found.reference, found.due_on = _reference(), due_on(found)
    _settle_readers(found)
    found.save()
    _settle_leader(found)
    DataRequestEntry.objects.create(request=found, kind=Kind.RECEIVED, by=by, said={"text": found.words})
    tell_of_request(found, "received", [one for one in keepers_of(found) if one != by])
    record(Verb.RIGHTS_RECEIVED, target=found, by=by, right=str(found.right), way=str(found.way))
    return found


def _settle_readers(found: DataRequest) -> None:
    """Who does not read it: whoever asks or is meant, and each other holder of their post. While nobody has said whose
    data it is, everybody whom a typed name or post may mean. And no headteacher where a reference was given of a
    complaint that they may not know of, or of none: who is kept from it tells nobody whether there is one."""
    person = found.about_user or (found.about_contact.user if found.about_contact else None)
    meant = [] if found.is_listed else people_called(found.about_name)
    called = [] if found.asked_by_id else people_called(found.asker_name)
    found.kept_from = roles_kept_from(found.asked_by, person, *meant, *called, *_heads_kept_from(found))


def _heads_kept_from(found: DataRequest) -> list[User]:
    if not found.about_reference:
        return []
    quoted = Case.objects.filter(pk=found.about_case_id or 0)
    heads = User.objects.holding(Role.HEAD)
    return [one for one in heads if not Case.objects.visible_to(one).filter(pk__in=quoted.values("pk")).exists()]


def _settle_leader(found: DataRequest) -> None:
    """The officer leads it, or the chair where no officer may read it. Of a row that is kept."""
    officers = User.objects.holding(Role.DPO)
    may = any(DataRequest.objects.visible_to(one).filter(pk=found.pk).exists() for one in officers)
    found.leader_role = Role.DPO if may else Role.CHAIR
    found.save(update_fields=["leader_role"])


@transaction.atomic
def say_whose(
    *, request: DataRequest, by: User, pupil: Pupil | None = None, contact: PupilContact | None = None,
    user: User | None = None,
) -> DataRequest:  # fmt: skip
    """Say whose data it is: a child, somebody on a contact list, an account. Whoever holds the same post reads it no
    more from then on. Raises NotAllowed; WrongState once data were gathered."""
    held = locked_request(request, by)
    if held.parts.exists():
        raise WrongState("The data are gathered already. Say so in a note, and record a new request.")
    held.about_pupil, held.about_contact, held.about_user = pupil, contact, user
    held.may_ask = True if user and user == held.asked_by else None  # what was said of somebody else counts no more
    _settle_readers(held)
    take_over(held, Kind.PERSON, {})
    _save(held)
    _settle_leader(held)
    DataRequestEntry.objects.create(request=held, kind=Kind.PERSON, by=by, said={"who": str(pupil or contact or user)})
    record(Verb.RIGHTS_ADDED, target=held, by=by, part=str(Kind.PERSON))
    return held


@transaction.atomic
def add_to_request(
    *, request: DataRequest, kind: Kind, said: Mapping[str, Any], form_key: uuid.UUID, by: User,
    revision: int | None = None,
) -> DataRequestEntry:  # fmt: skip
    """Say what was done. `said` holds the answers by the names of `rights/words.LABELS`, days in ISO 8601. Sent twice
    with one form it is said once. Raises NotAllowed, WrongState, Moved, CannotBeSo (`data_request_rules.py`)."""
    held = locked_request(request, by)
    known = DataRequestEntry.objects.filter(form_key=form_key).first()
    if known:
        if known.request_id != held.pk:
            raise WrongState("This form was sent already, for another request. Open the page again.")
        return known
    if kind in NOT_SAID:
        raise NotAllowed
    if revision is not None and revision != held.revision:
        raise Moved(held)
    refuse(held, kind, said)
    entry = DataRequestEntry.objects.create(request=held, kind=kind, said=dict(said), by=by, form_key=form_key)
    take_over(held, kind, said)
    _save(held)
    _restrict(held, kind, said, by)
    if kind in OVER:
        tell_asker(held, "over")
    if kind in (Kind.REFUSED, Kind.WITHDRAWN):  # nobody gets it, so nobody keeps it
        end_bundles_of(held, by)
    record(Verb.RIGHTS_ADDED, target=held, by=by, part=str(kind))
    return entry


def _restrict(held: DataRequest, kind: Kind, said: Mapping[str, Any], by: User) -> None:
    """Begin or end the restriction beside the child or the account (article 18), in the transaction of the entry."""
    whose = held.about_pupil or held.about_user
    if kind == Kind.RESTRICTED and whose:  # asked before (`data_request_rules.refuse`)
        begin_restriction(whose=whose, reference=held.reference, scope=str(said["scope"])[:300], by=by)
    elif kind == Kind.LIFTED:
        stays_shut = said.get("pictures") != AfterRestriction.AS_ANSWERED
        try:
            end_restrictions(reference=held.reference, stays_shut=stays_shut, by=by)
        except NotRestricted as fault:
            raise WrongState(str(fault)) from None


@transaction.atomic
def record_request_reading(*, request: DataRequest, by: User) -> None:
    """Keep that somebody opened it. Raises NotAllowed."""
    if not DataRequest.objects.visible_to(by).filter(pk=request.pk).exists():
        raise NotAllowed
    record(Verb.RIGHTS_READ, target=request, by=by)


def locked_request(request: DataRequest, by: User) -> DataRequest:
    """The request as it stands now, held until the end of the transaction. Raises NotAllowed."""
    rows = DataRequest.objects.select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=request.pk)
    if not DataRequest.objects.visible_to(by).filter(pk=held.pk).exists():
        raise NotAllowed
    return held


def _save(held: DataRequest) -> None:
    held.revision += 1
    held.save()


def _reference() -> str:
    """One that no request has."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    for _ in range(TRIES):
        reference = new_reference(PREFIX, year)
        if not DataRequest.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("No free reference was found.")


@transaction.atomic
def remind_of_parts(*, request: DataRequest, by: User) -> int:
    """Tell those again for whom a part waits: to look through it, or to check it. For whoever leads the request, who
    does not learn who they are, nor by any answer of a part that is handed over apart: of that the morning mail tells.
    Raises NotAllowed, WrongState where nothing waits."""
    held = locked_request(request, by)
    if not leads(by, held):
        raise NotAllowed
    waiting = list(held.parts.filter(checked_at=None, is_apart=False).select_related("request", "case", "breach"))
    if not waiting:
        raise WrongState("No part waits for anybody.")
    told = tell_of_parts(held, "to_prepare", [one for one in waiting if one.released_at is None])
    told += tell_of_parts(held, "to_check", [one for one in waiting if one.released_at])
    record(Verb.RIGHTS_REMINDED, target=held, by=by)
    return told
