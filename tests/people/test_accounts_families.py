"""Parents invited from the contact list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.actions.accounts import edit_account, end_account
from people.actions.families import NobodyToInvite, SharedAddress
from people.families import State
from people.models import Notification, Pupil, PupilContact, User
from people.roles import Role
from tests.factories import PupilFactory
from tests.people.contact_list import _contact, _families, _invite

pytestmark = pytest.mark.django_db


def test_one_account_for_all_children_of_one_address(office):
    first, second = _contact(), _contact(email="IMOGEN@families.example ", name="Imogen  ASHDOWN")

    assert _invite(office) == 1

    parent = User.objects.get(email="imogen@families.example")
    assert parent.roles == {Role.PARENT}
    assert set(PupilContact.objects.filter(user=parent)) == {first, second}
    assert [mail.kind for mail in Notification.objects.all()] == ["invitation"]
    assert [family.state for family in _families()] == [State.INVITED]


def test_a_member_of_staff_who_is_a_parent_keeps_one_account(office, teacher):
    _contact(email=teacher.email.upper())

    _invite(office)

    assert User.objects.get(pk=teacher.pk).roles == {Role.STAFF, Role.PARENT}
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [{"has_parental_responsibility": False}, {"email": ""}, {"ends_on": timezone.localdate()}, {"gets_nothing": True}],
)
def test_who_is_not_to_have_an_account_gets_none(office, fields):
    _contact(**fields)

    with pytest.raises(NobodyToInvite):
        _invite(office)

    assert User.objects.count() == 1
    assert not Notification.objects.exists()


def test_parents_of_a_child_who_has_left_are_not_invited(office):
    _contact(pupil=PupilFactory(left_on=timezone.localdate()))

    assert _families() == []


def test_two_names_with_one_address_are_asked_about(office):
    mother, father = _contact(), _contact(name="Jasper Ashdown")

    assert [family.state for family in _families()] == [State.SHARED, State.SHARED]
    with pytest.raises(SharedAddress):
        _invite(office)
    assert User.objects.count() == 1

    _invite(office, mother.pk)

    assert PupilContact.objects.get(pk=mother.pk).user
    assert PupilContact.objects.get(pk=father.pk).user is None


def test_an_account_that_has_ended_is_not_invited_by_the_way(office):
    _contact()
    _invite(office)
    end_account(user=User.objects.get(email="imogen@families.example"), by=office)
    _contact(pupil=PupilFactory())

    with pytest.raises(NobodyToInvite):
        _invite(office)


# --- a new address on the list -----------------------------------------------------------------------------


def test_a_parent_whose_address_changed_gets_no_second_account(client, office):
    first = _contact(email="m1@families.example")
    _invite(office)
    PupilContact.objects.filter(pk=first.pk).update(email="m2@families.example")
    _contact(email="m2@families.example", pupil=PupilFactory())

    assert [family.state for family in _families()] == [State.OTHER_ADDRESS]
    with pytest.raises(NobodyToInvite):
        _invite(office)
    account = User.objects.get(email="m1@families.example")
    client.force_login(office)
    assert reverse("people:account", args=[account.pk]) in client.get(reverse("people:contacts")).content.decode()

    edit_account(user=account, by=office, email="m2@families.example")

    assert _invite(office) == 1
    assert PupilContact.objects.filter(user=account).count() == 2


# --- the pages ---------------------------------------------------------------------------------------------


def test_everybody_of_a_class_is_invited_after_one_question(client, office):
    _contact(pupil=PupilFactory(code="3H"))
    _contact(email="jasper@families.example", name="Jasper Holt", pupil=PupilFactory(code="4K"))
    client.force_login(office)
    address = f"{reverse('people:contacts')}?class=3H"

    asked = client.post(address, {"who": "everybody"})
    assert b"Invite 1 parent?" in asked.content
    assert User.objects.count() == 1
    client.post(address, {"who": "everybody", "sure": "yes"})

    assert User.objects.filter(email="imogen@families.example").exists()
    assert not User.objects.filter(email="jasper@families.example").exists()


@pytest.mark.parametrize("keys", [[], ["x"], ["9" * 40], ["-1"], ["0"]])
def test_ticks_that_mean_nobody_invite_nobody(client, office, keys):
    _contact()
    client.force_login(office)

    answer = client.post(reverse("people:contacts"), {"family": keys})

    assert answer.status_code == 409
    assert User.objects.count() == 1


def test_the_list_costs_the_same_for_two_families_and_for_forty(client, office, django_assert_max_num_queries):
    client.force_login(office)
    client.get(reverse("people:contacts"))
    counts = []
    for number in (2, 40):
        for one in range(number):
            _contact(email=f"p{number}.{one}@families.example", name=f"Parent {one}", pupil=PupilFactory(code="3H"))
        with django_assert_max_num_queries(40) as used:
            client.get(reverse("people:contacts"))
        counts.append(len(used))

    assert counts[0] == counts[1]


def test_the_list_has_fifty_parents_to_a_page_and_everybody_is_everybody(client, office):
    for one in range(60):
        _contact(email=f"p{one}@families.example", name=f"Parent {one:02}", pupil=PupilFactory(code="3H"))
    client.force_login(office)

    pages = [client.get(f"{reverse('people:contacts')}?page={page}").content.decode() for page in (1, 2)]
    assert [page.count('name="family"') for page in pages] == [50, 10]
    assert b"Invite 60 parents?" in client.post(f"{reverse('people:contacts')}?page=2", {"who": "everybody"}).content


def test_a_parent_whose_child_has_left_keeps_the_account_and_sees_no_child(client, office):
    contact = _contact()
    _invite(office)
    Pupil.objects.filter(pk=contact.pupil_id).update(left_on=timezone.localdate())
    parent = User.objects.get(email="imogen@families.example")
    client.force_login(office)

    page = client.get(reverse("people:account", args=[parent.pk])).content.decode()

    assert "No child on the pupil list leads to this account" in page
    assert parent.is_active
