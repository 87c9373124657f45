"""Places and school accounts for tests: a platform in use, one without an account, a retired place, who said yes."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.actions.places import PlaceEntry, retire_place, serve_places
from consent.models import Purpose
from people.actions.devices import make_device
from people.actions.school_accounts import Entry, close_account, register_account
from people.models import SchoolAccount
from tests.factories import SchoolClassFactory

from .given import TODAY, answer, children, survey

DAY = dt.timedelta(days=1)
ASKED = ["website", "facebook", "x_twitter", "instagram"]
ASKED_TWELVE = ["website", "facebook", "newsletter", "video"]


def place(slug):
    return Purpose.objects.get(slug=slug)


def slugs(places):
    return [one.slug for one in places]


def events():
    return AuditEvent.objects.filter(verb=Verb.PURPOSE_CHANGED)


def as_it_is(purpose, **other):
    same_kind = list(Purpose.objects.filter(kind=purpose.kind))
    at = same_kind.index(purpose)
    entry = {
        "label": purpose.label, "aliases": tuple(purpose.aliases), "is_social_media": purpose.is_social_media,
        "account": purpose.account, "after": same_kind[at - 1] if at else None,
    }  # fmt: skip
    return PlaceEntry(**{**entry, **other})


@pytest.fixture
def account(office) -> SchoolAccount:
    """The school's account on X (Twitter), registered, which serves nothing yet."""
    return register_account(entry=Entry("X (Twitter)", "@ourschool", opened_on=TODAY - 90 * DAY), by=office)


@pytest.fixture
def on_x(account, office) -> SchoolAccount:
    serve_places(account=account, purposes=[place("x_twitter")], by=office)
    return account


@pytest.fixture
def wren():
    """A child whose parents said yes to everything, platforms too."""
    [wren] = children("Wren")
    answer(survey(ASKED), wren)
    return wren


@pytest.fixture
def all_yes():
    """Twelve children whose parents said yes to everything."""
    pupils, load = children(*(f"Wren{number}" for number in range(12))), survey(ASKED_TWELVE)
    for pupil in pupils:
        answer(load, pupil)
    return pupils


@pytest.fixture
def facebook(office):
    """The account on Facebook, in use for long."""
    account = register_account(entry=Entry("Facebook", "@ourschool", opened_on=TODAY - 300 * DAY), by=office)
    serve_places(account=account, purposes=[place("facebook")], by=office)
    return account


@pytest.fixture
def no_facebook(facebook, office):
    """It was closed today."""
    return close_account(account=facebook, on=TODAY, by=office)


@pytest.fixture
def no_website(head):
    """Pictures go to the website no longer, since today."""
    retire_place(purpose=place("website"), from_day=TODAY, by=head)


@pytest.fixture
def tablet(office):
    _, code = make_device(name="3H tablet", classes=[SchoolClassFactory(code="3H")], by=office)
    client = Client()
    client.post(reverse("people:tablet"), {"code": code})
    return client
