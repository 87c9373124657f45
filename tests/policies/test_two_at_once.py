"""Two people at once, and a button pressed twice: nobody approves or throws away what they have not seen."""

import pytest
from django.utils import timezone

from policies.actions import comment_on_draft, edit_rule, remove_rule, submit_version, take_back_version
from policies.actions.faults import Stale

from .editor import at, rule_entry


def _approval(version, **changes):
    fields = {"approved_by_text": "the board", "approved_on": timezone.localdate().isoformat()}
    return fields | {"minute_reference": "26/9", "revision": version.revision} | changes


@pytest.fixture
def changed_since(submitted, head, clerk):
    """Taken back, changed by the clerk and sent again while the chair has the page of approval open."""
    version = take_back_version(version=submitted, by=head)
    rule = version.rules.get(code="A4")
    edit_rule(version=version, key=rule.pk, seen=rule.revision, entry=rule_entry(rule, text="Anything goes."), by=clerk)
    return submit_version(version=version, by=head)


def test_a_wording_changed_since_the_page_was_opened_is_not_approved(submitted, changed_since, sign_in, chair):
    answer = sign_in(chair).post(at("approval", submitted), _approval(submitted))

    assert answer.status_code == 400
    assert "Read it again, then approve it." in answer.content.decode()
    submitted.refresh_from_db()
    assert submitted.status == "in_review"


def test_the_page_opened_again_approves_it(changed_since, sign_in, chair):
    page = sign_in(chair).get(at("approval", changed_since)).content.decode()
    changed_since.refresh_from_db()
    assert f'name="revision" value="{changed_since.revision}"' in page

    sign_in(chair).post(at("approval", changed_since), _approval(changed_since))

    changed_since.refresh_from_db()
    assert changed_since.status == "approved"


def test_an_approval_that_says_of_no_wording_is_refused(submitted, sign_in, chair):
    fields = _approval(submitted)
    del fields["revision"]

    answer = sign_in(chair).post(at("approval", submitted), fields)

    assert "Open this page again" in answer.content.decode()
    submitted.refresh_from_db()
    assert submitted.status == "in_review"


def test_a_rule_is_not_removed_with_words_that_nobody_has_seen(draft, head, clerk):
    rule = draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=rule.revision, entry=rule_entry(rule, text="New words."), by=clerk)

    with pytest.raises(Stale):
        remove_rule(version=draft, key=rule.pk, seen=rule.revision, by=head)

    assert draft.rules.get(code="A4").text == "New words."


@pytest.mark.parametrize("revision", ["0", "", "x", "-1"])
def test_the_button_that_removes_a_rule_says_that_it_was_changed(draft, head, clerk, sign_in, revision):
    rule = draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=rule.revision, entry=rule_entry(rule, text="New words."), by=clerk)

    answer = sign_in(head).post(at("rule-removal", draft, rule.pk), {"revision": revision}, follow=True)

    assert "Look at it as it stands now" in answer.content.decode()
    assert draft.rules.filter(code="A4").exists()


def test_an_area_is_not_removed_with_a_text_that_nobody_has_seen(draft, head, sign_in):
    sign_in(head).post(at("area-new", draft), {"code": "E", "title": "Telephones", "level": 1})
    area = draft.sections.get(code="E")
    sent = {"code": "E", "title": "Telephones", "level": 1, "introduction": "A long text.", "revision": 0}
    sign_in(head).post(at("area-edit", draft, area.pk), sent)

    sign_in(head).post(at("area-removal", draft, area.pk), {"revision": 0})

    assert draft.sections.get(code="E").introduction == "A long text."


def test_a_step_pressed_twice_is_taken_once_and_is_no_error(draft, sign_in, head):
    client = sign_in(head)

    answers = [client.post(at("submission", draft), {"note": "Please look."}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert draft.steps.count() == 1


def test_the_same_step_by_somebody_else_is_an_error_that_keeps_the_note(draft, sign_in, head, clerk):
    sign_in(head).post(at("submission", draft), {"note": "Please look."})

    answer = sign_in(clerk).post(at("submission", draft), {"note": "My own words."})

    assert answer.status_code == 400
    assert "My own words." in answer.content.decode()


def test_a_comment_sent_twice_is_one(draft, sign_in, head):
    client = sign_in(head)
    for _ in range(2):
        client.post(at("comments", draft), {"about": f"rule-{draft.rules.first().pk}", "text": "Why?"})

    assert draft.comments.count() == 1


def test_the_same_words_about_another_rule_are_another_comment(draft, head):
    for rule in draft.rules.all()[:2]:
        comment_on_draft(version=draft, text="Why?", by=head, rule=rule)

    assert draft.comments.count() == 2
