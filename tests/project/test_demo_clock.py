"""The demo school's story has a past: its steps lie in order over two school years, and none of them after today."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent
from consent.models import PhotoRequest, ReviewEntry, SurveyImport
from people.models import Notification
from people.school_days import LONDON
from todwick_portal.demo.clock import StoryClock
from todwick_portal.demo.story import tell

WEEKDAY = dt.datetime(2026, 11, 25, 9, 30, tzinfo=LONDON)
FIRST_MORNING = dt.datetime(2026, 9, 1, 0, 20, tzinfo=LONDON)


def test_the_clock_goes_forward_only_and_never_past_the_present():
    before = timezone.now()

    with StoryClock() as clock:
        clock.turn_to(dt.date(2025, 9, 1), "08:30")
        first = timezone.now()
        clock.turn_to(dt.date(2024, 1, 1), "08:30")
        second = timezone.now()
        clock.turn_to(dt.date(2999, 1, 1), "08:30")
        third = timezone.now()

    assert timezone.localtime(first).strftime("%Y-%m-%d %H:%M") == "2025-09-01 08:30"
    assert first < second < first + dt.timedelta(seconds=1)
    assert before - dt.timedelta(seconds=1) < third <= timezone.now()


def test_after_the_story_time_is_what_it_was():
    with StoryClock() as clock:
        clock.turn_to(dt.date(2025, 9, 1), "08:30")

    assert timezone.now() > dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.slow  # the whole story, twice
@pytest.mark.parametrize("moment", [WEEKDAY, FIRST_MORNING], ids=["november", "the first minutes of a school year"])
def test_everything_is_recorded_in_order_and_nothing_after_the_moment_it_is_told(db, moment):
    with time_machine.travel(moment, tick=False):
        tell(timezone.localdate())

    times = list(AuditEvent.objects.order_by("sequence").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] <= moment
    assert not SurveyImport.objects.filter(uploaded_at__gt=moment).exists()
    assert not Notification.objects.exclude(status=Notification.Status.SENT).exists()


@pytest.mark.slow  # the whole story
def test_what_waits_on_a_weekday_is_some_days_old(db):
    with time_machine.travel(WEEKDAY, tick=False):
        tell(timezone.localdate())

    asked = PhotoRequest.objects.open().get()
    oldest = ReviewEntry.objects.open().order_by("opened_at").first().opened_at
    assert timezone.localtime(asked.sent_at).strftime("%-d %B, %H:%M") == "24 November, 20:14"
    assert asked.due_on == dt.date(2026, 11, 26)  # received on the 25th, the next school day; then one more
    assert timezone.localtime(oldest).strftime("%-d %B, %H:%M") == "20 November, 10:20"
