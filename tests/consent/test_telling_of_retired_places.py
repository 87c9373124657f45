"""Parents hear of a place retired from a later day when that day has come, as they do of one retired today."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from consent.actions.places import retire_place, take_place_back
from consent.actions.retiring import tell_of_retired_places
from consent.models import Purpose
from people.actions.school_accounts import close_account
from tests.consent.given import MORNING, TODAY, survey
from tests.consent.parents import family, said, told
from tests.consent.school_places import account, on_x, place  # noqa: F401
from todwick_portal.duties import tell_what_is_due

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=9)


@pytest.fixture
def calendar(monkeypatch):
    """It is Tuesday 13 October 2026, until a test says that days have passed."""

    def days_later(days):
        monkeypatch.setattr(timezone, "now", lambda: MORNING + dt.timedelta(days=days))

    days_later(0)
    return days_later


def test_the_worker_tells_them_on_the_day_itself_and_once(calendar, office):
    load, (_, imogen) = survey(), family()
    said(load, imogen)
    said(load, family("Jay", "Leanne Pike")[1], "no")
    retire_place(purpose=place("website"), from_day=LATER, by=office)

    heard = []
    for day in range(12):
        calendar(day)
        tell_what_is_due()
        tell_what_is_due()
        heard.append(told())

    assert heard == [[]] * 9 + [["imogen"]] + [[]] * 2
    event = AuditEvent.objects.get(verb=Verb.PURPOSE_OUT_OF_USE)
    assert (event.actor, event.target_id, event.details["children"]) == (Actor.WORKER, str(place("website").pk), 1)


def test_a_worker_that_stood_still_tells_them_when_it_runs_again(calendar, office):
    said(survey(), family()[1])
    retire_place(purpose=place("website"), from_day=LATER, by=office)

    calendar(30)
    tell_of_retired_places()

    assert told() == ["imogen"]


def test_two_places_of_one_day_are_one_mail(calendar, office):
    said(survey(), family()[1])
    for slug in ("website", "newsletter"):
        retire_place(purpose=place(slug), from_day=LATER, by=office)

    calendar(9)
    tell_of_retired_places()

    assert told() == ["imogen"]


def test_a_place_taken_back_before_its_day_tells_nobody(calendar, office):
    said(survey(), family()[1])
    retired = retire_place(purpose=place("website"), from_day=LATER, by=office)
    take_place_back(purpose=retired, by=office)
    told()

    calendar(9)
    tell_of_retired_places()

    assert told() == []


def test_a_place_retired_today_is_told_by_the_act_and_not_again_by_the_worker(calendar, office):
    said(survey(), family()[1])
    retire_place(purpose=place("website"), from_day=TODAY, by=office)
    assert told() == ["imogen"]

    tell_of_retired_places()

    assert told() == []


def test_a_place_retired_again_later_is_told_of_again(calendar, office):
    said(survey(), family()[1])
    retired = retire_place(purpose=place("website"), from_day=TODAY, by=office)
    take_place_back(purpose=retired, by=office)
    retire_place(purpose=place("website"), from_day=LATER, by=office)
    told()

    calendar(9)
    tell_of_retired_places()

    assert told() == ["imogen"]


def test_where_nothing_went_out_already_nobody_is_told(calendar, office, on_x):  # noqa: F811
    said(survey(), family()[1])
    retire_place(purpose=place("x_twitter"), from_day=LATER, by=office)
    close_account(account=on_x, on=TODAY, by=office)
    assert told() == ["imogen"]

    calendar(9)
    tell_of_retired_places()

    assert told() == []


def test_as_many_queries_for_one_child_as_for_three(calendar, office):
    load = survey()
    said(load, family()[1])
    retire_place(purpose=place("website"), from_day=LATER, by=office)
    calendar(9)
    first = _queries()
    for child in ("Jay", "Robin", "Finch"):
        said(load, family(child, f"{child}sMother Pike")[1])
    Purpose.objects.update(parents_told_of=None)

    assert _queries() == first


def _queries():
    with CaptureQueriesContext(connection) as caught:
        tell_of_retired_places()
    return len(caught)
