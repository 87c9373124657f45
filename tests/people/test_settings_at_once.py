"""Two people set one each of two settings that stand together, at one moment: one of them is told so."""

import pytest
from django.urls import reverse

from people.models import SettingChange
from people.roles import Role
from people.settings import Key, number, read_all
from tests.factories import UserFactory
from tests.policies.at_once import press

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAGE = reverse("people:settings-group", args=["people"])


def test_the_chair_is_told_after_whoever_stands_in_whoever_of_two_is_first(transactional_tables, head):
    """Each of both is right by itself: 2 and 3, 3 and 4. Together they would be 3 and 3."""
    other = UserFactory(role=Role.HEAD)
    first = {"told_to_cover_days": "3", "told_to_chair_days": "4", "privacy_checkups": "2", "seen": "0"}
    second = {"told_to_cover_days": "2", "told_to_chair_days": "3", "privacy_checkups": "2", "seen": "0"}

    answers = press([(head, PAGE, first), (other, PAGE, second)])

    own = read_all()
    assert sorted(answers) == [302, 409]
    assert number(own, Key.TOLD_TO_COVER_DAYS) < number(own, Key.TOLD_TO_CHAIR_DAYS)
    assert SettingChange.objects.count() == 1
