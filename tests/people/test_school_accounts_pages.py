"""The pages of the register of the school's accounts, and who may see it (policy A2, A4)."""

import pytest
from django.urls import reverse

from people.actions.school_accounts import Entry, close_account, record_review, register_account
from people.models import SchoolAccount
from people.roles import Role
from tests import html
from tests.factories import UserFactory
from tests.people.account_register import DAY, today, with_

pytestmark = pytest.mark.django_db


# --- who may know of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        *[(role, True) for role in (Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF, Role.CHAIR)],
        *[(role, False) for role in (Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR, Role.DPO, Role.PARENT)],
    ],
)
def test_the_register_is_for_the_staff_and_the_chair(account, role, sees):
    assert SchoolAccount.objects.visible_to(UserFactory(role=role)).exists() == sees


def test_the_way_to_get_it_back_is_not_for_everybody_who_reads(account, pages, office, teacher):
    assert "office@school.example" in pages(account.get_absolute_url(), office).text
    page = pages(account.get_absolute_url(), teacher)

    assert "office@school.example" not in page.html
    assert "Change this entry" not in page.text and "@ourschool" in page.text


# --- pages --------------------------------------------------------------------------------------------------


def _sent(**fields):
    return {"platform": "Facebook", "handle": "@ourschool", "opened_on": "2024-09-02", **fields}


def test_the_office_adds_an_account_and_is_asked_next_which_places_it_serves(sign_in, office, holders):
    client = sign_in(office)

    answer = client.post(
        reverse("people:school-account-new"),
        _sent(
            address="https://facebook.example/ourschool", first_holder=holders[0].pk, second_holder=holders[1].pk,
            recovery_contact="office@school.example",
        ),
    )  # fmt: skip

    account = SchoolAccount.objects.get()
    assert answer["Location"] == reverse("consent:account-places", args=[account.public_id])
    assert {account.first_holder, account.second_holder} == set(holders)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"handle": ""}, "Write the name of the account there."),
        ({"address": "facebook dot com"}, "Write it like https://"),
        ({"address": "javascript:alert(1)"}, "Write it like https://"),
        ({"opened_on": "soon"}, "Write the day, such as"),
        ({"opened_on": "2999-01-01"}, "or an earlier day"),
        ({"first_holder": "0"}, "Choose somebody from the list."),
    ],
)
def test_a_fault_stands_at_its_field_and_what_was_typed_stays(sign_in, office, sent, words):
    page = html.Page(
        sign_in(office).post(reverse("people:school-account-new"), _sent(purpose="Sports", **sent)).content.decode()
    )

    assert words in page.text and page.title.startswith("Error: ")
    assert 'value="Sports"' in page.html
    assert not SchoolAccount.objects.exists()


def test_a_holder_who_left_is_not_chosen_on_the_form_any_more(sign_in, office, account, holders):
    holders[0].ends_on = today() - DAY
    holders[0].save()

    page = sign_in(office).get(reverse("people:school-account-edit", args=[account.public_id])).content.decode()

    assert str(holders[0]) not in page
    assert f'<option value="{holders[1].pk}" selected>' in page


def test_the_pages_look_close_and_open_again(sign_in, office, account):
    client = sign_in(office)
    address = {name: reverse(f"people:school-account-{name}", args=[account.public_id]) for name in
               ("review", "closing", "reopening", "edit")}  # fmt: skip

    assert "Noted: looked at today." in client.post(address["review"], follow=True).content.decode()
    assert "already" in client.post(address["review"], follow=True).content.decode()
    answer = client.post(address["closing"], {"closed_on": "2999-01-01"}).content.decode()
    assert "Write today or an earlier day." in answer
    closed = client.post(address["closing"], {"closed_on": today().isoformat()}, follow=True).content.decode()
    assert "is closed. Nothing goes out on it any more." in closed and "Open it again" in closed
    assert "is in use again." in client.post(address["reopening"], follow=True).content.decode()
    assert "in use already" in client.post(address["reopening"], follow=True).content.decode()
    assert SchoolAccount.objects.get().reviewed_on == today()


def test_an_entry_is_changed_on_its_page(sign_in, office, account):
    client = sign_in(office)
    address = reverse("people:school-account-edit", args=[account.public_id])

    assert "Saved." in client.post(address, _sent(handle="@renamed"), follow=True).content.decode()
    assert "Nothing was changed." in client.post(address, _sent(handle="@renamed"), follow=True).content.decode()
    assert SchoolAccount.objects.get().handle == "@renamed"


def test_the_list_puts_what_is_missing_first_and_closed_accounts_apart(pages, office, account):
    record_review(account=account, by=office)
    register_account(entry=Entry("TikTok", "@lonely"), by=office)
    old = register_account(entry=Entry("Vine", "@forgotten", opened_on=today() - 9 * DAY), by=office)
    close_account(account=old, on=today() - DAY, by=office)

    text = pages(reverse("people:school-accounts"), office).text

    assert text.index("@lonely") < text.index("Nobody holds it") < text.index("@ourschool") < text.index("In order")
    assert text.index("Closed") < text.index("@forgotten")


def test_an_empty_register_says_what_holds_until_the_first_is_in_it(pages, teacher):
    text = pages(reverse("people:school-accounts"), teacher).text

    assert "No account is registered yet." in text
    assert "Add an account" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(sign_in, office, full, count, django_assert_num_queries):
    for number in range(count):
        register_account(entry=with_(full, handle=f"@ourschool{number}"), by=office)
    client, address = sign_in(office), reverse("people:school-accounts")
    client.get(address)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)


LIST_QUERIES = 8


def test_what_is_missing_names_each_account_and_what_it_lacks(pages, head):
    register_account(entry=Entry("TikTok", "@lonely", recovery_contact="office"), by=head)

    assert "TikTok @lonely: nobody holds it, never looked at." in pages(reverse("missing"), head).text
