"""The public pages of a policy: light, well made, in plain words, as they stood on a day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.actions import draft_version
from policies.models import Policy
from policies.words import Audience

from .made import published
from .pages import fetch
from .wordings import a_wording

POLICY = "/policies/social-media/"
DAY = dt.timedelta(days=1)
LEFT_COLUMN = ("strength", "audience", "gap", "statute", "consent", "breach", "verdict")


@pytest.mark.parametrize(
    "address",
    [
        "/policies/",
        POLICY,
        POLICY + "?on=2999-01-01",
        POLICY + "rules/A4/",
        POLICY + "rules/D3/",
        *(f"{POLICY}for/{audience}/" for audience in Audience.values),
    ],
)
def test_every_public_page_is_light_well_made_and_in_plain_words(client, version, address):
    page = fetch(client, address)

    assert not [word for word in LEFT_COLUMN if word in page.words.lower()]


@pytest.mark.parametrize("address", ["/policies/", POLICY, POLICY + "rules/A4/", POLICY + "for/staff/"])
def test_a_public_page_may_be_kept_five_minutes_and_then_asked_for_by_etag(client, version, address):
    response = client.get(address)

    assert response["Cache-Control"] == "public, max-age=300"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_of_somebody_signed_in_is_kept_by_nobody_else(sign_in, version, teacher):
    response = sign_in(teacher).get(POLICY)

    assert response.status_code == 200
    assert "public" not in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", ["/policies/", POLICY, POLICY + "rules/A4/", POLICY + "for/staff/"])
def test_a_page_is_read_and_never_written_to(client, version, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_the_library_lists_policies_and_says_which_documents_are_not_yet_linked(client, version):
    page = fetch(client, "/policies/")

    assert f'href="{POLICY}"' in page.html
    assert page.words.count("not yet linked") == 4  # three documents and the line that explains it
    assert "https://www.gov.uk/government/publications/teachers-standards" in page.html


def test_an_empty_library_says_where_to_ask(client, db):
    assert "school office" in fetch(client, "/policies/").words


def test_a_draft_is_no_public_page(client, head):
    policy = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=policy, wording=a_wording(), by=head)

    for address in ("/policies/phones/", "/policies/phones/rules/A1/", "/policies/phones/for/staff/"):
        assert client.get(address).status_code == 404
    assert "Phones" not in fetch(client, "/policies/").words


def test_the_policy_has_four_areas_and_an_anchor_for_each_area_and_rule(client, version):
    page = fetch(client, POLICY)

    codes = [f"A{n}" for n in range(1, 12)] + ["B1", "B2", "C1", "C2", "C3", "D1", "D2", "D3", "D4"]
    assert [i for i in page.ids if len(i) == 1] == ["A", "B", "C", "D"]
    assert [i for i in page.ids if i[0] in "ABCD" and i[1:].isdigit()] == codes


def test_the_policy_shows_its_introduction_its_approval_and_both_titles_of_area_d(client, version):
    words = fetch(client, POLICY).words

    assert "They also carry dangers" in words
    assert "spread good news" in words
    assert "by the governing board on" in words
    assert version.minute_reference in words
    assert "D. When somebody is bullied online" in words
    assert "D. Bullying online, and other wrong use of social media" in words


def test_what_is_not_settled_is_shown_and_not_filled_in(client, version):
    words = fetch(client, POLICY).words

    assert "Looked after by not settled yet" in words
    assert "Nobody is named who looks after this policy. With the governors." in words


def test_the_policy_can_be_read_as_it_stood_on_a_day(client, head, chair, policy, version):
    published("social-media", 1, head=head, chair=chair)
    yesterday = timezone.localdate() - DAY

    assert "Do what A1 says." in fetch(client, POLICY).words
    page = fetch(client, f"{POLICY}?on={yesterday}")
    assert "Do what A1 says." not in page.words
    assert "in force from" in page.words
    assert f"reads for {yesterday:%-d %B %Y}" in page.words


def test_before_its_first_day_the_policy_says_when_it_began(client, version, first_day):
    page = fetch(client, f"{POLICY}?on={first_day - DAY}", status=404)

    assert f"Version 1 began on {first_day:%-d %B %Y}" in page.words


@pytest.mark.parametrize("on", ["", "soon", "2026-02-30", "2026-13-01", "١٢", "0", "9" * 400, "%00", "<b>"])
def test_a_day_that_is_none_is_told_in_words_above_todays_version(client, version, on):
    page = fetch(client, f"{POLICY}?on={on}", status=400)

    assert "Choose a day, or write it like 2026-09-01." in page.words
    assert "A1" in page.ids


@pytest.mark.parametrize(
    "address",
    [
        "/policies/none/",
        "/policies/none/rules/A1/",
        "/policies/none/for/staff/",
        POLICY + "rules/A12/",
        POLICY + "rules/E1/",
        POLICY + "for/cats/",
        POLICY + "for/STAFF/",
    ],
)
def test_what_does_not_exist_is_404(client, version, address):
    assert client.get(address).status_code == 404


def test_a_rule_is_found_in_small_letters_too(client, version):
    response = client.get(POLICY + "rules/a11/")

    assert (response.status_code, response.url) == (301, POLICY + "rules/A11/")


def test_a_rules_page_gives_what_a_letter_quotes(client, version, settings):
    settings.SITE_URL = "https://portal.school.example"

    words = fetch(client, POLICY + "rules/A4/").words

    assert "https://portal.school.example/policies/social-media/rules/A4/" in words
    assert "version 1 of" in words
    assert "Who it is for for all staff" in words
    assert "How firm it is Never. There is no exception." in words


def test_a_rules_page_shows_why_only_where_the_school_wrote_it(client, version):
    assert "Why." in fetch(client, POLICY + "rules/A2/").words
    assert "Why." not in fetch(client, POLICY + "rules/A4/").words


@pytest.mark.parametrize(
    ("audience", "first", "then"),
    [
        ("staff", [f"A{n}" for n in (2, 4, 5, 6, 9, 11, 7, 8, 10, 1, 3)], ["D1", "D2", "D3", "D4"]),
        ("pupils", ["B1", "B2"], ["D1", "D2", "D3", "D4"]),
        ("parents", ["C1", "C2", "C3"], ["D1", "D2", "D3", "D4"]),
        ("governors", [], ["D1", "D2", "D3", "D4"]),
        ("visitors", [], ["D1", "D2", "D3", "D4"]),
        ("helpers", [], ["D1", "D2", "D3", "D4"]),
    ],
)
def test_each_reader_finds_their_own_rules_first(client, version, audience, first, then):
    response = client.get(reverse("policies:audience", args=["social-media", audience]))

    card = response.context["card"]
    assert [rule.code for group in card.own for rule in group.rules] == first
    assert [rule.code for rule in card.general] == then


@pytest.mark.parametrize("audience", ["governors", "visitors", "helpers"])
def test_whom_no_rule_names_is_told_so(client, version, audience):
    page = fetch(client, f"{POLICY}for/{audience}/")

    assert f"No rule of this policy names {Audience(audience).label.lower()}." in page.words
    assert ("Not settled yet" in page.words) == (audience == "governors")


def test_parents_find_the_five_ways_to_talk_and_how_to_complain_today(client, version):
    page = fetch(client, POLICY + "for/parents/")

    for way in ("Prospectus", "School website", "Newsletters", "Letters", "Talking with us"):
        assert way in page.words
    assert page.words.index("you carry a responsibility") < page.words.index("Do not put a picture")
    assert "Go to the school office" in page.words
    assert 'href="/complaints/new/"' in page.html


@pytest.mark.parametrize("rules", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/policies/phones/", 11), ("/policies/phones/rules/A1/", 11), ("/policies/phones/for/staff/", 11)],
)
def test_a_page_asks_the_database_as_often_for_three_rules_as_for_one(
    client, head, chair, rules, address, queries, django_assert_num_queries
):
    published("phones", rules, head=head, chair=chair)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_asks_the_database_as_often_for_three_policies_as_for_one(
    client, head, chair, count, django_assert_num_queries
):
    for number in range(count):
        published(f"policy-{number}", 1, head=head, chair=chair)

    with django_assert_num_queries(3):
        response = client.get("/policies/")

    assert len(response.context["versions"]) == count
