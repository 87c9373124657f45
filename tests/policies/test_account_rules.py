"""The school's accounts beside the rules A2 and A4."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions.school_accounts import Entry, close_account, register_account

from .made import published
from .pages import fetch

POLICY = "/policies/social-media/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def accounts(head, teacher):
    """Two accounts in use, with holders and a way to get them back, and one that is closed."""
    secret = {"first_holder": teacher, "second_holder": head, "recovery_contact": "rescue@school.example"}
    x = Entry("X (Twitter)", "@ourschool", "Class news", "https://x.example/ourschool", **secret)
    old = Entry("TikTok", "@forgotten", opened_on=timezone.localdate() - 9 * DAY)
    register_account(entry=Entry("Facebook", "Our School", **secret), by=head)
    close_account(account=register_account(entry=old, by=head), on=timezone.localdate(), by=head)
    return register_account(entry=x, by=head)


@pytest.mark.parametrize(
    ("code", "words"), [("A2", "Following is when"), ("A4", "A pupil’s picture goes out on no other")]
)
def test_rules_A2_and_A4_show_the_accounts_in_use_and_nobody_who_holds_one(
    client, version, accounts, teacher, code, words
):
    page = fetch(client, f"{POLICY}rules/{code}/")

    assert words in page.words
    assert "@ourschool" in page.words and "Our School" in page.words and "Class news" in page.words
    assert 'href="https://x.example/ourschool"' in page.html
    for secret in ("@forgotten", "rescue@school.example", str(teacher), teacher.surname, "/people/"):
        assert secret not in page.html


@pytest.mark.parametrize("code", ["A2", "A4"])
def test_a_change_of_the_register_changes_the_page_and_not_the_rule(client, version, accounts, head, code):
    rule = version.rules.get(code=code).text
    close_account(account=accounts, on=timezone.localdate(), by=head)

    page = fetch(client, f"{POLICY}rules/{code}/")

    assert "@ourschool" not in page.words and "Our School" in page.words
    assert version.rules.get(code=code).text == rule


@pytest.mark.parametrize("code", ["A2", "A4"])
def test_without_an_account_the_rule_says_so(client, version, code):
    assert "The school has no account in its register today" in fetch(client, f"{POLICY}rules/{code}/").words


@pytest.mark.parametrize("code", ["A1", "A3", "A11", "D3"])
def test_no_other_rule_shows_accounts(client, version, accounts, code):
    assert "@ourschool" not in fetch(client, f"{POLICY}rules/{code}/").words


def test_a_rule_of_another_policy_with_the_same_code_shows_no_accounts(client, version, accounts, head, chair):
    published("phones", 4, head=head, chair=chair)

    assert "@ourschool" not in fetch(client, "/policies/phones/rules/A4/").words


def test_staff_find_the_way_from_the_rule_to_who_holds_the_accounts(sign_in, version, accounts, teacher, parent):
    address = reverse("people:school-accounts")

    assert address in sign_in(teacher).get(f"{POLICY}rules/A4/").content.decode()
    assert address not in sign_in(parent).get(f"{POLICY}rules/A4/").content.decode()


def test_three_accounts_cost_a_rule_page_as_much_as_one(client, version, head):
    address, counts = f"{POLICY}rules/A4/", []
    for number in (1, 3):
        for made in range(number):
            register_account(entry=Entry("Facebook", f"@ours{number}{made}"), by=head)
        client.get(address)
        with CaptureQueriesContext(connection) as used:
            client.get(address)
        counts.append(len(used))

    assert counts[0] == counts[1]
