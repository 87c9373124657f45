"""How long cases are kept once they are closed: which kind of record one is, and whether its time is over."""

import datetime as dt

from django.utils import timezone

from people.disposal import months_later
from people.models import KeepOrder, RetentionPeriod

from .models import Case
from .sorts import Sort
from .walls import Wall

INCIDENT, ABOUT_STAFF, COMPLAINT = SLUGS = ("incident", "incident-staff", "complaint")
MONTHS = {INCIDENT: 72, ABOUT_STAFF: 120, COMPLAINT: 72}


def slug_of(case: Case) -> str:
    """The kind of record that a case is."""
    if case.sort == Sort.COMPLAINT:
        return COMPLAINT
    return INCIDENT if case.wall == Wall.PUPIL else ABOUT_STAFF


def is_kept(case: Case) -> bool:
    """Whether somebody ordered that it be kept, whatever it was when they did."""
    return KeepOrder.objects.in_force().filter(kind__in=SLUGS, record=case.pk).exists()


def is_due(case: Case, today: dt.date) -> bool:
    """Whether its time is over. An open one is never due."""
    if case.closed_at is None:
        return False
    slug = slug_of(case)
    own = RetentionPeriod.objects.filter(kind=slug).values_list("months", flat=True).first()
    return months_later(timezone.localdate(case.closed_at), own or MONTHS[slug]) <= today


def needs_names(case: Case, *, until_due: bool) -> bool:
    """Whether names stay in it for now: it is open, or kept; or not due, and two people had them stay until then. In
    one about staff, or that may bear on child abuse, they stay until it is due whatever the two said: without them it
    is no proof of an allegation (Keeping children safe in education)."""
    if case.is_open or is_kept(case):
        return True
    return (until_due or is_about_staff(case) or bears_on_abuse(case)) and not is_due(case, timezone.localdate())


def is_about_staff(case: Case) -> bool:
    """Whether it is about somebody of the school, or may be."""
    return case.wall not in (Wall.PUPIL, Wall.DATA)


def bears_on_abuse(case: Case) -> bool:
    """What may bear on child abuse: the request of the Independent Inquiry into Child Sexual Abuse."""
    at_risk = case.sort == Sort.INCIDENT and hasattr(case, "incident") and case.incident.child_at_risk
    return case.is_safeguarding or at_risk
