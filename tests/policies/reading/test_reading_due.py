"""The worker writes to whoever has not read a policy: when the day is near, when it has passed (requirements 6.6).

On school days alone, and never within a week of another mail that asks the same person to read the same policy (A9).
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from people.models import Notification, User
from people.roles import Role
from policies.actions.reading_faults import TooSoon
from policies.actions.reading_mail import tell_of_due_readings
from policies.actions.reminding import Asked, remind_readers
from policies.models import PolicyVersion
from tests.policies.readers import PUBLISHED, RULES, agree, ask, at, publish, somebody
from tests.policies.wordings import a_rule

pytestmark = pytest.mark.django_db
DUE = PUBLISHED + dt.timedelta(days=14)
DAY = dt.timedelta(days=1)


@pytest.fixture
def version(version, head) -> PolicyVersion:
    """Published on 7 September 2026, to be read by the 21st; the head has."""
    with at(PUBLISHED):
        agree(version, head)
    return version


def turn(day: dt.date) -> int:
    """As the worker does, the first mails and the reminders."""
    with at(day), acting_as(Actor.WORKER):
        return tell_of_due_readings()


def told_on(*days: dt.date) -> list[int]:
    """How many were reminded on each of these days. Everybody was told when it fell due for them."""
    turn(PUBLISHED)
    counts = []
    for day in days:
        before = reminders()
        turn(day)
        counts.append(reminders() - before)
    return counts


def reminders() -> int:
    events = AuditEvent.objects.filter(verb=Verb.POLICY_READERS_REMINDED, actor=Actor.WORKER)
    return sum(event.details["people"] for event in events)


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
    turn(PUBLISHED)
    with at(DUE - 2 * DAY):
        remind_readers(version=version, by=head)

    # The week is over on a Saturday. Who is reminded is at school: the mail waits for Monday (A7, A9).
    assert told_on(DUE + DAY, DUE + 4 * DAY, DUE + 5 * DAY, DUE + 6 * DAY, DUE + 7 * DAY) == [0, 0, 0, 0, 1]


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

    first = dt.date(2027, 1, 4)
    assert told_on(first, dt.date(2027, 1, 10), dt.date(2027, 1, 11), dt.date(2027, 1, 19)) == [0, 0, 1, 1]
    assert {mail.user for mail in to_read()} == {new}
    assert told_on(dt.date(2027, 9, 1), dt.date(2027, 9, 8)) == [0, 2]


def test_who_has_a_few_days_is_not_written_to_beside_the_news_of_the_version(head, chair):
    teacher = somebody(Role.STAFF)
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair)
        ask(version.policy, head, Asked(is_asked=True, is_yearly=True, days=3))
        agree(version, head)

    assert told_on(PUBLISHED, PUBLISHED + 2 * DAY, PUBLISHED + 4 * DAY, PUBLISHED + 7 * DAY) == [0, 0, 0, 1]
    assert {mail.user for mail in to_read()} == {teacher}


def test_a_policy_that_asks_nobody_writes_to_nobody(head, chair):
    with at(PUBLISHED):
        publish(*RULES, by=head, chair=chair)

    assert told_on(DUE + 40 * DAY) == [0]


# --- one rule for all of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [dt.date(2026, 9, 26), dt.date(2026, 9, 27), dt.date(2026, 12, 25)])
def test_nobody_is_reminded_on_a_day_without_school(version, teacher, day):
    assert told_on(day) == [0]


def test_what_was_to_go_in_the_half_term_goes_on_the_first_school_day(version, teacher, closed):
    closed(DUE, DUE + 10 * DAY)

    assert told_on(DUE + DAY, DUE + 9 * DAY, DUE + 11 * DAY) == [0, 0, 1]


def test_the_head_cannot_remind_within_a_week_of_the_workers_reminder(version, head, teacher):
    assert told_on(DUE - 7 * DAY) == [1]

    with at(DUE - DAY), pytest.raises(TooSoon, match=r"The last mail went on 14 September 2026, .* 21 September 2026"):
        remind_readers(version=version, by=head)
    with at(DUE, hour=8):
        assert remind_readers(version=version, by=head).people == 1


def test_the_page_says_when_the_workers_mail_went_and_has_no_button_until_a_week_later(client, version, head, teacher):
    told_on(DUE - 7 * DAY)
    pages = []
    for day in (DUE - DAY, DUE):
        with at(day):
            client.force_login(head)
            pages.append(client.get("/policies/phones/acknowledgements/").content.decode())

    assert "The last mail went on 14 September 2026. You can remind them on 21 September 2026." in pages[0]
    assert ["Remind the one who has not" in page for page in pages] == [False, True]
    assert '<td data-label="Told by mail">14 September 2026</td>' in pages[0]


def test_another_version_within_the_week_is_published_at_once_and_asked_about_a_week_after_the_last_mail(
    version, head, chair, teacher
):
    told_on(DUE - 7 * DAY)
    with at(DUE - 4 * DAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)
    news = Notification.objects.filter(kind="policy_published", created_at__date=DUE - 4 * DAY)

    assert teacher in {mail.user for mail in news}
    assert [turn(DUE - 4 * DAY), turn(DUE - 3 * DAY), turn(DUE)] == [1, 0, 1]  # the head had no mail in the week
    assert [mail.created_at.date() for mail in to_read() if mail.user == teacher] == [DUE, DUE - 7 * DAY, PUBLISHED]


def test_a_reminder_of_one_policy_holds_back_none_of_another(version, head, chair, teacher):
    told_on(DUE - 7 * DAY)
    with at(DUE - 6 * DAY):
        other = publish(*RULES, by=head, chair=chair, slug="behaviour")
        ask(other.policy, head)
        agree(other, head)

    assert turn(DUE - 6 * DAY) == 1
    assert to_read()[0].subject == "To read: Behaviour"


def test_the_first_mail_of_a_policy_that_is_near_holds_back_none_of_another(version, head, chair, teacher):
    with at(PUBLISHED):
        ask(version.policy, head, Asked(is_asked=True, is_yearly=True, days=3))
    assert turn(PUBLISHED) == 1
    with at(PUBLISHED + DAY):
        other = publish(*RULES, by=head, chair=chair, slug="behaviour")
        ask(other.policy, head)
        agree(other, head)

    assert turn(PUBLISHED + DAY) == 1


# --- what a turn costs --------------------------------------------------------------------------------------


def cost_of_a_turn(day: dt.date) -> int:
    with at(day), acting_as(Actor.WORKER), CaptureQueriesContext(connection) as used:
        tell_of_due_readings()
    return len(used)


def test_looking_costs_the_same_for_three_policies_and_three_people_as_for_one(version, head, chair, teacher):
    turn(PUBLISHED)
    turn(DUE - 7 * DAY)
    few = [cost_of_a_turn(DUE - 6 * DAY)]
    with at(PUBLISHED):
        for slug in ("behaviour", "trips"):
            other = publish(*RULES, by=head, chair=chair, slug=slug)
            ask(other.policy, head)
            somebody(Role.STAFF)
    turn(PUBLISHED)
    turn(DUE - 7 * DAY)
    many = [cost_of_a_turn(DUE - 6 * DAY)]

    assert few == many == [3]
