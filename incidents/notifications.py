"""Mails about cases: a reference and where to sign in, never a name, never to the person it is about (security 2.4)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import Case, EvidenceFile
from .relations import Act, Relation, acts_of
from .sorts import Sort
from .standing import relations_of
from .walls import Wall

SUBJECTS = {
    "reported": "{}: new, to look at",
    "routed": "{}: now with you",
    "assigned": "{}: given to you",
    "added": "{}: something was added",
    "sealed": "{}: a file was sealed",
    "next_stage": "{}: the next stage is asked for",
    "reopened": "{}: not settled, so opened again",
    "withdrawn": "{}: taken back",
    "code": "{}: a new access code was made",
    "decided": "{}: the governors have decided",
    "panel_day": "{}: the panel has its day, so its papers are due",
    "no_papers": "{}: the panel meets without papers",
    "panel_decided": "{}: the panel has decided",
    "danger": "{}: to look at now",
    "within_72_hours": "{}: new, to look at within 72 hours",
    "unopened": "{}: opened by nobody for {}",
    "hours_24": "{}: waits for 24 hours, to look at now",
    "hours_48": "{}: waits for 48 hours, to look at now",
}
# The relations that come with a post, as against those of people to whom a case was given.
BY_POST = frozenset({Relation.OWNER, Relation.SAFEGUARDING, Relation.CLERK})
WITHDRAWN = """What you were asked about {} was taken back, so there is nothing to decide.

You cannot see it in the portal any more.
"""
SECOND = """{} waits for you as the second of two people. To read what is asked, sign in and open:
{}
"""
BY_REFERENCE = """{} has been opened by nobody in school for {}, though it waits to be.

You cannot see it in the portal, and need not. Ask {} what became of it.
"""
CHAIR_FIRST = """{} is about an adult who has a complaint open. Nothing is to be done about it before you agree.

Ask the headteacher about it by this reference, and tell them what you decide.
"""


def readers_of(case: Case, *also: Role) -> list[User]:
    """Who owns the case today and is mailed about it: never whom it is about. `also`: roles asked beside the owner's,
    as far as the table of relations lets them be mailed."""
    roles = {Role(case.owner_role), *also} | ({Role.DSL} if case.is_safeguarding else set())
    people = User.objects.holding(*roles).order_by("pk").prefetch_related("assignments")
    allowed = []
    for person in people:
        relations = relations_of(person, case)
        if relations & BY_POST and Act.MAILED in acts_of(relations, case.circumstances):
            allowed.append(person)
    return allowed


def also_told(case: Case) -> tuple[Role, ...]:
    """Who hears of a case beside its owner: the clerk keeps the file of every complaint about the headteacher."""
    return (Role.CLERK,) if case.sort == Sort.COMPLAINT and case.wall == Wall.HEAD else ()


def tell_owners(case: Case, event: str, except_user: User | None = None, also: Iterable[Role] = ()) -> int:
    """One mail to each who owns the case today, in the transaction of what happened. Returns how many."""
    return tell(case, event, (user for user in readers_of(case, *also) if user != except_user))


def tell_of_sealing(case: Case, except_user: User) -> int:
    """Tell who owns the case and the safeguarding lead, whoever of them may know of it, that a file was sealed."""
    return tell(case, "sealed", (user for user in readers_of(case, Role.DSL) if user != except_user))


def tell_handler(case: Case, user: User) -> int:
    """Tell somebody that a case was given to them, if they may be mailed about it."""
    may = Act.MAILED in acts_of(relations_of(user, case), case.circumstances)
    return tell(case, "assigned", [user] if may else [])


def tell(case: Case, event: str, users: Iterable[User], words: str = "") -> int:
    """One mail to each of `users`, who may be mailed about the case: its reference, and where to sign in."""
    told = list(users)
    address = f"{settings.SITE_URL}{case.get_absolute_url()}"
    body = f"{case.reference} waits for you. To read it, sign in and open:\n{address}\n"
    subject = SUBJECTS[event].format(case.reference, words)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)


def tell_chair_first(case: Case, users: Iterable[User]) -> int:
    """Ask the chair, by the reference of an incident, to agree before anything is done about it."""
    told = list(users)
    body = CHAIR_FIRST.format(case.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=f"{case.reference}: to agree to", body=body)
    return len(told)


def tell_by_reference(case: Case, users: Iterable[User], days: str) -> int:
    """The same to those who may not open it: no address, and nothing of what it is."""
    told = list(users)
    subject = f"{case.reference}: opened by nobody"
    body = BY_REFERENCE.format(case.reference, days, _whom_to_ask(case))
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)


def tell_withdrawn(case: Case, users: Iterable[User]) -> int:
    """Tell those who were asked about legal action that they are asked no more: the reference alone."""
    told, subject = list(users), f"{case.reference}: you are asked no more"
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=WITHDRAWN.format(case.reference))
    return len(told)


def tell_second(case: Case, file: EvidenceFile, users: Iterable[User]) -> int:
    """Tell those who may be the second of two about a sealed file: the reference, and where to read what is asked."""
    told, subject = list(users), f"{case.reference}: a second person is needed"
    address = f"{settings.SITE_URL}{file.destruction_url}"
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=SECOND.format(case.reference, address))
    return len(told)


def _whom_to_ask(case: Case) -> str:
    """Of a complaint whoever owns it and nobody else: somebody else may be whom it is about."""
    if case.sort == Sort.INCIDENT:
        return "the headteacher or the clerk"
    label = Role(case.owner_role).label
    return f"the {label[0].lower()}{label[1:]}"


def who_was_told(case: Case, users: Iterable[int], since: dt.datetime | None = None) -> set[int | None]:
    """Which of these accounts had a mail about the case, on `since` or later. The rows of mails stay when their texts
    are gone."""
    gone = (Notification.Status.FAILED, Notification.Status.EXPIRED)  # never arrived, so it told nobody
    mails = Notification.objects.filter(kind=Notification.Kind.CASE, user__in=list(users)).exclude(status__in=gone)
    if since:
        mails = mails.filter(created_at__gte=since)
    return set(mails.filter(subject__startswith=f"{case.reference}:").values_list("user", flat=True))
