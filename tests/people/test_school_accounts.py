"""The register of the school's accounts on social media (policy A2, A4)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.school_accounts import (
    CannotBeSo,
    Entry,
    StandsAlready,
    change_account,
    close_account,
    record_review,
    register_account,
    reopen_school_account,
)
from people.models import SchoolAccount
from people.roles import Role
from people.school_accounts import possible_holders, wanting
from tests import html
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def today():
    return timezone.localdate()


@pytest.fixture
def holders(teacher, dsl):
    return teacher, dsl


@pytest.fixture
def full(holders) -> Entry:
    """An entry from which nothing is missing."""
    return Entry(
        platform="Facebook", handle="@ourschool", purpose="News", address="https://facebook.example/ourschool",
        first_holder=holders[0], second_holder=holders[1], recovery_contact="office@school.example",
        opened_on=today() - 900 * DAY,
    )  # fmt: skip


@pytest.fixture
def account(full, office) -> SchoolAccount:
    return register_account(entry=full, by=office)


def said(account):
    account.refresh_from_db()
    return wanting(account, set(possible_holders().values_list("pk", flat=True)), today())


def events():
    return AuditEvent.objects.filter(verb=Verb.SCHOOL_ACCOUNT_CHANGED)


def with_(entry, **other):
    return Entry(**{**vars(entry), **other})


# --- entering and changing ----------------------------------------------------------------------------------


def test_an_account_is_entered_and_recorded_once_without_a_word_of_it(account, office, holders):
    [event] = events()

    assert (account.platform, account.first_holder, account.is_active) == ("Facebook", holders[0], True)
    assert (event.by_id, event.target_id, event.details) == (office.pk, str(account.pk), {"created": True})


def test_a_change_is_recorded_by_the_names_of_its_fields_alone(account, full, office):
    change_account(account=account, entry=with_(full, handle="@newname", recovery_contact="01709 555 0146"), by=office)

    assert events().latest("sequence").details == {"fields": ["handle", "recovery_contact"]}
    assert SchoolAccount.objects.get().handle == "@newname"


def test_nothing_changed_is_said_and_not_recorded(account, full, office):
    with pytest.raises(StandsAlready, match="Nothing was changed"):
        change_account(account=account, entry=with_(full, handle=" @ourschool "), by=office)

    assert events().count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("platform", "  ", "Write the platform"),
        ("handle", "", "Write the name of the account"),
        ("address", "javascript:alert(1)", "begins with https"),
        ("address", "ftp://x.example/school", "begins with https"),
        ("opened_on", dt.date(2999, 1, 1), "or an earlier day"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field_and_nothing_is_kept(full, office, field, value, words):
    with pytest.raises(CannotBeSo, match=words) as refused:
        register_account(entry=with_(full, **{field: value}), by=office)

    assert refused.value.field == field
    assert (SchoolAccount.objects.count(), events().count()) == (0, 0)


def test_one_account_stands_once_whatever_its_capitals(account, full, office):
    with pytest.raises(CannotBeSo, match="already") as refused:
        register_account(entry=with_(full, platform="facebook", handle="@OurSchool"), by=office)

    assert refused.value.field == "handle"


def test_the_two_holders_are_two_people(full, office, holders):
    with pytest.raises(CannotBeSo, match="two different people") as refused:
        register_account(entry=with_(full, second_holder=holders[0]), by=office)

    assert refused.value.field == "second_holder"


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO, None])
def test_only_who_works_here_holds_an_account(full, office, role):
    with pytest.raises(CannotBeSo, match="works here"):
        register_account(entry=with_(full, first_holder=UserFactory(role=role)), by=office)


def test_somebody_whose_account_has_ended_is_chosen_no_more(full, office):
    gone = UserFactory(role=Role.STAFF, ends_on=today() - DAY)

    with pytest.raises(CannotBeSo, match="works here"):
        register_account(entry=with_(full, second_holder=gone), by=office)


def test_a_closed_account_keeps_the_name_of_a_holder_who_left(account, full, office, holders):
    close_account(account=account, on=today(), by=office)
    holders[0].ends_on = today() - DAY
    holders[0].save()

    change_account(account=account, entry=with_(full, purpose="It was for news."), by=office)

    assert SchoolAccount.objects.get().first_holder == holders[0]


# --- what is missing or overdue -----------------------------------------------------------------------------


def test_from_a_full_entry_that_was_looked_at_nothing_is_missing(account, office):
    assert said(account) == ["never looked at"]

    record_review(account=account, by=office)

    assert said(account) == []


def test_an_entry_without_anybody_says_so(office):
    account = register_account(entry=Entry("TikTok", "@ourschool"), by=office)

    assert said(account) == ["nobody holds it", "no way to get it back if it is lost", "never looked at"]


def test_a_holder_whose_account_ended_stands_out_by_name(account, office, holders):
    record_review(account=account, by=office)
    holders[0].ends_on = today() - DAY
    holders[0].save()

    assert said(account) == [f"{holders[0]} does not work here any longer", "only one person holds it"]


def test_a_holder_who_is_only_a_parent_now_stands_out_too(account, office, holders):
    record_review(account=account, by=office)
    holders[1].assignments.update(role=Role.PARENT)

    assert said(account)[0] == f"{holders[1]} does not work here any longer"


@pytest.mark.parametrize(("days", "overdue"), [(365, False), (366, True)])
def test_a_year_after_somebody_looked_it_is_due_again(account, office, days, overdue):
    record_review(account=account, by=office, on=today() - days * DAY)

    assert said(account) == (["not looked at for over a year"] if overdue else [])


def test_nothing_is_missing_from_a_closed_account(office):
    account = register_account(entry=Entry("TikTok", "@ourschool"), by=office)

    close_account(account=account, on=today(), by=office)

    assert said(account) == []


# --- looked at, closed, opened again ------------------------------------------------------------------------


def test_looking_at_it_is_recorded_once_a_day(account, office, head):
    record_review(account=account, by=head)

    with pytest.raises(StandsAlready, match="already"):
        record_review(account=account, by=office)

    assert [event.details for event in events()] == [{"created": True}, {"fields": ["reviewed_on"]}]
    assert events().latest("sequence").by_id == head.pk


@pytest.mark.parametrize("days", [1, -901])
def test_nobody_looks_at_an_account_tomorrow_or_before_it_was_there(account, office, days):
    with pytest.raises(StandsAlready, match="while it is in use"):
        record_review(account=account, by=office, on=today() + days * DAY)


def test_a_closed_account_is_in_nobodys_use_and_is_opened_again(account, office):
    close_account(account=account, on=today() - 3 * DAY, by=office)

    assert not SchoolAccount.objects.active().exists()
    for act in (
        lambda: close_account(account=account, on=today(), by=office),
        lambda: record_review(account=account, by=office),
    ):
        with pytest.raises(StandsAlready, match="Open it again first"):
            act()
    reopen_school_account(account=account, by=office)
    with pytest.raises(StandsAlready, match="in use already"):
        reopen_school_account(account=account, by=office)
    assert SchoolAccount.objects.active().get() == account
    assert [event.details for event in events()][1:] == [
        {"fields": ["closed_on"]},
        {"fields": ["closed_on"], "reopened": True},
    ]


@pytest.mark.parametrize("days", [1, -901])
def test_an_account_is_closed_on_no_day_to_come_and_not_before_it_was_opened(account, office, days):
    with pytest.raises(CannotBeSo) as refused:
        close_account(account=account, on=today() + days * DAY, by=office)

    assert refused.value.field == "closed_on"
    assert SchoolAccount.objects.active().exists()


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


LIST_QUERIES = 9


def test_what_is_missing_names_each_account_and_what_it_lacks(pages, head):
    register_account(entry=Entry("TikTok", "@lonely", recovery_contact="office"), by=head)

    assert "TikTok @lonely: nobody holds it, never looked at." in pages(reverse("missing"), head).text
