"""The policy that the tests of a file share is the same for each of them, and gone for who does not ask for it."""

import pytest

from people.models import User
from policies.actions import begin_draft
from policies.models import Policy, PolicyVersion


@pytest.mark.parametrize("time", [1, 2, 3])
def test_what_one_test_does_to_it_the_next_one_does_not_meet(version, head, chair, time):
    assert PolicyVersion.objects.get() == version
    assert version.status == "published"
    assert set(User.objects.all()) == {head, chair}
    assert "Otherwise" not in {head.surname, chair.surname}

    begin_draft(policy=version.policy, by=head)
    PolicyVersion.objects.filter(pk=version.pk).update(status="superseded")
    User.objects.filter(pk=chair.pk).update(surname="Otherwise")


def test_who_does_not_ask_for_it_finds_it_gone(kept_policy, head):
    assert not kept_policy.is_open
    assert not Policy.objects.exists()
    assert list(User.objects.all()) == [head]


def test_who_asks_again_finds_it_again(version):
    assert PolicyVersion.objects.get() == version
