"""Who is to be told that a policy waits to be read, and who was told of it (A7).

A reading falls due when its first day has come: a version that has to be read anew began, the school year began for
those who are asked each year, or the person began here. Each is told of once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.models import User

from .models import Policy, PolicyVersion, ReadingNotice
from .readers import Reader, readers_of

A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Remindable:
    """Whom a reminder would reach now; nobody before `again`, where there is somebody left at all.

    `told`: when each of those left, by their key, was told by mail that it waits.
    """

    readers: list[Reader]
    again: dt.date | None
    told: dict[int, dt.datetime]


def due_by_user(today: dt.date) -> dict[User, list[Reader]]:
    """The readings that wait for each person and of which they were not told yet, the most urgent first."""
    found: dict[User, list[Reader]] = defaultdict(list)
    for policy in Policy.objects.filter(duties__is_asked=True).distinct():
        for reader in not_told(policy, today):
            found[reader.user].append(reader)
    return {user: sorted(readers, key=lambda one: one.due_on) for user, readers in found.items()}


def not_told(policy: Policy, today: dt.date) -> list[Reader]:
    """Those who have not said anything to `policy` and were not told yet that it waits."""
    left = [reader for reader in readers_of(policy, today) if reader.is_open]
    if not left:
        return []
    notices = ReadingNotice.objects.filter(version=left[0].standing.root)
    told = set(notices.values_list("user_id", "school_year"))
    once = {user for user, _ in told}
    return [one for one in left if not _is_told(one, told, once)]


def _is_told(reader: Reader, told: set[tuple[int, int]], once: set[int]) -> bool:
    """Who is asked each year is told each year; who is asked once, once of a version."""
    return (reader.user.pk, reader.school_year) in told if reader.is_yearly else reader.user.pk in once


def told_at(readers: Sequence[Reader]) -> dict[int, dt.datetime]:
    """When each of these, by their key, was last told of this reading by mail. One query, or none."""
    if not readers:
        return {}
    notices = ReadingNotice.objects.filter(version=readers[0].standing.root).order_by("at")
    by_user = {reader.user.pk: reader for reader in readers}
    found = {}
    for key, year, at in notices.values_list("user_id", "school_year", "at"):
        reader = by_user.get(key)
        if reader and (not reader.is_yearly or year == reader.school_year):
            found[key] = at
    return found


def remindable(version: PolicyVersion, readers: Sequence[Reader], now: dt.datetime) -> Remindable:
    """Whom the headteacher may remind of `version`: at most once a week, and nobody who was told within the week.

    The mail by which somebody hears that a reading fell due counts as a reminder for that person.
    """
    left = [reader for reader in readers if reader.is_open]
    told = told_at(left)
    last = version.reminders.order_by("-at", "-pk").first()
    if last and now < last.at + A_WEEK:
        return Remindable([], timezone.localdate(last.at + A_WEEK), told)
    lately = {key: at for key, at in told.items() if now < at + A_WEEK}
    ready = [reader for reader in left if reader.user.pk not in lately]
    if ready or not left:
        return Remindable(ready, None, told)
    return Remindable([], timezone.localdate(min(lately.values()) + A_WEEK), told)
