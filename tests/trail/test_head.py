"""What the head opened, for the chair: when, how often, which kind; never whose."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from audit.models import Verb
from people.roles import Role
from tests import html
from tests.factories import PupilFactory, UserFactory
from tests.trail.events import NOW, assignment, did, queries
from todwick_portal.trail.head import reference_of, week_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = NOW.date()  # a Tuesday


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def chair():
    return UserFactory(role=Role.CHAIR)


@pytest.fixture
def idris():
    """The head since September."""
    user = UserFactory(surname="Penrose")
    assignment(user, Role.HEAD, dt.date(2026, 9, 1))
    return user


def _text(client, user, **query) -> str:
    client.force_login(user)
    return html.Page(client.get(reverse("record:head"), query).content.decode()).text


def _opened(chair, day=TODAY) -> list:
    return [one for _, opened in week_of(day, chair).days for one in opened]


def test_it_says_what_kind_by_whom_when_and_how_often_and_no_childs_name(client, chair, idris):
    pupil = PupilFactory(legal_forename="Lucinda", legal_surname="Ashdown")
    for minutes in (0, 7, 40):
        did(Verb.RECORD_READ, pupil, idris, at=NOW - DAY + dt.timedelta(minutes=minutes))

    text = _text(client, chair)

    reference = reference_of("people.pupil", str(pupil.pk))
    assert f"Full permission record read {reference} 09:30 to 10:10 3 times Robin Penrose" in text
    assert "Monday 23 November" in text
    for hidden in ("Lucinda", "Ashdown", str(pupil.public_id)):
        assert hidden not in text


def test_the_same_record_has_the_same_reference_and_another_one_another():
    assert reference_of("people.pupil", "4") == reference_of("people.pupil", "4")
    assert len({reference_of("people.pupil", str(key)) for key in range(500)}) == 500
    assert reference_of("consent.reviewentry", "4") != reference_of("people.pupil", "4")


def test_only_what_was_opened_or_taken_counts_and_only_while_the_role_was_held(chair, idris):
    pupil = PupilFactory()
    did(Verb.RECORD_READ, pupil, UserFactory(role=Role.OFFICE))
    did(Verb.PUPIL_FLAGGED, pupil, idris)
    did(Verb.RECORD_READ, pupil, idris, at=dt.datetime(2026, 8, 31, 12, tzinfo=dt.UTC))
    did(Verb.REGISTER_EXPORTED, None, idris, form="csv", rows=2)

    assert [(one.what, one.reference) for one in _opened(chair)] == [("Permission register downloaded", "")]
    assert _opened(chair, dt.date(2026, 8, 31)) == []


def test_who_stood_in_and_who_was_head_earlier_are_shown_for_their_days(client, chair, idris):
    cover, before = UserFactory(surname="Hallam"), UserFactory(surname="Former")
    assignment(cover, Role.HEAD, TODAY - DAY, TODAY - DAY, is_cover=True)
    assignment(before, Role.HEAD, dt.date(2020, 9, 1), TODAY - 2 * DAY)
    for user in (cover, before):
        for days in (0, 1, 2):
            did(Verb.RECORD_READ, PupilFactory(), user, at=NOW - days * DAY)

    this_week, last_week = _opened(chair), _opened(chair, TODAY - 2 * DAY)

    assert [(one.who, one.is_cover) for one in this_week] == [("Robin Hallam", True)]
    assert [one.who for one in last_week] == ["Robin Former"]
    assert "standing in" in _text(client, chair)


def test_the_last_minute_of_the_last_day_counts_by_the_schools_clock(chair):
    user = UserFactory()
    assignment(user, Role.HEAD, dt.date(2026, 9, 1), dt.date(2026, 10, 15))
    last = dt.datetime(2026, 10, 15, 22, 59, tzinfo=dt.UTC)  # 23:59 in summer time
    did(Verb.RECORD_READ, PupilFactory(), user, at=last)
    did(Verb.RECORD_READ, PupilFactory(), user, at=last + dt.timedelta(minutes=2))

    assert len(_opened(chair, dt.date(2026, 10, 15))) == 1


def test_the_weeks_lead_to_those_in_which_anything_was_opened(chair, idris):
    for days in (0, 30, 60):
        did(Verb.RECORD_READ, PupilFactory(), idris, at=NOW - days * DAY)

    week = week_of(TODAY - 30 * DAY, chair)

    assert (week.monday, week.earlier, week.later) == (
        dt.date(2026, 10, 19), dt.date(2026, 9, 21), dt.date(2026, 11, 23),
    )  # fmt: skip
    assert week_of(TODAY, chair).later is None and week_of(dt.date(2026, 9, 25), chair).earlier is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CHAIR}))
def test_nobody_but_the_chair_opens_it_the_head_least_of_all(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("record:head")).status_code == 403


def test_a_chair_who_stands_in_for_the_head_does_not_see_it_and_never_reads_of_their_own(client, chair, idris):
    did(Verb.RECORD_READ, PupilFactory(), idris)
    standing_in = assignment(chair, Role.HEAD, TODAY, TODAY, is_cover=True)
    did(Verb.RECORD_READ, PupilFactory(), chair)
    client.force_login(chair)

    assert client.get(reverse("record:head")).status_code == 404
    standing_in.starts_on = standing_in.ends_on = TODAY - DAY
    standing_in.save()
    did(Verb.RECORD_READ, PupilFactory(), chair, at=NOW - DAY)
    assert "Robin Penrose" in _text(client, chair) and str(chair) not in _text(client, chair)


def test_a_week_that_is_none_is_this_week(client, chair, idris):
    did(Verb.RECORD_READ, PupilFactory(), idris)

    assert "Robin Penrose" in _text(client, chair, week="soon")
    assert "Nothing was opened in this week" in _text(client, chair, week="2026-01-05")


def test_as_many_queries_for_three_as_for_one(client, chair, idris):
    did(Verb.RECORD_READ, PupilFactory(), idris)
    client.force_login(chair)
    few = queries(client, reverse("record:head"))
    for days in (0, 1):
        cover = UserFactory()
        assignment(cover, Role.HEAD, TODAY - DAY, TODAY)
        did(Verb.RECORD_READ, PupilFactory(), cover, at=NOW - days * DAY)

    assert queries(client, reverse("record:head")) == few
