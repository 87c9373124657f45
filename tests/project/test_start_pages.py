"""The start pages of those who check no pictures: something to do, numbers without children, no dead ends."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from consent.figures import figures_on
from consent.models import ConsentAnswer, ConsentResponse, Purpose, SurveyImport
from people.models import RoleProposal
from people.permissions import ROLE_PERMISSIONS, Permission
from people.roles import Role
from people.school_year import school_year_of
from policies.demo import load_demo_policy
from tests import html
from tests.factories import PupilFactory, UserFactory

pytestmark = pytest.mark.django_db
READERS = [Role.GOVERNOR, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.DPO, Role.PARENT]


@pytest.fixture
def policy(head) -> None:
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=localdate())


@pytest.fixture
def answers() -> list[str]:
    """Twelve children; eight say yes to the website, two say no, two say nothing."""
    year = school_year_of(localdate())
    survey = SurveyImport.objects.create(
        school_year=year, status="applied", asked=["website"], applied_at=timezone.now() - dt.timedelta(hours=1)
    )
    website = Purpose.objects.get(slug="website")
    children = [PupilFactory() for _ in range(12)]
    for number, child in enumerate(children[:10]):
        answered = timezone.now() - dt.timedelta(hours=2)
        said = ConsentResponse.objects.create(
            pupil=child, survey=survey, school_year=year, respondent_key="name:a", answered_at=answered,
            answered_precision="minute", recorded_at=answered,
        )  # fmt: skip
        ConsentAnswer.objects.create(response=said, purpose=website, value="yes" if number < 8 else "no")
    return [str(child) for child in children]


@pytest.mark.parametrize("role", READERS)
def test_every_link_of_a_start_page_leads_somewhere(client, sign_in, policy, role):
    sign_in(UserFactory(role=role))
    page = html.Page(client.get(reverse("dashboard")).content.decode())

    inside = {link for link in page.links if link.startswith("/")}

    assert len(inside) >= 4
    for link in inside:
        address, _, place = link.partition("#")
        answer = client.get(address)
        assert answer.status_code in {200, 302}, link
        assert not place or f'id="{place}"' in answer.content.decode(), link


@pytest.mark.parametrize("role", READERS)
def test_without_a_policy_no_link_leads_to_one(client, sign_in, role):
    sign_in(UserFactory(role=role))

    page = html.Page(client.get(reverse("dashboard")).content.decode())

    assert not [link for link in page.links if link.startswith("/policies/social-media")]


@pytest.mark.parametrize("role", READERS)
def test_everybody_is_told_where_to_turn(client, sign_in, role):
    sign_in(UserFactory(role=role))

    assert "If something is wrong" in html.Page(client.get(reverse("dashboard")).content.decode()).text


@pytest.mark.parametrize("role", [Role.HEAD, Role.CHAIR])
def test_who_confirms_is_told_what_waits_for_them_alone(client, sign_in, role):
    person = UserFactory(role=role)
    page_of = sign_in(person)
    for asker in (UserFactory(role=Role.OFFICE), person):
        RoleProposal.objects.create(user=UserFactory(), role=Role.GOVERNOR, proposed_by=asker)
    RoleProposal.objects.create(user=person, role=Role.GOVERNOR, proposed_by=UserFactory(role=Role.OFFICE))

    page = html.Page(page_of.get(reverse("dashboard")).content.decode())

    assert "1 role or account waits for you to confirm." in page.text
    assert reverse("people:proposals") in page.links


@pytest.mark.parametrize("role", [Role.HEAD, Role.CHAIR, Role.OFFICE])
def test_nothing_is_said_of_confirming_where_nothing_waits_or_somebody_else_decides(sign_in, role):
    if role is Role.OFFICE:
        RoleProposal.objects.create(user=UserFactory(), role=Role.GOVERNOR, proposed_by=UserFactory(role=Role.OFFICE))

    page = html.Page(sign_in(UserFactory(role=role)).get(reverse("dashboard")).content.decode())

    assert "to confirm." not in page.text


@pytest.mark.parametrize("role", [role for role in Role if Permission.REPORT_READ in ROLE_PERMISSIONS[role]])
def test_a_report_is_to_be_released_by_those_who_make_it_alone(sign_in, role):
    text = html.Page(sign_in(UserFactory(role=role)).get(reverse("dashboard")).content.decode()).text

    makes = Permission.REPORT_MAKE in ROLE_PERMISSIONS[role]
    assert ("This term in numbers, to release." in text) == makes
    assert ("One term in numbers, without a name." in text) != makes


def test_the_chair_is_promised_no_page_that_the_office_alone_opens(sign_in):
    page = html.Page(sign_in(UserFactory(role=Role.CHAIR)).get(reverse("dashboard")).content.decode())

    assert "Accounts, what waits for a second person, and the record." in page.text
    assert "settings" not in page.text


def test_who_is_signed_in_already_is_not_asked_to_sign_in_at_the_front_door(client, sign_in):
    assert "You have an account?" in html.Page(client.get(reverse("front")).content.decode()).text

    page = html.Page(sign_in(UserFactory(role=Role.PARENT)).get(reverse("front")).content.decode())

    assert "You are signed in" in page.text
    assert reverse("account_login") not in page.links


def test_figures_hide_numbers_under_five():
    assert figures_on(localdate(), school_year_of(localdate())).answered == "too few to say"


def test_figures_count_children_and_say_nothing_about_fewer_than_five(answers):
    figures = figures_on(localdate(), school_year_of(localdate()))

    assert figures.answered == "all but fewer than 5 of 12"
    assert figures.allowed == [(Purpose.objects.get(slug="website").label, "all but fewer than 5 of 12")]


@pytest.mark.parametrize("role", Role)
def test_figures_stand_on_the_pages_of_those_who_may_read_them_and_name_nobody(client, sign_in, answers, role):
    sign_in(UserFactory(role=role))

    text = html.Page(client.get(reverse("dashboard"), follow=True).content.decode()).text

    granted = ROLE_PERMISSIONS[role]
    expected = Permission.CONSENT_FIGURES in granted and Permission.CONSENT_RECORD_VIEW not in granted
    assert ("Photo permission in figures" in text) == expected
    if expected:
        assert not [name for name in answers if name in text]


def test_figures_take_few_queries_however_many_children(django_assert_max_num_queries, answers):
    with django_assert_max_num_queries(12):
        figures_on(localdate(), school_year_of(localdate()))


@pytest.mark.parametrize("role", Role)
def test_whoever_writes_down_complaints_finds_that_and_the_page_for_a_new_code(client, sign_in, role):
    user = UserFactory(role=role)
    sign_in(user)
    page = html.Page(client.get(reverse("dashboard"), follow=True).content.decode())

    may = user.has_perm(Permission.COMPLAINT_RECORD)
    for name in ("incidents:complaint-on-behalf", "incidents:complaint-codes"):
        assert (reverse(name) in page.links) == may, name


def test_a_parent_finds_the_complaints_that_they_made(client, sign_in, policy):
    sign_in(UserFactory(role=Role.PARENT))
    page = html.Page(client.get(reverse("dashboard")).content.decode())
    assert reverse("incidents:complaints-mine") in page.links
