"""What the policies ask of one person today, for the start pages: to read, and the privacy check-up."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from people.models import User
from people.permissions import Permission

from .checkups import done_by, period_on, times_a_year
from .models import Feature
from .readers import to_read
from .rule_uses import rule_in_force


@dataclass(frozen=True)
class OwnDuty:
    """One line: what to do, where, by when."""

    text: str
    url: str
    due_on: dt.date
    is_late: bool


def own_duties(user: User, today: dt.date) -> list[OwnDuty]:
    """The lines for `user`, policies first. Constant queries; none for who signed in as nobody or is away."""
    if not user.is_authenticated or user.is_shut:
        return []
    found = [
        OwnDuty(
            text=f"To read: {reader.standing.version.policy.title}",
            url=reverse("policies:acknowledgement", args=[reader.standing.version.policy.slug]),
            due_on=reader.due_on,
            is_late=reader.is_late_on(today),
        )
        for reader in to_read(user, today)
    ]
    return [*found, *_checkup(user, today)]


def _checkup(user: User, today: dt.date) -> list[OwnDuty]:
    """The check-up of this part of the year, where the school wants one and a policy asks for it."""
    if not user.has_perm(Permission.PRIVACY_CHECKUP):
        return []
    times = times_a_year()
    period = period_on(today, times)
    if not times or today < period.asked_from or done_by(user, period):
        return []
    if rule_in_force(Feature.PRIVACY, today) is None:
        return []
    return [OwnDuty("Your privacy check-up", reverse("policies:privacy-checkup"), period.ends_on, is_late=False)]
