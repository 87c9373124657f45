"""The list of parents to invite is grouped, sorted and counted by the database as a person would do it by hand."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.actions.accounts import end_account
from people.actions.court_orders import Reason, shut_out
from people.families import Family, State, families_of
from people.family_list import FamilyList
from people.models import PupilContact, User
from people.names import fold
from tests.factories import PupilFactory, UserFactory
from tests.people.contact_list import YEAR, _contact, _invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(office, dsl, teacher) -> None:
    """Parents of every state, and names that a computer would sort otherwise than a person."""
    _contact(name="Zed Last", email="zed@families.example")
    _invite(office)
    _contact(name="Ended Parent", email="ended@families.example")
    _invite(office, PupilContact.objects.get(name="Ended Parent").pk)
    end_account(user=User.objects.get(email="ended@families.example"), by=office)
    User.objects.filter(email="ended@families.example").update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    _contact(name="Two Addresses", email="old@families.example")
    _invite(office, PupilContact.objects.get(name="Two Addresses").pk)
    PupilContact.objects.filter(name="Two Addresses").update(email="new@families.example")
    _contact(name="Two Addresses", email="new@families.example")
    _contact(name="Ended Parent", email="ended@families.example")
    _contact(name="Two Accounts", email=UserFactory().email, user=UserFactory())
    _contact(name="Two Accounts", email=PupilContact.objects.get(name="Two Accounts").email)
    for name in ("Mother Shared", "Father Shared"):
        _contact(name=name, email="shared@families.example")
    _contact(name="Teacher Parent", email=teacher.email.upper())
    for name in ("Ana Łukasik", "ana  LUKASIK", "Sean O’Dowd", "Sean ODowd"):
        _contact(name=name, email=f"{fold(name).replace(' ', '')}@families.example", pupil=PupilFactory(code="3H"))
    for name in ("Eve de Souza", "Émile Zola", "van Dyke", "Van Dyke Abel", "O Reilly", "Oreilly"):
        _contact(name=name, email=f"{len(name)}@families.example", pupil=PupilFactory(code="4K"))
    barred = _contact(name="Mr Barred Parent", email="barred@families.example")
    _contact(name="Barred Parent", email="other@families.example", pupil=barred.pupil)
    _contact(name="Beside Him", email="beside@families.example", pupil=barred.pupil)
    _contact(name="Somebody Else", email="barred@families.example")
    shut_out(contact=barred, reason=Reason.COURT_ORDER, by=dsl)
    left = _contact(name="Barred Before", email="before@families.example")
    shut_out(contact=left, reason=Reason.COURT_ORDER, by=dsl)
    PupilContact.objects.filter(pk=left.pk).update(ends_on=timezone.localdate())
    _contact(name="At His Address", email="before@families.example")
    _contact(name="Gone Long", ends_on=timezone.localdate())


def by_hand(code: str = "") -> list[Family]:
    """Everything read, grouped and sorted in memory."""
    today = timezone.localdate()
    held = PupilContact.objects.exclude(email="").filter(has_parental_responsibility=True, ends_on=None)
    found = families_of(held.select_related("pupil", "user").order_by("pk"), today, YEAR)
    found.sort(key=lambda one: (fold(one.name).rpartition(" ")[2], fold(one.name), one.address))
    return [one for one in found if not code or code in one.classes]


def shown(families: list[Family]) -> list[tuple]:
    return [
        (one.key, one.name, one.address, one.state, one.others, one.beside_mark, one.may_be_ticked, one.classes)
        for one in families
    ]


def the_list(code: str = "") -> FamilyList:
    return FamilyList(timezone.localdate(), YEAR, code)


def test_the_made_up_parents_have_every_state(mixed):
    assert {one.state for one in the_list()[:]} == set(State)


@pytest.mark.parametrize("code", ["", "3H", "4K", "9Z"])
def test_the_order_and_what_is_said_of_each_are_those_of_a_list_made_by_hand(mixed, code):
    assert shown(the_list(code)[:]) == shown(by_hand(code))
    assert the_list(code).count() == len(by_hand(code))


@pytest.mark.parametrize("code", ["", "3H", "4K", "9Z"])
def test_everybody_means_those_of_whom_there_is_nothing_to_ask(mixed, code):
    free = [one.key for one in by_hand(code) if one.may_be_invited_unseen]

    assert sorted(the_list(code).free_keys()) == sorted(free)
    assert the_list(code).free_count() == len(free)


def test_a_page_is_that_part_of_the_whole(mixed):
    whole = shown(by_hand())

    for first in range(0, len(whole) + 3, 3):
        assert shown(the_list()[first : first + 3]) == whole[first : first + 3]


def test_the_classes_are_those_of_the_children(mixed):
    assert the_list().codes() == sorted({code for one in by_hand() for code in one.classes} - {""})


def test_keys_that_name_nobody_of_the_class_build_nobody(mixed):
    [third] = [one for one in by_hand() if one.name == "Sean O’Dowd"]

    assert [one.key for one in the_list("3H").of_keys([third.key, 0, 10**9])] == [third.key]
    assert the_list("4K").of_keys([third.key]) == []


# --- the forms in which names are compared are kept with every way of writing ---------------------------------


def compared(contact: PupilContact) -> tuple[str, str, str]:
    return PupilContact.objects.values_list("folded_name", "folded_surname", "folded_email").get(pk=contact.pk)


def test_every_way_of_writing_a_contact_keeps_how_it_is_compared():
    one = _contact(name="Ana Łukasik", email="Ana@Families.example")
    assert compared(one) == ("ana lukasik", "lukasik", "ana@families.example")
    one.name = "Ana Holt"
    one.save(update_fields=["name"])
    assert compared(one) == ("ana holt", "holt", "ana@families.example")
    PupilContact.objects.filter(pk=one.pk).update(email="NEW@families.example")
    assert compared(one) == ("ana holt", "holt", "new@families.example")
    PupilContact.objects.bulk_update([PupilContact(pk=one.pk, name="Ana O’Dowd")], ["name"])
    assert compared(one) == ("ana odowd", "odowd", "new@families.example")
    [other] = PupilContact.objects.bulk_create([PupilContact(pupil=one.pupil, name="Bo Reed", email="B@x.example")])
    assert compared(other) == ("bo reed", "reed", "b@x.example")


# --- what the page costs ------------------------------------------------------------------------------------


def test_a_page_reads_the_contacts_that_it_shows_and_no_others(client, office):
    client.force_login(office)
    client.get(reverse("people:contacts"))  # the number on a tab is kept from here on
    read = []
    for count in (60, 180):
        for one in range(count):
            _contact(email=f"p{count}.{one}@families.example", name=f"Parent {one:03}", pupil=PupilFactory(code="3H"))
        built: list[Family] = the_list()[0:50]
        with CaptureQueriesContext(connection) as used:
            client.get(reverse("people:contacts"))
        whole = [query["sql"] for query in used if '"people_pupilcontact"."relationship"' in query["sql"]]
        read.append((len(built), len(used), len(whole)))
        assert all("IN (" in sql and sql.count("families.example") == 50 for sql in whole), whole

    assert read[0] == read[1]
