"""Mails about photo permission. They say that something changed, never what, and name no child (security 2.4)."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from people.actions.mail import queue_mail, queue_mails
from people.models import Notification, RoleAssignment, User
from people.roles import Role
from people.school_accounts import possible_holders

from .models import Purpose

STOPPED = "A photo permission was stopped"
HANDED = "A checked picture to post"
WITHDRAWN = "A permission was withdrawn"
OVERDUE = "Pictures to remove are overdue"
REQUESTED = "A request about a picture of a child"


def tell_of_stop(purposes: Iterable[Purpose], also: Collection[int] = ()) -> int:
    """Tell the office, the head and those working here who hold the accounts of these places that a permission was
    stopped.

    `also` are the holders of other accounts on which something is to come down. Once for each person. No name, no
    place. In the transaction of the stop. Returns how many were told.
    """
    accounts = [purpose.account for purpose in purposes if purpose.account and purpose.account.is_active]
    holders = {key for account in accounts for key in (account.first_holder_id, account.second_holder_id) if key}
    holders |= set(also)
    staff = list(_holding(Role.OFFICE, Role.HEAD))
    others = possible_holders().filter(pk__in=holders).exclude(pk__in=[user.pk for user in staff])
    told = [user for user in [*staff, *others] if user.is_active]
    for user in told:
        queue_mail(
            kind=Notification.Kind.PERMISSION_STOPPED,
            user=user,
            address=user.email,
            subject=STOPPED,
            body=(
                "A photo permission was stopped. It counts at once.\n"
                "Check each picture again before it goes out. What is out and is to come down stands here:\n"
                f"{_address('consent:takedowns')}\n"
            ),
        )
    return len(told)


def tell_holders(holders: Collection[int], *, is_for_office: bool, except_users: Collection[int] = ()) -> int:
    """Tell account holders, and the office where nobody holds the account, that pictures are to come down (6.6).

    It says that a permission was withdrawn, never of whom and why; never to those whom it is about, `except_users`. In
    the transaction of what asked for it. Returns how many were told.
    """
    told = list(User.objects.filter(pk__in=holders).exclude(pk__in=except_users))
    if is_for_office:
        told += [user for user in _holding(Role.OFFICE).exclude(pk__in=except_users) if user not in told]
    body = (
        "A permission was withdrawn. Pictures that are out are to come down; which ones, and until when, stands here:\n"
        f"{_address('consent:takedowns')}\n"
    )
    told = [user for user in told if user.is_active]
    queue_mails(kind=Notification.Kind.PERMISSION_STOPPED, users=told, subject=WITHDRAWN, body=body)
    return len(told)


def tell_of_overdue(people: Collection[int]) -> None:
    """Tell those who are to take pictures down that the clock has ended. No name, no place, no number."""
    body = (
        "Pictures that were to come down because a permission ended are out still, and their clock has ended.\n"
        f"Which ones stands here. Tick each when it is gone:\n{_address('consent:takedowns')}\n"
    )
    users = list(User.objects.filter(pk__in=people).order_by("pk"))
    queue_mails(kind=Notification.Kind.PERMISSION_STOPPED, users=users, subject=OVERDUE, body=body)


def tell_of_handing(holder: User) -> None:
    """Tell an account holder that a checked picture waits to be posted. In the transaction of the handing."""
    body = (
        "A checked picture was handed to you, to be posted on an account of the school that you hold.\n"
        f"{_address('consent:posts')}\n"
    )
    queue_mails(kind=Notification.Kind.OTHER, users=[holder], subject=HANDED, body=body)


def tell_of_request(except_users: Collection[int] = ()) -> int:
    """Tell the office that somebody asked about a picture on the public page. Where nobody is the office: the head.

    Never those whom it is about, `except_users`. In the transaction of the request. Returns how many were told.
    """
    office, heads = (_holding(role).exclude(pk__in=except_users) for role in (Role.OFFICE, Role.HEAD))
    told = list(office) or list(heads)
    for user in told:
        queue_mail(
            kind=Notification.Kind.PHOTO_REQUEST,
            user=user,
            address=user.email,
            subject=REQUESTED,
            body=(
                "Somebody asked the school about a picture of a child, on the public page.\n"
                "It is to be answered within one school day:\n"
                f"{_address('consent:requests')}\n"
            ),
        )
    return len(told)


def _holding(*roles: Role) -> QuerySet[User]:
    """Everybody who holds one of these roles today, covers too, with an account that works."""
    today = timezone.localdate()
    working = Q(ends_on=None) | Q(ends_on__gte=today)
    return User.objects.filter(working, _in_force(*roles))


def _in_force(*roles: Role) -> Exists:
    return Exists(RoleAssignment.objects.in_force().filter(user=OuterRef("pk"), role__in=roles))


def _address(name: str) -> str:
    return f"{settings.SITE_URL}{reverse(name)}"
