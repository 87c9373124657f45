"""The worker writes to whoever has not read a policy: when the day is near, when it has passed (requirements 6.6)."""

import datetime as dt

import pytest

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from people.models import Notification, User
from people.roles import Role
from policies.actions.reading_due import remind_of_reading
from policies.actions.reminding import Asked, remind_readers
from policies.models import PolicyVersion

from .readers import PUBLISHED, RULES, agree, ask, at, publish, somebody

pytestmark = pytest.mark.django_db
DUE = PUBLISHED + dt.timedelta(days=14)
DAY = dt.timedelta(days=1)


@pytest.fixture
def head() -> User:
    return somebody(Role.HEAD)


@pytest.fixture
def version(head) -> PolicyVersion:
    """Published on 7 September 2026, to be read by the 21st; the head has."""
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=somebody(Role.CHAIR))
        ask(version.policy, head)
        agree(version, head)
    return version


def told_on(*days: dt.date) -> list[int]:
    counts = []
    for day in days:
        with at(day), acting_as(Actor.WORKER):
            counts.append(remind_of_reading())
    return counts


def to_read() -> list[Notification]:
    return list(Notification.objects.filter(kind="policy_to_read"))


def test_once_when_the_day_is_near_and_once_when_it_has_passed(version):
    teacher = somebody(Role.STAFF)

    counts = told_on(
        PUBLISHED, DUE - 8 * DAY, DUE - 7 * DAY, DUE - 6 * DAY, DUE, DUE + DAY, DUE + 2 * DAY, DUE + 40 * DAY
    )

    assert counts == [0, 0, 1, 0, 0, 1, 0, 0]
    assert {mail.user for mail in to_read()} == {teacher}
    assert not [mail for mail in to_read() if teacher.surname in mail.subject + mail.body]


def test_it_is_recorded_as_a_number_that_governors_do_not_read(client, version, head):
    somebody(Role.STAFF)
    told_on(DUE + DAY)

    event = AuditEvent.objects.get(verb=Verb.POLICY_READERS_REMINDED)
    assert (event.actor, event.target_model, event.details) == (Actor.WORKER, "", {"people": 1})
    with at(DUE + DAY):
        for user, reads in ((head, True), (somebody(Role.CHAIR), False)):
            client.force_login(user)
            page = client.get("/audit/").content.decode()
            assert ("Those who have not read a policy reminded" in page) == reads


def test_nobody_is_written_to_within_a_week_of_the_heads_reminder(version, head):
    somebody(Role.STAFF)
    with at(DUE - 2 * DAY):
        remind_readers(version=version, by=head)

    assert told_on(DUE + DAY, DUE + 4 * DAY, DUE + 5 * DAY) == [0, 0, 1]


def test_who_answered_who_left_and_who_is_not_asked_hear_nothing(version):
    teacher, refusing, gone = (somebody(Role.STAFF) for _ in range(3))
    somebody(Role.PARENT)
    User.objects.filter(pk=gone.pk).update(ends_on=DUE - 10 * DAY)
    with at(PUBLISHED + DAY):
        agree(version, teacher)
        agree(version, refusing, agrees=False, reason="No.")

    assert told_on(DUE + DAY) == [0]


def test_a_new_colleague_and_a_new_year_have_days_of_their_own(version, head):
    new = somebody(Role.STAFF, since=dt.date(2027, 1, 4))

    assert told_on(dt.date(2027, 1, 10), dt.date(2027, 1, 11), dt.date(2027, 1, 19)) == [0, 1, 1]
    assert {mail.user for mail in to_read()} == {new}
    assert told_on(dt.date(2027, 9, 8)) == [2]


def test_who_has_a_few_days_is_not_written_to_beside_the_news_of_the_version(head):
    somebody(Role.STAFF)
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=somebody(Role.CHAIR))
        ask(version.policy, head, Asked(is_asked=True, is_yearly=True, days=3))
        agree(version, head)

    assert told_on(PUBLISHED, PUBLISHED + 2 * DAY, PUBLISHED + 4 * DAY, PUBLISHED + 7 * DAY) == [0, 0, 0, 1]


def test_a_policy_that_asks_nobody_writes_to_nobody(head):
    with at(PUBLISHED):
        publish(*RULES, by=head, chair=somebody(Role.CHAIR))

    assert told_on(DUE + 40 * DAY) == [0]
