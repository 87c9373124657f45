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
    "referred": "{}: the governors are asked",
    "decided": "{}: the governors have decided",
}


def readers_of(case: Case) -> list[User]:
    """Who owns the case today and is mailed about it: never whom it is about."""
    return _among({Role(case.owner_role)} | ({Role.DSL} if case.is_safeguarding else set()), case)


def _among(roles: set[Role], case: Case) -> list[User]:
    wall = Wall(case.wall)
    people = User.objects.holding(*roles).prefetch_related("assignments")
    allowed = []
    for person in people:
        relations = relations_of(person, case)
        if relations & {Relation.OWNER, Relation.SAFEGUARDING} and Act.MAILED in acts_of(
            relations, wall, case.is_safeguarding
        ):
            allowed.append(person)
    return allowed


def tell_owners(case: Case, event: str, except_user: User | None = None) -> int:
    """One mail to each who owns the case today, in the transaction of what happened. Returns how many."""
    return _tell(case, event, (user for user in readers_of(case) if user != except_user))


def tell_of_sealing(case: Case, except_user: User) -> int:
    """Tell who owns the case and the safeguarding lead, whoever of them may know of it, that a file was sealed."""
    told = _among({Role(case.owner_role), Role.DSL}, case)
    return _tell(case, "sealed", (user for user in told if user != except_user))


def tell_handler(case: Case, user: User) -> int:
    """Tell somebody that a case was given to them, if they may be mailed about it."""
    may = Act.MAILED in acts_of(relations_of(user, case), Wall(case.wall), case.is_safeguarding)
    return _tell(case, "assigned", [user] if may else [])


def _tell(case: Case, event: str, users: Iterable[User]) -> int:
    told = list(users)
    address = f"{settings.SITE_URL}{reverse('incidents:incident', args=[case.public_id])}"
    body = f"{case.reference} waits for you. To read it, sign in and open:\n{address}\n"
    subject = SUBJECTS[event].format(case.reference)
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=subject, body=body)
    return len(told)
