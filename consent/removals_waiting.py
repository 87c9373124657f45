"""Pictures to remove, as the morning mail counts them: whose each is, and how far its clock has run (6.6)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from people.models import SchoolAccount, User
from people.morning import Lines, MailDay, Waits
from people.roles import Role
from people.school_accounts import possible_holders, working_holders
from people.settings import Key, number, read_all

from .models import RemovalItem, RemovalLook

Due = tuple[SchoolAccount | None, dt.datetime]


def waiting_removals(day: MailDay) -> Lines:
    """Each picture and each account to look through: to the holders of its account, what nobody holds to the office,
    and a day after its last moment to the headteacher too. On every day: a picture is out on Sundays too.

    A constant number of queries, whatever their number and whoever asks.
    """
    moments = _by_person(day.now)

    def lines(user: User) -> Iterator[Waits]:
        if own := moments.get(user.pk):
            yield _line(sorted(own), day.now)

    return lines


def _line(moments: list[dt.datetime], now: dt.datetime) -> Waits:
    late = [moment for moment in moments if moment < now]
    until = f"{timezone.localtime(moments[0]):%-d %B %Y, %H:%M}"
    which = f"{len(late)} overdue since {until}" if late else f"the first by {until}"
    return Waits(
        len(moments), "picture or account to see to because a permission ended",
        "pictures or accounts to see to because a permission ended", reverse("consent:takedowns"), which,
        presses=bool(late), every_day=True, recorded_as=Verb.REMOVAL_OVERDUE_TOLD if late else None,
    )  # fmt: skip


def _by_person(now: dt.datetime) -> dict[int, list[dt.datetime]]:
    """By whose it is to see to, the last moments of what is open."""
    found: dict[int, list[dt.datetime]] = defaultdict(list)
    waiting = _open()
    if not waiting:
        return found
    able = set(possible_holders().values_list("pk", flat=True))
    then_the_head = dt.timedelta(hours=number(read_all(), Key.REMOVAL_HEAD_HOURS))
    office, heads = (set(User.objects.holding(role).values_list("pk", flat=True)) for role in (Role.OFFICE, Role.HEAD))
    for account, due_at in waiting:
        holders = {user.pk for user in working_holders(account, able)} if account else set()
        told = holders or office or heads
        for key in told | heads if due_at + then_the_head <= now else told:
            found[key].append(due_at)
    return found


def _open() -> list[Due]:
    """Each picture and each account that is still to be seen to: the account, if any, and until when."""
    held = ("post__account__first_holder", "post__account__second_holder")
    items = RemovalItem.objects.open().select_related(*held)
    open_looks = RemovalLook.objects.filter(done_at=None, removal__called_off_at=None)
    looks = open_looks.select_related("removal", "account__first_holder", "account__second_holder")
    pictures: list[Due] = [(item.post.account, item.due_at) for item in items]
    return [*pictures, *((look.account, look.removal.due_at) for look in looks)]
