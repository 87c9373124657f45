"""The clock of pictures to remove has ended: whose they are is told at once, the headteacher a day later, or
as much later as the school set (B11, 6.6).

Whatever the hour and the day: a picture is out at night and in August too. The morning mail says it again until all is
ticked (`removals_waiting.py`).
"""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.recorder import record
from consent.models import RemovalItem, RemovalList, RemovalLook
from consent.notifications import tell_of_overdue
from people.models import SchoolAccount, User
from people.roles import Role
from people.school_accounts import possible_holders, working_holders
from people.settings import Key, number, read_all

HOUR = dt.timedelta(hours=1)
OVER = dt.timedelta(days=7)
Due = tuple[SchoolAccount | None, dt.datetime]


def tell_of_overdue_removals() -> int:
    """Write to the working holders of the accounts, to the office of what nobody holds, once the clock has ended; and a
    day later to the headteacher too; of each list once, and one mail for all lists of a round. Called by the worker
    every few minutes. Returns how many were told."""
    now = timezone.now()
    ended = {"due_at__lte": now, "due_at__gt": now - OVER}
    items = RemovalItem.objects.open().filter(**ended).values("removal")
    looks = RemovalLook.objects.filter(done_at=None).values("removal")
    late = RemovalList.objects.open().filter(Q(pk__in=items) | Q(pk__in=looks, **ended))
    keys = list(late.values_list("pk", flat=True))
    return _tell(keys, now) if keys else 0


@transaction.atomic
def _tell(keys: Collection[int], now: dt.datetime) -> int:
    able = set(possible_holders().values_list("pk", flat=True))
    office, heads = (set(User.objects.holding(role).values_list("pk", flat=True)) for role in (Role.OFFICE, Role.HEAD))
    # The later mark first: who was not there for the first hears of the second alone.
    marks = (number(read_all(), Key.REMOVAL_HEAD_HOURS), 0)
    told: set[int] = set()
    for removal in RemovalList.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"):
        reached = _reached(removal, now, marks)
        if reached is None:
            continue
        mark, accounts = reached
        own = [{user.pk for user in working_holders(account, able)} if account else set() for account in accounts]
        people = set().union(*(holders or office or heads for holders in own), heads if mark else set())
        if not people:
            continue
        record(Verb.REMOVAL_OVERDUE_TOLD, target=removal, by=None, people=len(people), overdue=mark)
        told |= people
    tell_of_overdue(told)
    return len(told)


def _reached(
    removal: RemovalList, now: dt.datetime, marks: Collection[int]
) -> tuple[int, list[SchoolAccount | None]] | None:
    """The mark that a list has reached and of which nobody was told yet, with the accounts that it is about."""
    open_ = _open(removal)
    for mark in marks:
        late = [(account, until) for account, until in open_ if until + mark * HOUR <= now]
        if late and not _was_told(removal, mark, max(until for _, until in late)):
            return mark, [account for account, _ in late]
    return None


def _open(removal: RemovalList) -> list[Due]:
    """What is still to be seen to on one list, each with its account and until when."""
    if removal.called_off_at:
        return []
    held = ("post__account__first_holder", "post__account__second_holder")
    items = removal.items.filter(done_at=None).select_related(*held)
    looks = removal.looks.filter(done_at=None).select_related("account__first_holder", "account__second_holder")
    pictures: list[Due] = [(item.post.account, item.due_at) for item in items]
    return [*pictures, *((look.account, removal.due_at) for look in looks)]


def _was_told(removal: RemovalList, mark: int, until: dt.datetime) -> bool:
    """Whether it was told of this mark since the last of these clocks reached it."""
    told = AuditEvent.objects.about(removal).filter(verb=Verb.REMOVAL_OVERDUE_TOLD, at__gte=until + mark * HOUR)
    return told.filter(details__overdue__gte=mark).exists()
