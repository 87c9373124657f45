"""Pictures to remove as the start page counts and lists them: the open lists, and when the first clock ends."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone

from people.models import User
from people.permissions import Permission
from people.roles import Role
from people.school_accounts import has_working_holder
from policies.own_duties import OwnDuty

from .models import RemovalItem, RemovalList, RemovalLook
from .models.posts import on_account_of

MOMENT = DateTimeField()
DAYS_NAMED = 7


def open_removals(user: User) -> QuerySet[Any]:
    """The open lists that `user` sees, each with `clock`, when the first of what is theirs to see to ends, and
    `to_remove` and `to_look`, how many pictures and accounts that are.

    As on the page of the lists: everything for those who see the full record, for an account holder what is on their
    accounts. For a holder who has ticked all of theirs no clock runs.
    """
    items, looks = RemovalItem.objects.filter(done_at=None), RemovalLook.objects.filter(done_at=None)
    if not user.has_perm(Permission.CONSENT_RECORD_VIEW):
        items, looks = items.held_by(user), looks.filter(on_account_of(user))
    lists = RemovalList.objects.open().visible_to(user).order_by()
    return lists.annotate(
        to_remove=_count(items),
        to_look=_count(looks),
        first_due=Subquery(_of_list(items).values(due=Min("due_at")).values("due")),
    ).annotate(
        clock=Case(
            When(to_look__gt=0, then=Least(Coalesce("first_due", "due_at"), F("due_at"))),
            default=F("first_due"),
            output_field=MOMENT,
        )
    )


def removals_mine(user: User) -> Q:
    """Of the lists of pictures to remove those with something left on an account that `user` holds; for the office with
    what nobody who works here holds, too, which is theirs to see to."""
    left = RemovalItem.objects.filter(done_at=None, removal=OuterRef("pk"))
    looks = RemovalLook.objects.filter(done_at=None, removal=OuterRef("pk"))
    mine = Q(Exists(left.held_by(user))) | Q(Exists(looks.filter(on_account_of(user))))
    if Role.OFFICE not in user.roles:
        return mine
    nobodys = looks.filter(~has_working_holder("account"))
    return mine | Q(Exists(left.without_holder())) | Q(Exists(nobodys))


def _of_list(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(removal=OuterRef("pk")).order_by().values("removal")


def _count(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(_of_list(rows).values(number=Count("pk")).values("number"), IntegerField()), 0)


def in_words(left: int, looks: int) -> str:
    """What is still to be done on one list.

    >>> in_words(3, 0), in_words(1, 2), in_words(0, 1), in_words(0, 0)
    ('3 pictures to remove', '1 picture to remove', '1 account to look through', 'Nothing left of yours')
    """
    if left:
        return f"{left} picture{'' if left == 1 else 's'} to remove"
    return f"{looks} account{'' if looks == 1 else 's'} to look through" if looks else "Nothing left of yours"


def clock_words(clock: dt.datetime, now: dt.datetime) -> str:
    """When the clock ends, as the picture of the start page says it; both moments are local. A day within the week is
    named, another one dated.

    >>> now = dt.datetime(2026, 10, 13, 8, 0)
    >>> clock_words(dt.datetime(2026, 10, 15, 20, 14), now), clock_words(dt.datetime(2026, 10, 30, 9, 5), now)
    ('clock ends Thursday 20:14', 'clock ends 30 October 9:05')
    >>> clock_words(dt.datetime(2026, 10, 13, 7, 59), now)
    'clock ended Tuesday 7:59'
    """
    verb = "ends" if clock >= now else "ended"
    is_near = abs((clock.date() - now.date()).days) < DAYS_NAMED
    return f"clock {verb} {clock:%A}" + _time(clock) if is_near else f"clock {verb} {clock:%-d %B}" + _time(clock)


def _time(clock: dt.datetime) -> str:
    return f" {clock:%-H:%M}"


def removal_duty(user: User, now: dt.datetime) -> list[OwnDuty]:
    """What an account holder without a start page reads on the check: how many children have pictures on their accounts
    that are to come down, and by when. Nothing where there is none, for who was away and has to sign in anew, and for
    those who see the full record: they have it on their start page. One query at most."""
    if not user.is_authenticated or user.is_shut or user.has_perm(Permission.CONSENT_RECORD_VIEW):
        return []
    lists = open_removals(user).filter(Q(to_remove__gt=0) | Q(to_look__gt=0))
    found = lists.aggregate(count=Count("pk"), first=Min("clock"))
    if not found["count"]:
        return []
    many = "a child" if found["count"] == 1 else f"{found['count']} children"
    text = f"To take down: pictures of {many}"
    until = timezone.localtime(found["first"])
    return [OwnDuty(text, reverse("consent:takedowns"), until.date(), is_late=until < now)]
