"""Mails about a panel: a reference for those who are mailed about the complaint, none for all others. Never a name.

Whoever arranges it may not read the complaint itself, so the link leads to the pages of panels. The clerk of a general
complaint and the members get no reference: what it is stands behind the sign-in alone (access matrix,
`notified_by_email`).
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import Case
from .panel_seating import sitting
from .relations import Act
from .standing import acts_for
from .walls import Wall

ARRANGING = {
    "asked": "a panel is to be arranged",
    "dates": "they said which days suit",
    "papers": "the papers for the panel are there",
    "off": "the panel has a free seat",
    "routed": "it was worked out again who arranges it",
    "off for good": "the panel is not needed any more",
}
MEMBERS = {
    "named": "You are on a panel of governors",
    "day": "The day of a panel of governors is fixed",
    "papers": "The papers for a panel of governors are there",
    "day off": "The day of a panel of governors is taken back",
    "no papers": "A panel of governors meets without papers",
    "off": "You are on a panel of governors no more",
    "off for good": "A panel of governors is not needed any more",
}
BODY = "{} waits for you. To arrange the panel, sign in and open:\n{}\n"
OVER = "The panel is not needed any more. There is nothing for you to do.\n"
WITHOUT = "To read more, sign in and open:\n{}\n"


def arrangers_of(case: Case) -> list[User]:
    """Who arranges the panel: the clerk to the governors, and the chair where the clerk may not. Never whom it is
    about, and nobody who complained."""
    for role in (Role.CLERK, Role.CHAIR):
        holders = User.objects.holding(role).order_by("pk").prefetch_related("assignments")
        found = [
            user for user in holders if user.pk != case.reported_by_id and Act.APPOINT_PANEL in acts_for(user, case)
        ]
        if found:
            return found
    return []


def tell_arrangers(case: Case, event: str, except_user: User | None = None, *, if_not_told: bool = False) -> int:
    """One mail to each who arranges the panel, in the transaction of what happened: by reference to those who are
    mailed about the complaint, else without. Returns how many.

    `if_not_told`: only those who are not mailed about the complaint itself, because that went out already.
    """
    told = [user for user in arrangers_of(case) if user != except_user]
    if if_not_told:
        told = [user for user in told if not is_told_already(case, user)]
    address = f"{settings.SITE_URL}{reverse('incidents:complaint-panel', args=[case.public_id])}"
    over = event == "off for good"
    body = OVER if over else BODY.format(case.reference, address)
    by_reference = [user for user in told if Act.MAILED in acts_for(user, case)]
    subject = f"{case.reference}: {ARRANGING[event]}"
    queue_mails(kind=Notification.Kind.CASE, users=by_reference, subject=subject, body=body)
    without = [user for user in told if user not in by_reference]
    subject = f"A panel of governors: {ARRANGING[event]}"
    body = OVER if over else WITHOUT.format(_list())
    queue_mails(kind=Notification.Kind.CASE, users=without, subject=subject, body=body)
    return len(told)


def is_told_already(case: Case, user: User) -> bool:
    """Whether somebody is mailed as its owner, or, of one about the headteacher, as the clerk who keeps the file."""
    is_post = case.owner_role in user.roles or (case.wall == Wall.HEAD and Role.CLERK in user.roles)
    return is_post and Act.MAILED in acts_for(user, case)


def tell_members(case: Case, event: str, users: Iterable[User] | None = None, except_user: User | None = None) -> int:
    """One mail to each member with an account: that something is there, and where to sign in."""
    members = [member.user for member in sitting(case) if member.user] if users is None else list(users)
    told = [user for user in members if user != except_user]
    body = OVER if event == "off for good" else WITHOUT.format(_list())
    queue_mails(kind=Notification.Kind.CASE, users=told, subject=MEMBERS[event], body=body)
    return len(told)


def _list() -> str:
    return f"{settings.SITE_URL}{reverse('incidents:complaint-panels')}"
