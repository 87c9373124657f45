"""The 72 hours of a data breach: told at 24, 48 and 70 hours, each once, in holidays too; one clock for one event."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.breach_clocks import remind_of_breaches
from incidents.actions.breaching import open_breach, out_of
from incidents.actions.clocks import remind_of_clocks, running_since
from incidents.kinds import Kind as IncidentKind
from incidents.models import BreachAbout, BreachEntry
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from todwick_portal.duties import TELLING

from .breached import RISK, breach, say
from .made import again, report

Kind = BreachEntry.Kind
CHRISTMAS = dt.datetime(2026, 12, 24, 18, 0, tzinfo=dt.UTC)


@pytest.fixture
def dpo(db):
    return UserFactory(role=Role.DPO)


def after(hours):
    return time_machine.travel(CHRISTMAS + dt.timedelta(hours=hours), tick=False)


def mails():
    found = list(Notification.objects.order_by("pk").values_list("subject", flat=True))
    Notification.objects.all().delete()
    return [subject.partition(": ")[2] for subject in found]


@pytest.fixture
def held(school, dpo):
    """Known since six in the evening of Christmas Eve."""
    with after(0):
        made = breach(school.head, hours=0)
    Notification.objects.all().delete()
    return made


def test_both_are_told_at_each_mark_once_through_the_holidays(held):
    told = []
    for hours in (23.9, 24, 25, 47, 48, 69, 70, 71, 90):
        with after(hours):
            told.append((hours, remind_of_breaches(), mails()))

    assert [(hours, count) for hours, count, _ in told if count] == [(24, 2), (48, 2), (70, 2)]
    assert told[6][2] == ["2 hours left, nothing decided or reported yet"] * 2


def test_who_comes_late_hears_of_the_last_mark_alone(held):
    with after(71):
        assert remind_of_breaches() == 2
        assert mails() == ["2 hours left, nothing decided or reported yet"] * 2
        assert remind_of_breaches() == 0


def test_the_mail_has_the_reference_and_the_end_and_no_word_of_it(held):
    with after(24):
        remind_of_breaches()

    mail = Notification.objects.first()
    assert held.reference in mail.subject and "27 December 2026 at 18:00" in mail.body
    assert "bus" not in mail.subject + mail.body


def test_of_one_about_the_head_the_officer_alone_is_told(school, dpo):
    with after(0):
        breach(school.head, hours=0, about=BreachAbout.HEAD)
    Notification.objects.all().delete()
    with after(24):
        assert remind_of_breaches() == 1

    assert Notification.objects.get().user == dpo


def test_a_decision_stops_it_and_one_to_report_only_when_it_was_reported(school, dpo, held):
    with after(20):
        say(held, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")
    with after(24):
        assert remind_of_breaches() == 2
        say(held, Kind.REPORTED, dpo, reported_at=timezone.now().isoformat())
    with after(48):
        assert remind_of_breaches() == 0


def test_not_to_be_reported_it_is_quiet(school, dpo, held):
    with after(20):
        say(held, Kind.ASSESSED, dpo, **RISK)
        say(held, Kind.DECIDED, dpo, is_to_report=False, reason="A risk is unlikely.")
    with after(48):
        assert remind_of_breaches() == 0


def test_that_they_were_told_is_on_record_by_the_worker(held):
    with after(24):
        remind_of_breaches()

    event = AuditEvent.objects.about(held).get(verb=Verb.BREACH_DUE_TOLD)
    assert (event.by, event.details) == (None, {"people": 2, "hours": 24})


def test_the_worker_does_it():
    assert remind_of_breaches in TELLING


def test_one_clock_for_one_event_that_of_the_incident_ends_with_the_record(school, dpo):
    with after(0):
        case = report(school.reporter, kind=IncidentKind.PHOTO_UNPERMITTED)
        other = report(school.reporter, kind=IncidentKind.PHOTO_UNPERMITTED)
        assert running_since(case) and running_since(other)
        held = open_breach(opened=out_of(case), form_key=uuid.uuid4(), by=again(school.head), case=case)
        assert running_since(case) is None and running_since(other)
    Notification.objects.all().delete()
    with after(24):
        remind_of_clocks()
        remind_of_breaches()

    told = set(Notification.objects.values_list("subject", flat=True))
    assert {subject.partition(":")[0] for subject in told} == {other.reference, held.reference}
