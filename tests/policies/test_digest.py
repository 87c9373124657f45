"""The weekly mail about reviews: one a week, nothing but titles and days (A6; requirements 6.6)."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as, record
from people.models import Notification
from people.roles import Role
from policies.actions.owners import name_policy_owner
from tests.factories import UserFactory
from todwick_portal.mornings.weekly import send_weekly_mails

from .clock import DAY, MONDAY
from .made import a_policy
from .wordings import a_wording

pytestmark = pytest.mark.usefixtures("that_wednesday")


def monday() -> dt.date:
    """That of this week."""
    return localdate() - dt.timedelta(days=localdate().weekday())


def send() -> int:
    """As the worker does."""
    with acting_as(Actor.WORKER):
        return send_weekly_mails()


@contextmanager
def on(monkeypatch, day: dt.date):
    """At noon of a day."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


def mails() -> list[Notification]:
    return list(Notification.objects.filter(kind=Notification.Kind.POLICY_DIGEST))


@pytest.fixture
def clerk(db):
    return UserFactory(role=Role.CLERK)


@pytest.fixture
def near(head, chair):
    """A policy whose review falls due this week."""
    return a_policy("phones", a_wording(), head=head, chair=chair, since=monday(), review_due_on=localdate() + 7 * DAY)


def test_head_chair_and_clerk_are_told_once_a_week(near, head, chair, clerk, governor, office):
    assert send() == 3
    assert send() == 0

    assert {mail.user for mail in mails()} == {head, chair, clerk}
    event = AuditEvent.objects.get(verb=Verb.POLICY_DIGEST_SENT)
    assert (event.actor, event.details) == (Actor.WORKER, {"people": 3})


def test_whoever_looks_after_a_policy_is_told_too_and_once(near, head, chair, governor):
    name_policy_owner(policy=near.policy, owner=governor, by=head)

    assert send() == 3
    assert {mail.user for mail in mails()} == {head, chair, governor}


def test_a_teacher_who_looks_after_a_policy_is_led_to_it_and_not_to_the_check(near, head, chair, client):
    teacher = UserFactory(role=Role.OFFICE)
    name_policy_owner(policy=near.policy, owner=teacher, by=head)
    teacher.assignments.update(role=Role.STAFF)
    send()

    [body] = [mail.body for mail in mails() if mail.user == teacher]
    assert body.endswith("/policies/phones/")
    client.force_login(teacher)
    assert client.get("/policies/phones/").status_code == 200


def test_the_mail_holds_titles_and_days_the_nearest_first(head, chair, settings):
    settings.SITE_URL = "https://portal.school.example"
    for slug, days in (("behaviour", 50), ("phones", 12), ("e-mail", 400), ("dogs", 21)):
        a_policy(slug, a_wording(), head=head, chair=chair, since=monday(), review_due_on=localdate() + days * DAY)

    send()

    body = mails()[0].body
    assert body.index("Within a month:\nPhones: review by") < body.index("Dogs") < body.index("Within two months:")
    assert f"Behaviour: review by {localdate() + 50 * DAY:%-d %B %Y}" in body
    assert "E-mail" not in body
    assert body.endswith("https://portal.school.example/policies/desk/")


def test_next_monday_there_is_another_and_in_the_week_none(near, monkeypatch):
    with on(monkeypatch, monday() + 7 * DAY):
        assert send() == 2
    with on(monkeypatch, monday() + 10 * DAY):
        assert send() == 0
    with on(monkeypatch, monday() + 14 * DAY):
        assert send() == 2

    assert len(mails()) == 4


def test_a_worker_that_was_down_on_monday_tells_on_the_day_it_is_back(near, monkeypatch):
    with on(monkeypatch, monday() + 9 * DAY):
        assert send() == 2


def test_what_begins_to_be_near_in_the_week_waits_for_monday(head, chair, monkeypatch):
    due, saturday, monday = dt.date(2027, 3, 2), dt.date(2027, 1, 2), dt.date(2027, 1, 4)
    a_policy("phones", a_wording(), head=head, chair=chair, since=MONDAY, review_due_on=due)

    with on(monkeypatch, saturday - DAY):
        assert send() == 0
    with on(monkeypatch, saturday):
        assert send() == 0
    with on(monkeypatch, monday):
        assert send() == 2


def test_without_anything_due_nobody_is_told_and_nothing_recorded(head, chair):
    a_policy("phones", a_wording(), head=head, chair=chair, since=monday(), review_due_on=localdate() + 300 * DAY)

    assert send() == 0
    assert not AuditEvent.objects.filter(verb=Verb.POLICY_DIGEST_SENT).exists()


def test_in_a_week_without_news_it_is_not_worked_out_anew_at_every_round_until_something_is_recorded(head, chair):
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert send() == 0
        return len(counted)

    first, again = asked(), asked()
    assert again < first and asked() == again

    record(Verb.SETTING_CHANGED, target=head, by=head)
    assert asked() == first
    a_policy("phones", a_wording(), head=head, chair=chair, since=monday(), review_due_on=localdate() + 7 * DAY)
    assert send() == 2


def test_without_anybody_to_tell_it_is_not_taken_for_done(near, head, chair, clerk):
    for user in (head, chair, clerk):
        user.assignments.update(ends_on=localdate() - DAY, starts_on=localdate() - DAY)
    assert send() == 0

    clerk.assignments.update(ends_on=None)
    assert send() == 1
