"""Panels in the morning mail: by reference for those who are mailed about the complaint, else without."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from incidents.models import Case, Hearing, PanelMember
from incidents.panel_page import panels_of, panels_waiting_for
from incidents.relations import Act
from incidents.sorts import Sort
from people.models import User
from people.morning import Lines, MailDay, Waits
from people.permissions import Permission


def panels_of_day(day: MailDay) -> Lines:
    """What is due with the panels that somebody arranges or sits on. One query for a school without a panel."""
    is_any = Case.objects.complaints().filter(at_panel=True).open().exists()

    def lines(user: User) -> Iterator[Waits]:
        each = tuple(_lines(user, day.today, day.last)) if is_any else ()
        if each:
            yield Waits(
                len(each), "day of a panel is near or past", "days of panels are near or past",
                reverse("incidents:complaint-panels"), each=each, presses=True, recorded_as=Verb.COMPLAINT_DUE_TOLD,
            )  # fmt: skip

    return lines


def _lines(user: User, today: dt.date, last: dt.date) -> Iterator[str]:
    """Up to `last`: the next day of each panel, and its meeting."""
    if not user.has_perm(Permission.COMPLAINT_PANEL):
        return
    arranged = panels_waiting_for(user).filter(pk__in=_arranged_by(user).values("pk"))
    heard = Case.objects.allowing(Act.MAILED, user, Sort.COMPLAINT).filter(owner_role__in=sorted(user.roles))
    due = arranged.filter(due_on__lte=last).exclude(pk__in=heard.values("pk")).order_by("due_on", "pk")
    mailed = Case.objects.allowing(Act.MAILED, user, Sort.COMPLAINT).filter(pk__in=arranged.values("pk"))
    named = set(mailed.order_by().values_list("reference", flat=True))
    for reference, due_on in due.values_list("reference", "due_on"):
        if due_on:
            what = f"{reference}: its panel" if reference in named else "A panel that you arrange"
            yield f"{what}, {'overdue since' if due_on < today else 'due'} {due_on:%-d %B %Y}"
    for reference, meets_at in _meetings(arranged, today, last):
        what = f"{reference}: the panel" if reference in named else "A panel that you arrange"
        yield f"{what} meets on {timezone.localtime(meets_at):%-d %B %Y at %H:%M}"
    for _, meets_at in _meetings(_sat_on(user), today, last):
        yield f"A panel on which you sit meets on {timezone.localtime(meets_at):%-d %B %Y at %H:%M}"


def _arranged_by(user: User) -> QuerySet[Case]:
    return Case.objects.allowing(Act.APPOINT_PANEL, user, Sort.COMPLAINT)


def _sat_on(user: User) -> QuerySet[Case]:
    mine = PanelMember.objects.filter(user=user, ended_at=None).order_by().values("case")
    return panels_of(user).filter(pk__in=mine)


def _meetings(cases: QuerySet[Case], today: dt.date, last: dt.date) -> Iterator[tuple[str, dt.datetime]]:
    """Those of these panels that meet from today to `last`."""
    first = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    until = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))
    hearings = Hearing.objects.filter(ended_at=None, meets_at__gte=first, meets_at__lt=until)
    found = hearings.filter(complaint__in=cases.order_by().values("pk")).order_by("meets_at", "pk")
    for reference, meets_at in found.values_list("complaint__case__reference", "meets_at"):
        if meets_at:
            yield reference, meets_at
