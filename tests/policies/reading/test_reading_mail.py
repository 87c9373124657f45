"""Whoever has to read a policy is told by one mail when it falls due, once, on a school day (A7; requirements 6.6)."""

import datetime as dt

import pytest

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from people.actions.accounts import end_account
from people.models import Notification, User
from people.roles import Role
from policies.actions.reading_faults import NothingToDo, TooSoon
from policies.actions.reading_mail import tell_of_due_readings
from policies.actions.reminding import remind_readers
from policies.models import ReadingNotice
from tests.policies.readers import ONCE, PUBLISHED, RULES, TODAY, YEARLY, agree, ask, at, publish, somebody
from tests.policies.wordings import a_rule
from todwick_portal.duties import TELLING

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SATURDAY = dt.date(2026, 9, 12)


def tell(day: dt.date) -> int:
    """As the worker does."""
    with at(day), acting_as(Actor.WORKER):
        return tell_of_due_readings()


def mails(user: User) -> list[Notification]:
    return list(Notification.objects.filter(kind=Notification.Kind.POLICY_TO_READ, user=user).order_by("pk"))


def test_the_worker_sends_it():
    assert tell_of_due_readings in TELLING


def test_who_is_asked_is_told_once_with_the_page_and_the_day_and_nobody_else(version, head, chair, teacher, settings):
    settings.SITE_URL = "https://portal.school.example"

    assert tell(PUBLISHED) == 2
    assert tell(PUBLISHED) == 0
    assert tell(PUBLISHED + DAY) == 0

    [mail] = mails(teacher)
    assert mail.subject == "To read: Phones"
    assert "Phones, by 21 September 2026:\nhttps://portal.school.example/policies/phones/acknowledgement/" in mail.body
    assert "Do what A1 says" not in mail.body
    assert (len(mails(head)), len(mails(chair))) == (1, 0)


def test_it_is_recorded_once_with_counts_alone(version, head, teacher):
    tell(PUBLISHED)

    event = AuditEvent.objects.get(verb=Verb.POLICY_READING_TOLD)
    assert (event.actor, event.target_model, event.details) == (Actor.WORKER, "", {"people": 2, "readings": 2})
    assert set(ReadingNotice.objects.values_list("user", "version", "school_year")) == {
        (head.pk, version.pk, 2026),
        (teacher.pk, version.pk, 2026),
    }


def test_who_has_answered_is_not_told(version, head, teacher):
    with at(PUBLISHED):
        agree(version, teacher)
        agree(version, head, agrees=False, reason="My sister works here.")

    assert tell(PUBLISHED) == 0
    assert not AuditEvent.objects.filter(verb=Verb.POLICY_READING_TOLD).exists()


def test_somebody_new_is_told_on_the_first_day_here(version, head, teacher):
    new = somebody(Role.STAFF, since=PUBLISHED + DAY)

    assert tell(PUBLISHED) == 2
    assert tell(PUBLISHED + DAY) == 1
    assert "by 22 September 2026" in mails(new)[0].body


def test_a_new_version_is_told_of_on_the_day_it_begins_and_a_correction_never(version, head, chair, teacher):
    tell(PUBLISHED)
    with at(TODAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)
    assert tell(TODAY) == 2
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do otherwise!"), by=head, chair=chair, is_minor=True)
    assert tell(TODAY + DAY) == 0

    assert len(mails(teacher)) == 2


def test_staff_are_told_again_each_school_year_and_governors_asked_once_are_not(version, head, chair, teacher):
    with at(PUBLISHED):
        ask(version.policy, head, governors=ONCE)

    assert tell(PUBLISHED) == 3
    assert tell(dt.date(2027, 9, 1)) == 3  # two anew; the chair is reminded of the reading of last year
    assert tell(dt.date(2027, 9, 2)) == 0

    told = [list(user.reading_notices.values_list("school_year", flat=True)) for user in (teacher, chair)]
    assert told == [[2027, 2026], [2026]]


def test_several_readings_due_on_one_day_are_one_mail(version, head, chair, teacher):
    with at(PUBLISHED):
        other = publish(*RULES, by=head, chair=chair, slug="behaviour")
        ask(other.policy, head)

    assert tell(PUBLISHED) == 2

    [mail] = mails(teacher)
    assert mail.subject == "To read: 2 policies"
    assert "/policies/phones/" in mail.body and "/policies/behaviour/" in mail.body
    assert ReadingNotice.objects.filter(user=teacher).count() == 2


def test_a_second_policy_of_the_same_day_after_the_mail_went_is_told_of_by_itself(version, head, chair, teacher):
    tell(PUBLISHED)
    with at(PUBLISHED):
        other = publish(*RULES, by=head, chair=chair, slug="behaviour")
        ask(other.policy, head)

    assert tell(PUBLISHED) == 2
    assert [mail.subject for mail in mails(teacher)] == ["To read: Phones", "To read: Behaviour"]


def test_nothing_goes_out_without_school_and_the_next_school_day_makes_up_for_it(version, head, teacher, closed):
    closed(TODAY, TODAY + DAY)

    assert tell(SATURDAY) == 0
    assert tell(SATURDAY + DAY) == 0
    assert tell(TODAY) == 0
    assert tell(TODAY + 2 * DAY) == 2


def test_a_day_that_went_by_in_the_holidays_is_not_held_against_anybody(version, head, teacher, closed):
    closed(PUBLISHED, PUBLISHED + 20 * DAY)

    tell(PUBLISHED + 21 * DAY)

    assert "Phones, as soon as you can:" in mails(teacher)[0].body


def test_an_account_that_has_ended_is_told_nothing(version, head, teacher):
    with at(PUBLISHED):
        end_account(user=teacher, by=head)

    assert tell(PUBLISHED) == 1
    assert mails(teacher) == []


def test_whom_the_school_does_not_ask_any_more_is_told_nothing(version, head, teacher):
    with at(PUBLISHED):
        ask(version.policy, head, staff=YEARLY.__class__(is_asked=False, is_yearly=True, days=14))

    assert tell(PUBLISHED) == 0


# --- beside the head's reminder and the mail of the publication ---------------------------------------------


def test_the_mail_counts_as_a_reminder_for_whoever_had_it(version, head, teacher):
    tell(PUBLISHED)
    with at(PUBLISHED + 2 * DAY), pytest.raises(TooSoon, match="14 September 2026"):
        remind_readers(version=version, by=head)
    new = somebody(Role.STAFF, since=PUBLISHED + 3 * DAY)
    with at(PUBLISHED + 3 * DAY):
        assert remind_readers(version=version, by=head).people == 1

    assert (len(mails(new)), len(mails(teacher))) == (1, 1)


def test_a_week_after_the_mail_everybody_left_can_be_reminded(version, head, teacher):
    tell(PUBLISHED)

    with at(PUBLISHED + 7 * DAY, hour=11):
        assert remind_readers(version=version, by=head).people == 2
    with at(PUBLISHED + 8 * DAY):
        agree(version, teacher)
        agree(version, head)
    with at(PUBLISHED + 15 * DAY), pytest.raises(NothingToDo):
        remind_readers(version=version, by=head)


def test_the_page_says_who_was_told_and_offers_the_button_for_the_others(client, version, head, teacher):
    tell(PUBLISHED)
    with at(PUBLISHED + DAY):
        client.force_login(head)
        page = client.get("/policies/phones/acknowledgements/").content.decode()
        assert "7 September 2026" in page and "Remind the" not in page
        assert "You can remind them on 14 September 2026." in page
        somebody(Role.STAFF, since=PUBLISHED + DAY)
        page = client.get("/policies/phones/acknowledgements/").content.decode()

    assert "Remind the one who has not" in page
    assert "Who was told by mail within a week is left out." in page
    assert '<td data-label="Told by mail">not yet</td>' in page


def test_a_publication_sends_one_mail_to_those_who_have_to_read_it_and_one_to_the_others(version, head, chair, teacher):
    governor = somebody(Role.GOVERNOR)
    with at(TODAY):
        publish(a_rule("A1", text="Do otherwise.", audiences=("staff", "governors")), by=head, chair=chair)
    tell(TODAY)

    published = Notification.objects.filter(kind=Notification.Kind.POLICY_PUBLISHED, created_at__date=TODAY)
    assert {mail.user for mail in published} == {chair, governor}
    assert len(mails(teacher)) == 1


def test_a_publication_without_school_is_told_at_once_and_the_reading_on_a_school_day(version, head, teacher, chair):
    with at(SATURDAY):
        publish(a_rule("A1", text="Do otherwise."), by=head, chair=chair)
    tell(SATURDAY)
    told = Notification.objects.filter(kind=Notification.Kind.POLICY_PUBLISHED, created_at__date=SATURDAY)
    assert teacher in {mail.user for mail in told}
    assert mails(teacher) == []

    tell(SATURDAY + 2 * DAY)
    assert len(mails(teacher)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_as_many_queries_for_three_people_as_for_one(version, head, count, django_assert_num_queries):
    for _ in range(count):
        somebody(Role.STAFF)
    tell(PUBLISHED)
    with at(PUBLISHED + DAY), django_assert_num_queries(2):
        assert tell_of_due_readings() == 0
