"""Two parents of one name beside one child: a court order means the one meant, and both while nobody can tell."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.own import own_contacts
from people.actions.accounts import reopen_account
from people.actions.court_orders import NoNamesake, Reason, let_in, shut_out, tell_apart
from people.families import State
from people.models import Namesake, PupilContact, User
from people.roll.changes import contact_changes
from people.roll.known import KnownContact
from people.roll.rows import RowContact
from tests.factories import PupilFactory
from tests.people.contact_list import _contact, _families, _invite

pytestmark = pytest.mark.django_db
ORDER = Reason.COURT_ORDER


@pytest.fixture
def two(office):
    """Two contacts called Sam Lee beside one child, a mother and a father with accounts of their own."""
    pupil = PupilFactory()
    mother = _contact(pupil=pupil, name="Sam Lee", email="mother@families.example")
    father = _contact(pupil=pupil, name="Mr Sam Lee", email="father@families.example", relationship="Father")
    _invite(office)
    return PupilContact.objects.get(pk=mother.pk), PupilContact.objects.get(pk=father.pk)


def works(address):
    user = User.objects.get(email=address)
    return user.is_active and own_contacts(user, timezone.localdate()).exists()


def test_said_to_be_somebody_else_the_other_keeps_account_and_child(two, dsl):
    mother, father = two

    shut_out(contact=father, reason=ORDER, by=dsl, somebody_else=[mother])

    assert works("mother@families.example")
    assert not works("father@families.example")
    assert {family.name: family.state for family in _families()} == {
        "Sam Lee": State.INVITED,
        "Mr Sam Lee": State.BARRED,
    }


def test_while_nobody_has_said_which_both_are_shut_out(two, dsl):
    _, father = two

    shut_out(contact=father, reason=ORDER, by=dsl)

    assert not works("mother@families.example")
    assert not works("father@families.example")
    assert {family.state for family in _families()} == {State.BARRED}


def test_said_afterwards_the_office_opens_the_account_of_the_other_again_and_of_nobody_else(two, dsl, office):
    mother, father = two
    shut_out(contact=father, reason=ORDER, by=dsl)

    tell_apart(contact=father, other=mother, is_same_person=False, by=dsl)
    reopen_account(user=User.objects.get(email="mother@families.example"), by=office)
    _invite(office)

    assert works("mother@families.example")
    assert not works("father@families.example")
    assert {u.email for u in father.barred_users.all()} == {"father@families.example"}
    event = AuditEvent.objects.get(verb=Verb.CONTACT_TOLD_APART)
    assert (event.target_id, event.details, event.by) == (str(father.pk), {"same_person": False}, dsl)


def test_an_account_under_another_address_is_told_from_the_marked_one_too(two, dsl):
    mother, father = two
    User.objects.filter(pk=mother.user_id).update(email="new@families.example")
    shut_out(contact=father, reason=ORDER, by=dsl)
    assert father.barred_users.count() == 2

    tell_apart(contact=father, other=mother, is_same_person=False, by=dsl)

    assert {u.email for u in father.barred_users.all()} == {"father@families.example"}


def test_one_person_listed_twice_is_shut_out_by_either_entry_and_the_account_with_it(two, dsl):
    mother, father = two
    shut_out(contact=father, reason=ORDER, by=dsl, somebody_else=[mother])

    tell_apart(contact=father, other=mother, is_same_person=True, by=dsl)

    assert not works("mother@families.example")


def test_who_shares_the_address_stays_shut_out_whatever_was_said(two, dsl):
    mother, father = two
    PupilContact.objects.filter(pk=mother.pk).update(email="father@families.example", user=father.user)
    shut_out(contact=father, reason=ORDER, by=dsl, somebody_else=[mother])

    assert {family.state for family in _families()} == {State.BARRED}


def test_an_entry_that_a_list_brings_later_is_taken_for_the_marked_one_until_somebody_says(two, dsl):
    mother, father = two
    shut_out(contact=father, reason=ORDER, by=dsl, somebody_else=[mother])

    _contact(pupil=father.pupil, name="Sam Lee", email="third@families.example")

    states = {family.address: family.state for family in _families()}
    assert states["third@families.example"] == State.BARRED
    assert states["mother@families.example"] == State.INVITED


def test_only_who_has_the_same_name_beside_a_mark_is_told_apart(two, dsl):
    mother, father = two
    stranger = _contact(pupil=father.pupil, name="Robin Poole", email="robin@families.example")

    with pytest.raises(NoNamesake):
        tell_apart(contact=father, other=mother, is_same_person=False, by=dsl)
    shut_out(contact=father, reason=ORDER, by=dsl)
    with pytest.raises(NoNamesake):
        tell_apart(contact=father, other=stranger, is_same_person=False, by=dsl)


# --- on the page


def page_of(client, user, pupil, **posted):
    client.force_login(user)
    url = reverse("people:court-order", args=[pupil.public_id])
    answer = client.post(url, posted, follow=True) if posted else client.get(url)
    return answer.content.decode()


def test_the_page_asks_whether_they_are_one_person_before_a_mark_is_set(client, two, dsl):
    _mother, father = two

    page = page_of(client, dsl, father.pupil, contact=father.pk, reason=str(ORDER))
    assert "Say whether they are one person" in page
    assert not PupilContact.objects.filter(gets_nothing=True).exists()

    page_of(client, dsl, father.pupil, contact=father.pk, reason=str(ORDER), namesake="other")
    assert works("mother@families.example")


def test_i_cannot_tell_shuts_out_both_and_the_page_has_the_way_to_say_which(client, two, dsl, office):
    mother, father = two

    page = page_of(client, dsl, father.pupil, contact=father.pk, reason=str(ORDER), namesake="unknown")
    assert "Nobody has said. Until then they get nothing either" in page
    client.force_login(office)
    assert "nobody has said whether it is this person" in client.get(reverse("people:contacts")).content.decode()

    page_of(client, dsl, father.pupil, marked=father.pk, other=mother.pk, say="other")
    assert Namesake.objects.get(marked=father, other=mother).said_by == dsl
    for said in ("other", "same"):
        page_of(client, dsl, father.pupil, marked=father.pk, other=mother.pk, say=said)
        client.force_login(office)
        assert "nobody has said whether" not in client.get(reverse("people:contacts")).content.decode()


def test_taking_a_mark_off_asks_for_nothing(client, two, dsl):
    _, father = two
    shut_out(contact=father, reason=ORDER, by=dsl)

    page_of(client, dsl, father.pupil, contact=father.pk, reason=str(Reason.MISTAKE))

    assert not PupilContact.objects.filter(gets_nothing=True).exists()


def test_a_mark_that_was_taken_off_shuts_nobody_out(two, dsl, office):
    _mother, father = two
    let_in(contact=shut_out(contact=father, reason=ORDER, by=dsl), reason=Reason.MISTAKE, by=dsl)

    for address in ("mother@families.example", "father@families.example"):
        reopen_account(user=User.objects.get(email=address), by=office)
    _invite(office)

    assert works("mother@families.example") and works("father@families.example")


# --- the list of parents reads no more than it shows


def test_the_list_of_parents_reads_the_accounts_of_its_addresses_alone(office, django_user_model):
    _contact()
    with CaptureQueriesContext(connection) as few:
        _families()
    for number in range(30):
        django_user_model.objects.create_user(f"staff{number}@school.example")
    with CaptureQueriesContext(connection) as many:
        _families()

    accounts = [q["sql"] for q in many.captured_queries if 'FROM "people_user"' in q["sql"]]
    assert accounts and all("WHERE" in one for one in accounts)
    assert len(few) == len(many)


# --- a list that names them the other way round


def test_a_list_that_names_two_of_one_name_the_other_way_round_changes_neither():
    known = [
        KnownContact(1, "Sam Lee", "mother@families.example", "Mother", True, 1),
        KnownContact(2, "Sam Lee", "father@families.example", "Father", True, 1),
    ]
    row = [
        RowContact(name="Sam Lee", email="father@families.example", relationship="Father", priority=1),
        RowContact(name="Sam Lee", email="mother@families.example", relationship="Mother", priority=1),
    ]

    changes = contact_changes(SimpleNamespace(contacts=row), SimpleNamespace(contacts=known), frozenset())

    assert changes == ()
