"""A recorded check cites the rule that the school named, whatever its number, and none where none is named."""

import pytest
import time_machine

from people.roles import Role
from policies.models import PolicyVersion
from tests.factories import UserFactory
from tests.policies.made import a_policy
from tests.policies.uses import name
from tests.policies.wordings import a_rule, a_wording

from .checked import checked
from .given import MORNING, six, survey

pytestmark = pytest.mark.django_db
ASK = a_rule("1.4", text="No picture of a child without the parents’ permission.")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def own(head) -> PolicyVersion:
    """A policy of another name with numbers of its own, in which A11 is about something else."""
    rules = a_wording(ASK, a_rule("A11", text="Wear a badge."))
    return a_policy("on-line", rules, head=head, chair=UserFactory(role=Role.CHAIR))


def test_the_named_rule_is_cited_under_the_schools_own_number(sign_in, teacher, head, own):
    name(own, head, photos="1.4")

    check = checked(teacher, six(survey())[:1])

    assert (check.rule_version.code, check.rule_version.version) == ("1.4", own)
    page = sign_in(teacher).get(check.get_absolute_url()).content.decode()
    assert "1.4 as it stood that day" in page


def test_without_a_name_no_rule_is_cited_and_the_check_says_so(sign_in, teacher, own):
    check = checked(teacher, six(survey())[:1])

    assert check.rule_version is None
    assert "No rule was named for it then" in sign_in(teacher).get(check.get_absolute_url()).content.decode()


def test_a_rule_named_later_changes_no_check_that_was_recorded_before(teacher, head, own):
    before = checked(teacher, six(survey())[:1])

    name(own, head, photos="1.4")

    before.refresh_from_db()
    assert before.rule_version is None
