"""After a policy was withdrawn nobody is asked to read it, and a later correction does not skip what was withdrawn."""

import datetime as dt

import pytest

from people.models import User
from policies.actions import begin_draft, withdraw_version
from policies.actions.acknowledging import record_signed_sheet
from policies.actions.reading_faults import NothingToDo, NotInForce
from policies.actions.reminding import remind_readers
from policies.models import Acknowledgement, PolicyVersion
from policies.readers import asked_of, readers_of
from policies.words import Audience
from tests.policies.readers import PUBLISHED, RULES, TODAY, agree, ask, at, publish
from tests.policies.wordings import a_rule

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def two(head, chair) -> list[PolicyVersion]:
    """Version 1 of 7 September and version 2 of 14 September, which was withdrawn two days later."""
    with at(PUBLISHED):
        first = publish(*RULES, by=head, chair=chair)
        ask(first.policy, head)
    with at(TODAY):
        second = publish(a_rule("A1", text="Other."), by=head, chair=chair)
    with at(TODAY + 2 * DAY):
        withdraw_version(version=second, reason="A mistake.", by=head)
    return [first, PolicyVersion.objects.get(pk=second.pk)]


def test_nobody_is_asked_to_read_what_no_longer_holds(two, teacher):
    day = TODAY + 3 * DAY
    with at(day):
        assert asked_of(User.objects.get(pk=teacher.pk), day) == []
        assert readers_of(two[0].policy, day) == []


@pytest.mark.parametrize("number", [0, 1])
def test_neither_the_withdrawn_version_nor_the_one_before_it_is_agreed_to(two, teacher, office, head, number):
    with at(TODAY + 3 * DAY):
        with pytest.raises(NotInForce):
            agree(two[number], teacher)
        with pytest.raises(NotInForce):
            record_signed_sheet(
                version=two[number], person="Ann Other", audience=Audience.HELPERS, signed_on=TODAY, by=office
            )
        with pytest.raises(NothingToDo):
            remind_readers(version=two[number], by=head)

    assert not Acknowledgement.objects.exists()


def test_a_correction_of_a_withdrawn_version_is_read_by_who_never_read_that_one(two, teacher, head, chair):
    with at(PUBLISHED):
        agree(two[0], teacher)
    day = TODAY + 4 * DAY
    with at(day):
        third = publish(a_rule("A1", text="Others."), by=head, chair=chair, is_minor=True)
        [reader] = asked_of(User.objects.get(pk=teacher.pk), day)

    assert (reader.standing.version, reader.is_open) == (third, True)


def test_a_version_that_never_held_leaves_the_one_before_it_to_be_read(head, chair, teacher):
    with at(PUBLISHED):
        first = publish(*RULES, by=head, chair=chair)
        ask(first.policy, head)
    with at(TODAY):
        second = publish(a_rule("A1", text="Other."), by=head, chair=chair)
        withdraw_version(version=second, reason="A mistake.", by=head)
        [reader] = asked_of(User.objects.get(pk=teacher.pk), TODAY)
        begin_draft(policy=first.policy, by=head)

    assert (reader.standing.version, reader.is_open) == (first, True)
