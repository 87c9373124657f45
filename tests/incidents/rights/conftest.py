"""Who is asked about, who asks and who answers, in the tests of requests about data."""

import pytest

from people.models import Pupil, User
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

from .asked import mother_of


@pytest.fixture
def dpo(school) -> User:
    return UserFactory(role=Role.DPO)


@pytest.fixture
def wren(school) -> Pupil:
    return PupilFactory(legal_forename="Wren", legal_surname="Ashdown")


@pytest.fixture
def mother(wren) -> User:
    return mother_of(wren)
