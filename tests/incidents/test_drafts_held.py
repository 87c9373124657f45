"""A report that was begun and not sent is not held for ever; criticism, which is not recorded, is held for a day."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.drafts import let_drafts_go, save_draft
from incidents.models import ReportDraft
from people.actions.settings import change_settings
from people.settings import Key
from tests.policies.clock import MORNING
from todwick_portal.retention import let_go

from .filled import Reporting
from .pages import text_of

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
CRITICISM = {"is_post_of_a_parent": "on", "kind": "comment"}


@pytest.fixture
def reporting(client, school):
    client.force_login(school.reporter)
    return lambda **changes: Reporting(client, **changes)


def _there(writing: Reporting) -> bool:
    return ReportDraft.objects.filter(form_key=writing.key).exists()


def _worker(after: dt.timedelta) -> None:
    with time_machine.travel(MORNING + after):
        let_go()


def test_a_draft_that_nobody_touched_for_thirty_days_goes_and_not_a_minute_before(reporting):
    writing = reporting()
    writing.begin()

    _worker(30 * DAY - MINUTE)
    assert _there(writing)
    _worker(30 * DAY + MINUTE)

    assert not _there(writing)
    assert AuditEvent.objects.get(verb=Verb.RETENTION_RUN).details["report_drafts"] == 1


def test_whoever_goes_on_begins_the_time_anew(reporting, school):
    writing = reporting()
    writing.begin()
    with time_machine.travel(MORNING + 20 * DAY):
        save_draft(user=school.reporter, form_key=writing.key, typed=writing.draft.typed)

    _worker(31 * DAY)

    assert _there(writing)


def test_the_school_says_for_how_many_days(reporting, school):
    change_settings(values={Key.DRAFT_DAYS: "7"}, by=school.head)
    writing = reporting()
    writing.begin()

    _worker(7 * DAY + MINUTE)

    assert not _there(writing)


def test_criticism_goes_after_a_day_from_the_stop_however_often_it_is_saved(reporting):
    writing = reporting(**CRITICISM)
    writing.begin()
    with time_machine.travel(MORNING + dt.timedelta(hours=20)):
        writing.to("report-what", **writing.first)
        writing.look("report-stopped")

    _worker(DAY - MINUTE)
    assert _there(writing)
    _worker(DAY + MINUTE)

    assert not _there(writing)


def test_what_turns_out_to_be_more_than_criticism_is_held_like_any_other(reporting):
    writing = reporting(**CRITICISM)
    writing.begin()
    assert writing.draft.stopped_at
    writing.to("report-what", **{**writing.first, "beyond_criticism": "threat"})

    _worker(2 * DAY)

    assert writing.draft.stopped_at is None


def test_the_writer_reads_on_their_page_and_on_the_stop_page_when_it_goes(client, reporting):
    reporting().begin()
    stopped = reporting(**CRITICISM)
    stopped.begin()

    mine = text_of(client.get(reverse("incidents:mine")))
    assert "Let go of on 16 October 2026 if you do not go on with it." in mine
    gone = f"{timezone.localtime(stopped.draft.stopped_at + DAY):%-d %B, %H:%M}"
    assert gone.startswith("17 September, ")
    assert f"let go of on {gone}." in mine
    assert f"until Thursday {gone}; then it is let go of" in text_of(stopped.look("report-stopped"))


def test_letting_drafts_go_leaves_the_rest_and_counts(reporting):
    old, new = reporting(), reporting()
    old.begin()
    new.begin()
    ReportDraft.objects.filter(form_key=old.key).update(saved_at=timezone.now() - 31 * DAY)

    assert let_drafts_go(timezone.now()) == 1
    assert (_there(old), _there(new)) == (False, True)
