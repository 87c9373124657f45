"""Mails about policies. They say that something is to be looked at, and name nobody (security 2.4)."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from people.actions.mail import queue_mails
from people.models import Notification, User
from people.roles import Role

from .models import Policy, PolicyVersion

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
