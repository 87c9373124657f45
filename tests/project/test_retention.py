"""Letting go is recorded, and a flood of sign-in attempts does not silence the worker."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from audit.chain import verify
from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as, record
from consent.models import ReviewEntry, StagedSurvey, SurveyImport
from todwick_portal import heartbeat
from todwick_portal.retention import let_go

NO_MAIL = {"mail_never_to_be_sent": 0, "texts_of_mails": 0}
pytestmark = pytest.mark.django_db


@pytest.fixture
def old_things() -> SurveyImport:
    """A survey held beyond its time, and a comment that nobody read in time."""
    late = SurveyImport.objects.create(school_year=2026, status="uploaded")
    StagedSurvey.objects.create(survey=late, table=b"rows", expires_at=timezone.now() - dt.timedelta(days=1))
    kept = SurveyImport.objects.create(school_year=2026, status="applied")
    opened = timezone.now() - dt.timedelta(days=15)
    ReviewEntry.objects.create(survey=kept, kind="comment", comment="Only from behind.", identity="a", opened_at=opened)
    return late


def test_letting_go_is_one_event_of_the_worker_with_counts_alone(old_things):
    let_go()

    event = AuditEvent.objects.get(verb=Verb.RETENTION_RUN)
    assert (event.actor, event.by_id, event.target_model) == (Actor.WORKER, None, "")
    none = {
        "pupil_and_staff_lists": 0, "complaint_drafts": 0, "evidence_left_over": 0, "report_drafts": 0,
        "codes_by_mail": 0, "bundles": 0, "former_logos": 0, **NO_MAIL,
    }  # fmt: skip
    assert event.details == {"survey_files": 1, "comments": 1, **none}


def test_a_load_that_the_worker_drops_is_recorded_as_the_workers_deed(old_things):
    let_go()

    event = AuditEvent.objects.about(old_things).get(verb=Verb.SURVEY_CANCELLED)
    assert event.actor == Actor.WORKER
    assert verify(AuditEvent.objects.all()).fault == ""


def test_a_run_that_lets_nothing_go_is_not_recorded():
    let_go()

    assert not AuditEvent.objects.exists()


def test_only_inside_the_worker_a_deed_is_the_workers(office):
    with transaction.atomic():
        with acting_as(Actor.WORKER):
            by_user = record(Verb.RECORD_READ, target=None, by=office)
            by_worker = record(Verb.SURVEY_CANCELLED, target=None, by=None)
        by_command = record(Verb.SURVEY_CANCELLED, target=None, by=None)

    assert [event.actor for event in (by_user, by_worker, by_command)] == [Actor.USER, Actor.WORKER, Actor.COMMAND]


def test_a_thousand_counters_of_sign_in_attempts_push_nothing_out():
    heartbeat.beat()
    cache = caches["default"]
    cache.set_many({f"attempt-{number}": number for number in range(1000)})

    assert heartbeat.last_beat() is not None
    assert len(cache.get_many([f"attempt-{number}" for number in range(1000)])) == 1000


def test_the_sign_of_life_survives_the_culling_of_all_other_counters(settings):
    heartbeat.beat()
    cache = caches["default"]
    cache._max_entries, kept = 10, cache._max_entries
    try:
        for number in range(30):
            cache.set(f"zz-attempt-{number}", number)
            cache.set(f"aa-attempt-{number}", number)
    finally:
        cache._max_entries = kept

    assert heartbeat.last_beat() is not None


def test_both_caches_have_their_table():
    assert {"portal_cache", "portal_worker"} <= set(connection.introspection.table_names())
