"""From outside nobody can tell by the clock which addresses have an account (security 3, row 10).

Each try is a whole request with the real password hash.
"""

import time
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from people.models import User
from people.roles import Role
from tests.factories import UserFactory
from tests.taking_turns import RATIO, RATIO_OF_FEW, ratio_of

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"
WAYS: dict[str, Callable[[Client, str], object]] = {
    "sign-in": lambda client, email: client.post("/accounts/login/", {"login": email, "password": "not this one"}),
    "code": lambda client, email: client.post(CODE, {"email": email}),
    "another code": lambda client, email: client.post(f"{CODE}confirm/", {"action": "resend"}),
    "wrong code": lambda client, email: client.post(f"{CODE}confirm/", {"code": "WRONG1"}),
    "reset": lambda client, email: client.post("/accounts/password/reset/", {"email": email}),
}


@pytest.fixture(autouse=True)
def _as_in_life_but_without_the_throttle(settings) -> None:
    """The real hash; the throttle is tested apart."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def known() -> list[User]:
    """Somebody with a password, and somebody who signs in by code alone."""
    people = [UserFactory(role=Role.STAFF), UserFactory(role=Role.PARENT)]
    people[0].set_password("three words do not belong")
    people[1].set_unusable_password()
    for one in people:
        one.save()
    return people


def _seconds(way: str, email: str) -> float:
    client = Client()
    if way in {"another code", "wrong code"}:
        client.post(CODE, {"email": email})
    began = time.perf_counter()
    WAYS[way](client, email)
    return time.perf_counter() - began


def _ratio(way: str, known: list[User], tries: int) -> float:
    return ratio_of(
        partial(_seconds, way),
        lambda number: known[number % 2].email,
        lambda number: f"user{number}x@school.example",
        tries,
    )


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_forty_tries_take_the_same_time_with_and_without_an_account(known, way):
    assert _ratio(way, known, 40) < RATIO_OF_FEW


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_two_hundred_tries_take_the_same_time_with_and_without_an_account(known, way):
    ratio = _ratio(way, known, 200)

    print(f"{way}: {ratio:.3f}")
    assert ratio < RATIO
