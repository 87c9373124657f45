"""Whoever is signed in finds their own part of a policy marked among those of all readers (A10)."""

import pytest

from people.roles import Role
from tests.factories import UserFactory

POLICY = "/policies/social-media/"
OWN = {Role.STAFF: "Staff", Role.HEAD: "Staff", Role.PARENT: "Parents and carers", Role.CLERK: "Governors"}


@pytest.mark.parametrize("role", OWN)
@pytest.mark.parametrize("address", [POLICY, f"{POLICY}for/pupils/"])
def test_ones_own_part_is_marked(sign_in, version, role, address):
    page = sign_in(UserFactory(role=role)).get(address).content.decode()

    assert page.count(" (you)</a>") == 1
    assert f">{OWN[role]} (you)</a>" in page


def test_a_teacher_who_is_a_parent_is_led_to_the_rules_for_staff(sign_in, version, teacher):
    teacher.assignments.create(role=Role.PARENT)

    assert ">Staff (you)</a>" in sign_in(teacher).get(POLICY).content.decode()


def test_the_public_and_who_comes_from_outside_have_none(client, sign_in, version):
    assert "(you)" not in client.get(POLICY).content.decode()
    assert "(you)" not in sign_in(UserFactory(role=Role.DPO)).get(POLICY).content.decode()
