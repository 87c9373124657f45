"""Parents are told where a place or a school account comes into use or out of use for their child, and once."""

import datetime as dt

import pytest
from django.utils import timezone

from consent.actions.places import retire_place, serve_places, take_place_back
from consent.models import Purpose
from people.actions.school_accounts import Entry, close_account, register_account, reopen_school_account
from tests.consent.given import MORNING, SEPTEMBER, TODAY, children, survey
from tests.consent.parents import family, mother, said, told
from tests.consent.school_places import place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october(monkeypatch):
    """It is Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.fixture
def on_x(office):
    """The school's account, on which X hangs."""
    account = register_account(entry=Entry(platform="X", handle="@todwick"), by=office)
    Purpose.objects.filter(slug="x_twitter").update(account=account)
    return account


# --- school accounts


def test_a_school_account_closed_and_opened_again_tells_the_parents_with_a_yes_there_once(office, on_x):
    load, (_, imogen) = survey(), family()
    said(load, imogen)
    said(load, mother(children("Robin")[0], "Imogen Ashdown", user=imogen.user))
    said(load, family("Jay", "Leanne Pike")[1], {"x_twitter": "no", "website": "yes"})

    close_account(account=on_x, on=TODAY, by=office)
    assert told() == ["imogen"]
    reopen_school_account(account=on_x, by=office)
    assert told() == ["imogen"]


def test_a_school_account_closed_tells_nobody_whose_yes_there_was_stopped_or_contradicted(office, on_x):
    load, (wren, imogen) = survey(), family()
    said(load, imogen)
    said(load, mother(wren, "Gareth Pike"), "no")
    _, leanne = family("Jay", "Leanne Pike")
    said(load, leanne)
    said(load, leanne, "no", given=SEPTEMBER + dt.timedelta(days=3))

    close_account(account=on_x, on=TODAY, by=office)

    assert told() == []


def test_an_account_on_which_no_place_hangs_is_closed_without_a_word_to_parents(office, on_x):
    said(survey(), family()[1])
    other = register_account(entry=Entry(platform="Facebook", handle="@todwick"), by=office)

    close_account(account=other, on=TODAY, by=office)

    assert told() == []


def test_the_first_account_takes_the_platforms_out_of_use_and_tells_those_whose_pictures_were_there(office):
    load = survey()
    said(load, family()[1])
    said(load, family("Jay", "Leanne Pike")[1], {"x_twitter": "no", "website": "yes"})

    register_account(entry=Entry(platform="Facebook", handle="@todwick"), by=office)
    assert told() == ["imogen"]
    register_account(entry=Entry(platform="Instagram", handle="@todwick"), by=office)
    assert told() == []


def test_a_place_hung_on_an_account_in_use_instead_of_a_closed_one_tells(office, on_x):
    said(survey(), family()[1])
    close_account(account=on_x, on=TODAY, by=office)
    other = register_account(entry=Entry(platform="X", handle="@todwick-two"), by=office)
    told()

    serve_places(account=other, purposes=[place("x_twitter")], by=office)

    assert told() == ["imogen"]


# --- places


def test_a_place_retired_today_and_taken_back_tells_those_whose_pictures_are_used_there(office):
    load, (_, imogen) = survey(), family()
    said(load, imogen)
    said(load, family("Jay", "Leanne Pike")[1], "no")

    retired = retire_place(purpose=place("website"), from_day=TODAY, by=office)
    assert told() == ["imogen"]
    take_place_back(purpose=retired, by=office)
    assert told() == ["imogen"]


def test_a_place_to_be_retired_later_tells_nobody_today(office):
    said(survey(), family()[1])

    retire_place(purpose=place("website"), from_day=TODAY + dt.timedelta(days=9), by=office)

    assert told() == []
