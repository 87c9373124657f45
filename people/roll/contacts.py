"""One pupil with the contact list of today, as plain values."""

from people.models import Pupil

from .listing import ListedContact, ListedPupil


def contacts_of(pupil: Pupil) -> tuple[ListedContact, ...]:
    """The parents and carers on the pupil's contact list now. One query, none if prefetched."""
    return tuple(
        ListedContact(contact.name, contact.email, contact.relationship, contact.has_parental_responsibility)
        for contact in pupil.contacts.all()
        if contact.ends_on is None
    )


def listed_pupil(pupil: Pupil) -> ListedPupil:
    """The pupil as the survey rules see it, without classes."""
    return ListedPupil(
        pupil.pk, pupil.admission_number or "", pupil.upn or "", pupil.legal_forename, pupil.middle_names,
        pupil.legal_surname, pupil.preferred_forename, pupil.preferred_surname, pupil.born_on, (),
        pupil.year_group, contacts_of(pupil),
    )  # fmt: skip
