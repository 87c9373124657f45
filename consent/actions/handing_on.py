"""Requests about pictures: who opened them, and handing on those that nobody opened."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.asking import subjects_of
from consent.meant import pupils_meant
from consent.models import PhotoRequest
from people.actions.handing_on import Unopened, hand_on
from people.calendar import school_calendar
from people.models import Notification, User
from people.roles import Role
from people.school_days import SchoolCalendar


@transaction.atomic
def open_request(*, request: PhotoRequest, by: User) -> None:
    """Somebody has opened it: it is handed on to nobody any more. Once; by who it is about, it is not opened."""
    request = PhotoRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if request.opened_at or by.pk in _subjects(request, timezone.localdate()):
        return
    request.opened_at, request.opened_by = timezone.now(), by
    request.save(update_fields=["opened_at", "opened_by"])
    record(Verb.PHOTO_REQUEST_OPENED, target=request, by=by)


def hand_on_requests() -> int:
    """Tell those who are due of each request that nobody opened. Called by the worker. Returns how many were told.

    The office was told when it came. After 2 school days the head and whoever stands in hear of it, after 4 the chair,
    by its reference alone; each once.
    """
    today = timezone.localdate()
    waiting = list(PhotoRequest.objects.open().filter(opened_at=None))
    calendar = school_calendar() if waiting else None
    return sum(_hand_on(request.pk, calendar, today) for request in waiting if calendar)


@transaction.atomic
def _hand_on(pk: int, calendar: SchoolCalendar, today: dt.date) -> int:
    request = PhotoRequest.objects.select_for_update(no_key=True).get(pk=pk)
    if request.opened_at or request.handled_at:
        return 0
    thing = Unopened(
        what="A request about a picture of a child", reference=request.reference,
        page=f"{settings.SITE_URL}{request.get_absolute_url()}", kind=Notification.Kind.PHOTO_REQUEST,
        received_on=calendar.counts_as_received(request.sent_at), holder=Role.OFFICE, also=Role.HEAD,
        subjects=_subjects(request, today), told=request.handed_on_to,
    )  # fmt: skip
    told = hand_on(thing, calendar=calendar, today=today)
    if told:
        request.handed_on_to = [*request.handed_on_to, *told]
        request.save(update_fields=["handed_on_to"])
        record(Verb.PHOTO_REQUEST_HANDED_ON, target=request, by=None, people=len(told))
    return len(told)


def _subjects(request: PhotoRequest, today: dt.date) -> set[int]:
    held = request.holds.values_list("pupil_id", flat=True)
    meant = pupils_meant(request.child_name, request.class_name, today)
    return subjects_of(request.asked_by, request.reach_by, {*held, *meant})
