"""Handing on what waits for a second person and nobody has decided: roles, addresses, ends of accounts."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.calendar import school_calendar
from people.models import Notification, RoleProposal, User
from people.roles import Role
from people.school_days import SchoolCalendar

from .handing_on import Unopened, hand_on_to
from .proposals import concerned, confirmers


def hand_on_proposals() -> int:
    """Tell those who are due of each change that nobody has decided. Called by the worker. Returns how many were told.

    Everybody who might confirm was told when it was asked for. After 2 school days whoever can confirm it since, such
    as somebody who stands in; after 4 the chair, else the vice-chair, by its reference alone; each once. Never who
    asked, whom it is for, or who stands in for them. Nobody opens one: it waits until it is decided or withdrawn.
    """
    today = timezone.localdate()
    waiting = list(RoleProposal.objects.waiting().values_list("pk", flat=True))
    calendar = school_calendar() if waiting else None
    return sum(_hand_on(pk, calendar, today) for pk in waiting if calendar)


@transaction.atomic
def _hand_on(pk: int, calendar: SchoolCalendar, today: dt.date) -> int:
    asked = RoleProposal.objects.waiting().select_for_update(no_key=True).filter(pk=pk).first()
    if asked is None:
        return 0
    thing = Unopened(
        what="A change to somebody’s role or account", reference=asked.reference,
        page=f"{settings.SITE_URL}{reverse('people:proposals')}", kind=Notification.Kind.ROLE_TO_CONFIRM,
        received_on=calendar.counts_as_received(asked.proposed_at), holder=Role.HEAD, also=Role.CHAIR,
        subjects=concerned(asked), told=asked.told, state="decided",
    )  # fmt: skip
    first = {user.pk: user for user in User.objects.filter(pk__in=asked.told).exclude(pk__in=thing.subjects)}
    able = {user.pk: user for user in confirmers(asked)}
    told = hand_on_to(thing, first, able, known=set(first), calendar=calendar, today=today)
    if told:
        asked.told = [*asked.told, *told]
        asked.save(update_fields=["told"])
        record(Verb.ROLE_HANDED_ON, target=asked, by=None, people=len(told))
    return len(told)
