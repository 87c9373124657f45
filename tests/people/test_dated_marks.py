"""Since when a mark stands is kept by everything that sets one, and read from the record for the time before."""

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.apps import apps

from people.actions.court_orders import Reason, let_in, shut_out
from people.actions.flags import flag_pupil, unflag_pupil
from people.models import DataRestriction, MarkPeriod, Pupil, PupilContact
from tests.factories import PupilContactFactory, PupilFactory

from . import lists

pytestmark = pytest.mark.django_db
HEAD = "Adno,Forename,Surname,DOB,Class,Do not publish,Parent name,Relationship,Parental responsibility\n"
MORNING = dt.datetime(2026, 10, 13, 9, tzinfo=dt.UTC)
FROM_THE_RECORD = import_module("people.migrations.0010_dated_marks_and_namesakes").read_from_the_record
RESTRICT = import_module("people.migrations.0020_restricted_children").restrict


def periods():
    """What is kept of every mark, without the row numbers."""
    return set(MarkPeriod.objects.values_list("kind", "pupil_id", "contact_id", "began_at", "ended_at"))


def list_wren(say, never="No"):
    """A pupil list with Wren and her mother, who has a say or not."""
    lists.load(f"{HEAD}4001,Wren,Ash,01/03/2018,3H,{never},Imogen Ash,Mother,{say}\n")


def test_the_record_of_the_time_before_gives_the_same_periods(dsl):
    contact, other = PupilContactFactory(), PupilContactFactory()
    acts = (
        lambda: shut_out(contact=contact, reason=Reason.MISTAKE, by=dsl),
        lambda: let_in(contact=contact, reason=Reason.MISTAKE, by=dsl),
        lambda: shut_out(contact=other, reason=Reason.COURT_ORDER, by=dsl),
        lambda: flag_pupil(pupil=contact.pupil, reason="told by telephone", by=dsl),
        lambda: flag_pupil(pupil=contact.pupil, reason="told again", by=dsl),
        lambda: unflag_pupil(pupil=contact.pupil, by=dsl),
        lambda: flag_pupil(pupil=other.pupil, reason="told by telephone", by=dsl),
    )
    for hour, act in enumerate(acts):
        with time_machine.travel(MORNING + dt.timedelta(hours=hour), tick=False):
            act()
    kept = periods()
    assert len(kept) == 4
    MarkPeriod.objects.all().delete()

    FROM_THE_RECORD(apps, None)

    assert periods() == kept


def test_a_mark_taken_off_by_no_event_or_set_by_none_is_not_dated(dsl):
    gone, listed = PupilFactory(), PupilContactFactory(gets_nothing=True)
    flag_pupil(pupil=gone, reason="told by telephone", by=dsl)
    Pupil.objects.filter(pk=gone.pk).update(do_not_publish=False)
    MarkPeriod.objects.all().delete()

    FROM_THE_RECORD(apps, None)

    assert not MarkPeriod.objects.exists()
    assert PupilContact.objects.get(pk=listed.pk).gets_nothing


def test_children_restricted_before_the_portal_shut_them_are_shut_since_it_began_and_marked_ones_as_they_were(office):
    wren, marked, over = PupilFactory(), PupilFactory(do_not_publish=True), PupilFactory()
    for pupil, days in ((wren, 2), (wren, 5), (marked, 3), (over, 4)):
        began = MORNING - dt.timedelta(days=days)
        DataRestriction.objects.create(
            pupil=pupil, reference=f"DR-{days}", scope="All.", began_by=office, began_at=began
        )
    over.restrictions.update(ended_at=MORNING, ended_by=office)

    RESTRICT(apps, None)

    assert set(Pupil.objects.filter(is_restricted=True)) == {wren, marked}
    assert periods() == {("never", wren.pk, None, MORNING - dt.timedelta(days=5), None)}


def test_a_pupil_list_keeps_since_when_somebody_has_no_say_and_when_it_came_back():
    list_wren("No")
    [period] = MarkPeriod.objects.filter(kind="no_say")
    assert period.began_at and period.ended_at is None

    list_wren("Yes")
    period.refresh_from_db()
    assert period.ended_at


def test_a_child_whom_a_list_marks_is_never_published_since_then():
    list_wren("Yes", never="Yes")

    [period] = MarkPeriod.objects.all()
    assert (period.kind, period.contact, period.ended_at) == ("never", None, None)
