"""Reading a policy on one page, and the line on the start page that leads there (A7)."""

import datetime as dt

import pytest
from django.urls import reverse

from people.roles import Role
from policies.models import Acknowledgement, PolicyVersion
from tests import html
from tests.policies.readers import PUBLISHED, RULES, TODAY, agree, ask, at, publish, seal_of, somebody
from tests.policies.wordings import a_rule

from .acknowledgement_pages import READ, open_page, send

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


# --- reading -----------------------------------------------------------------------------------------------


def test_the_first_time_the_whole_policy_is_open_and_agreeing_is_one_button(client, version, teacher):
    page = open_page(client, teacher)
    response = send(client, teacher, seen=seal_of(version), answer="agrees")

    assert "by Monday 21 September 2026" in page.text
    assert '<details class="fold mt" open>' in page.html
    assert response.status_code == 302
    assert Acknowledgement.objects.get().user == teacher
    assert "You agreed to version 1 on 14 September 2026." in open_page(client, teacher).text


def test_who_agreed_before_is_shown_only_the_rules_that_changed(client, version, teacher, head, chair):
    with at(TODAY):
        agree(version, teacher)
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do otherwise."), a_rule("A2", text="Do it now."), *RULES[2:], by=head, chair=chair)

    page = open_page(client, teacher, day=TODAY + DAY)

    before, whole = page.html.split("The whole policy")
    assert "Since you agreed to version 1 on 14 September 2026: 2 rules changed, 0 added, 0 removed." in page.text
    assert [code for code in ("A1", "A2", "A3", "A4") if f">{code}</span>" in before] == ["A1", "A2"]
    assert "Do what A3 says." in whole
    assert '<details class="fold mt">' in page.html


def test_asked_again_after_a_year_it_says_that_nothing_has_changed(client, version, teacher):
    with at(TODAY):
        agree(version, teacher)

    page = open_page(client, teacher, day=dt.date(2027, 9, 1))

    assert "Nothing has changed since you agreed on 14 September 2026." in page.text
    assert "by Wednesday 15 September 2027" in page.text


def test_a_reason_is_kept_shown_again_to_its_writer_and_escaped(client, version, teacher):
    reason = "Rule A1 & I <script>alert(1)</script>\nMy sister works here."
    send(client, teacher, seen=seal_of(version), answer="cannot", reason=reason)

    page = open_page(client, teacher)

    assert Acknowledgement.objects.get().reason == reason
    assert "you wrote that you cannot agree" in page.text
    assert "<script>alert" not in page.html
    assert "I have read it and agree" in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "cannot", "reason": " "},
        {"answer": "agrees", "reason": "But not to A1."},
        {"reason": "But not to A1."},
        {"answer": "maybe", "reason": "But not to A1."},
    ],
)
def test_what_is_not_clear_is_asked_again_with_the_words_still_there(client, version, teacher, fields):
    response = send(client, teacher, seen=seal_of(version), **fields)

    page = html.Page(response.content.decode())
    assert page.title.startswith("Error: ")
    assert fields["reason"].strip() in page.html
    assert not Acknowledgement.objects.exists()


def test_words_sent_about_an_older_wording_come_back_beside_the_new_one(client, version, teacher, head, chair):
    seen = seal_of(version)
    with at(TODAY):
        agree(version, teacher)
        publish(a_rule("A1", text="Do otherwise."), *RULES[1:], by=head, chair=chair)

    response = send(client, teacher, seen=seen, answer="cannot", reason="I liked the old one.")

    page = response.content.decode()
    assert response.status_code == 409
    assert "I liked the old one." in page
    assert "Do otherwise." in page
    assert Acknowledgement.objects.filter(agrees=False).count() == 0
    assert seal_of(PolicyVersion.objects.get(number=2)) in page


def test_a_second_press_of_the_button_is_harmless(client, version, teacher):
    for _ in range(2):
        assert send(client, teacher, seen=seal_of(version), answer="agrees").status_code == 302

    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("slug", ["nothing", "drafted"])
def test_a_policy_that_is_not_published_is_not_found(client, version, teacher, slug):
    version.policy.__class__.objects.create(slug="drafted", title="Drafted")

    client.force_login(teacher)

    assert client.get(f"/policies/{slug}/acknowledgement/").status_code == 404


@pytest.mark.parametrize("rules", [1, 3, 20])
def test_the_page_costs_as_many_queries_for_twenty_rules_as_for_one(
    client, head, chair, teacher, rules, django_assert_num_queries
):
    with at(PUBLISHED):
        before = publish(*[a_rule(f"A{n}") for n in range(rules)], by=head, chair=chair)
        ask(before.policy, head)
        agree(before, teacher)
        publish(*[a_rule(f"A{n}", text="Otherwise.") for n in range(rules)], by=head, chair=chair)

    with at(TODAY):
        client.force_login(teacher)
        with django_assert_num_queries(25):
            client.get(READ)


# --- the start page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICE, Role.DSL, Role.HEAD])
def test_the_start_page_has_one_line_for_whoever_has_to_read(client, version, role):
    user = somebody(role)
    with at(TODAY):
        client.force_login(user)
        before = client.get(reverse("dashboard"), follow=True).content.decode()
        agree(version, user)
        after = client.get(reverse("dashboard"), follow=True).content.decode()

    assert before.count("To read: Phones") == 1
    assert "To read: Phones" not in after


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.DPO])
def test_who_is_not_asked_has_no_such_line(client, version, role):
    assert "To read" not in open_page(client, somebody(role), reverse("dashboard")).text


def test_on_the_picture_page_the_line_stands_on_the_start_alone_and_not_when_the_zone_is_shut(client, version, teacher):
    check = reverse("consent:check")

    assert "To read: Phones" in open_page(client, teacher, check).text
    assert "To read: Phones" not in open_page(client, teacher, check, place="website").text
    with at(TODAY):
        client.force_login(teacher)
    with at(TODAY, hour=12):
        shut = client.get(check)
    assert shut.status_code == 200
    assert "To read: Phones" not in shut.content.decode()


def test_the_head_finds_how_many_have_not_read_the_social_media_policy(client, head, chair, teacher):
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair, slug="social-media")
        ask(version.policy, head)

    page = open_page(client, head, reverse("dashboard"))

    assert "2 have not read it yet" in page.text
    assert "/policies/social-media/acknowledgements/" in page.links
    assert "not read it yet" not in open_page(client, chair, reverse("dashboard")).text
