"""The pages of versions: what everybody reads of each, and what only those who may read drafts."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from policies.actions import draft_version, new_policy, publish_version, request_changes, withdraw_version
from policies.models import Policy, PolicyVersion

from .pages import fetch
from .test_actions import approve
from .test_approving import publish
from .test_views import published
from .wordings import a_rule, a_wording

POLICY = "/policies/social-media/"
VERSIONS = f"{POLICY}versions/"
DAY = dt.timedelta(days=1)


def test_every_version_page_is_light_cookieless_and_well_made(client, approved, version, head):
    publish(approved, head)

    for address in (VERSIONS, f"{VERSIONS}1/", f"{VERSIONS}2/"):
        fetch(client, address)


@pytest.mark.parametrize("address", [VERSIONS, f"{VERSIONS}1/"])
def test_a_version_page_may_be_kept_five_minutes_and_then_asked_for_by_etag(client, version, address):
    response = client.get(address)

    assert response["Cache-Control"] == "public, max-age=300"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_an_earlier_version_reads_as_it_did_and_says_that_another_took_its_place(client, approved, version, head):
    publish(approved, head)
    today = timezone.localdate()

    page = fetch(client, f"{VERSIONS}1/")

    assert "Replaced" in page.words
    assert "Version 2" in page.words
    assert f'href="{POLICY}"' in page.html
    assert version.rules.get(code="A4").text in page.words
    assert f"until another took its place on {today:%-d %B %Y}" in fetch(client, VERSIONS).words


def test_a_version_ends_with_who_approved_it_when_and_in_which_minute(client, version):
    for address in (POLICY, f"{VERSIONS}1/"):
        words = fetch(client, address).words
        assert (
            f"Social media policy, version 1. Approved by the governing board on {version.approved_on:%-d %B %Y}, "
            f"minute {version.minute_reference}." in words
        )


def test_a_draft_does_not_exist_for_the_public_in_any_state(client, draft, approved, head):
    assert draft.pk == approved.pk
    assert client.get(f"{VERSIONS}2/").status_code == 404
    assert "Version 2" not in fetch(client, VERSIONS).words
    assert fetch(client, f"{VERSIONS}1/").html.count("versions/2/") == 0


def test_a_policy_of_which_nothing_was_published_has_no_versions_for_the_public(client, head, sign_in):
    draft = _other_draft(head)

    assert client.get(reverse("policies:versions", args=["phones"])).status_code == 404
    assert client.get(reverse("policies:policy", args=["phones"])).status_code == 404
    assert sign_in(head).get(reverse("policies:versions", args=["phones"])).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 200


def _other_draft(head) -> PolicyVersion:

    return new_policy(slug="phones", title="Phones", by=head)


def test_the_policy_says_from_when_a_version_published_for_later_applies(client, approved, head):
    later = timezone.localdate() + 5 * DAY
    publish(approved, head, days=5)

    page = fetch(client, POLICY)

    assert f"Version 2 applies from {later:%-d %B %Y}." in page.words
    assert f'href="{VERSIONS}2/"' in page.html
    assert "Version 1, in force since" in page.words
    with time_machine.travel(dt.datetime.combine(later, dt.time(9)), tick=False):
        now = fetch(client, POLICY).words
    assert "Version 2, in force since" in now
    assert "applies from" not in now


def test_a_past_day_of_the_policy_does_not_speak_of_what_is_to_come(client, approved, head):
    publish(approved, head, days=5)

    assert "applies from" not in fetch(client, f"{POLICY}?on={timezone.localdate() - DAY}").words


def test_a_withdrawn_policy_says_so_and_since_when_and_not_why(client, version, head):
    withdraw_version(version=version, reason="A parent went to court.", by=head)
    today = f"{timezone.localdate():%-d %B %Y}"

    for address in (POLICY, f"{POLICY}rules/A4/", f"{POLICY}for/staff/"):
        page = fetch(client, address)
        assert f"Version 1 of this policy is withdrawn since {today}." in page.words
        assert "court" not in page.html
    assert f"is withdrawn since {today}" in fetch(client, f"{VERSIONS}1/").words
    assert "court" not in fetch(client, f"{VERSIONS}1/").html
    assert version.rules.get(code="A4").text in fetch(client, f"{POLICY}?on={timezone.localdate() - DAY}").words


def test_a_version_withdrawn_before_its_day_leaves_the_policy_as_it_was(client, approved, version, head):
    publish(approved, head, days=5)
    withdraw_version(version=approved, reason="x", by=head)

    assert "Version 1, in force since" in fetch(client, POLICY).words
    assert "before it applied" in fetch(client, f"{VERSIONS}2/").words


def test_who_may_read_drafts_reads_what_happened_on_its_way_with_the_notes(sign_in, submitted, chair, governor, pages):
    request_changes(version=submitted, note="A2 is **too hard**.", by=chair)

    page = pages(f"{VERSIONS}2/", governor)

    assert "Sent to the governors on" in page.text
    assert "A2 is too hard ." in page.text
    assert "<strong>too hard</strong>" in page.html


@pytest.mark.parametrize(
    ("state", "offers"),
    [
        ("draft", {who: {"Write in it", "Send it to the governors"} for who in ("head", "clerk")}),
        ("submitted", {"head": {"Take it back"}, "chair": {"Approve it", "Ask for changes"},
                       "clerk": {"Approve it", "Ask for changes", "Take it back"}}),
        ("approved", {"head": {"Publish it"}}),
        ("version", {"head": {"Withdraw it"}}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["head", "clerk", "chair", "governor", "dsl"])
def test_each_is_offered_the_steps_that_are_theirs(request, sign_in, state, offers, who):
    version = request.getfixturevalue(state)
    html = sign_in(request.getfixturevalue(who)).get(version.get_absolute_url()).content.decode()

    known = {"Write in it", "Send it to the governors", "Take it back", "Approve it", "Ask for changes", "Publish it",
             "Withdraw it"}  # fmt: skip
    assert {words for words in known if f">{words}</a>" in html} == offers.get(who, set())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_versions_as_for_one(
    client, policy, version, count, django_assert_num_queries
):
    for number in range(2, count + 1):
        PolicyVersion.objects.create(
            policy=policy, number=number, status="superseded", approved_on=timezone.localdate(), approved_by_text="b",
            published_at=timezone.now(), effective_from=timezone.localdate(),
        )  # fmt: skip

    with django_assert_num_queries(4):
        assert client.get(VERSIONS).context["rows"][0]["version"].number == count


@pytest.mark.parametrize("rules", [1, 3])
def test_a_version_asks_the_database_as_often_for_three_rules_as_for_one(
    client, head, chair, rules, django_assert_num_queries
):

    version = published("phones", rules, head=head, chair=chair)

    with django_assert_num_queries(12):
        assert client.get(version.get_absolute_url()).status_code == 200


def test_an_old_link_to_a_numbered_rule_works(client, head, chair):
    """Codes such as 1.2 stand in addresses too."""

    policy = Policy.objects.create(slug="phones", title="Phones")
    draft = draft_version(policy=policy, wording=a_wording(a_rule("1.2.3")), by=head)
    approved = approve(draft, by=chair)
    publish_version(version=approved, effective_from=timezone.localdate(), review_due_on=None, by=head)

    assert "1.2.3" in fetch(client, "/policies/phones/").ids
    assert "Do what 1.2.3 says." in fetch(client, "/policies/phones/rules/1.2.3/").words
