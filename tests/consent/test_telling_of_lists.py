"""Parents are told where a pupil list or a court order turns a permission, and nobody where it turns none."""

import pytest
from django.utils import timezone

from consent.effective import Status
from consent.models import Purpose
from people.actions.court_orders import Reason, let_in, shut_out
from people.models import PupilContact
from people.roles import Role
from tests.consent.given import MORNING, survey
from tests.consent.parents import family, mother, said, status, told
from tests.factories import UserFactory
from tests.people import lists

pytestmark = pytest.mark.django_db
HEADINGS = "Forename,Surname,Class,Parent name,Parent email,Parental responsibility"
WREN = "Wren,Wrenson,3H"
IMOGEN = f"{WREN},Imogen Ashdown,imogen@families.example,yes"
GARETH = f"{WREN},Gareth Pike,gareth@families.example"


@pytest.fixture(autouse=True)
def october(monkeypatch):
    """It is Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


def pupil_list(*lines, headings=HEADINGS):
    lists.load("\n".join([headings, *lines]), is_partial=True)


def both_said_yes():
    """Wren, whose mother has an account and whose father has none; both said yes to everything."""
    load, (wren, imogen) = survey(), family()
    pupil_list(IMOGEN, f"{GARETH},yes")
    gareth = wren.contacts.get(name="Gareth Pike")
    said(load, imogen)
    said(load, gareth)
    return wren, gareth


# --- a pupil list


def test_parental_responsibility_taken_off_and_given_back_tells_and_the_same_list_again_does_not():
    wren, _ = both_said_yes()

    pupil_list(IMOGEN, f"{GARETH},no")
    assert (status(wren), told()) == (Status.UNCLEAR, ["imogen"])
    pupil_list(IMOGEN, f"{GARETH},no")
    assert told() == []
    pupil_list(IMOGEN, f"{GARETH},yes")
    assert (status(wren), told()) == (Status.YES, ["imogen"])


@pytest.mark.parametrize("then", [[], [f"{GARETH},no"]])
def test_whose_word_counts_tells_nobody_where_they_said_nothing(then):
    said(survey(), family()[1])
    pupil_list(IMOGEN, f"{GARETH},yes")

    pupil_list(IMOGEN, *then)

    assert told() == []


def test_a_father_taken_off_the_list_whose_yes_goes_on_counting_tells_nobody():
    wren, _ = both_said_yes()

    pupil_list(IMOGEN)

    assert (status(wren), told()) == (Status.YES, [])


def test_a_new_contact_without_responsibility_of_the_name_that_answered_tells():
    """The yes was of a name on no list; now the list says that this person has no word."""
    load, (wren, imogen) = survey(), family()
    pupil_list(IMOGEN)
    said(load, imogen)
    stranger = mother(wren, "Granny Ashdown", user=UserFactory())
    said(load, stranger)
    stranger.delete()

    pupil_list(IMOGEN, f"{WREN},Granny Ashdown,granny@families.example,no")

    assert (status(wren), told()) == (Status.UNCLEAR, ["imogen"])


def test_a_parent_who_gets_responsibility_by_the_list_hears_of_what_that_turns():
    load = survey()
    wren, imogen = family()
    pupil_list(f"{WREN},Imogen Ashdown,imogen@families.example,no")
    said(load, imogen)
    assert status(wren) is Status.UNCLEAR

    pupil_list(IMOGEN)

    assert (status(wren), told()) == (Status.YES, ["imogen"])


def test_a_mark_in_the_list_that_nothing_is_published_tells_once_a_survey_or_none():
    family()
    headings = f"{HEADINGS},Do not publish"
    pupil_list(f"{IMOGEN},", headings=headings)

    pupil_list(f"{IMOGEN},yes", headings=headings)
    assert told() == ["imogen"]
    pupil_list(f"{IMOGEN},yes", headings=headings)
    assert told() == []


def test_another_address_or_a_new_grandmother_tells_nobody():
    said(survey(), family()[1])
    pupil_list(IMOGEN)

    pupil_list(IMOGEN.replace("imogen@", "ashdown@"), f"{WREN},Granny Ashdown,granny@families.example,no")

    assert told() == []


# --- a court order


@pytest.fixture
def dsl():
    return UserFactory(role=Role.DSL)


def test_a_court_order_tells_the_other_parent_where_it_turns_something_and_never_whom_it_is_about(dsl):
    wren, gareth = both_said_yes()
    gareth.user = UserFactory(role=Role.PARENT, email=gareth.email)
    gareth.save()

    shut_out(contact=gareth, reason=Reason.COURT_ORDER, by=dsl)
    assert (status(wren), told()) == (Status.UNCLEAR, ["imogen"])
    let_in(contact=PupilContact.objects.get(pk=gareth.pk), reason=Reason.ORDER_ENDED, by=dsl)
    assert (status(wren), told()) == (Status.YES, ["imogen"])


def test_a_court_order_of_whoever_said_nothing_or_no_tells_nobody(dsl):
    load, (wren, imogen) = survey(), family()
    said(load, imogen, "no")
    gareth = mother(wren, "Gareth Pike")
    said(load, gareth, "no")

    shut_out(contact=gareth, reason=Reason.COURT_ORDER, by=dsl)

    assert told() == []
    assert Purpose.objects.exists() and status(wren) is Status.NO
