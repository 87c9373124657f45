"""The guide of the first days: each step says what is empty, what depends on it, and is seen to be done by itself."""

import datetime as dt

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.models import SurveyImport
from people.actions.settings import change_settings
from people.actions.test_mail import send_test_mail
from people.delivery import send_due
from people.models import Closure, Notification, RoleAssignment, SchoolAccount, SettingChange, Term, User
from people.roles import NAMES_COVER, Role
from people.settings import RINGING, Key, read_all
from policies.demo import load_demo_policy
from policies.models import Statute
from tests import html
from tests.factories import PupilFactory, UserFactory
from todwick_portal import heartbeat
from todwick_portal.first_run.steps import MAKERS, progress_of, steps

pytestmark = pytest.mark.django_db
GUIDE, MAIL, START = reverse("first-run"), reverse("first-run-mail"), reverse("dashboard")
DUMMY = "django.core.mail.backends.dummy.EmailBackend"
TODAY = dt.date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _that_monday():
    with time_machine.travel(dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC), tick=False):
        yield


def _open() -> set[str]:
    """The keys of the steps that are open now."""
    return {step.key for step in steps(read_all(), timezone.localdate()) if not step.is_settled}


def _name(by: User) -> None:
    change_settings(values={Key.OFFICE_PHONE: "01709 1", Key.OFFICE_EMAIL: "office@school.example"}, by=by)


def _look(by: User) -> None:
    change_settings(values={Key.MAIN_COLOUR: "#7a1f2b"}, by=by)


def _mail(by: User) -> None:
    send_test_mail(by=by)
    send_due(transport=DUMMY)


def _terms(by: User) -> None:
    for name, first, last in ((Term.Name.AUTUMN, 9, 12), (Term.Name.SPRING, 1, 3), (Term.Name.SUMMER, 4, 7)):
        year = 2026 if first == 9 else 2027
        Term.objects.create(
            school_year=2026, name=name, starts_on=dt.date(year, first, 2), ends_on=dt.date(year, last, 18)
        )


def _people(by: User) -> None:
    for role in (Role.DSL, Role.OFFICE, Role.CHAIR, Role.CLERK, Role.DPO):
        UserFactory(role=role)


def _covers(by: User) -> None:
    for held in RoleAssignment.objects.filter(role__in=NAMES_COVER, is_cover=False):
        RoleAssignment.objects.create(
            user=UserFactory(), role=held.role, is_cover=True, covers=held,
            starts_on=TODAY + dt.timedelta(days=7), ends_on=TODAY + dt.timedelta(days=9),
        )  # fmt: skip


def _numbers(by: User) -> None:
    change_settings(values=dict.fromkeys(RINGING, "01709 2"), by=by)


def _deadlines(by: User) -> None:
    change_settings(values={Key.COMPLAINT_DAYS_AGREED: "yes"}, by=by)


def _invited(by: User) -> None:
    teacher = UserFactory(role=Role.STAFF)
    User.objects.filter(pk=teacher.pk).update(invited_at=timezone.now())


def _policy(by: User) -> None:
    load_demo_policy(by_head=by, by_chair=UserFactory(role=Role.CHAIR), effective_from=TODAY)


def _laws(by: User) -> None:
    policy = load_demo_policy(by_head=by, by_chair=UserFactory(role=Role.CHAIR), effective_from=TODAY).policy
    clerk = UserFactory(role=Role.CLERK)
    Statute.objects.create(
        policy=policy,
        order=1,
        title="Public Order Act",
        year=1986,
        proposed_by=by,
        confirmed_on=TODAY,
        confirmed_by=clerk,
    )


def _places(by: User) -> None:
    change_settings(values={Key.PERMISSION_BASIS: "Permission."}, by=by)


def _survey(by: User) -> None:
    SurveyImport.objects.create(school_year=2026, status=SurveyImport.Status.APPLIED)


def _backups(by: User) -> None:
    record(Verb.BACKUP_MADE, target=None, by=None, rows=1, files=0, bytes=1, sha256="0" * 64, events=1)


DONE_BY = {
    "name": _name, "look": _look, "mail": _mail, "terms": _terms, "people": _people,
    "covers": lambda by: (_people(by), _covers(by)),
    "numbers": _numbers, "deadlines": _deadlines, "pupils": lambda by: PupilFactory(), "invited": _invited,
    "policy": _policy, "laws": _laws, "places": _places,
    "accounts": lambda by: SchoolAccount.objects.create(platform="X", handle="@school"), "survey": _survey,
    "backups": _backups,
}  # fmt: skip


def test_in_an_empty_school_every_step_is_open_and_says_what_depends_on_it(head):
    found = steps(read_all(), TODAY)

    assert [step.key for step in found] == list(dict.fromkeys(step.key for step in found))
    assert {step.key for step in found} == set(DONE_BY) and len(found) == len(MAKERS)
    for step in found:
        assert not step.is_done, step.key
        assert all(lack.text.endswith(".") and lack.then.endswith(".") for lack in step.lacks)
    assert progress_of(found).words == f"0 of {len(found)} done"


@pytest.mark.parametrize("key", DONE_BY)
def test_a_step_is_done_when_the_thing_is_there_and_not_before(head, settings: LazySettings, key):
    assert key in _open()
    settings.BACKUP_RECIPIENTS = ["age1example"]
    assert key in _open(), "a key alone is no backup"

    DONE_BY[key](head)

    assert key not in _open()


def test_a_backup_without_a_key_that_was_set_is_none(head, settings: LazySettings):
    settings.BACKUP_RECIPIENTS = []
    _backups(head)

    assert "backups" in _open()


def test_a_survey_of_last_year_a_test_mail_not_sent_and_a_closed_account_settle_nothing(head):
    SurveyImport.objects.create(school_year=2025, status=SurveyImport.Status.APPLIED)
    SurveyImport.objects.create(school_year=2026, status=SurveyImport.Status.PREVIEWED)
    send_test_mail(by=head)
    Closure.objects.create(school_year=2026, kind=Closure.Kind.INSET, starts_on=TODAY, ends_on=TODAY)

    assert {"survey", "mail", "terms"} <= _open()


def test_the_guide_leads_to_a_page_that_opens_for_each_step(client, head):
    client.force_login(head)
    page = html.Page(client.get(GUIDE).content.decode())

    for step in steps(read_all(), TODAY):
        assert step.title in page.text
        for lack in step.lacks:
            assert lack.text in page.text and lack.then in page.text
    led = [link for link in page.links if link.startswith(("/people/", "/consent/", "/policies/"))]
    assert len(led) >= len(MAKERS) - 2
    assert [link for link in led if client.get(link).status_code not in (200, 404)] == []


def test_the_guide_asks_as_often_for_much_as_for_little(client, head):
    client.force_login(head)
    client.get(GUIDE)
    with CaptureQueriesContext(connection) as few:
        client.get(GUIDE)
    for number in range(3):
        _people(head), _covers(head), _invited(head), PupilFactory()
        SchoolAccount.objects.create(platform="X", handle=f"@school{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(GUIDE)

    assert abs(len(many) - len(few)) <= 3
    assert len(many) <= 45


# --- not for us --------------------------------------------------------------------------------------------


def test_a_step_is_said_not_to_be_for_this_school_with_a_reason_and_taken_back(client, office):
    client.force_login(office)
    address = reverse("first-run-aside", args=["accounts"])

    without = client.post(address, {"reason": "  "})
    assert "Write why, or go back." in html.Page(without.content.decode()).text
    assert "accounts" in _open()

    client.post(address, {"reason": "We are on no platform."})
    assert "accounts" not in _open()
    assert "We are on no platform." in html.Page(client.get(GUIDE).content.decode()).text
    assert SettingChange.objects.get().by == office

    client.post(address, {"back": "1"})
    assert "accounts" in _open()


@pytest.mark.parametrize("step", ["terms", "people", "numbers", "mail", "nothing-like-it"])
def test_what_every_school_needs_cannot_be_set_aside(client, head, step):
    client.force_login(head)

    assert client.post(reverse("first-run-aside", args=[step]), {"reason": "No."}).status_code == 404


# --- the test mail -----------------------------------------------------------------------------------------


def test_the_test_mail_goes_to_who_asks_through_the_outbox_once_however_often_it_is_pressed(client, head):
    client.force_login(head)
    client.post(MAIL)
    client.post(MAIL)

    mail = Notification.objects.get(kind="test")
    assert (mail.address, mail.status) == (head.email, "waiting")
    assert "It goes out within a minute." in html.Page(client.get(MAIL).content.decode()).text

    send_due(transport=DUMMY)
    assert "The mail server took it" in html.Page(client.get(MAIL).content.decode()).text
    client.post(MAIL)
    assert Notification.objects.filter(kind="test").count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "failed", "fault": "550 Relaying denied"}, "550 Relaying denied"),
        ({"status": "waiting", "attempts": 1, "fault": "Connection refused"}, "Connection refused"),
    ],
)
def test_what_the_mail_server_said_stands_on_the_page(client, head, fields, said):
    client.force_login(head)
    client.post(MAIL)
    Notification.objects.filter(kind="test").update(**fields)

    assert said in html.Page(client.get(MAIL).content.decode()).text
    assert "mail" in _open()


def test_a_worker_that_is_silent_is_said_to_be(client, head, settings: LazySettings, monkeypatch):
    monkeypatch.setattr(heartbeat, "is_silent", lambda now: True)
    client.force_login(head)

    assert "no mail goes out" in html.Page(client.get(MAIL).content.decode()).text


# --- the start page ----------------------------------------------------------------------------------------


def _start(user: User) -> str:
    client = Client()
    client.force_login(user)
    return html.Page(client.get(START).content.decode()).text


@pytest.mark.parametrize("role", Role)
def test_how_far_it_has_come_stands_on_the_start_page_of_head_and_office_alone(role):
    user = UserFactory(role=role)
    client = Client()
    client.force_login(user)

    text = html.Page(client.get(START, follow=True).content.decode()).text

    assert ("Setting up the portal: 0 of " in text) == (role in {Role.HEAD, Role.OFFICE})


def test_it_goes_once_everything_is_settled_and_a_mail_that_went_out_counts_at_once(head, settings: LazySettings):
    settings.BACKUP_RECIPIENTS = ["age1example"]
    for key, make in DONE_BY.items():
        if key not in ("mail", "policy", "covers"):
            make(head)
    _covers(head)
    send_test_mail(by=head)
    assert _open() == {"mail"}
    assert f"Setting up the portal: {len(MAKERS) - 1} of {len(MAKERS)} done. Next: Test mail." in _start(head)

    send_due(transport=DUMMY)
    assert "Setting up the portal" not in _start(head)


def test_whoever_signs_in_to_an_empty_school_is_led_into_the_guide_once(client, head):
    head.set_password("a long enough password")
    head.save()
    typed = {"login": head.email, "password": "a long enough password"}

    first = client.post(reverse("account_login"), typed, follow=True)
    assert first.redirect_chain[-1][0] == GUIDE
    assert client.get(START).status_code == 200


def test_nobody_is_led_there_once_something_is_there(client, head):
    PupilFactory()
    head.set_password("a long enough password")
    head.save()
    typed = {"login": head.email, "password": "a long enough password"}

    assert client.post(reverse("account_login"), typed, follow=True).redirect_chain[-1][0] == START


def test_a_second_step_that_has_to_be_set_up_first_does_not_lose_the_way_into_the_guide(
    client, head, settings: LazySettings
):
    settings.SECOND_STEP_COMPULSORY = True
    head.set_password("a long enough password")
    head.save()

    shown = client.post(
        reverse("account_login"), {"login": head.email, "password": "a long enough password"}, follow=True
    )
    assert shown.redirect_chain[-1][0] == reverse("mfa_index")

    settings.SECOND_STEP_COMPULSORY = False  # as after it was set up and shown
    assert client.get(START).url == GUIDE
