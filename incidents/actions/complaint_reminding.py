"""The one mail before the time for the next stage is over: a few school days ahead (three, unless the school says
otherwise), once (requirements 6.6)."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from incidents.complaint_mails import tell_complainant
from incidents.complaint_writable import WITHOUT_NEXT
from incidents.complaints.stages import Stage
from incidents.complaints.windows import is_closing_soon
from incidents.models import Case, Complaint
from people.calendar import school_calendar
from people.settings import Key, number, read_all

EARLIEST = dt.time(7)
FARTHEST = dt.timedelta(days=70)  # ten school days are never further away than a summer holiday


def remind_of_closing_windows() -> int:
    """Mail those who can ask for the next stage for a few school days more, from seven in the morning.

    Called by the worker every few minutes; the row says for which last day it is done. Who gave no address sees the
    day on the page. Returns how many people were told.
    """
    now = timezone.localtime()
    if now.time() < EARLIEST:
        return 0
    today = now.date()
    asked = Complaint.objects.filter(next_stage_by__range=(today, today + FARTHEST)).exclude(
        Q(stage=Stage.TWO) | Q(progress__in=WITHOUT_NEXT)
    )
    due = asked.exclude(email="").exclude(told_of_end=F("next_stage_by")).order_by("pk")
    found = list(due.values_list("pk", "next_stage_by"))
    if not found:
        return 0
    own = read_all()
    calendar, days = school_calendar(today, own), number(own, Key.COMPLAINT_CLOSING_DAYS)
    soon = [(pk, last) for pk, last in found if last and is_closing_soon(last, today, calendar, days)]
    return sum(_tell(pk, last) for pk, last in soon)


@transaction.atomic
def _tell(pk: int, last: dt.date) -> int:
    """Whether it was told now: of two workers one is first."""
    done = Complaint.objects.filter(pk=pk, next_stage_by=last).exclude(progress__in=WITHOUT_NEXT)
    if not done.exclude(told_of_end=last).update(told_of_end=last):
        return 0
    case = Case.objects.select_related("complaint").get(pk=pk)
    told = tell_complainant(case, "closing")
    record(Verb.COMPLAINT_DUE_TOLD, target=case, by=None, actor=Actor.WORKER, people=int(told))
    return int(told)
