"""Mails about policies. They say that something is to be looked at, and name nobody (security 2.4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import Policy, PolicyVersion
from .readers import Reader

Kind = Notification.Kind


def tell_to_read(version: PolicyVersion, users: Sequence[User]) -> None:
    """Remind each of `users` that this policy waits to be read. In the transaction of the reminder."""
    body = (
        "A policy of the school waits for you to read it: what changed comes first, it takes a few minutes.\n"
        "To read it and say whether you agree, sign in and open:\n"
        f"{_address('policies:acknowledgement', version.policy.slug)}\n"
    )
    queue_mails(kind=Kind.POLICY_TO_READ, users=users, subject=subject_to_read(version.policy), body=body)


def subject_to_read(policy: Policy) -> str:
    """By which a mail about reading this policy is known again."""
    return f"To read: {policy.title}"


def subject_published(policy: Policy) -> str:
    """How the subject of the mail begins that tells of a version of this policy."""
    return f"{policy.title}: version "


def tell_of_readings(due: Mapping[User, Sequence[Reader]], today: dt.date) -> None:
    """Tell each person what waits to be read: one mail for all of it, with the titles, days and addresses alone."""
    alike: dict[tuple[tuple[PolicyVersion, dt.date], ...], list[User]] = defaultdict(list)
    for user, readers in due.items():
        alike[tuple((reader.standing.version, reader.due_on) for reader in readers)].append(user)
    for readings, users in alike.items():
        is_one = len(readings) == 1
        which = "A policy of the school waits" if is_one else f"{len(readings)} policies of the school wait"
        titles = readings[0][0].policy.title if is_one else f"{len(readings)} policies"
        each = [_to_read(version, due_on, today) for version, due_on in readings]
        body = (
            f"{which} for you to read: what changed comes first, it takes a few minutes.\n"
            "Sign in, read it and say whether you agree.\n\n" + "\n\n".join(each) + "\n"
        )
        queue_mails(kind=Kind.POLICY_TO_READ, users=users, subject=f"To read: {titles}", body=body)


def _to_read(version: PolicyVersion, due_on: dt.date, today: dt.date) -> str:
    page = _address("policies:acknowledgement", version.policy.slug)
    return f"{version.policy.title}, {_by(due_on, today)}:\n{page}"


def _by(day: dt.date, today: dt.date) -> str:
    """A day that went by while there was no school is not held against anybody."""
    return f"by {day:%-d %B %Y}" if day >= today else "as soon as you can"


def tell_cannot_agree(version: PolicyVersion, by: User) -> int:
    """Tell the headteacher that somebody cannot agree; where that is the headteacher, the chair of governors.

    Not who and not why: for the head both stand on the page; the chair, who sees numbers alone, is sent to the head.
    Returns how many were told.
    """
    heads, chairs = (list(User.objects.holding(role).exclude(pk=by.pk)) for role in (Role.HEAD, Role.CHAIR))
    begins = "Somebody who was asked to read a policy of the school wrote that they cannot agree, and why.\n"
    page = _address("policies:acknowledgements", version.policy.slug)
    ends = f"To see it, sign in and open:\n{page}\n" if heads else "Please talk about it with the headteacher.\n"
    told, subject = heads or chairs, "Somebody cannot agree to a policy"
    queue_mails(kind=Kind.CANNOT_AGREE, users=told, subject=subject, body=begins + ends)
    return len(told)


def tell_of_checkup(users: Sequence[User]) -> None:
    """Remind each of `users` to look through the privacy settings of their own accounts."""
    body = (
        "It is time to look through the privacy settings of your own accounts. A short list of what to look at, "
        "and the button that says you did:\n"
        f"{_address('policies:privacy-checkup')}\n"
        "The portal keeps the day and nothing about your accounts.\n"
    )
    queue_mails(kind=Kind.PRIVACY_CHECKUP, users=users, subject="Your privacy check-up", body=body)


def _address(name: str, *arguments: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
