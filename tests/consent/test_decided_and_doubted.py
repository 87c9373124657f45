"""A decided yes rests on a yes that counts: it falls where whoever gave that lost their word (requirements 1.3)."""

import datetime as dt

import pytest

from consent.actions import decide
from consent.deciding import number_undecided, undecided, undecided_of
from consent.effective import Status
from consent.models import Purpose
from consent.record import record_of
from people.actions.court_orders import Reason, let_in, shut_out
from people.models import PupilContact
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory

from .given import SEPTEMBER, TODAY, children
from .parents import mother, said, separated, september, status, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]


def decided(pupil, value, by):
    website = Purpose.objects.get(slug="website")
    return decide(pupil=pupil, purpose=website, school_year=2026, value=value, reason="Rang both.", by=by)


def differing():
    """Her mother said yes, her father no."""
    load, poppy, leanne, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=1))
    return poppy, leanne, gareth


def lose_responsibility(contact):
    PupilContact.objects.filter(pk=contact.pk).update(has_parental_responsibility=False)


def get_a_court_order(contact):
    shut_out(contact=contact, reason=Reason.COURT_ORDER, by=UserFactory(role=Role.DSL))


@pytest.mark.parametrize("lose_the_word", [lose_responsibility, get_a_court_order])
def test_a_decided_yes_falls_where_whoever_said_yes_has_no_word_any_more_and_is_asked_about_again(
    office, lose_the_word
):
    poppy, leanne, _ = differing()
    decision = decided(poppy, "yes", office)
    assert status(poppy) is Status.YES

    lose_the_word(leanne)

    assert status(poppy) is Status.UNCLEAR
    assert "website" in {place.purpose.slug for place in undecided_of(poppy, TODAY).places}
    [shown] = [one for one in record_of(poppy, TODAY).decisions if one.decision == decision]
    assert shown.state == "It no longer counts: what it was made on has changed."


@pytest.mark.parametrize("known_by", ["row", "name", "address elsewhere", "address in the survey"])
def test_a_yes_of_who_is_under_a_court_order_is_among_what_the_office_has_to_decide(known_by):
    load, [poppy] = september(), children("Poppy")
    leanne = mother(poppy, "Leanne Cartwright")
    said(load, leanne)
    assert undecided(TODAY) == []

    if known_by == "row":
        poppy.contacts.update(gets_nothing=True)
    elif known_by == "name":
        PupilContactFactory(pupil=poppy, name="Mrs Leanne Cartwright", email="", gets_nothing=True)
    else:
        [robin] = children("Robin")
        PupilContactFactory(pupil=robin, name="Another Name", email=leanne.email.upper(), gets_nothing=True)
    if known_by == "address in the survey":
        PupilContact.objects.filter(pk=leanne.pk).update(email="new@families.example")

    assert status(poppy) is Status.UNCLEAR
    assert [one.pupil for one in undecided(TODAY)] == [poppy]
    assert number_undecided(TODAY) == 1


def test_a_yes_that_was_decided_with_that_known_stands(office):
    poppy, leanne, _ = differing()
    lose_responsibility(leanne)
    assert status(poppy) is Status.UNCLEAR

    decided(poppy, "yes", office)

    assert status(poppy) is Status.YES


@pytest.mark.parametrize("value", ["yes", "no"])
def test_a_no_of_who_has_no_word_any_more_and_a_decided_no_change_nothing(office, value):
    poppy, leanne, gareth = differing()
    decided(poppy, value, office)

    lose_responsibility(gareth if value == "yes" else leanne)

    assert status(poppy) is (Status.YES if value == "yes" else Status.NO)


def test_the_other_parent_hears_that_a_decided_yes_fell_and_that_it_counts_again(office):
    poppy, leanne, _ = differing()
    decided(poppy, "yes", office)
    told()

    get_a_court_order(leanne)
    assert (status(poppy), told()) == (Status.UNCLEAR, ["gareth"])
    dsl = UserFactory(role=Role.DSL)
    let_in(contact=PupilContact.objects.get(pk=leanne.pk), reason=Reason.ORDER_ENDED, by=dsl)
    assert (status(poppy), told()) == (Status.YES, ["gareth"])
