"""Contacts for tests, and the parents invited from among them."""

from django.utils import timezone

from people.actions.families import invite_families
from people.family_list import FamilyList
from people.models import PupilContact, User
from tests.factories import PupilContactFactory

YEAR = 2026


def _families():
    return FamilyList(timezone.localdate(), YEAR)[:]


def _invite(by: User, *keys: int) -> int:
    return invite_families(
        keys=keys or [family.key for family in _families()], by=by, day=timezone.localdate(), school_year=YEAR
    )


def _contact(email: str = "imogen@families.example", name: str = "Imogen Ashdown", **fields) -> PupilContact:
    return PupilContactFactory(email=email, name=name, **fields)
