"""A yes of somebody who has parental responsibility no longer: asked about, however they were written."""

import datetime as dt

import pytest
import time_machine

from consent.actions import settle_entry, undo_import
from consent.effective import Status
from consent.models import ConsentResponse, Purpose, ReviewEntry, SurveyImport
from consent.register import register_on
from tests.factories import PupilContactFactory

from .surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def again(*rows):
    return csv_of(*rows, row("Nobody At All"))


def child(forename, relationship=""):
    pupil = child_with_parents(forename)
    pupil.contacts.update(relationship=relationship)
    return pupil


def take_responsibility(pupil):
    pupil.contacts.update(has_parental_responsibility=False)


def test_a_row_that_was_placed_without_a_word_about_its_respondent_is_asked_about(office):
    pupil = child("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    settle_entry(entry=ReviewEntry.objects.open().get(), pupil=pupil, by=office)
    assert status(pupil) is Status.YES

    take_responsibility(pupil)

    assert status(pupil) is Status.UNCLEAR


def test_a_respondent_whom_a_person_made_sure_of_counts_in_every_load_that_brings_the_row(office):
    pupil = child("Lucinda")
    first = load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.open().get()
    settle_entry(entry=entry, pupil=pupil, by=office, respondent_confirmed=True)
    take_responsibility(pupil)
    load(again(row("Lucnda Ashdown")))
    assert status(pupil) is Status.YES

    undo_import(survey=first, by=office)

    assert status(pupil) is Status.YES
    assert SurveyImport.objects.standing().get().entries.get(status="settled").respondent_confirmed
    assert ConsentResponse.objects.latest("pk").respondent_confirmed


def test_a_bare_mum_is_asked_about_when_the_only_mother_has_no_say():
    pupil = child("Wren", "Mother")
    load(csv_of(row("Wren Ashdown", parent="Mum")))
    assert status(pupil) is Status.YES

    take_responsibility(pupil)

    assert status(pupil) is Status.UNCLEAR


def test_a_bare_mum_counts_while_one_of_two_mothers_has_a_say():
    pupil = child("Wren", "Mother")
    PupilContactFactory(pupil=pupil, name="Ada Ashdown", relationship="Mother")
    load(csv_of(row("Wren Ashdown", parent="Mum")))

    pupil.contacts.filter(name="Ada Ashdown").update(has_parental_responsibility=False)

    assert status(pupil) is Status.YES


def test_both_who_write_from_one_address_are_asked_about_when_its_contact_has_no_say():
    pupil = child("Wren")
    email = pupil.contacts.get().email
    load(csv_of(row("Wren Ashdown", parent="Mum", email=email), row("Wren Ashdown", parent="Dad", email=email)))
    assert status(pupil) is Status.YES

    take_responsibility(pupil)

    assert status(pupil) is Status.UNCLEAR


# --- court orders


@pytest.mark.parametrize("known_by", ["row", "name", "address elsewhere"])
def test_a_yes_of_who_is_under_a_court_order_waits_for_a_person_and_a_no_counts(known_by):
    pupil = child("Wren")
    contact = pupil.contacts.get()
    load(csv_of(row("Wren Ashdown")))
    assert status(pupil) is Status.YES

    if known_by == "row":
        pupil.contacts.update(gets_nothing=True)
    elif known_by == "name":
        PupilContactFactory(pupil=pupil, name=f"Mr {contact.name}", email="", gets_nothing=True, ends_on=TODAY)
    else:
        other = child("Robin")
        PupilContactFactory(pupil=other, name="Another Name", email=contact.email.upper(), gets_nothing=True)

    assert status(pupil) is Status.UNCLEAR
    load(again(row("Wren Ashdown", "No", "No", "No", when="20/10/2026 08:00")))
    assert status(pupil) in (Status.NO, Status.WITHDRAWN)


def test_a_mark_of_another_family_leaves_a_yes_as_it_is():
    pupil = child("Wren")
    load(csv_of(row("Wren Ashdown")))

    PupilContactFactory(pupil=child("Robin"), name="Gareth Pike", email="pike@families.example", gets_nothing=True)

    assert status(pupil) is Status.YES
