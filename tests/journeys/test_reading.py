"""A policy changes: a teacher reads what changed and agrees; the head sees who has not, and reminds them once."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
ANOTHER_VERSION = """
from django.utils import timezone
from people.models import User
from policies.actions import approve_version, publish_version, settle_comment, submit_version
from policies.models import PolicyVersion
head, chair = (User.objects.get(email=f"{name}@todwick.example") for name in ("head", "chair"))
version = PolicyVersion.objects.get(policy__slug="social-media", number=3)
for comment in version.comments.open():
    settle_comment(version=version, key=comment.pk, answer="A walk is none.", by=head)
submit_version(version=version, by=head)
today = timezone.localdate()
version = approve_version(
    version=version, approved_on=today, approved_by_text="the board", minute_reference="26/52", by=chair
)
publish_version(version=version, effective_from=today, review_due_on=None, by=head)
"""
TEACHER_AGREED = """
from people.models import User
from policies.actions.acknowledging import acknowledge_version
from policies.models import PolicyVersion
from policies.kept import wording_of
from policies.wording import text_hash
version = PolicyVersion.objects.with_wording().get(number=2, policy__slug="social-media")
teacher = User.objects.get(email="teacher@todwick.example")
acknowledge_version(version=version, seen=text_hash(wording_of(version)), agrees=True, by=teacher)
"""


def _do(portal: Portal, program: str) -> None:
    manage(portal.environment, "shell", "-v0", "-c", program)


def test_a_teacher_sees_only_the_two_changed_rules_and_agrees_and_the_head_reminds_the_others(visit, portal):
    _do(portal, TEACHER_AGREED)
    _do(portal, ANOTHER_VERSION)
    page = visit(PHONE)
    sign_in(page, "teacher")
    page.get_by_role("link", name="To read: Social media policy").click()
    expect(
        page.get_by_text(re.compile("Since you agreed to version 2 .* 2 rules changed, 0 added, 0 removed."))
    ).to_be_visible()
    assert page.locator("main .code:visible").all_inner_texts() == ["A3", "A6"]
    faults = faults_of(page)
    page.get_by_text("The whole policy").click()
    faults += faults_of(page)
    page.get_by_role("button", name="I have read it and agree").click()
    expect(page.get_by_text("Thank you. It is kept that you read version 3 and agree.")).to_be_visible()
    faults += faults_of(page)

    head = visit()
    sign_in(head, "head")
    head.get_by_role("link", name=re.compile("^[0-9]+ have not read it yet$")).click()
    left = head.locator("section[aria-labelledby=left]")
    assert "Hallam" not in left.inner_text()
    assert "Kayode" in left.inner_text()
    faults += faults_of(head)
    head.get_by_role("button", name=re.compile("^Remind the [0-9]+ who have not$")).click()
    expect(head.get_by_text("A reminder is on its way")).to_be_visible()
    expect(head.get_by_role("button", name=re.compile("^Remind"))).to_have_count(0)
    faults += faults_of(head)
    for address in ("/policies/social-media/compare/", "/policies/social-media/acknowledgements/readers/"):
        head.goto(address)
        faults += faults_of(head)

    assert faults == []


def test_who_cannot_agree_loses_no_word_and_reaches_the_head_without_script(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")
    page.goto("/policies/social-media/acknowledgement/")
    page.get_by_text("I cannot agree", exact=True).click()
    page.get_by_label("I cannot agree, because").fill("My brother has a child in 2P.")
    page.get_by_role("button", name="I have read it and agree").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("I cannot agree, because")).to_have_value("My brother has a child in 2P.")
    page.get_by_role("button", name="Send that I cannot agree").click()
    expect(page.get_by_text("On ", exact=False).filter(has_text="you wrote that you cannot agree")).to_be_visible()

    head = visit()
    sign_in(head, "head")
    head.goto("/policies/social-media/acknowledgements/")
    expect(head.get_by_text("My brother has a child in 2P.")).to_be_visible()


@pytest.mark.long
def test_the_check_up_and_the_letter_are_in_order(visit):
    page = visit(PHONE)
    sign_in(page, "office")
    page.goto("/policies/privacy-checkup/")
    faults = faults_of(page)
    page.get_by_role("button", name="Done today").click()
    expect(page.get_by_text("It is kept that you did it today, and nothing else.")).to_be_visible()
    page.goto("/policies/leaver-letters/")
    faults += faults_of(page)
    page.get_by_role("link", name="Mr Roland Weston").click()
    page.get_by_role("button", name="Make this letter").click()
    faults += faults_of(page)
    page.get_by_label("By post").check()
    page.get_by_role("button", name="Record that it was delivered").click()
    expect(page.get_by_text("Recorded: the letter is delivered.")).to_be_visible()
    faults += faults_of(page)
    page.goto("/policies/social-media/acknowledgements/sheet/")
    faults += faults_of(page)

    assert faults == []
