"""Contacts under a court order, where somebody asks about pictures of a child: they confirm and learn nothing.

A mark on any entry of the child's list, an old one too, beats another entry of the same person.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from people.models import PupilContact
from people.names import fold

from .meant import pupils_meant
from .models import PhotoRequest


def who_may_confirm(pupils: Collection[int], day: dt.date) -> list[PupilContact]:
    """Parents and carers of these children, on the list on `day`, with parental responsibility and no court order.

    By child, in the order of the list. One query.
    """
    contacts = PupilContact.objects.filter(pupil__in=pupils).select_related("pupil")
    listed = list(contacts.order_by("pupil__legal_surname", "pupil", "priority", "pk"))
    marks = {mark for contact in listed if contact.gets_nothing for mark in _known_by(contact)}
    return [
        contact
        for contact in listed
        if contact.has_parental_responsibility
        and (contact.ends_on is None or contact.ends_on > day)
        and not marks & _known_by(contact)
    ]


def is_with_a_court_order(asked: PhotoRequest, day: dt.date) -> bool:
    """Whether a child that a request may mean, or holds back, has a contact who gets no information."""
    meant = pupils_meant(asked.child_name, asked.class_name, day)
    child = Q(pupil__in=meant) | Q(pupil__photo_holds__request=asked)
    return PupilContact.objects.filter(child, gets_nothing=True).exists()


def _known_by(contact: PupilContact) -> set[tuple[int, object]]:
    """What tells that two entries of one child are one person: the name, the account."""
    return {(contact.pupil_id, fold(contact.name))} | (
        {(contact.pupil_id, contact.user_id)} if contact.user_id else set()
    )
