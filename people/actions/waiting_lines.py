"""What stands in the morning mail of people and mail: changes to confirm, and mails that could not be sent."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from people.models import Notification, User
from people.morning import Lines, MailDay, Waits, on
from people.permissions import Permission

from .proposals import decidable_by

FAILED_FOR = dt.timedelta(days=6)  # before today, as on the start page


def waiting_of_people(day: MailDay) -> Lines:
    """For whoever may confirm, and whoever looks after the mail. Others are asked nothing."""

    def lines(user: User) -> Iterator[Waits]:
        if user.has_perm(Permission.ROLE_CONFIRM):
            yield from _to_confirm(user)
        if user.has_perm(Permission.MAIL_VIEW):
            yield from _failed(user, day)

    return lines


def _to_confirm(user: User) -> Iterator[Waits]:
    found = decidable_by(user).order_by().aggregate(count=Count("pk"), first=Min("proposed_at"))
    if found["count"]:
        yield Waits(
            found["count"], "change to a role or an account to confirm", "changes to roles or accounts to confirm",
            reverse("people:proposals"), f"the oldest of {_day(found['first'])}",
        )  # fmt: skip


def _failed(user: User, day: MailDay) -> Iterator[Waits]:
    """Of the mails that they may see: none about cases is among them."""
    since = day.today - FAILED_FOR
    began = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    mails = Notification.objects.visible_to(user).failed().filter(created_at__gte=began)
    found = mails.order_by().aggregate(count=Count("pk"), first=Min("created_at"))
    if found["count"]:
        page = f"{reverse('people:mails')}?status={Notification.Status.FAILED}&since={since}"
        yield Waits(
            found["count"], "mail could not be sent", "mails could not be sent", page,
            f"the oldest of {_day(found['first'])}",
        )  # fmt: skip


def _day(moment: dt.datetime) -> str:
    return on(timezone.localdate(moment))
