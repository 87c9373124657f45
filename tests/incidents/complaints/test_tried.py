"""By which of the school's methods somebody was in touch before they complained, in the words of the policy (31)."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.actions.complaint_giving import give_complaint
from incidents.complaint_methods import methods_tried
from people.roles import Role
from policies.demo import load_demo_policy
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.incidents.pages import page_of, text_of

from .coming_back import Way
from .made import complain


@pytest.fixture
def policy(school):
    """In force since long before."""
    since = timezone.localdate() - dt.timedelta(days=60)
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=since)


def test_31_those_who_answer_read_the_methods_in_the_words_of_the_policy(client, school, policy):
    case = complain(tried=["letters", "conversation"], tried_words="I rang the office.")
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)

    for reader in (school.head, again(school.handler)):
        text = text_of(page_of(client, reader, "complaint", case.public_id))
        assert "Was in touch by Letters Talking with us I rang the office." in text


def test_methods_without_words_stand_alone_and_words_without_methods(client, school, policy):
    by_method = text_of(page_of(client, school.head, "complaint", complain(tried=["website"]).public_id))
    in_words = text_of(page_of(client, school.head, "complaint", complain(tried_words="Mrs Low.").public_id))
    neither = text_of(page_of(client, school.head, "complaint", complain().public_id))

    assert "Tried Was in touch by School website" in by_method
    assert "Tried Mrs Low." in in_words and "Was in touch by" not in in_words
    assert "Tried" not in neither


def test_what_the_policy_had_no_word_for_stands_as_it_is_kept(school, policy):
    case = complain(tried=["letters", "carrier-pigeon"])

    assert methods_tried(case.complaint, case.reported_at) == ["Letters", "carrier pigeon"]


def test_whoever_complained_signed_in_reads_them_on_their_own_page(client, school, policy):
    parent = UserFactory(role=Role.PARENT)
    way = Way(client, complain(by=parent, tried=["letters"], tried_words="I rang."), parent)

    text = text_of(way.go())
    assert "You have been in touch with us by: Letters. I rang." in text
