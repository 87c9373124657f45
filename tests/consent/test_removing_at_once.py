"""A stop, a mark and a post at the same moment: one list, and no picture between them. These tests commit."""

import datetime as dt
import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from consent.actions.own import stop_permission
from consent.actions.removal_steps import tick_picture
from consent.faults import MayNotGoOut
from consent.models import Post, Purpose, RemovalItem, RemovalList, SurveyImport
from people.actions.flags import flag_pupil
from people.models import User
from people.roles import Role
from people.school_year import school_year_of
from tests.factories import UserFactory

from .checked import checked, use_of
from .given import answer, children
from .parents import mother
from .posted import post_of, posted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]  # several people press at once
ASKED = ["newsletter", "display"]


@pytest.fixture
def poppy(transactional_tables):
    """Her mother said yes this year."""
    year, now = school_year_of(timezone.localdate()), timezone.now() - dt.timedelta(days=1)
    load = SurveyImport.objects.create(status="applied", school_year=year, asked=ASKED, applied_at=now, sha256="1")
    [pupil] = children("Poppy")
    mother(pupil, "Leanne Cartwright")
    answer(load, pupil, who="Leanne Cartwright", given=now)
    return pupil


def at_once(*deeds):
    """All of them in threads of their own; what was raised, by deed."""
    raised, start = {}, threading.Barrier(len(deeds))

    def run(number, deed):
        try:
            start.wait(10)
            deed()
        except Exception as fault:
            raised[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def stops(pupil):
    contact = pupil.contacts.get()
    places = list(Purpose.objects.active_on(timezone.localdate()))
    return lambda: stop_permission(user=contact.user, pupil=pupil, purposes=places, token=uuid4())


@pytest.mark.parametrize("tries", range(3))
def test_a_stop_and_a_mark_at_once_are_one_list_with_both_causes(poppy, tries):
    teacher, dsl = UserFactory(role=Role.STAFF), UserFactory(role=Role.DSL)
    post = post_of(teacher, [poppy], use_of("newsletter"), link="")

    raised = at_once(stops(poppy), stops(poppy), lambda: flag_pupil(pupil=poppy, reason="Ask.", by=dsl))

    assert raised == {}
    removal = RemovalList.objects.get()
    assert [item.post for item in removal.items.all()] == [post]
    assert {cause.kind for cause in removal.causes.all()} == {"parent", "mark"}


@pytest.mark.parametrize("tries", range(3))
def test_a_post_that_meets_a_stop_is_refused_or_listed_and_never_neither(poppy, tries):
    teacher = UserFactory(role=Role.STAFF)
    check = checked(teacher, [poppy], use_of("newsletter"))
    by = User.objects.get(pk=teacher.pk)

    raised = at_once(stops(poppy), lambda: posted(by, check, link=""))

    listed = {item.post_id for item in RemovalItem.objects.all()}
    assert set(raised) <= {1} and all(isinstance(fault, MayNotGoOut) for fault in raised.values())
    assert listed == set(Post.objects.values_list("pk", flat=True)) and bool(listed) is (not raised)


def test_six_taps_at_once_are_one_tick(poppy):
    teacher, office = UserFactory(role=Role.STAFF), UserFactory(role=Role.OFFICE)
    post_of(teacher, [poppy], use_of("newsletter"), link="")
    stops(poppy)()
    item = RemovalItem.objects.get()

    def tick():
        tick_picture(item=item, outcome=RemovalItem.Outcome.REMOVED, by=User.objects.get(pk=office.pk))

    assert at_once(*[tick] * 6) == {}
    assert RemovalItem.objects.get().outcome == "removed" and RemovalList.objects.get().done_at
