"""What is due in tests: a child that left long ago, an incident and a complaint closed long ago; the two who decide."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from consent.models import PhotoRequest
from incidents.models import Case, DataRequest
from people.actions.destroying import confirm_destruction
from people.actions.disposal import Asked, ask_destruction, set_period
from people.models import Ground, Pupil, RoleAssignment, User
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.incidents.made import School, about, report
from todwick_portal.disposal.kinds import BY_SLUG

LONG_AGO = dt.timedelta(days=365 * 12)
THEN = timezone.now() - LONG_AGO
WHY = "Its time is over."


@pytest.fixture
def school(db) -> School:
    """Everybody who leads, a data-protection officer, and every time confirmed as proposed."""
    made = School().everybody_leading()
    for kind in BY_SLUG.values():
        set_period(kind=kind, months=kind.months, source="Decided.", by=made.head)
    return made


def left_long_ago(**names) -> Pupil:
    return PupilFactory(left_on=timezone.localdate() - LONG_AGO, **names)


def closed(case: Case, ago: dt.timedelta = LONG_AGO) -> Case:
    """The same, closed so long ago."""
    at = timezone.now() - ago
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=at, seen_at=at)
    return Case.objects.get(pk=case.pk)


def incident(school: School, *people, **changes) -> Case:
    """An incident closed long ago."""
    return closed(report(school.reporter, *people, **changes))


def about_head(school: School) -> Case:
    return incident(school, about(school.head))


def ask(slug: str, found, by: User, ground: Ground = Ground.DUE, reason: str = WHY, **more):
    asked = Asked(ground, reason, **more)
    return ask_destruction(kind=BY_SLUG[slug], found=found, asked=asked, by=by, address="https://portal.example/")


def destroy(slug: str, found, first: User, second: User, **more):
    """Asked for by one, confirmed by the other."""
    ask(slug, found, first, **more)
    return confirm_destruction(kind=BY_SLUG[slug], found=found, by=second)


def left(role: Role = Role.STAFF, **names) -> User:
    """Somebody whose account ended long ago."""
    user = UserFactory(role=role, **names)
    day = timezone.localdate() - LONG_AGO
    RoleAssignment.objects.filter(user=user).update(starts_on=day, ends_on=day)
    User.objects.filter(pk=user.pk).update(ends_on=day)
    return User.objects.get(pk=user.pk)


def photo_request(**changes) -> PhotoRequest:
    """One answered long ago."""
    typed = {"kind": "stop", "child_name": "Wren", "asked_by": "Imogen", "due_on": THEN.date(), "handled_at": THEN}
    return PhotoRequest.objects.create(form_key=uuid.uuid4(), outcome="Done.", **typed | changes)


def data_request(school: School, **changes) -> DataRequest:
    """A letter answered long ago, with what was done with it."""
    said = {
        "right": "access", "way": "letter", "received_on": THEN.date(), "asker_name": "Imogen Quillfeather",
        "asked_as": "self", "about_name": "Imogen Quillfeather", "begins_on": THEN.date(), "state": "answered",
        "answered_on": THEN.date(), "recorded_by": school.head, "reference": f"DR-1415-{DataRequest.objects.count()}",
    } | changes  # fmt: skip
    found = DataRequest.objects.create(**said)
    found.entries.create(kind="note", said={"text": "Rang Imogen."}, by=school.head)
    return found
