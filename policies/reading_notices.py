"""Who is to be told by mail that a policy waits to be read, who was told, and when they may be told again (A7, A9).

A reading falls due when its first day has come: a version that has to be read anew began, the school year began for
those who are asked each year, or the person began here. Each is told of once; and reminded once from a week before the
day by which it is due, and once when that day has passed. Nobody is asked by mail to read one policy twice within a
week, whoever sent the first mail: the worker, or the headteacher with the button.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from people.models import Notification
from people.together import Work, beside, together

from .models import AcknowledgementReminder, Policy, ReadingNotice
from .notifications import subject_published, subject_to_read
from .readers import Reader, all_readers

Kind = Notification.Kind
A_WEEK = dt.timedelta(days=7)
Days = dict[tuple[int, int | None], dt.date]  # by policy and person


@dataclass(frozen=True)
class Mails:
    """The last days on which each person was asked by mail to read each policy, and heard that it was published."""

    asked: Days = field(default_factory=dict)
    news: Days = field(default_factory=dict)

    def asked_on(self, reader: Reader) -> dt.date | None:
        return self.asked.get(_key(reader))

    def may_ask(self, reader: Reader, today: dt.date) -> bool:
        """The one rule: a week after the last mail that asked this person to read this policy."""
        return self.asked.get(_key(reader), dt.date.min) <= today - A_WEEK

    def may_remind(self, reader: Reader, today: dt.date) -> bool:
        """Whoever heard of it within a week, or since its day came near or went by, is left alone; news count too."""
        heard = max(self.asked.get(_key(reader), dt.date.min), self.news.get(_key(reader), dt.date.min))
        return heard <= today - A_WEEK and heard < _part_began(reader, today)

    def may_mention(self, reader: Reader, today: dt.date) -> bool:
        """Beside other things in a mail: by the same rule, and not within the week before the worker itself reminds."""
        near, past = reader.due_on - A_WEEK, reader.due_on + dt.timedelta(days=1)
        coming = next((day for day in (near, past) if day > today), None)
        return self.may_ask(reader, today) and (coming is None or coming >= today + A_WEEK)


@dataclass(frozen=True)
class Remindable:
    """Whom the head's reminder would reach now; nobody before `again`, where there is somebody left at all.

    `told`: when each of those left, by their key, was last told by mail of this reading. `last_mail`: when the last
    mail went to any of them about this policy, whoever sent it; `last`: when the button was pressed last.
    """

    readers: list[Reader]
    again: dt.date | None
    told: dict[int, dt.date]
    last_mail: dt.date | None
    last: AcknowledgementReminder | None

    @property
    def is_mailed_since(self) -> bool:
        """Whether the last mail is not that of the button."""
        return self.last_mail is not None and (self.last is None or timezone.localdate(self.last.at) < self.last_mail)


def mails_due(today: dt.date) -> tuple[list[Reader], list[Reader]]:
    """The readings of which the worker tells today for the first time, and those of which it reminds.

    One pass over the readers of every policy: nine queries at most, for one as for a hundred.
    """
    waiting = [reader for reader in all_readers(today) if reader.is_open]
    new = _not_told(waiting)
    keys = {_key(reader) for reader in new}
    near = [one for one in waiting if _key(one) not in keys and today >= one.due_on - A_WEEK]
    mails = mails_about([*new, *near], today)
    return (
        [reader for reader in new if mails.may_ask(reader, today)],
        [reader for reader in near if mails.may_remind(reader, today)],
    )


def first_mails(readers: Iterable[Reader], today: dt.date) -> list[Reader]:
    """Of the readers of one policy, those whom the worker tells today that it waits, on a school day."""
    new = _not_told([reader for reader in readers if reader.is_open])
    mails = mails_about(new, today)
    return [reader for reader in new if mails.may_ask(reader, today)]


def remindable(policy: Policy, readers: Sequence[Reader], today: dt.date) -> Remindable:
    """Whom the headteacher may remind of `policy`: at most once a week, and nobody who had a mail within the week. One
    query."""
    return together(reminding(policy, readers, today))[0]


def reminding(policy: Policy, readers: Sequence[Reader], today: dt.date) -> Work[Remindable]:
    """The same as work: asked once."""
    left = [reader for reader in readers if reader.is_open]
    mails, pressed_last = yield from beside(_heard(left, today), _pressed(policy))
    told = {one.user.pk: day for one in left if (day := mails.asked_on(one)) and day >= one.begins_on}
    last = next(iter(pressed_last), None)
    pressed = timezone.localdate(last.at) if last else None
    days = [day for one in left if (day := mails.asked_on(one))] + ([pressed] if pressed else [])
    ready = [reader for reader in left if mails.may_ask(reader, today)]
    again = None
    if pressed and pressed > today - A_WEEK:
        ready, again = [], pressed + A_WEEK
    elif left and not ready:
        again = min(day for one in left if (day := mails.asked_on(one))) + A_WEEK
    return Remindable(ready, again, told, max(days, default=None), last)


def mails_about(readers: Sequence[Reader], today: dt.date) -> Mails:
    """What these heard by mail about the policies that wait for them, as far as it matters. One query, or none.

    A mail about several readings says of none in its subject; a notice was kept of each.
    """
    return together(_heard(readers, today))[0]


def _pressed(policy: Policy) -> Work[list[AcknowledgementReminder]]:
    """When the button was pressed last, if it was."""
    pressed = AcknowledgementReminder.objects.filter(version__policy=policy).select_related("by")
    [rows] = yield [pressed[:1]]
    return list(rows)


def _heard(readers: Sequence[Reader], today: dt.date) -> Work[Mails]:
    mails = Mails()
    if not readers:
        return mails
    policies = {one.standing.version.policy_id: one.standing.version.policy for one in readers}
    users = {one.user.pk for one in readers}
    first = min(today - A_WEEK, *(min(one.begins_on, _part_began(one, today)) for one in readers))
    since = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    notices = ReadingNotice.objects.filter(version__policy__in=list(policies), user__in=users, at__gte=since)
    asking = {subject_to_read(policy): policy.pk for policy in policies.values()}
    telling = {subject_published(policy): policy.pk for policy in policies.values()}
    sent = _sent(asking, telling, Notification.objects.filter(user__in=users, created_at__gte=since))
    noticed, rows = yield [notices.values_list("version__policy_id", "user_id", "at"), sent]
    for policy, user, at in noticed:
        _later(mails.asked, (policy, user), at)
    for subject, user, at in rows:
        if subject in asking:
            _later(mails.asked, (asking[subject], user), at)
        for opening, policy in telling.items():
            if subject.startswith(opening):
                _later(mails.news, (policy, user), at)
    return mails


def _sent(asking: Iterable[str], telling: Iterable[str], sent: QuerySet[Notification]) -> QuerySet[Any]:
    """The mails are known by their subjects: of each, who had it, and when last."""
    about = Q(kind=Kind.POLICY_TO_READ, subject__in=list(asking))
    for opening in telling:
        about |= Q(kind=Kind.POLICY_PUBLISHED, subject__startswith=opening)
    return sent.filter(about).order_by().values_list("subject", "user_id").annotate(Max("created_at"))


def _not_told(readers: Sequence[Reader]) -> list[Reader]:
    """Those who were not told yet that it waits. Who is asked each year is told each year; who is asked once, once of
    a version. One query, or none."""
    if not readers:
        return []
    roots = {reader.standing.root for reader in readers}
    told = set(ReadingNotice.objects.filter(version__in=roots).values_list("version_id", "user_id", "school_year"))
    once = {(version, user) for version, user, _ in told}
    return [one for one in readers if not _is_told(one, told, once)]


def _is_told(reader: Reader, told: set[tuple[int, int, int]], once: set[tuple[int, int]]) -> bool:
    reading = (reader.standing.root, reader.user.pk)
    return (*reading, reader.school_year) in told if reader.is_yearly else reading in once


def _part_began(reader: Reader, today: dt.date) -> dt.date:
    """Since when the day is near, or past: each is reminded of once."""
    return reader.due_on + dt.timedelta(days=1) if reader.is_late_on(today) else reader.due_on - A_WEEK


def _key(reader: Reader) -> tuple[int, int | None]:
    return reader.standing.version.policy_id, reader.user.pk


def _later(days: Days, key: tuple[int, int | None], at: dt.datetime) -> None:
    days[key] = max(timezone.localdate(at), days.get(key, dt.date.min))
