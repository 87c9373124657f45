"""Platforms, the school's notes and the pages made of the rules (requirements 3d, 3e, 4, 27, 30, 31, 39)."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from audit.models import AuditEvent
from people.roles import Role
from policies.actions.faults import NothingChanged
from policies.actions.owners import write_note
from policies.models import AudienceNote, Platform
from policies.words import Audience
from tests.factories import UserFactory

from .pages import fetch

pytestmark = pytest.mark.usefixtures("that_wednesday")

POLICY = "/policies/social-media/"
NOTE = "Leave your phone in your bag.\n\nAsk the teacher first. <b>& more</b>"


# --- 27 -------------------------------------------------------------------------------------------------------


def test_27_rule_B1_shows_each_platform_with_its_age_and_when_it_was_looked_up(client, version):
    Platform.objects.filter(name="Facebook").update(checked_on=localdate())

    words = fetch(client, f"{POLICY}rules/B1/").words

    assert f"Facebook 13 and over Looked up on {localdate():%-d %B %Y}." in words
    assert "Instagram 13 and over Not looked up by the school yet." in words


def test_27_a_changed_age_changes_the_page_and_not_the_rule(client, sign_in, version, office):
    platform, text = Platform.objects.get(name="Instagram"), version.rules.get(code="B1").text
    data = {"name": "Instagram", "minimum_age": "16", "note": "", "checked_on": f"{localdate()}", "is_active": "on"}

    assert sign_in(office).post(platform.get_absolute_url(), data).status_code == 302

    client.logout()
    assert f"Instagram 16 and over Looked up on {localdate():%-d %B %Y}." in fetch(client, f"{POLICY}rules/B1/").words
    assert version.rules.get(code="B1").text == text
    assert AuditEvent.objects.about(platform).get().details == {"fields": ["checked_on", "minimum_age"]}


def test_27_a_platform_that_is_not_shown_is_on_no_public_page(client, version):
    Platform.objects.filter(name="TikTok").update(is_active=False)

    words = fetch(client, f"{POLICY}rules/B1/").words

    assert "TikTok" not in words and "Snapchat" in words


@pytest.mark.parametrize("code", ["B2", "A1", "D1"])
def test_27_no_other_rule_shows_ages(client, version, code):
    assert "13 and over" not in fetch(client, f"{POLICY}rules/{code}/").words


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": ""}, "Write the platform."),
        ({"name": "facebook "}, "stands in the list already"),
        ({"name": "New", "minimum_age": "many"}, "Write the age in figures."),
        ({"name": "New", "checked_on": "2999-01-01"}, "Write today or an earlier day."),
    ],
)
def test_27_a_line_that_cannot_be_is_refused_with_what_to_do(sign_in, head, data, said):
    before = Platform.objects.count()

    assert said in sign_in(head).post("/policies/platforms/new/", data).content.decode()
    assert Platform.objects.count() == before


def test_27_the_first_list_is_written_once_and_then_the_schools_own(db):
    Platform.objects.exclude(name="Facebook").delete()
    call_command("migrate", verbosity=0)

    assert [platform.name for platform in Platform.objects.all()] == ["Facebook"]


def test_three_platforms_cost_the_list_as_many_queries_as_one(sign_in, office):
    client, counts = sign_in(office), []
    for number in (1, 3):
        Platform.objects.all().delete()
        Platform.objects.bulk_create(Platform(name=f"P{n}") for n in range(number))
        client.get("/policies/platforms/")
        with CaptureQueriesContext(connection) as used:
            assert len(client.get("/policies/platforms/").context["platforms"]) == number
        counts.append(len(used))

    assert counts[0] == counts[1]


# --- 3d, 3e, 4, 30, 31, 39 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["visitors", "helpers"])
def test_3d_3e_visitors_and_helpers_read_their_card_without_an_account(client, version, audience):
    page = fetch(client, f"{POLICY}for/{audience}/")

    assert "What holds for everybody holds for you." in page.words
    assert "prints on one sheet of paper" in page.words


@pytest.mark.parametrize("address", ["consent:check", "consent:classes", "people:pupils", "policies:desk"])
def test_3e_who_is_not_signed_in_reads_nothing_of_pupils(client, db, address):
    assert client.get(reverse(address)).url.startswith("/accounts/login/")


def test_4_parents_read_the_three_rules_in_order_how_to_complain_and_where_their_answers_are(client, version):
    page = fetch(client, f"{POLICY}for/parents/")

    places = [page.words.index(text) for text in ("Do not put a picture", "bring it to the school", "spiteful")]
    assert places == sorted(places)
    assert "If you have a complaint" in page.words
    assert f'href="{reverse("consent:mine")}"' in page.html and f'href="{reverse("consent:photos")}"' in page.html


def test_30_the_reminder_stands_at_the_top_and_can_be_copied_for_the_newsletter(client, sign_in, version, head):
    page = fetch(client, f"{POLICY}for/parents/")
    assert page.words.index("you carry a responsibility") < page.words.index("Do not put a picture")
    assert "newsletter" not in page.html.replace("Newsletters", "").replace("newsletters", "")

    text = sign_in(head).get(f"{POLICY}for/parents/").context["reminder"]

    for rule in version.rules.filter(code__startswith="C"):
        assert f"{rule.code}  {rule.text}" in text
    assert text.endswith("/policies/social-media/for/parents/")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.HEAD, Role.OFFICE}])
def test_30_nobody_else_is_offered_the_reminder(client, version, role):
    client.force_login(UserFactory(role=role))

    assert "reminder" not in client.get(f"{POLICY}for/parents/").context


def test_31_the_five_ways_of_school_communication_say_how_to_use_each(client, version):
    words = fetch(client, f"{POLICY}for/parents/").words

    methods = list(version.methods.all())
    assert [method.slug for method in methods] == ["prospectus", "website", "newsletters", "letters", "conversation"]
    for method in methods:
        assert f"{method.name} {method.how_to_use}" in words


def test_39_rule_D2_names_the_anti_bullying_policy_and_says_whether_it_is_linked(client, version):
    assert "See: Anti-bullying policy not yet linked" in fetch(client, f"{POLICY}rules/D2/").words


def test_in_short_is_marked_as_not_the_policy(client, version):
    words = fetch(client, POLICY).words

    assert f"In short. {version.in_short} Written by the school to help. It is not the policy." in words


# --- the school's own note ------------------------------------------------------------------------------------


def test_a_note_is_shown_as_the_schools_words_and_only_to_its_readers(client, sign_in, version, head):
    address = reverse("policies:note", args=["social-media", "helpers"])
    assert "Written by the school" not in fetch(client, f"{POLICY}for/helpers/").words

    assert sign_in(head).post(address, {"text": NOTE}).url == f"{POLICY}for/helpers/"

    client.logout()
    page = fetch(client, f"{POLICY}for/helpers/")
    assert "Ask the teacher first. <b>& more</b> Written by the school. It is not the policy." in page.words
    assert "Ask the teacher first." not in fetch(client, f"{POLICY}for/visitors/").words
    assert AuditEvent.objects.about(version.policy).get().details == {"audience": "helpers"}


def test_an_empty_note_takes_it_away_and_the_earlier_ones_stay(client, version, head):
    write_note(policy=version.policy, audience=Audience.HELPERS, text="First.", by=head)
    write_note(policy=version.policy, audience=Audience.HELPERS, text="", by=head)

    assert "First." not in fetch(client, f"{POLICY}for/helpers/").words
    assert AudienceNote.objects.count() == 2
    with pytest.raises(NothingChanged):
        write_note(policy=version.policy, audience=Audience.HELPERS, text="", by=head)


@pytest.mark.parametrize("audience", ["cats", "HELPERS"])
def test_a_reader_that_does_not_exist_has_no_note(sign_in, version, head, audience):
    assert sign_in(head).get(f"{POLICY}for/{audience}/note/").status_code == 404
