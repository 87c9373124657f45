"""A day gone by is judged by what held on it: court orders, parental responsibility, not to be published."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from consent.effective import Status
from consent.grid import rows_of
from consent.hindsight import recorded_later
from consent.register import register_on
from people.actions.court_orders import Reason, let_in, shut_out
from people.actions.flags import flag_pupil, unflag_pupil
from people.actions.restrictions import begin_restriction, end_restrictions
from people.marks import Kind, begin_mark, end_mark
from people.models import MarkPeriod, Pupil, PupilContact
from people.roles import Role
from tests.consent.given import SEPTEMBER, children, survey
from tests.consent.parents import mother, said, status
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (dt.date(2026, 10, day) for day in (1, 8, 15))
YES, UNCLEAR, NEVER = Status.YES, Status.UNCLEAR, Status.DO_NOT_PUBLISH


def at(day):
    return time_machine.travel(dt.datetime.combine(day, dt.time(9), dt.UTC), tick=False)


@pytest.fixture
def imogen():
    """A mother who said yes to everything in September."""
    with time_machine.travel(SEPTEMBER, tick=False):
        [wren] = children("Wren")
        contact = mother(wren)
        said(survey(), contact)
    return contact


def week_by_week(pupil):
    """The status at the end of each day, as somebody looks at it a month later."""
    with at(dt.date(2026, 11, 12)):
        pupil = Pupil.objects.get(pk=pupil.pk)
        return [status(pupil, day=day - dt.timedelta(days=1)) for day in (FIRST, SECOND, THIRD)] + [
            status(pupil, day=dt.date(2026, 11, 12))
        ]


def test_a_court_order_set_today_changes_nothing_of_an_earlier_day(imogen, dsl):
    with at(SECOND):
        shut_out(contact=imogen, reason=Reason.COURT_ORDER, by=dsl)

    assert week_by_week(imogen.pupil) == [YES, YES, UNCLEAR, UNCLEAR]


def test_a_court_order_taken_off_since_still_stood_then(imogen, dsl):
    with at(FIRST):
        shut_out(contact=imogen, reason=Reason.COURT_ORDER, by=dsl)
    with at(SECOND):
        let_in(contact=imogen, reason=Reason.ORDER_ENDED, by=dsl)

    assert week_by_week(imogen.pupil) == [YES, UNCLEAR, YES, YES]


def test_an_entry_under_the_same_account_beside_another_child_is_judged_by_that_day_too(imogen, dsl):
    with time_machine.travel(SEPTEMBER, tick=False):
        [jay] = children("Jay")
        PupilContact.objects.filter(pk=imogen.pk).update(email="old@families.example")
        said(survey(file_name="Jay.csv"), mother(jay, user=imogen.user))
    with at(FIRST):
        shut_out(contact=PupilContact.objects.get(pk=imogen.pk), reason=Reason.COURT_ORDER, by=dsl)
    with at(SECOND):
        let_in(contact=imogen, reason=Reason.ORDER_ENDED, by=dsl)

    assert week_by_week(jay) == [YES, UNCLEAR, YES, YES]


def test_responsibility_that_ended_changes_nothing_of_the_day_before(imogen):
    with at(SECOND):
        PupilContact.objects.filter(pk=imogen.pk).update(has_parental_responsibility=False)
        begin_mark(Kind.NO_SAY, contacts=[imogen])

    assert week_by_week(imogen.pupil) == [YES, YES, UNCLEAR, UNCLEAR]


def test_responsibility_that_came_later_gives_no_yes_to_the_day_before(imogen):
    with at(FIRST):
        begin_mark(Kind.NO_SAY, contacts=[imogen])
    with at(SECOND):
        end_mark(Kind.NO_SAY, contacts=[imogen])

    assert week_by_week(imogen.pupil) == [YES, UNCLEAR, YES, YES]


def test_not_to_be_published_is_judged_by_the_day_both_ways(imogen, dsl):
    with at(FIRST):
        flag_pupil(pupil=imogen.pupil, reason="told by telephone", by=dsl)
    with at(SECOND):
        unflag_pupil(pupil=imogen.pupil, by=dsl)

    assert week_by_week(imogen.pupil) == [YES, NEVER, YES, YES]


def test_a_restriction_of_use_is_judged_by_the_day_both_ways_and_with_a_mark_it_is_one_time(imogen, dsl):
    with at(FIRST):
        begin_restriction(whose=imogen.pupil, reference="DR-2627-AAAA", scope="All.", by=dsl)
    with at(SECOND):
        flag_pupil(pupil=imogen.pupil, reason="told by telephone", by=dsl)
        end_restrictions(reference="DR-2627-AAAA", stays_shut=False, by=dsl)
    with at(THIRD):
        unflag_pupil(pupil=imogen.pupil, by=dsl)

    assert week_by_week(imogen.pupil) == [YES, NEVER, NEVER, YES]


def test_a_mark_that_nobody_knows_since_when_stood_always(imogen):
    PupilContact.objects.filter(pk=imogen.pk).update(gets_nothing=True)
    assert week_by_week(imogen.pupil) == [UNCLEAR] * 4
    Pupil.objects.filter(pk=imogen.pupil_id).update(do_not_publish=True)
    assert week_by_week(imogen.pupil) == [NEVER] * 4


def test_a_mark_of_unknown_begin_that_is_taken_off_stood_until_then(imogen, dsl):
    PupilContact.objects.filter(pk=imogen.pk).update(gets_nothing=True)
    with at(SECOND):
        let_in(contact=imogen, reason=Reason.ORDER_ENDED, by=dsl)

    assert MarkPeriod.objects.get().began_at is None
    assert week_by_week(imogen.pupil) == [UNCLEAR, UNCLEAR, YES, YES]


def test_a_mark_set_since_is_not_shown_as_recorded_later(imogen, dsl):
    with at(THIRD):
        shut_out(contact=imogen, reason=Reason.COURT_ORDER, by=dsl)
        flag_pupil(pupil=imogen.pupil, reason="told by telephone", by=dsl)
        pupil = Pupil.objects.get(pk=imogen.pupil_id)
        register = register_on([pupil], FIRST)
        hindsight = recorded_later(register, [pupil])

        assert hindsight.now == {}
        [row] = rows_of(register, [pupil], in_full=True, later=hindsight.now)
        assert {cell.said.word for cell in row.cells} == {"Yes"}


def test_the_grid_of_a_past_day_says_what_held(client, imogen, dsl):
    with at(FIRST):
        office = UserFactory(role=Role.OFFICE)
    with at(SECOND):
        flag_pupil(pupil=imogen.pupil, reason="told by telephone", by=dsl)
    with at(THIRD):
        client.force_login(office)
        page = client.get(reverse("consent:class", args=["3H"]), {"on": FIRST.isoformat()}).content.decode()
        today = client.get(reverse("consent:class", args=["3H"])).content.decode()

    assert "Yes to all" in page and "Never, all" not in page
    assert "Never, all" in today
