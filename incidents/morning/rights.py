"""Requests about data in the morning mail: on every day, for the month of the law runs in holidays too."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from incidents.models import DataRequest, RequestState
from incidents.rights.waiting import waiting_parts
from people.models import User
from people.morning import MailDay, Waits, on
from people.permissions import Permission

SOON = dt.timedelta(days=7)


def requests_of(user: User, day: MailDay) -> Iterator[Waits]:
    """Those whose day is near or past, and new ones, by reference, for whoever keeps each; the parts of bundles that
    wait for this person, in number alone."""
    if user.has_perm(Permission.DATA_REQUEST_KEEP):
        yield from _clocks(user, day)
    parts = waiting_parts(user)
    if parts:
        first = min((one.request.due_on for one in parts if one.request.due_on), default=None)
        is_near = first is not None and first - day.today <= SOON
        yield Waits(
            len(parts), "part of somebody’s data to look through", "parts of somebody’s data to look through",
            reverse("incidents:bundle-parts"), note=f"the first by {on(first)}" if first else "",
            presses=is_near, every_day=is_near,
        )  # fmt: skip


def _clocks(user: User, day: MailDay) -> Iterator[Waits]:
    """Whose day is near on every day; what is new and has time left on school days alone."""
    is_near = Q(due_on__lte=day.today + SOON)
    found = DataRequest.objects.visible_to(user).open().filter(is_near | Q(state=RequestState.NEW))
    near: list[DataRequest] = []
    new: list[DataRequest] = []
    for one in found.order_by("due_on", "pk"):
        (near if one.due_on and one.due_on <= day.today + SOON else new).append(one)
    if near:
        yield _waits(near, "request about data to answer", "requests about data to answer", day, every_day=True)
    if new:
        yield _waits(new, "new request about data", "new requests about data", day, every_day=False)


def _waits(found: list[DataRequest], one: str, many: str, day: MailDay, *, every_day: bool) -> Waits:
    each = tuple(f"{asked.reference}: {_until(asked, day)}" for asked in found)
    page = reverse("incidents:data-requests")
    return Waits(len(found), one, many, page, each=each, presses=every_day, every_day=every_day)


def _until(one: DataRequest, day: MailDay) -> str:
    if one.due_on is None:
        return "waits for whoever asked"
    return f"overdue since {on(one.due_on)}" if one.due_on < day.today else f"to answer by {on(one.due_on)}"
