"""Somebody with several roles reads on each page in which of them it is shown."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from people.actions.roles import give_role
from people.models import User
from people.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _said(user: User, address: str) -> list[str]:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    page = client.get(address)
    assert page.status_code == 200
    return re.findall(r'class="acting">You are here as <strong>(.*?)</strong>', page.content.decode())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/consent/mine/", "Parent or carer"),
        ("/consent/check/", "Member of staff"),
        ("/people/accounts/", "School office"),
        ("/dashboard/", "Member of staff, Parent or carer, School office"),
    ],
)
def test_the_role_that_opens_the_page_is_named(address, said):
    person = UserFactory(role=Role.OFFICE)
    for role in (Role.STAFF, Role.PARENT):
        person.assignments.create(role=role, starts_on=timezone.localdate())

    assert _said(person, address) == [said]


def test_one_role_is_not_named(teacher):
    assert _said(teacher, "/consent/check/") == []


def test_whoever_stands_in_reads_it_on_the_pages_of_that_role_alone(head, teacher):
    today = timezone.localdate()
    give_role(user=teacher, role=Role.HEAD, by=head, is_cover=True, covers=head.assignments.get(), ends_on=today)

    assert _said(teacher, "/people/accounts/") == ["Headteacher (standing in)"]
    assert _said(teacher, "/consent/check/") == ["Member of staff"]
