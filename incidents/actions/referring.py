"""Asking the governors about legal action, and what they decide: theirs alone (policy D4)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.blacking import names_in
from incidents.models import AskedGovernor, Case, LegalDecision, LegalReferral, LegalWithdrawal, TimelineEntry
from incidents.notifications import tell_owners, tell_withdrawn
from incidents.relations import Act, Relation, grants_for
from incidents.standing import can
from incidents.walls import Wall
from people.models import User
from people.roles import Role

from .entries import add_entry
from .faults import CannotBeSo, NotAllowed, WrongState
from .locking import locked, locked_open, touch

RECOMMENDING = frozenset({Role.HEAD, Role.DSL})
GOVERNING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.GOVERNOR})
# Behind every other wall the governors' own are in it: nobody asked could record a decision.
DECIDED_BY_GOVERNORS = frozenset(
    grant.wall for grant in grants_for(Act.DECIDE_LEGAL) if grant.relation == Relation.ASKED
)


@dataclass(frozen=True)
class Decided:
    """What the governors decided at a meeting."""

    answer: LegalDecision.Answer
    meeting_on: dt.date
    reason: str
    minute_reference: str = ""
    contact: str = ""


@transaction.atomic
def refer_case(*, case: Case, reason: str, bundle: str, by: User) -> LegalReferral:
    """Recommend legal action to the governors: why, and what they read, without names. They decide; nobody else.

    One question at a time. Raises NotAllowed, WrongState where one is open, CannotBeSo.
    """
    held = locked_open(case, Act.REFER, by)
    if Wall(held.wall) not in DECIDED_BY_GOVERNORS:
        raise WrongState("It is about one of those who would decide. Ask the local authority for advice.")
    if LegalReferral.objects.open().filter(case=held).exists():
        raise WrongState("The governors are asked already. They answer that question first.")
    if not reason.strip():
        raise CannotBeSo("reason", "Write why you recommend it.")
    if not bundle.strip():
        raise CannotBeSo("bundle", "Write what the governors need to know, without names.")
    names = _names(held)
    for field, text in (("reason", reason), ("bundle", bundle)):
        if named := names_in(text, names):
            raise CannotBeSo(field, f"Take out the names: {', '.join(named)}. Write what part they have instead.")
    referral = LegalReferral.objects.create(case=held, reason=reason.strip(), bundle=bundle.strip(), referred_by=by)
    touch(held)
    add_entry(held, TimelineEntry.Kind.DECISION, "The governors are asked about legal action.", by=by, text=reason)
    record(Verb.INCIDENT_REFERRED, target=held, by=by)
    return referral


def _names(case: Case) -> set[str]:
    """Who must not be named in what the governors read: everybody who is or was linked, a pupil by the legal name too,
    and who reported it."""
    names = set()
    for person in case.people.select_related("pupil", "user"):
        names.add(person.name)
        if person.pupil:
            names.add(f"{person.pupil.legal_forename} {person.pupil.legal_surname}")
    if case.reported_by:
        names.add(f"{case.reported_by.forename} {case.reported_by.surname}")
    return names


@transaction.atomic
def open_referral(*, referral: LegalReferral, by: User) -> LegalReferral:
    """A governor reads what was put together. Each reading is recorded. Raises NotAllowed."""
    held = locked(referral.case, Act.READ_BUNDLE, by)
    record(Verb.INCIDENT_OPENED, target=held, by=by)
    return referral


def has_part(user: User, case: Case) -> bool:
    """Whether somebody has a part in a case and so does not decide as a governor: they read it whole, lead the school
    or its safeguarding, reported it, or are somebody in it. Who recommends does not decide (policy D4)."""
    if user.roles & RECOMMENDING or case.reported_by_id == user.pk or can(user, Act.READ, case):
        return True
    return case.people.present().filter(user=user).exists()


@transaction.atomic
def ask_governor(*, referral: LegalReferral, user: User, by: User) -> AskedGovernor:
    """Name a governor who reads one referral beside the chair and may record the decision. By somebody who is asked.

    Raises NotAllowed, WrongState once it is decided, CannotBeSo for somebody who is no governor or whom it is about.
    """
    held = locked(referral.case, Act.DECIDE_LEGAL, by)
    _refuse_closed(referral)
    if not user.roles & GOVERNING or not user.is_active:
        raise CannotBeSo("user", "Choose a governor.")
    if has_part(user, held):
        raise CannotBeSo("user", "Choose a governor who has no part in it.")
    asked, is_new = AskedGovernor.objects.get_or_create(referral=referral, user=user)
    if is_new:
        record(Verb.INCIDENT_GOVERNOR_ASKED, target=held, by=by, user=user.pk)
    return asked


@transaction.atomic
def decide_legal_action(*, referral: LegalReferral, decided: Decided, by: User) -> LegalDecision:
    """Record what the governors decided, and at which meeting. The chair, or a governor who was asked; never who
    referred it. Access to what they read ends with it. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked(referral.case, Act.DECIDE_LEGAL, by)
    if referral.referred_by_id == by.pk or not by.roles & GOVERNING or has_part(by, held):
        raise NotAllowed
    _refuse_closed(referral)
    if not decided.reason.strip():
        raise CannotBeSo("reason", "Write why the governors decided so.")
    if decided.meeting_on > timezone.localdate():
        raise CannotBeSo("meeting_on", "Give the day of the meeting. That day is still to come.")
    decision = LegalDecision.objects.create(
        referral=referral, answer=decided.answer, meeting_on=decided.meeting_on, reason=decided.reason.strip(),
        minute_reference=decided.minute_reference.strip(), contact=decided.contact.strip(), decided_by=by,
    )  # fmt: skip
    touch(held)
    said = f"The governors decided: {decision.get_answer_display().lower()}."
    add_entry(held, TimelineEntry.Kind.DECISION, said, by=by, text=decided.reason.strip())
    tell_owners(held, "decided", except_user=by)
    record(Verb.INCIDENT_LEGAL_DECIDED, target=held, by=by, answer=str(decided.answer))
    return decision


@transaction.atomic
def withdraw_referral(*, referral: LegalReferral, reason: str, by: User) -> LegalWithdrawal:
    """Take the question back before the governors decided it, with a reason; it may be asked again afterwards. Those
    who were asked read it no more from this request on, and are told by the reference. By whoever may refer the case.

    Raises NotAllowed, WrongState once it is decided or withdrawn, CannotBeSo.
    """
    held = locked(referral.case, Act.REFER, by)
    _refuse_closed(referral)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why you take it back.")
    asked = [user for user in _asked(referral) if user != by and can(user, Act.READ_BUNDLE, held)]
    withdrawal = LegalWithdrawal.objects.create(referral=referral, reason=reason.strip(), withdrawn_by=by)
    touch(held)
    said = "The governors are asked about legal action no more."
    add_entry(held, TimelineEntry.Kind.DECISION, said, by=by, text=reason.strip())
    tell_withdrawn(held, asked)
    record(Verb.INCIDENT_REFERRAL_WITHDRAWN, target=held, by=by)
    return withdrawal


def _asked(referral: LegalReferral) -> list[User]:
    """The chair of today and the governors asked beside them. What they may read is asked of the table for each."""
    named = referral.asked.values("user")
    return list(User.objects.holding(Role.CHAIR) | User.objects.filter(pk__in=named))


def _refuse_closed(referral: LegalReferral) -> None:
    if LegalDecision.objects.filter(referral=referral).exists():
        raise WrongState("The governors have decided this already.")
    if LegalWithdrawal.objects.filter(referral=referral).exists():
        raise WrongState("This question was taken back already.")
