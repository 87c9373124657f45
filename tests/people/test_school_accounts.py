"""The register of the school's accounts on social media (policy A2, A4)."""

import datetime as dt

import pytest

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
from tests.factories import UserFactory
from tests.people.account_register import DAY, today, with_

pytestmark = pytest.mark.django_db


def said(account):
    account.refresh_from_db()
    return wanting(account, set(possible_holders().values_list("pk", flat=True)), today())


def events():
    return AuditEvent.objects.filter(verb=Verb.SCHOOL_ACCOUNT_CHANGED)


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
