"""Mails about cases: a reference and where to sign in, never a name, never to the person it is about (security 2.4)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import Case
from .relations import Act, Relation, acts_of
from .standing import relations_of
from .walls import Wall

SUBJECTS = {
    "reported": "{}: new, to look at",
    "routed": "{}: now with you",
    "assigned": "{}: given to you",
    "added": "{}: something was added",
    "sealed": "{}: a file was sealed",
    "decided": "{}: the governors have decided",
    "danger": "{}: to look at now",
    "within_72_hours": "{}: new, to look at within 72 hours",
    "unopened": "{}: opened by nobody for two school days",
    "hours_24": "{}: waits for 24 hours, to look at now",
    "hours_48": "{}: waits for 48 hours, to look at now",
}
BY_REFERENCE = """{} has been opened by nobody in school for four school days, though it waits to be.

You cannot see it in the portal, and need not. Ask the headteacher or the clerk what became of it.
"""


def readers_of(case: Case, *also: Role) -> list[User]:
    """Who owns the case today and is mailed about it: never whom it is about. `also`: roles asked beside the owner's,
    as far as the table of relations lets them be mailed."""
    roles = {Role(case.owner_role), *also} | ({Role.DSL} if case.is_safeguarding else set())
    wall = Wall(case.wall)
    people = User.objects.holding(*roles).order_by("pk").prefetch_related("assignments")
    allowed = []
    for person in people:
        relations = relations_of(person, case)
        if relations & {Relation.OWNER, Relation.SAFEGUARDING} and Act.MAILED in acts_of(
            relations, wall, case.is_safeguarding
        ):
            allowed.append(person)
    return allowed


def tell_owners(case: Case, event: str, except_user: User | None = None, also: Iterable[Role] = ()) -> int:
    """One mail to each who owns the case today, in the transaction of what happened. Returns how many."""
    return tell(case, event, (user for user in readers_of(case, *also) if user != except_user))


def tell_of_sealing(case: Case, except_user: User) -> int:
    """Tell who owns the case and the safeguarding lead, whoever of them may know of it, that a file was sealed."""
    return tell(case, "sealed", (user for user in readers_of(case, Role.DSL) if user != except_user))


def tell_handler(case: Case, user: User) -> int:
    """Tell somebody that a case was given to them, if they may be mailed about it."""
    may = Act.MAILED in acts_of(relations_of(user, case), Wall(case.wall), case.is_safeguarding)
    return tell(case, "assigned", [user] if may else [])


def tell(case: Case, event: str, users: Iterable[User]) -> int:
    """One mail to each of `users`, who may be mailed about the case: its reference, and where to sign in."""
    told = list(users)
    address = f"{settings.SITE_URL}{reverse('incidents:incident', args=[case.public_id])}"
    body = f"{case.reference} waits for you. To read it, sign in and open:\n{address}\n"
    subject = SUBJECTS[event].format(case.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)


def tell_by_reference(case: Case, users: Iterable[User]) -> int:
    """The same to those who may not open it: no address, and nothing of what it is."""
    told = list(users)
    subject = f"{case.reference}: opened by nobody"
    body = BY_REFERENCE.format(case.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)


def who_was_told(case: Case, users: Iterable[int]) -> set[int | None]:
    """Which of these accounts had a mail about the case. The rows of mails stay when their texts are gone."""
    gone = (Notification.Status.FAILED, Notification.Status.EXPIRED)  # never arrived, so it told nobody
    mails = Notification.objects.filter(kind=Notification.Kind.CASE, user__in=list(users)).exclude(status__in=gone)
    return set(mails.filter(subject__startswith=f"{case.reference}:").values_list("user", flat=True))
