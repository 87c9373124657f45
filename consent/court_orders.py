"""Contacts under a court order, where somebody asks about pictures of a child: they confirm and learn nothing.

Who that is, `people.barred` says: a mark on any entry, of another child and an old one too, beats another entry of the
same person.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q

from people.barred import Marks, barred_marks, is_barred
from people.models import PupilContact

from .faults import ConsentFault
from .meant import pupils_meant
from .models import PhotoRequest


def who_may_confirm(pupils: Collection[int], day: dt.date) -> list[PupilContact]:
    """Parents and carers of these children, on the list on `day`, with parental responsibility and no court order.

    By child, in the order of the list. A constant number of queries.
    """
    contacts = PupilContact.objects.filter(pupil__in=pupils).select_related("pupil")
    listed = contacts.order_by("pupil__legal_surname", "pupil", "priority", "pk")
    marks = barred_marks()
    return [
        contact
        for contact in listed
        if contact.has_parental_responsibility
        and (contact.ends_on is None or contact.ends_on > day)
        and not is_barred(contact, marks)
    ]


def is_with_a_court_order(asked: PhotoRequest, day: dt.date) -> bool:
    """Whether a child that a request may mean, or holds back, has a contact who gets no information."""
    meant = pupils_meant(asked.child_name, asked.class_name, day)
    child = Q(pupil__in=meant) | Q(pupil__photo_holds__request=asked)
    marks = barred_marks()
    return any(is_barred(contact, marks) for contact in PupilContact.objects.filter(child))


def barred_among(contacts: Iterable[PupilContact]) -> list[PupilContact]:
    """Those of `contacts` who are under a court order. At most two queries, none for nobody."""
    asked = list(contacts)
    marks = barred_marks() if asked else Marks()
    return [contact for contact in asked if is_barred(contact, marks)]


def refuse_yes_of_barred(contacts: Iterable[PupilContact]) -> None:
    """Raises ConsentFault where one of those whose yes is to be entered is under a court order. A no always counts."""
    if barred := barred_among(contacts):
        names = " and ".join(sorted({contact.name for contact in barred}))
        raise ConsentFault(f"{names} said Yes. Ask the safeguarding lead before you enter this.")
