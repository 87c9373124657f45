"""The morning mail: once a person and school day, quiet in holidays but for what cannot wait, as each chose (X6)."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from incidents.actions.steps import add_step
from incidents.complaints.abouts import About
from incidents.models import Case
from people.actions.calendar import save_dates
from people.delivery import send_due
from people.models import Notification, SchoolSetting, User
from people.models.users import MorningMails
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.breached import breach
from tests.incidents.complaints.made import complain
from tests.incidents.made import School, again, report
from tests.mornings import mails_at
from tests.people.calendar_dates import dates
from tests.people.stored_mail import SMTP
from tests.people.stored_mail import server as server
from todwick_portal.mornings import morning
from todwick_portal.mornings.morning import send_morning_mails

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
TUESDAY = dt.datetime(2026, 10, 13, 7, tzinfo=dt.UTC)  # eight in the morning, summer time
SATURDAY = TUESDAY + 4 * DAY
HALF_TERM = dt.datetime(2026, 10, 27, 8, tzinfo=dt.UTC)
INSET = dt.datetime(2027, 1, 4, 8, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def school(tmp_path, settings) -> School:
    """Everybody in their posts, in a school whose terms are entered; an incident of a week ago is not opened."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(TUESDAY - 7 * DAY):
        school = School().everybody_leading()
        school.dpo = UserFactory(role=Role.DPO)
        save_dates(dates=dates(), by=school.office)
        report(school.reporter)
    return school


def told(moment: dt.datetime) -> set[User]:
    return set(mails_at(moment))


def test_a_whole_morning_arrives_over_a_mail_server_one_mail_each_and_names_nobody(school, server):
    for user in (school.head, school.chair):
        User.objects.filter(pk=user.pk).update(surname="Zyzzyva", forename="Quagga")
    with time_machine.travel(TUESDAY - DAY):
        second = report(school.reporter, title="Words about Zyzzyva", words="Zyzzyva")
        complaint = complain(words="Zyzzyva", name="Zyzzyva Quagga")
        breach(school.head, title="Zyzzyva")
    Notification.objects.all().delete()
    Case.objects.filter(pk=complaint.pk).update(due_on=TUESDAY.date() - DAY)

    with time_machine.travel(TUESDAY, tick=False), acting_as(Actor.WORKER):
        assert send_morning_mails() == 2
        assert send_due(transport=SMTP) == 2

    arrived, to_the_officer = sorted(server.arrived, key=lambda one: one["To"] != school.head.email)
    assert to_the_officer["To"] == school.dpo.email
    assert not {second.reference, complaint.reference} & set(to_the_officer.get_content().replace(":", " ").split())
    text = arrived.get_content()
    assert (arrived["To"], arrived["Subject"]) == (school.head.email, "What waits for you, Tuesday 13 October 2026")
    assert "Zyzzyva" not in text and "Quagga" not in text
    assert f"{complaint.reference}: overdue since 12 October 2026" in text
    assert f"{second.reference}: opened by nobody, received 12 October 2026" in text
    assert text.index("data breach to decide or report") < text.index("complaint due") < text.index("not opened yet")
    assert text.rstrip().endswith("/people/me/")


def test_what_the_mail_server_did_not_take_all_day_goes_out_no_more_for_the_next_morning_says_it(school, server):
    Notification.objects.all().delete()
    server.stop()
    assert told(TUESDAY) == {school.head}
    with time_machine.travel(TUESDAY + 10 * HOUR):
        assert send_due(transport=SMTP) == 0
    server.start()
    assert told(TUESDAY + DAY) == {school.head}

    with time_machine.travel(TUESDAY + DAY):
        assert send_due(transport=SMTP) == 1

    assert [mail["Subject"] for mail in server.arrived] == ["What waits for you, Wednesday 14 October 2026"]


def test_whoever_has_nothing_gets_nothing_and_the_day_is_done_all_the_same(school):
    assert told(TUESDAY) == {school.head}
    Case.objects.update(state="closed", closed_at=TUESDAY, passed_at=None)

    assert told(TUESDAY + DAY) == set()
    with time_machine.travel(TUESDAY + DAY):
        report(school.reporter)
    assert told(TUESDAY + DAY + HOUR) == set(), "a mail that comes later is no morning mail"


@pytest.mark.parametrize("moment", [SATURDAY, HALF_TERM, INSET])
def test_on_a_day_without_school_nothing_waits_but_what_runs_then_too(school, moment):
    with transaction.atomic():
        assert told(moment) == set()
        transaction.set_rollback(True)
    with time_machine.travel(moment - HOUR):
        breach(school.head)
        danger, data, plain = report(school.reporter, child_at_risk=True), complain(About.DATA), complain()
    Case.objects.filter(pk__in=(data.pk, plain.pk)).update(due_on=moment.date() + DAY)

    mails = mails_at(moment)

    assert set(mails) == {school.head, school.dsl, school.dpo}
    assert danger.reference in mails[school.dsl].body and danger.reference in mails[school.head].body
    assert "not opened yet" not in mails[school.head].body and plain.reference not in mails[school.head].body
    assert f"{data.reference}: due " in mails[school.dpo].body
    assert all("There is no school today." in mail.body for mail in mails.values())


def test_a_step_of_what_data_protection_law_sets_days_for_is_told_in_holidays_too_and_no_other(school):
    with time_machine.travel(HALF_TERM - 10 * DAY):
        for about, owner in ((About.DATA, school.dpo), (About.SCHOOL, school.head)):
            add_step(case=complain(about), text="Answer", owner=owner, due_on=HALF_TERM.date(), by=again(owner))

    mails = mails_at(HALF_TERM)

    assert set(mails) == {school.dpo}
    assert ": a step of yours, due 27 October 2026" in mails[school.dpo].body


def test_from_the_hour_that_the_school_set_and_by_the_clock_on_the_wall(school):
    autumn, spring = dt.datetime(2026, 11, 2, tzinfo=dt.UTC), dt.datetime(2027, 4, 13, tzinfo=dt.UTC)
    assert told(autumn + 6.9 * HOUR) == set()  # the clock was put back a week ago
    assert told(autumn + 7 * HOUR) == {school.head}
    assert told(spring + 5.9 * HOUR) == set()
    assert told(spring + 6 * HOUR) == {school.head}  # seven, summer time
    SchoolSetting.objects.create(key="morning_mail_at", value="06:15")
    assert told(spring + DAY + 5.2 * HOUR) == set()
    assert told(spring + DAY + 5.3 * HOUR) == {school.head}


@pytest.mark.parametrize("night", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_in_the_night_of_a_clock_change_it_goes_out_once(school, night):
    with time_machine.travel(TUESDAY - HOUR):
        breach(school.head)
    midnight = dt.datetime.combine(night, dt.time.min, tzinfo=dt.UTC)

    heard = [told(midnight + half * HOUR / 2) for half in range(20)]

    assert [people for people in heard if people] == [{school.head, school.dpo}]


def test_a_portal_that_was_off_at_seven_sends_it_until_noon_and_what_cannot_wait_at_any_hour(school):
    noon = TUESDAY.replace(hour=11)
    assert told(noon) == {school.head}
    assert told(noon + DAY + HOUR / 60) == set()
    with time_machine.travel(TUESDAY):
        breach(school.head)
    mails = mails_at(noon + 2 * DAY + 5 * HOUR)
    assert set(mails) == {school.head, school.dpo}
    assert "not opened yet" in mails[school.head].body
    assert told(TUESDAY + 3 * DAY) == {school.head, school.dpo}


def test_of_two_workers_the_second_finds_it_done_once_it_may_write(school, monkeypatch):
    looks = iter([False, True])
    monkeypatch.setattr(morning, "is_written", lambda day: next(looks))

    with time_machine.travel(TUESDAY), acting_as(Actor.WORKER):
        assert send_morning_mails() == 0

    assert not Notification.objects.filter(kind=Notification.Kind.MORNING).exists()


def test_a_worker_killed_halfway_has_sent_nobody_anything_and_the_next_sends_to_everybody(school):
    with time_machine.travel(TUESDAY), acting_as(Actor.WORKER):
        with transaction.atomic():
            assert send_morning_mails() == 1
            transaction.set_rollback(True)
        assert not AuditEvent.objects.filter(verb=Verb.MORNING_MAILS_SENT).exists()
        assert [send_morning_mails(), send_morning_mails()] == [1, 0]


def test_the_record_says_that_they_went_out_and_no_number(school):
    assert told(TUESDAY) == {school.head} and told(SATURDAY) == set()

    events = AuditEvent.objects.filter(verb=Verb.MORNING_MAILS_SENT)
    assert [(event.actor, event.by, event.target_model, event.details) for event in events] == [
        (Actor.WORKER, None, "", {})
    ] * 2


def test_who_wants_it_only_when_something_presses_is_left_alone_until_then_but_never_with_what_cannot_wait(school):
    User.objects.filter(pk=school.head.pk).update(morning_mails=MorningMails.PRESSING)
    assert told(TUESDAY) == set()
    Case.objects.update(due_on=TUESDAY.date() + 3 * DAY)  # a Friday
    assert told(TUESDAY + DAY) == {school.head}, "two school days before"
    Case.objects.update(due_on=None)
    assert told(TUESDAY + 2 * DAY) == set()
    with time_machine.travel(TUESDAY + 3 * DAY):
        breach(school.head)
    assert told(SATURDAY) == {school.head, school.dpo}


def test_no_page_of_mails_shows_who_got_one_but_that_they_went_out(client, school):
    told(TUESDAY)
    with time_machine.travel(TUESDAY + HOUR):
        client.force_login(school.office)
        page = client.get("/people/mail/").content.decode()

    assert "What waits for you" not in page and school.head.email not in page
    assert "The last ones were written on 13 October 2026." in page


def test_thirty_colleagues_with_nothing_cost_a_query_each_and_six_cases_no_more_than_one(school):
    def asked(day: int) -> int:
        looking = CaptureQueriesContext(connection)
        with time_machine.travel(TUESDAY + day * DAY), acting_as(Actor.WORKER), looking as counted:
            assert send_morning_mails() == 1
        return len(counted)

    mails_at(TUESDAY - DAY)  # the first mail of the week asks for policies too
    few = asked(0)
    with time_machine.travel(TUESDAY):
        for _ in range(30):
            UserFactory(role=Role.STAFF)
    many = asked(1)
    with time_machine.travel(TUESDAY - 2 * DAY):
        for _ in range(5):
            report(school.reporter)

    assert many - few == 30
    assert asked(2) == many
    assert many <= 120  # eleven sorts of things that may wait, each with a few queries of its own
