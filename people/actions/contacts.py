"""Linking a parent's account to the contact list: for whom they may answer and read."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.barred import barred_marks, is_barred, is_barred_account
from people.models import PupilContact, User


class ContactTaken(Exception):
    """The contact has an account already."""


class OtherAddress(Exception):
    """The account has another e-mail address than the contact list."""


class NoAccess(Exception):
    """A court order, or no parental responsibility: this contact gets no child."""


@transaction.atomic
def link_contact(*, contact: PupilContact, user: User, by: User | None) -> PupilContact:
    """Say that `user` is this parent or carer of a child. Only the address on the contact list proves it.

    Raises NoAccess where a court order or missing parental responsibility stands against it, ContactTaken where the
    contact is linked to any account, OtherAddress where the addresses differ.
    """
    contact = PupilContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if not contact.has_parental_responsibility or is_barred(contact, barred_marks()) or is_barred_account(user):
        raise NoAccess(f"{contact} gets no account for this child.")
    if contact.user_id:
        raise ContactTaken(f"{contact} has an account already.")
    if not contact.email or contact.email.strip().casefold() != user.email.casefold():
        raise OtherAddress(f"{user} has another e-mail address than {contact} on the contact list. Mend one of them.")
    contact.user = user
    contact.save(update_fields=["user"])
    record(Verb.CONTACT_LINKED, target=contact, by=by, user=user.pk)
    return contact
