"""What the worker does about pictures to remove: leavers of the day, and the one mail a day about what is overdue."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import record, wait_for_the_chain
from consent.models import RemovalItem, RemovalLook
from people.actions.mail import queue_mails
from people.actions.pictures import LEAVER
from people.models import Notification, SchoolAccount, User
from people.roles import Role
from people.school_accounts import possible_holders, working_holders

from .removing import leavers_to_list, list_for_people

EARLIEST = dt.time(7)
THEN_THE_HEAD = dt.timedelta(days=1)
SUBJECT = "Pictures to remove are overdue"
BODY = """{count} that {is_} to come down {is_} overdue since {since}.
Sign in to see which, take {it} down, and tick {it}:
{page}
"""


@transaction.atomic
def list_pictures_of_leavers() -> int:
    """Whoever has left by today, and can be seen in what is out, is listed: a leaving that was entered beforehand has
    come. Called by the worker. Returns 0: whom it tells, `removing` tells."""
    gone = list(leavers_to_list(timezone.localdate()).order_by("pk").values_list("pk", flat=True))
    if gone:
        list_for_people(dict.fromkeys(gone, LEAVER), None)
    return 0


def remind_of_removals() -> int:
    """Mail what is overdue: to the account holder, what nobody holds to the office, and a day later to the head too.

    One mail a person and day, from seven in the morning, on every day: a picture is out on Sundays too. It holds a
    number and a day, no name. Returns how many people were told.
    """
    now = timezone.localtime()
    if now.time() < EARLIEST or _is_done(now.date()) or not _overdue(now):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        if _is_done(now.date()):
            return 0
        overdue = _overdue(now)
        for user, moments in overdue.items():
            queue_mails(
                kind=Notification.Kind.PERMISSION_STOPPED, users=[user], subject=SUBJECT, body=_body(moments)
            )  # fmt: skip
        record(Verb.REMOVAL_OVERDUE_TOLD, target=None, by=None, people=len(overdue))
    return len(overdue)


def _is_done(today: dt.date) -> bool:
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    told = AuditEvent.objects.filter(at__gte=midnight, verb=Verb.REMOVAL_OVERDUE_TOLD, actor=Actor.WORKER)
    return told.exists()


def _overdue(now: dt.datetime) -> dict[User, list[dt.datetime]]:
    """Since when what is overdue, by whom to tell. A constant number of queries."""
    late = _late(now)
    if not late:
        return {}
    able = {user.pk: user for user in possible_holders()}
    office, heads = list(User.objects.holding(Role.OFFICE)), list(User.objects.holding(Role.HEAD))
    found: dict[User, list[dt.datetime]] = defaultdict(list)
    for account, due_at in late:
        holders = working_holders(account, set(able)) if account else []
        told = holders or office or heads
        if due_at + THEN_THE_HEAD <= now:
            told = [*told, *(head for head in heads if head not in told)]
        for user in told:
            found[user].append(due_at)
    return found


def _late(now: dt.datetime) -> list[tuple[SchoolAccount | None, dt.datetime]]:
    """Each picture and each account that is overdue: the account, if any, and since when."""
    held = ("post__account__first_holder", "post__account__second_holder")
    items = RemovalItem.objects.open().filter(due_at__lt=now).select_related(*held)
    open_looks = RemovalLook.objects.filter(done_at=None, removal__called_off_at=None, removal__due_at__lt=now)
    looks = open_looks.select_related("removal", "account__first_holder", "account__second_holder")
    late = [(look.account, look.removal.due_at) for look in looks]
    return [*((item.post.account, item.due_at) for item in items), *late]


def _body(moments: list[dt.datetime]) -> str:
    one = len(moments) == 1
    return BODY.format(
        count="One thing" if one else f"{len(moments)} things", is_="is" if one else "are", it="it" if one else "them",
        since=f"{timezone.localtime(min(moments)):%-d %B %Y, %H:%M}",
        page=f"{settings.SITE_URL}{reverse('consent:takedowns')}",
    )  # fmt: skip
