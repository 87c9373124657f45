"""Mails about photo permission. They say that something changed, never what, and name no child (security 2.4)."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from people.actions.mail import queue_mail
from people.models import Notification, RoleAssignment, User
from people.roles import Role

from .models import Purpose

STOPPED = "A photo permission was stopped"
REQUESTED = "A request about a picture of a child"


def tell_of_stop(purposes: Iterable[Purpose]) -> int:
    """Tell the office, the head and those who hold the accounts of these places that a permission was stopped.

    Once for each person: pictures that are out may have to come down. No name, no place. In the transaction of the
    stop. Returns how many were told.
    """
    accounts = [purpose.account for purpose in purposes if purpose.account and purpose.account.is_active]
    holders = {key for account in accounts for key in (account.first_holder_id, account.second_holder_id) if key}
    staff = list(_holding(Role.OFFICE, Role.HEAD))
    others = User.objects.filter(pk__in=holders).exclude(pk__in=[user.pk for user in staff])
    told = [user for user in [*staff, *others] if user.is_active]
    for user in told:
        page = "consent:requests" if user in staff else "consent:check"
        queue_mail(
            kind=Notification.Kind.PERMISSION_STOPPED,
            user=user,
            address=user.email,
            subject=STOPPED,
            body=(
                "A photo permission was stopped. It counts at once.\n"
                "Check each picture again before it goes out, and see whether one that is out must come down:\n"
                f"{_address(page)}\n"
            ),
        )
    return len(told)


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
