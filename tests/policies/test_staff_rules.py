"""What rules A8 and A9 ask of staff: the privacy check-up, the letter to leavers (requirements 13, 22, 23)."""

import datetime as dt
from itertools import pairwise

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.actions.accounts import end_account
from people.actions.settings import change_settings
from people.models import Notification, User
from people.roles import Role
from people.settings import Key
from policies.actions.checkups import record_checkup, remind_of_checkups
from policies.actions.letters import make_letter, record_delivery
from policies.actions.reading_faults import AlreadySaid, NoRule, NothingToDo, WrongDate
from policies.checkups import period_on
from policies.demo import load_demo_policy
from policies.leavers import leaver, leavers
from policies.models import ConfidentialityLetter, Feature, PolicyVersion, PrivacyCheckup
from policies.rule_uses import rule_in_force
from tests import html

from .readers import PUBLISHED, STARTED, TODAY, at, publish, somebody
from .uses import name
from .wordings import a_rule

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
OURS = ("audit", "people", "policies", "consent", "incidents", "todwick_portal")
LETTERS = "/policies/leaver-letters/"


@pytest.fixture
def head() -> User:
    return somebody(Role.HEAD)


@pytest.fixture
def office() -> User:
    return somebody(Role.OFFICE)


@pytest.fixture
def teacher() -> User:
    return somebody(Role.STAFF, surname="Ackroyd")


@pytest.fixture
def policy(head) -> PolicyVersion:
    """The demo policy, in force since September."""
    with at(PUBLISHED):
        return load_demo_policy(by_head=head, by_chair=somebody(Role.CHAIR), effective_from=PUBLISHED)


def page_of(client: Client, user: User, address: str, day: dt.date = TODAY) -> html.Page:
    with at(day):
        client.force_login(user)
        return html.Page(client.get(address).content.decode())


# --- 13 and 22: nothing of anybody's own accounts ----------------------------------------------------------


def test_22_of_a_check_up_nothing_is_kept_but_who_and_which_day():
    assert {field.name for field in PrivacyCheckup._meta.get_fields()} == {"id", "user", "done_on"}


def test_13_no_model_has_a_field_for_the_private_account_of_somebody():
    """Handles and addresses of accounts stand in the register of the school's own accounts, and nowhere else. Where an
    incident was seen is a word about the evidence, whoever it is about (requirements 4, row 13)."""
    words = {"handle", "twitter", "facebook", "instagram", "tiktok", "platform", "profile", "social", "nickname"}
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    found = {
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, CharField | TextField | JSONField) and words & set(field.name.split("_"))
    }

    assert len(models) > 30
    assert found == {"SchoolAccount.platform", "SchoolAccount.handle", "Incident.platform"}


def test_13_the_check_up_asks_nothing_but_to_press_a_button(client, policy, teacher):
    page = page_of(client, teacher, reverse("policies:privacy-checkup"))

    assert page.controls == []
    assert "Look through your privacy settings" in page.text


# --- 22: the check-up --------------------------------------------------------------------------------------


def test_22_done_today_stands_on_ones_own_page_and_is_recorded(client, policy, teacher):
    address = reverse("policies:privacy-checkup")
    with at(TODAY):
        client.force_login(teacher)
        client.post(address, {"handle": "@private"})

    assert "You did it on 14 September 2026." in page_of(client, teacher, address).text
    [event] = AuditEvent.objects.filter(verb=Verb.CHECKUP_DONE)
    assert (event.by, event.details) == (teacher, {})


def test_22_twice_on_one_day_is_once(policy, teacher):
    with at(TODAY):
        record_checkup(by=teacher)
        with pytest.raises(AlreadySaid):
            record_checkup(by=teacher)

    assert PrivacyCheckup.objects.count() == 1


def test_22_the_head_sees_how_many_and_who_has_not_and_nobody_else_does(client, policy, head, teacher):
    done = somebody(Role.OFFICE, surname="Brewster")
    with at(TODAY):
        record_checkup(by=done)
    address = reverse("policies:privacy-checkup")

    seen = page_of(client, head, address).text
    others = [page_of(client, user, address).text for user in (teacher, done, somebody(Role.DSL))]

    assert "1 of 3 have done it since 1 September 2026" in seen
    assert "Ackroyd" in seen
    assert "Brewster" not in seen
    assert not [text for text in others if "have done it" in text or "Ackroyd" in text]


@pytest.mark.parametrize(("times", "ends"), [(0, "8-31"), (1, "8-31"), (2, "2-28"), (3, "12-31"), (4, "11-30")])
def test_22_the_school_sets_how_often_in_a_year(times, ends):
    period = period_on(TODAY, times)

    assert period.starts_on == dt.date(2026, 9, 1)
    assert f"{period.ends_on:%-m-%-d}" == ends


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_22_every_day_of_a_year_is_in_one_part(times):
    days = [dt.date(2026, 9, 1) + number * DAY for number in range(365)]
    parts = list(dict.fromkeys(period_on(day, times) for day in days))

    assert len(parts) == times
    assert [(two.starts_on - one.ends_on).days for one, two in pairwise(parts)] == [1] * (times - 1)


def test_22_whoever_has_not_is_reminded_once_in_each_part_of_the_year(policy, head, teacher):
    done = somebody(Role.STAFF)
    with at(dt.date(2026, 9, 14)):
        record_checkup(by=done)
        assert remind_of_checkups() == 0
    with at(dt.date(2026, 9, 15)):
        assert remind_of_checkups() == 2
        assert remind_of_checkups() == 0
    told = {mail.user for mail in Notification.objects.filter(kind="privacy_checkup")}
    with at(dt.date(2027, 3, 15)):
        assert remind_of_checkups() == 3

    assert told == {head, teacher}
    assert [event.details for event in AuditEvent.objects.filter(verb=Verb.CHECKUP_REMINDED)] == [
        {"people": 2},
        {"people": 3},
    ]


def test_22_nobody_is_reminded_where_the_school_wants_none_or_no_rule_asks_for_it(policy, office, teacher):
    day = dt.date(2026, 9, 20)
    change_settings(values={Key.PRIVACY_CHECKUPS: "0"}, by=office)
    with at(day):
        assert remind_of_checkups() == 0
    change_settings(values={Key.PRIVACY_CHECKUPS: "2"}, by=office)
    with at(PUBLISHED - 3 * DAY):
        assert rule_in_force(Feature.CONFIDENTIALITY, PUBLISHED - 3 * DAY) is None
        assert remind_of_checkups() == 0


def test_22_it_stands_on_the_start_page_until_it_is_done(client, policy, teacher):
    start, day = reverse("consent:check"), dt.date(2026, 9, 15)

    assert "Your privacy check-up" not in page_of(client, teacher, start, day - DAY).text
    assert "Your privacy check-up" in page_of(client, teacher, start, day).text
    with at(day):
        record_checkup(by=teacher)
    assert "Your privacy check-up" not in page_of(client, teacher, start, day).text


# --- 23: leaving -------------------------------------------------------------------------------------------


def test_a9_access_ends_the_same_day_and_the_letter_waits(client, policy, head, office, teacher):
    """Somebody's last day was yesterday: the next request is nobody's, and their letter stands on the list."""
    with at(TODAY):
        client.force_login(teacher)
        assert client.get(reverse("people:me")).status_code == 200
        end_account(user=teacher, by=head)
        assert client.get(reverse("people:me")).status_code == 302
        assert not User.objects.get(pk=teacher.pk).is_active

    assert "Ackroyd" in page_of(client, office, LETTERS).text
    assert "Not made yet" in page_of(client, office, LETTERS).text


def test_a9_the_letter_quotes_the_rule_as_it_stood_when_it_was_made(client, policy, head, office, teacher):
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)
    address = reverse("policies:leaver-letter", args=[teacher.pk])
    with at(TODAY):
        client.force_login(office)
        client.post(reverse("policies:leaver-letter-new", args=[teacher.pk]))
    with at(TODAY + DAY):
        chair = User.objects.get(assignments__role=Role.CHAIR)
        other = a_rule("A9", text="Say nothing.", tags=("confidentiality",))
        publish(other, by=head, chair=chair, slug="social-media")

    text = page_of(client, office, address, day=TODAY + 2 * DAY).text

    assert "says in rule A9: On social media, keep confidential what you know from school." in text
    assert "version 1 of 7 September 2026" in text
    assert "Say nothing." not in text


def test_a9_delivery_is_recorded_with_its_day_and_way(client, policy, office, teacher):
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)
    address = reverse("policies:leaver-letter", args=[teacher.pk])
    with at(TODAY):
        client.force_login(office)
        client.post(reverse("policies:leaver-letter-new", args=[teacher.pk]))
        assert html.Page(client.post(address, {"way": "post"}).content.decode()).title.startswith("Error: ")
        client.post(address, {"delivered_on": "2026-09-14", "way": "post"})

    letter = ConfidentialityLetter.objects.get()
    assert (letter.made_by, letter.delivered_on, letter.way, letter.recorded_by) == (office, TODAY, "post", office)
    assert "By post on 14 September 2026" in page_of(client, office, LETTERS).text
    events = AuditEvent.objects.filter(target_model="policies.confidentialityletter")
    assert [event.verb for event in events] == [Verb.LETTER_MADE, Verb.LETTER_DELIVERED]


def test_a9_the_named_rule_is_quoted_whatever_its_code_and_without_one_no_letter_is_made(head, office, teacher):
    chair = somebody(Role.CHAIR)
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)
    with at(PUBLISHED):
        version = publish(a_rule("A9", text="Something else."), a_rule("A3", text="Tell nobody."), by=head, chair=chair)
    with at(TODAY), pytest.raises(NoRule):
        make_letter(user=teacher, by=office)
    with at(TODAY):
        name(version, head, confidentiality="A3")
        letter = make_letter(user=teacher, by=office)

    assert rule_in_force(Feature.CONFIDENTIALITY, TODAY).text == "Tell nobody."
    assert letter.rule_version.text == "Tell nobody."


def test_a9_the_letter_is_for_staff_who_leave_and_nobody_else(client, policy, office, teacher):
    parent, former, both = somebody(Role.PARENT), somebody(Role.STAFF), somebody(Role.STAFF)
    User.objects.filter(pk=parent.pk).update(ends_on=TODAY)
    former.assignments.update(ends_on=TODAY)
    former.assignments.create(role=Role.PARENT, starts_on=STARTED)
    both.assignments.update(ends_on=TODAY - DAY)
    both.assignments.create(role=Role.OFFICE, starts_on=TODAY)

    assert [one.user for one in leavers()] == [former]
    assert leaver(parent.pk) is None
    with at(TODAY), pytest.raises(NothingToDo):
        make_letter(user=teacher, by=office)
    client.force_login(office)
    assert [client.get(f"{LETTERS}{user.pk}/").status_code for user in (former, teacher, parent)] == [200, 404, 404]


def test_a9_a_letter_is_made_and_delivered_once(policy, office, teacher):
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)
    with at(TODAY):
        letter = make_letter(user=teacher, by=office)
        with pytest.raises(AlreadySaid):
            make_letter(user=teacher, by=office)
        for day in (TODAY - DAY, TODAY + DAY):
            with pytest.raises(WrongDate):
                record_delivery(letter=letter, delivered_on=day, way="hand", by=office)
        record_delivery(letter=letter, delivered_on=TODAY, way="hand", by=office)
        with pytest.raises(AlreadySaid):
            record_delivery(letter=letter, delivered_on=TODAY, way="post", by=office)


@pytest.mark.parametrize("count", [1, 3])
def test_a9_the_list_costs_as_many_queries_for_three_as_for_one(
    client, policy, office, count, django_assert_num_queries
):
    for _ in range(count):
        user = somebody(Role.STAFF)
        User.objects.filter(pk=user.pk).update(ends_on=TODAY)
        with at(TODAY):
            make_letter(user=user, by=office)

    with at(TODAY):
        client.force_login(office)
        client.get(LETTERS)  # the number on a tab is kept from here on
        with django_assert_num_queries(8):
            client.get(LETTERS)
