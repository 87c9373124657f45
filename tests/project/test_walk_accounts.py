"""Row account of the table of permissions, as every relation: what each may do to somebody's account, and to their own.

Who runs the server does it by command, with the same second person for roles.
"""

import csv
import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.actions.addresses import account_of
from people.models import RoleProposal, User
from people.roles import Role
from tests.factories import UserFactory
from tests.project.test_walk import OWN_MATRIX, ROLE_OF, WITHOUT_ACCOUNT

pytestmark = pytest.mark.django_db
NEW = "new@school.example"
SUBJECTS = {"head_subject", "chair_subject"}


def _rows(action: str) -> list[Any]:
    with OWN_MATRIX.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["object"], row["action"]) == ("account", action)]
    assert len(rows) == 23
    return [pytest.param(row["role"], row["verdict"] != "N", id=row["role"]) for row in rows]


def _user(relation: str) -> User | None:
    if relation in WITHOUT_ACCOUNT:
        return None
    if not relation.startswith("former_"):
        return UserFactory(role=ROLE_OF[relation])
    left = timezone.localdate() - dt.timedelta(days=1)
    user = UserFactory(ends_on=left if relation == "former_staff" else None)
    user.assignments.create(role=ROLE_OF[relation], starts_on=left, ends_on=left)
    return user


def _subject(relation: str, user: User | None) -> User:
    """Whose account it is: a colleague's, or one's own where the relation says so; another holds the role too."""
    if relation in SUBJECTS and user:
        UserFactory(role=ROLE_OF[relation])
        return user
    return UserFactory(role=Role.STAFF)


def _post(user: User | None, name: str, fields: dict[str, str], *keys: int) -> None:
    client = Client()
    if user:
        client.force_login(user)
    client.post(reverse(name, args=keys), fields)


def _command(*arguments: Any, **options: Any) -> bool:
    try:
        call_command("account", *arguments, **options)
    except CommandError:
        return False
    return True


@pytest.mark.parametrize(("relation", "may"), _rows("create"))
def test_an_account_is_made_by(relation, may):
    user = _user(relation)
    address = user.email if user and relation in SUBJECTS else NEW
    if relation == "it_admin":
        _command(NEW, new=True, surname="Hobday", give="staff")
    else:
        fields = {"forename": "Nia", "surname": "Hobday", "email": address, "role": "staff"}
        _post(user, "people:account-new", fields)

    assert bool(account_of(NEW)) == may
    assert User.objects.count() == (user is not None) + may


@pytest.mark.parametrize(("relation", "may"), _rows("deactivate"))
def test_an_account_is_ended_by(relation, may):
    user = _user(relation)
    other = _subject(relation, user)
    if relation == "it_admin":
        _command(other.email, end=True)
    else:
        _post(user, "people:account-ending", {"from_day": timezone.localdate().isoformat()}, other.pk)

    assert User.objects.get(pk=other.pk).is_active != may


@pytest.mark.parametrize(("relation", "may"), _rows("change_role"))
def test_a_role_is_changed_by(relation, may):
    """Where nobody is head or chair yet the command gives the first; afterwards it refuses, and the office asks."""
    user = _user(relation)
    other = _subject(relation, user)
    before = User.objects.get(pk=other.pk).roles
    if relation == "it_admin":
        _command(other.email, give="governor")
    else:
        fields = {"role": "governor", "starts_on": timezone.localdate().isoformat()}
        _post(user, "people:role-new", fields, other.pk)

    asked = RoleProposal.objects.waiting().filter(user=other, role=Role.GOVERNOR).exists()
    given = User.objects.get(pk=other.pk).roles - before
    assert (asked or given == {Role.GOVERNOR}) == may
    assert not (given and relation == "office"), "the head or the chair confirms"


@pytest.mark.parametrize(("relation", "may"), _rows("reset_second_factor"))
def test_a_second_step_is_taken_off_by(relation, may):
    user = _user(relation)
    other = _subject(relation, user)
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={})
    if relation == "it_admin":
        _command(other.email, reset_second_step=True)
    else:
        _post(user, "people:second-step-reset", {}, other.pk)

    assert Authenticator.objects.filter(user=other).exists() != may


@pytest.mark.parametrize(("relation", "may"), _rows("edit_own"))
def test_ones_own_name_is_changed_by(relation, may):
    user = _user(relation)
    if relation == "it_admin":
        user = UserFactory(role=Role.STAFF)
        _command(user.email, surname="Hobday")
    else:
        _post(user, "people:me", {"forename": "Nia", "surname": "Hobday"})

    assert User.objects.filter(surname="Hobday").exists() == may
