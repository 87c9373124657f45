"""What the policies ask of one person today, for the start pages: to read, and the privacy check-up."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import Exists, Subquery
from django.urls import reverse

from audit.quiet import OF_ANSWERS_ALONE, last_seal
from people.models import User
from people.permissions import Permission
from people.settings import Key
from people.together import Work, together

from .checkups import checkups_of, period_on, times_a_year
from .models import Acknowledgement, Feature, PolicyVersion, PrivacyCheckup
from .readers import Reader, own_reading, to_read
from .rule_uses import rules_in_force

KEPT = 24 * 60 * 60
# Rows that are only ever added, beside the record itself.
ADDED = (Acknowledgement, PolicyVersion, PrivacyCheckup)


@dataclass(frozen=True)
class OwnDuty:
    """One line: what to do, where, by when."""

    text: str
    url: str
    due_on: dt.date
    is_late: bool


def own_duties(user: User, today: dt.date, own: Mapping[Key, str]) -> list[OwnDuty]:
    """The lines for `user`, policies first. One query; none for who signed in as nobody or is away. `own`: the settings
    of the school."""
    if not user.is_authenticated or user.is_shut:
        return []
    readers, checkups = together(own_reading(user, today), checkup_due(user, today, own))
    return [*readings_due(user, readers, today), *checkups]


def readings_due(user: User, readers: Iterable[Reader], today: dt.date) -> list[OwnDuty]:
    """What `user`, one of `readers` or none, has still to read, a line each. No query."""
    if not user.is_authenticated or user.is_shut:
        return []
    return [
        OwnDuty(
            text=f"To read: {reader.standing.version.policy.title}",
            url=reverse("policies:acknowledgement", args=[reader.standing.version.policy.slug]),
            due_on=reader.due_on,
            is_late=reader.is_late_on(today),
        )
        for reader in to_read(user, readers)
    ]


def kept_duties(user: User, today: dt.date, own: Mapping[Key, str]) -> list[OwnDuty]:
    """The same lines, for a page that is opened all day: worked out once for each person, day and state of the record,
    and kept by the process. One query while nothing was recorded; none for whoever has no lines at all."""
    if not user.is_authenticated or user.is_shut:
        return []
    last = {model.__name__: Subquery(model._default_manager.order_by("-pk").values("pk")[:1]) for model in ADDED}
    seal = last_seal(but=OF_ANSWERS_ALONE)
    [read] = User.objects.filter(pk=user.pk).order_by().values(last_event=seal, **last)  # one row, whoever it is
    marks = [str(user.pk), "-".join(sorted(user.roles)), f"{today:%Y%m%d}", *(str(mark or 0) for mark in read.values())]
    found: list[OwnDuty] = caches["process"].get_or_set(  # type: ignore[assignment]
        ".".join(["own-duties", *marks]), lambda: own_duties(user, today, own), KEPT
    )
    return found


def checkup_due(user: User, today: dt.date, own: Mapping[Key, str]) -> Work[list[OwnDuty]]:
    """The check-up of this part of the year as a line, where the school wants one and a policy asks for it, as work:
    asked once, or nothing."""
    if not user.is_authenticated or user.is_shut or not user.has_perm(Permission.PRIVACY_CHECKUP):
        return []
    times = times_a_year(own)
    period = period_on(today, times)
    if not times or today < period.asked_from:
        return []
    [rules] = yield [rules_in_force(Feature.PRIVACY, today).filter(~Exists(checkups_of(user, period))).values("pk")]
    if not rules:
        return []
    return [OwnDuty("Your privacy check-up", reverse("policies:privacy-checkup"), period.ends_on, is_late=False)]
