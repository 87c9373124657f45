"""What stood beside children and contacts on a day gone by: court orders, no parental responsibility, never published.

Whatever sets or takes off one of these marks says so here as well, so that the past is judged by what held then and
not by what holds today (requirements 1.3, contract 4). A child is never published by the mark and while a restriction
of use runs: one period for both, from the first of them to the last.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import MarkPeriod, Pupil, PupilContact

Kind = MarkPeriod.Kind


@dataclass(frozen=True)
class DayMarks:
    """The children who were never to be published, and the contacts under a court order and without a say."""

    never: frozenset[int]
    under_order: frozenset[int]
    no_say: frozenset[int]


def marks_at(moment: dt.datetime, pupils: Collection[int] | None) -> DayMarks | None:
    """What stood at `moment` of an earlier day; None for today, where the rows themselves say it.

    `pupils` are those whose mark and whose contacts' say are asked for; None means all. Court orders are of the whole
    school, because one beats every entry of that person. What stands today and nobody knows since when stood then too:
    the safe answer. Four queries.
    """
    if timezone.localdate(moment) >= timezone.localdate():
        return None
    these = Q() if pupils is None else Q(pupil__in=pupils)
    periods = MarkPeriod.objects.at(moment).filter(Q(kind=Kind.COURT_ORDER) | these)
    found: dict[str, set[int]] = {kind: set() for kind in Kind}
    for kind, pupil, contact in periods.values_list("kind", "pupil_id", "contact_id"):
        found[kind].add(contact or pupil)
    contacts = PupilContact.objects.order_by()
    orders = _undated(contacts.filter(gets_nothing=True), Kind.COURT_ORDER)
    no_say = _undated(contacts.filter(these, has_parental_responsibility=False), Kind.NO_SAY)
    shut = Q(do_not_publish=True) | Q(is_restricted=True)
    children = Pupil.objects.order_by().filter(Q() if pupils is None else Q(pk__in=pupils), shut)
    never = children.exclude(Exists(MarkPeriod.objects.running().filter(kind=Kind.NEVER, pupil=OuterRef("pk"))))
    return DayMarks(
        frozenset(found[Kind.NEVER] | set(never.values_list("pk", flat=True))),
        frozenset(found[Kind.COURT_ORDER] | orders),
        frozenset(found[Kind.NO_SAY] | no_say),
    )


def _undated(contacts: QuerySet[PupilContact], kind: MarkPeriod.Kind) -> set[int]:
    """Those of the contacts marked today of whom no row says since when."""
    running = MarkPeriod.objects.running().filter(kind=kind, contact=OuterRef("pk"))
    return set(contacts.exclude(Exists(running)).values_list("pk", flat=True))


def begin_mark(kind: MarkPeriod.Kind, pupils: Iterable[int] = (), contacts: Iterable[PupilContact] = ()) -> None:
    """From now on the mark stands beside these. Where it stands already nothing is written. Two queries."""
    now, contacts, pupils = timezone.now(), list(contacts), list(pupils)
    if not contacts and not pupils:
        return
    running = MarkPeriod.objects.running().filter(kind=kind)
    known = set(running.filter(_beside(pupils, contacts)).values_list("pupil_id", "contact_id"))
    beside = [(pupil, None) for pupil in pupils] + [(contact.pupil_id, contact.pk) for contact in contacts]
    MarkPeriod.objects.bulk_create(
        [MarkPeriod(kind=kind, pupil_id=p, contact_id=c, began_at=now) for p, c in beside if (p, c) not in known]
    )


def end_mark(kind: MarkPeriod.Kind, pupils: Iterable[int] = (), contacts: Iterable[PupilContact] = ()) -> None:
    """From now on it stands beside these no longer. That it stood until now is kept, of one without a date too."""
    now, contacts, pupils = timezone.now(), list(contacts), list(pupils)
    if not contacts and not pupils:
        return
    running = MarkPeriod.objects.running().filter(_beside(pupils, contacts), kind=kind)
    known = set(running.values_list("pupil_id", "contact_id"))
    running.update(ended_at=now)
    beside = [(pupil, None) for pupil in pupils] + [(contact.pupil_id, contact.pk) for contact in contacts]
    MarkPeriod.objects.bulk_create(
        [MarkPeriod(kind=kind, pupil_id=p, contact_id=c, ended_at=now) for p, c in beside if (p, c) not in known]
    )


def _beside(pupils: list[int], contacts: list[PupilContact]) -> Q:
    return Q(pupil__in=pupils, contact=None) | Q(contact__in=[contact.pk for contact in contacts])
