"""What was taken away is gone with the next request: 200 tries, none stale (security 3, row 20); cut down to 20 in a
run without the long tests."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from consent.actions.own import stop_permission
from consent.models import Purpose
from people.actions.accounts import end_account
from people.actions.devices import enrol_device, make_device, revoke_device
from people.actions.roles import end_role
from people.devices import COOKIE
from people.models import User
from people.roles import Role
from tests.consent.given import MORNING, survey
from tests.consent.parents import mother, said
from tests.factories import PupilFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # pages of many people, one after the other
TRIES = pytest.mark.parametrize("tries", [20, pytest.param(200, marks=pytest.mark.long)])
CHECK = reverse("consent:check")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def _stale(ask: Callable[[int], tuple[bool, bool]], tries: int) -> tuple[int, int]:
    """How often it was open before, and how often still after."""
    answers = [ask(number) for number in range(tries)]
    return sum(before for before, _ in answers), sum(after for _, after in answers)


def _is_open(client: Client, address: str = CHECK) -> bool:
    return client.get(address).status_code == 200


def _signed_in() -> tuple[User, Client]:
    user, client = UserFactory(role=Role.STAFF), Client()
    client.force_login(user)
    return user, client


@TRIES
def test_a_role_that_was_ended(head, tries):
    def ask(_: int) -> tuple[bool, bool]:
        user, client = _signed_in()
        before = _is_open(client)
        end_role(assignment=user.assignments.get(), by=head, ends_on=MORNING.date() - dt.timedelta(days=1))
        return before, _is_open(client)

    assert _stale(ask, tries) == (tries, 0)


@TRIES
def test_an_account_that_was_ended(head, tries):
    def ask(_: int) -> tuple[bool, bool]:
        user, client = _signed_in()
        before = _is_open(client)
        end_account(user=user, by=head)
        return before, _is_open(client)

    assert _stale(ask, tries) == (tries, 0)


@TRIES
def test_a_class_tablet_that_was_taken_out_of_use(office, tries):
    def ask(number: int) -> tuple[bool, bool]:
        device, code = make_device(name=f"Tablet {number}", classes=[], by=office)
        _, secret = enrol_device(code=code)
        client = Client()
        client.cookies[COOKIE] = secret
        before = _is_open(client)
        revoke_device(device=device, by=office)
        return before, _is_open(client)

    assert _stale(ask, tries) == (tries, 0)


@TRIES
def test_a_permission_that_was_withdrawn(teacher, tries):
    load, client = survey(["website"]), Client()
    client.force_login(teacher)
    website = Purpose.objects.get(slug="website")

    def ask(_: int) -> tuple[bool, bool]:
        parent, pupil = UserFactory(role=Role.PARENT), PupilFactory(code="3H")
        said(load, mother(pupil, user=parent))
        before = _says_yes(client, pupil)
        stop_permission(user=parent, pupil=pupil, purposes=[website], token=uuid.uuid4())
        return before, _says_yes(client, pupil)

    assert _stale(ask, tries) == (tries, 0)


def _says_yes(client: Client, pupil) -> bool:
    """Whether the check of this child alone says that the picture may go onto the website."""
    page = client.get(CHECK, {"p": pupil.public_id.hex[:10], "where": "website", "class": "3H"})
    return [row["word"] for row in page.context["rows"]] == ["yes"]
