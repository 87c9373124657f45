"""People who signed in on a Tuesday morning and went away, for tests."""

import datetime as dt

import time_machine
from django.test import Client

from people.actions.roles import give_role
from people.models import User
from people.roles import Role
from tests.factories import UserFactory
from tests.people.signing_in import sign_in, with_password

BEGAN = dt.datetime(2026, 10, 13, 9, 0, tzinfo=dt.UTC)
CHECK, CLASSES, START = "/consent/check/", "/consent/classes/", "/dashboard/"
DOOR = "/accounts/reauthenticate/"


def _at(**later: float) -> time_machine.travel:
    return time_machine.travel(BEGAN + dt.timedelta(**later), tick=False)


def _member(role: Role) -> Client:
    """Somebody who has just signed in with a password."""
    client = Client()
    sign_in(client, with_password(UserFactory(role=role)))
    return client


def _without_password(role: Role) -> User:
    """Somebody who has signed in by a code in a mail from the start."""
    return User.objects.get(
        pk=give_role(user=User.objects.create_user("imogen@families.example"), role=role, by=None).user_id
    )


def _asks(response) -> bool:
    return response.status_code == 302 and response.url.startswith(DOOR)
