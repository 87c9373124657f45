"""The pages of the steps say what follows, in words that are true in each case."""

import datetime as dt

import pytest
from django.utils import timezone

from policies.actions import comment_on_draft, new_policy, publish_version
from policies.content import AreaText, PolicyText, RuleText
from policies.sources import looked_through
from policies.words import Audience, Strength

from .editor import at
from .made import a_policy

STAFF = (Audience.STAFF,)
RULE = RuleText(code="A1", strength=Strength.MUST, text="Staff must lock the hall.", audiences=STAFF)
HALLS = PolicyText(areas=(AreaText(code="A", title="Staff", audiences=STAFF, rules=(RULE,)),))
FILE = b"# Clubs policy\n\n## Staff\n\n- Staff must lock the hall.\n"


def _published(version, head, days):
    first = timezone.localdate() + dt.timedelta(days=days)
    return publish_version(version=version, effective_from=first, review_due_on=None, by=head)


@pytest.mark.parametrize("days", [0, 1])
def test_withdrawing_what_has_not_begun_names_the_version_that_goes_on(approved, head, sign_in, days):
    page = sign_in(head).get(at("withdrawal", _published(approved, head, days))).content.decode()

    assert "Version 1 goes on in its place." in page


def test_withdrawing_what_holds_says_that_nothing_holds_then(version, head, sign_in):
    page = sign_in(head).get(at("withdrawal", version)).content.decode()

    assert "From today on no version of this policy holds" in page
    assert "goes on in its place" not in page


def test_the_first_day_is_named_when_it_is_published(approved, head, sign_in):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    page = sign_in(head).post(at("publication", approved), {"effective_from": tomorrow.isoformat()}, follow=True)

    assert f"It applies from {tomorrow:%-d %B %Y}." in page.content.decode()


def test_the_page_of_publication_says_who_approved_it_and_what_changes(approved, head, sign_in):
    page = sign_in(head).get(at("publication", approved)).content.decode()

    assert "minute 26/77" in page
    assert "What this version changes" in page


def test_the_page_of_a_change_request_leads_to_what_changes(submitted, chair, sign_in):
    page = sign_in(chair).get(at("change-request", submitted)).content.decode()

    assert "What this version changes" in page
    assert ">Version 2</a>" in page  # the way back says what the number is


def test_whoever_answers_a_comment_sees_the_rule_it_is_about(draft, head, sign_in):
    rule = draft.rules.get(code="A4")
    comment = comment_on_draft(version=draft, text="Why?", by=head, rule=rule)

    page = sign_in(head).get(at("comment-answer", draft, comment.pk)).content.decode()

    assert "Never put a pupil’s picture online" in page
    assert at("rule-edit", draft, rule.pk) in page


def test_whoever_wrote_it_is_offered_no_button_to_approve_it(submitted, chair, sign_in):
    type(submitted).objects.filter(pk=submitted.pk).update(edited_by=chair)

    assert "Approve it" not in sign_in(chair).get(at("approval", submitted)).content.decode()


def test_another_title_of_the_file_is_not_counted_as_lost(head):
    version = new_policy(slug="halls", title="The hall", by=head, content=FILE, name="clubs.md")

    assert looked_through(version).gone == []


def test_a_policy_that_begins_tomorrow_says_so_today(head, chair, client):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    version = a_policy("halls", HALLS, head=head, chair=chair, since=tomorrow)

    page = client.get(version.policy.get_absolute_url()).content.decode()

    assert "Not in force yet" in page
    assert f"begins on {tomorrow:%-d %B %Y}, with version 1." in page
