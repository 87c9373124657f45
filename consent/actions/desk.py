"""Answers to sort out, comments to read, children to decide about: who opened them, and handing on what nobody did.

One mail a person and day, whatever the number of things: a survey can bring forty at once (issue 3, item 2).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.asking import subjects_of
from consent.deciding import pupils_undecided
from consent.models import DeskItem, ReviewEntry, ReviewWaiting
from consent.models.reviews import grouped
from people.actions.handing_on import Holders, Unopened, due_today, holders_today
from people.actions.mail import queue_mails
from people.calendar import school_calendar
from people.models import Notification, Pupil, PupilContact, SchoolYear, User
from people.names import fold
from people.roles import Role
from people.school_days import SchoolCalendar, in_words

ALSO = """{count} about photo permission {has} been opened by nobody for {days}, so you are told as well. \
Until {it} settled, pictures of these children are not used.

Sign in to see:
{page}
"""
BY_REFERENCE = """{count} about photo permission {has} been opened by nobody in school, though {it} waiting to be.
{references}

You cannot see {them} in the portal, and need not. Ask the headteacher, or the school office, what became of {them}.
"""
Told = dict[User, list[DeskItem]]


@transaction.atomic
def open_entries(*, entries: Iterable[ReviewEntry], by: User) -> None:
    """Somebody has opened these: they are handed on to nobody any more. Once; by who it is about, it is not opened.

    Three queries where all were opened before, a few more where some were not, whatever their number.
    """
    waiting = [entry for entry in entries if entry.status == ReviewEntry.Status.OPEN]
    known = {item.entry_id: item for item in DeskItem.objects.filter(entry__in=waiting)}
    about = _about(by, [entry for entry in waiting if entry.pk not in known or not known[entry.pk].opened_at])
    opened = [entry for entry, is_theirs in about if not is_theirs]
    if opened:
        _open_together(opened, by)


def _open_together(entries: list[ReviewEntry], by: User) -> None:
    """All that stand on one page, in the same few queries for one and for many; recorded once, of the first."""
    now = timezone.now()
    items = [DeskItem(entry=entry, since=entry.opened_at) for entry in entries]
    DeskItem.objects.bulk_create(items, ignore_conflicts=True)
    DeskItem.objects.filter(entry__in=entries, opened_at=None).update(opened_at=now, opened_by=by)
    more: dict[str, Any] = {"children": len(entries)} if len(entries) > 1 else {}
    record(Verb.ENTRY_OPENED, target=entries[0], by=by, **more)


def _about(user: User, entries: list[ReviewEntry]) -> list[tuple[ReviewEntry, bool]]:
    """Each entry, and whether `user` may have written it or is a parent of a child who may be meant. Two queries."""
    waits: dict[int, set[int]] = defaultdict(set)
    for entry, pupil in ReviewWaiting.objects.filter(entry__in=entries).values_list("entry_id", "pupil_id"):
        waits[entry].add(pupil)
    own = PupilContact.objects.filter(Q(user=user) | Q(email__iexact=user.email)).values_list("pupil_id", flat=True)
    children, name = set(own) if entries else set(), fold(f"{user.forename} {user.surname}")
    return [
        (
            entry,
            bool(children & (_pupils_of(entry) | waits[entry.pk]))
            or entry.respondent_email.casefold() == user.email.casefold()
            or fold(entry.respondent_name) == name != "",
        )
        for entry in entries
    ]


@transaction.atomic
def open_decision(*, pupil: Pupil, by: User) -> None:
    """The same for a child about whom there is something to decide."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    lying = DeskItem.objects.lying().filter(pupil=pupil, school_year=year)
    if lying.filter(opened_at__isnull=False).exists() or by.pk in subjects_of("", "", [pupil.pk]):
        return
    item, _ = DeskItem.objects.get_or_create(pupil=pupil, school_year=year, ended_at=None)
    _open(item, pupil, by)


def _open(item: DeskItem, target: ReviewEntry | Pupil, by: User) -> None:
    item.opened_at, item.opened_by = timezone.now(), by
    item.save()
    record(Verb.ENTRY_OPENED, target=target, by=by)


def hand_on_answers() -> int:
    """Tell those who are due of what nobody opened. Called by the worker. Returns how many people were told.

    It stood on the office's desk from the first day. After 2 school days the head and whoever stands in hear of it,
    after 4 the chair, by its reference alone; each person of each thing once, never of what is about them.
    """
    today = timezone.localdate()
    lying = [*_entries(), *_children(today)]
    return _hand_on(lying, school_calendar(), today) if lying else 0


def _entries() -> list[DeskItem]:
    """Rows and comments that nobody has opened in any load; not written yet where the worker told nobody of them."""
    waiting = ReviewEntry.objects.to_sort_out().select_related("survey", "desk_item")
    groups = grouped(waiting.defer("survey__repeats", "survey__mapping", "survey__counts"))
    return [_item(group[0]) for group in groups if not any(_item(entry).opened_at for entry in group)]


def _item(entry: ReviewEntry) -> DeskItem:
    return getattr(entry, "desk_item", None) or DeskItem(entry=entry, since=entry.opened_at)


@transaction.atomic
def _children(today: dt.date) -> list[DeskItem]:
    """Children to decide about whom nobody has opened. Who is decided about leaves the desk."""
    year, now = SchoolYear.objects.year_on(today), timezone.now()
    waiting = {pupil.pk for pupil in pupils_undecided(today)}
    lying = DeskItem.objects.lying().filter(pupil__isnull=False)
    lying.exclude(pupil__in=waiting, school_year=year).update(ended_at=now)
    known = {item.pupil_id: item for item in lying.filter(school_year=year)}
    for pupil in sorted(waiting - known.keys()):
        known[pupil] = DeskItem.objects.create(pupil_id=pupil, school_year=year, since=now)
    return [item for item in known.values() if item.opened_at is None]


@transaction.atomic
def _hand_on(lying: list[DeskItem], calendar: SchoolCalendar, today: dt.date) -> int:
    holders, whole, by_reference = holders_today(), Told(), Told()
    for item in lying:
        received_on = calendar.counts_as_received(item.received_at())
        if calendar.school_days_between(received_on, today) > 0:
            _tell_of(item, received_on, holders, calendar, today, whole, by_reference)
    for user, items in whole.items():
        _mail(user, items, ALSO, calendar)
    for user, items in by_reference.items():
        _mail(user, items, BY_REFERENCE, calendar)
    return len(whole.keys() | by_reference.keys())


def _tell_of(
    item: DeskItem, received_on: dt.date, holders: Holders, calendar: SchoolCalendar, today: dt.date,
    whole: Told, by_reference: Told,
) -> None:  # fmt: skip
    """Add one thing to what each person hears today, and keep whom it is told to."""
    subjects = _subjects_of_entry(item.entry) if item.entry else subjects_of("", "", [item.pupil_id or 0])
    thing = Unopened(
        what="", reference=item.reference, page="", kind=Notification.Kind.ANSWERS_WAIT, received_on=received_on,
        holder=Role.OFFICE, also=Role.HEAD, subjects=subjects, told=item.handed_on_to,
    )  # fmt: skip
    first, then = due_today(thing, holders, calendar=calendar, today=today)
    for user in first:
        whole.setdefault(user, []).append(item)
    for user in then:
        by_reference.setdefault(user, []).append(item)
    if told := [user.pk for user in (*first, *then)]:
        item.handed_on_to = [*item.handed_on_to, *told]
        item.save()
        record(Verb.ENTRY_HANDED_ON, target=item.entry or item.pupil, by=None, people=len(told))


def _subjects_of_entry(entry: ReviewEntry) -> set[int]:
    """Whoever may have written it, and the parents of every child who may be meant."""
    pupils = _pupils_of(entry) | set(entry.waits.values_list("pupil_id", flat=True))
    return subjects_of(entry.respondent_name, entry.respondent_email, pupils)


def _pupils_of(entry: ReviewEntry) -> set[int]:
    return {pupil for pupil in (entry.pupil_id, *(guess["pupil"] for guess in entry.suggestions)) if pupil}


def _mail(user: User, items: list[DeskItem], text: str, calendar: SchoolCalendar) -> None:
    one = len(items) == 1
    body = text.format(
        days=in_words(calendar.told_after[0]),
        count="One answer" if one else f"{len(items)} answers", has="has" if one else "have",
        it="it is" if one else "they are", them="it" if one else "them",
        page=f"{settings.SITE_URL}{reverse('consent:review')}",
        references="Its reference: " + items[0].reference if one else "Their references: "
        + ", ".join(item.reference for item in items),
    )  # fmt: skip
    kind, subject = Notification.Kind.ANSWERS_WAIT, "Answers about photo permission wait"
    queue_mails(kind=kind, users=[user], subject=subject, body=body)
