"""Handing on what nobody has opened, by mail: to those who stand in, then to the chair (issue 3, item 2).

The one timed duty for everything that waits for somebody. What waits says who may not hear of it and keeps who was
told; this finds who is told today, and writes the mails.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from people.cover import who_is_told
from people.models import Notification, User
from people.roles import Role
from people.school_days import SchoolCalendar, in_words

from .mail import queue_mails

ALSO = """{what} has been {state} by nobody for {days}, so you are told as well.

Sign in to see it:
{page}
"""
BY_REFERENCE = """{what} has been {state} by nobody in school, though it is waiting to be. Its reference: {reference}.

You cannot see it in the portal, and need not. Ask the headteacher, or the school office, what became of it.
"""


@dataclass(frozen=True)
class Unopened:
    """Something that nobody has opened: what it is called, its reference, since when it waits, for whom.

    `holder` is the role that was told at first, `also` the one told after two school days; whoever stands in counts
    like the holder. `subjects` are the accounts that it is about: they are never told. `told` were told already.
    `state` is what nobody has done with it, in the words of the mail.
    """

    what: str
    reference: str
    page: str
    kind: Notification.Kind
    received_on: dt.date
    holder: Role
    also: Role
    subjects: Collection[int]
    told: Collection[int]
    state: str = "opened"


Holders = dict[Role, dict[int, User]]


def holders_today() -> Holders:
    """Who may be told today, by role: read once where many things wait. Four queries."""
    told = (Role.OFFICE, Role.HEAD, Role.CHAIR, Role.VICE_CHAIR)
    return {role: {user.pk: user for user in User.objects.holding(role)} for role in told}


def due_today(
    thing: Unopened, people: Holders, *, calendar: SchoolCalendar, today: dt.date
) -> tuple[list[User], list[User]]:
    """Who is told today of the thing itself, and who by its reference alone; nothing is written. As `hand_on`."""
    able = {role: {pk: user for pk, user in held.items() if pk not in thing.subjects} for role, held in people.items()}
    holders, also = able[thing.holder], able[thing.also]
    chairs = able[Role.CHAIR] or able[Role.VICE_CHAIR]
    known = {*(holders or also), *thing.told}
    return _due(thing, holders, also, chairs, known=known, calendar=calendar, today=today)


def hand_on(thing: Unopened, *, calendar: SchoolCalendar, today: dt.date) -> list[int]:
    """Write the mails that are due today, inside the caller's transaction. Returns the row numbers of who is told now.

    Each person once. Whoever was told when it came is not among them. Where the chair is who it is about, or
    there is none, the vice-chair hears of it.
    """
    holders, also = _holding(thing.holder, thing), _holding(thing.also, thing)
    # Where nobody holds the role, the next one was told when it came.
    return hand_on_to(thing, holders, also, known=set(holders or also), calendar=calendar, today=today)


def hand_on_to(
    thing: Unopened,
    holders: dict[int, User],
    also: dict[int, User],
    *,
    known: set[int],
    calendar: SchoolCalendar,
    today: dt.date,
) -> list[int]:
    """The same where the people are found already: `holders` were told at first, `also` hear of it after two days.

    `known` need not be told again.
    """
    chairs = _holding(Role.CHAIR, thing) or _holding(Role.VICE_CHAIR, thing)
    known = {*known, *thing.told}
    whole, rest = _due(thing, holders, also, chairs, known=known, calendar=calendar, today=today)
    _mail(thing, whole, ALSO, calendar)
    _mail(thing, rest, BY_REFERENCE, calendar)
    return [user.pk for user in (*whole, *rest)]


def _due(
    thing: Unopened,
    holders: dict[int, User],
    also: dict[int, User],
    chairs: dict[int, User],
    *,
    known: set[int],
    calendar: SchoolCalendar,
    today: dt.date,
) -> tuple[list[User], list[User]]:
    due = who_is_told(
        received_on=thing.received_on, opened=False, today=today, calendar=calendar, subject=None,
        holder=next(iter(holders), None), covers=list(also), chair=next(iter(chairs), None),
    )  # fmt: skip
    whole = {one.person: also[one.person] for one in due if one.person in also and one.person not in known}
    by_reference = chairs if any(one.reference_only for one in due) else {}
    rest = [user for pk, user in by_reference.items() if pk not in known and pk not in whole]
    return list(whole.values()), rest


def _holding(role: Role, thing: Unopened) -> dict[int, User]:
    return {user.pk: user for user in User.objects.holding(role) if user.pk not in thing.subjects}


def _mail(thing: Unopened, users: list[User], text: str, calendar: SchoolCalendar) -> None:
    days = in_words(calendar.told_after[0])
    body = text.format(days=days, what=thing.what, page=thing.page, reference=thing.reference, state=thing.state)
    queue_mails(kind=thing.kind, users=users, subject=f"{thing.what} waits", body=body)
