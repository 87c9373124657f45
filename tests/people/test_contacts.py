"""A parent's account and the contact list."""

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.contacts import ContactTaken, OtherAddress, link_contact
from people.models import User
from tests.factories import PupilContactFactory, UserFactory
from todwick_portal.demo.story import tell


def test_a_parent_is_linked_by_the_address_on_the_contact_list(office, parent):
    contact = PupilContactFactory(email=parent.email.upper())

    link_contact(contact=contact, user=parent, by=office)

    contact.refresh_from_db()
    assert contact.user == parent
    event = AuditEvent.objects.get(verb=Verb.CONTACT_LINKED)
    assert (event.by, event.target_id, event.details) == (office, str(contact.pk), {"user": parent.pk})


@pytest.mark.parametrize("address", ["", "somebody@families.example"])
def test_nobody_is_linked_by_another_address(office, parent, address):
    contact = PupilContactFactory(email=address)

    with pytest.raises(OtherAddress, match="another e-mail address"):
        link_contact(contact=contact, user=parent, by=office)

    contact.refresh_from_db()
    assert contact.user is None
    assert not AuditEvent.objects.exists()


def test_a_contact_has_one_account(office, parent):
    contact = PupilContactFactory(email=parent.email, user=UserFactory())

    with pytest.raises(ContactTaken):
        link_contact(contact=contact, user=parent, by=office)


def test_the_demos_parent_is_the_mother_on_the_contact_list_of_her_children(db):
    tell(timezone.localdate())

    parent = User.objects.get(email="parent@todwick.example")
    assert {str(contact.pupil) for contact in parent.contact_of.all()} == {"Poppy Cartwright", "Reggie Cartwright"}
    assert AuditEvent.objects.filter(verb=Verb.CONTACT_LINKED).count() == 2
