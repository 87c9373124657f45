"""The seal of the record by mail: once a day exactly, to the chair, else to the clerk."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from audit import chain
from audit.models import Actor, AuditEvent, ChainCheck, Verb
from people.models import Notification
from people.roles import Role
from tests.audit.events import write_events
from tests.factories import UserFactory
from tests.trail.events import NOW, assignment, cut_off, tampering
from todwick_portal.trail import daily
from todwick_portal.trail.daily import check_once_a_day

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def chair():
    user = UserFactory(email="chair@school.example")
    assignment(user, Role.CHAIR, dt.date(2026, 1, 1))
    return user


def _mails() -> list[Notification]:
    return list(Notification.objects.filter(kind=Notification.Kind.CHAIN_HEAD).order_by("pk"))


def _at(moment: dt.datetime) -> ChainCheck | None:
    with time_machine.travel(moment, tick=False):
        return check_once_a_day()


def test_it_mails_date_number_of_events_and_seal_and_nothing_of_anybody(chair):
    events = write_events(4)

    check = _at(NOW)

    mail = _mails()[0]
    assert (mail.address, mail.user, mail.subject) == (chair.email, chair, "Seal of the record, 24 November 2026")
    assert "Number of events: 4\n" in mail.body and f"Seal: {events[-1].seal}\n" in mail.body
    assert "Keep this mail: it lets anybody prove later that nothing was taken out" in mail.body
    assert check.head == events[-1].seal and not mail.is_secret
    assert chair.surname not in mail.body + mail.subject


def test_it_is_one_check_and_one_event_of_the_worker(chair):
    write_events(2)

    check = _at(NOW)

    event = AuditEvent.objects.get(verb=Verb.CHAIN_CHECKED)
    assert (event.actor, event.by_id, event.target_id) == (Actor.WORKER, None, str(check.pk))
    assert not chain.verify(AuditEvent.objects.all()).fault


def test_once_on_each_day_of_the_schools_clock_whatever_the_hour_and_after_a_restart(chair):
    write_events(1)
    midnight = dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC)  # 1 July begins in summer time

    done = [_at(midnight + hours * HOUR) for hours in (-2, -1, 0, 1, 23, 24, 30)]

    assert [bool(check) for check in done] == [True, False, True, False, False, True, False]
    assert [mail.subject[-12:] for mail in _mails()] == ["30 June 2026", " 1 July 2026", " 2 July 2026"]


def test_a_check_by_hand_does_not_stand_for_the_daily_one(chair, head, client):
    client.force_login(head)
    client.post("/audit/chain/check/")

    check_once_a_day()

    assert len(_mails()) == 1 and ChainCheck.objects.count() == 2


def test_a_second_worker_that_read_the_chain_meanwhile_writes_nothing(chair, monkeypatch):
    write_events(1)
    read = daily.read_chain

    def _overtaken():
        monkeypatch.setattr(daily, "read_chain", read)
        check_once_a_day()
        return read()

    monkeypatch.setattr(daily, "read_chain", _overtaken)

    assert check_once_a_day() is None
    assert len(_mails()) == 1 and ChainCheck.objects.count() == 1


def test_who_stands_in_for_the_chair_is_told_too(chair):
    cover = UserFactory()
    assignment(cover, Role.CHAIR, NOW.date(), is_cover=True)

    _at(NOW + dt.timedelta(days=400))

    assert {mail.user for mail in _mails()} == {chair, cover}


def test_without_a_chair_the_clerk_gets_it_and_without_both_it_is_still_checked():
    clerk = UserFactory(role=Role.CLERK)
    gone = UserFactory(role=Role.CHAIR, ends_on=NOW.date() - dt.timedelta(days=3))

    check_once_a_day()
    assert [mail.user for mail in _mails()] == [clerk] and gone.email not in [mail.address for mail in _mails()]

    clerk.assignments.all().delete()
    with time_machine.travel(NOW + dt.timedelta(days=900)):
        assert check_once_a_day().is_whole
    assert len(_mails()) == 1


def test_a_broken_record_is_said_in_the_mail(chair):
    write_events(4)
    with tampering():
        AuditEvent.objects.filter(sequence=2).update(verb="x")

    _at(NOW)

    mail = _mails()[0]
    assert mail.subject == "The record does not hold, 24 November 2026"
    assert "Event 2 was changed after it was written." in mail.body and "Events before it that hold: 1" in mail.body


def test_what_was_cut_off_since_the_day_before_is_found_by_itself(chair):
    write_events(4)
    _at(NOW)
    cut_off(2)
    write_events(9)

    check = _at(NOW + dt.timedelta(days=1))

    assert not check.is_whole and "Events were taken off: event 4 is gone or is another" in check.fault


def test_the_worker_does_it(chair, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    write_events(2)

    call_command("worker", "--once")
    call_command("worker", "--once")

    assert [mail.status for mail in _mails()] == ["sent"]
