"""What the portal holds about one person: the shape in which each app says it, and the part of the school's lists.

Each app declares its own sections in `about_person.py`, each with the tables it is told from; `incidents/rights/`
gathers them. A table with a way to a person is in a section, or in `NOT_TOLD` with the reason; a test walks them all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

from .models import (
    ClassMembership,
    ClassTeacher,
    DataRestriction,
    MarkPeriod,
    Namesake,
    Notification,
    Pupil,
    PupilContact,
    RoleAssignment,
    RoleProposal,
    SchoolAccount,
    User,
)
from .models.mail import UNSEEN
from .school_year import label

Row = dict[str, Any]


class Fixed(str):
    """Words of the portal, of its lists of choices or of a policy: no name is looked for in them."""

    __slots__ = ()


class Shut:
    """A fact that is withheld until whoever looks through the part gives it."""

    def __init__(self, text: Any) -> None:
        self.text = text


@dataclass(frozen=True)
class Person:
    """Whom it is about: a child, an account, entries on contact lists, or several where they are one person."""

    pupil: Pupil | None = None
    user: User | None = None
    contacts: tuple[PupilContact, ...] = ()

    @property
    def contact_keys(self) -> list[int]:
        return [one.pk for one in self.contacts]


@dataclass(frozen=True)
class Section:
    """One heading of the bundle: what `rows` tells of a person, out of which tables. A row is a thing with its facts by
    name; a fact is a text somebody typed, `Fixed` words, a day, a number, yes or no, or None for nothing; `Shut` is one
    of these that is withheld at first."""

    key: str
    title: str
    models: tuple[type[Model], ...]
    rows: Callable[[Person], Iterable[Row]]


def choice(row: Any, name: str) -> Fixed:
    """The label of a choice."""
    return Fixed(getattr(row, f"get_{name}_display")())


def _pupil(person: Person) -> Iterator[Row]:
    pupil = person.pupil
    if pupil is None:
        return
    yield {
        "Forename": pupil.legal_forename, "Middle names": pupil.middle_names, "Surname": pupil.legal_surname,
        "Called": pupil.preferred_forename, "Surname used": pupil.preferred_surname,
        "Admission number": Fixed(pupil.admission_number or ""), "UPN": Fixed(pupil.upn or ""),
        "Born on": pupil.born_on, "Year group": Fixed(pupil.year_group_in_words), "Joined on": pupil.joined_on,
        "Left on": pupil.left_on, "Not to be published": pupil.is_never_published,
        "Why not to be published": Shut(pupil.do_not_publish_reason),  # headteacher and safeguarding lead alone know it
    }  # fmt: skip


def _classes(person: Person) -> Iterator[Row]:
    found = ClassMembership.objects.filter(pupil=person.pupil).select_related("school_class").order_by("pk")
    for one in found if person.pupil else ():
        yield {
            "Class": Fixed(one.school_class.code), "School year": Fixed(label(one.school_class.school_year)),
            "From": one.starts_on, "Until before": one.ends_on,
        }  # fmt: skip


def _contacts(person: Person) -> Iterator[Row]:
    """Of a child everybody on the contact list; of a grown-up their own entries, each with the child. What a court said
    of somebody is theirs: whoever asks for the child's data gets it only where a person gave it, marked or not."""
    if person.pupil:
        found = PupilContact.objects.filter(pupil=person.pupil)
    else:
        found = PupilContact.objects.filter(pk__in=person.contact_keys)
    for one in found.select_related("pupil").order_by("pupil", "priority", "pk"):
        yield {
            "Child": None if person.pupil else str(one.pupil), "Name": one.name, "E-mail": one.email,
            "Relation": one.relationship, "Parental responsibility": one.has_parental_responsibility,
            "Place on the list": one.priority, "From": one.starts_on, "Until before": one.ends_on,
            "Court order: no account, no information": Shut(one.gets_nothing) if person.pupil else one.gets_nothing,
        }  # fmt: skip


def _marks(person: Person) -> Iterator[Row]:
    of_pupil = Q(pupil=person.pupil) if person.pupil else Q(pk__in=[])
    for one in MarkPeriod.objects.filter(of_pupil | Q(contact__in=person.contact_keys)).select_related("contact"):
        yield {
            "Mark": Shut(choice(one, "kind")) if person.pupil and one.contact else choice(one, "kind"),
            "On the entry of": one.contact.name if one.contact else None,
            "From": one.began_at, "To": one.ended_at,
        }  # fmt: skip
    for told in Namesake.objects.filter(
        Q(marked__in=person.contact_keys) | Q(other__in=person.contact_keys)
    ).select_related("other", "said_by"):
        yield {"Mark": Fixed("An entry of the same name"), "Entry": told.other.name, "Is it the same person?":
               told.is_same_person, "Said by": str(told.said_by or ""), "Said on": told.said_at}  # fmt: skip


def _restrictions(person: Person) -> Iterator[Row]:
    of = Q(pupil=person.pupil) if person.pupil else Q(pk__in=[])
    of |= Q(user=person.user) if person.user else Q(pk__in=[])
    for one in DataRestriction.objects.filter(of):
        yield {"Request": Fixed(one.reference), "Of what": one.scope, "From": one.began_at, "To": one.ended_at}


def _account(person: Person) -> Iterator[Row]:
    user = person.user
    if user:
        yield {
            "E-mail": user.email, "Title": user.title, "Forename": user.forename, "Surname": user.surname,
            "Staff code": Fixed(user.staff_code), "Job title": user.job_title, "Made on": user.created_at,
            "Ends on": user.ends_on, "Invited on": user.invited_at, "Last signed in": user.last_login,
            "Morning mail": choice(user, "morning_mails"), "Weekly mail": user.weekly_mails,
        }  # fmt: skip


def _roles(person: Person) -> Iterator[Row]:
    if person.user is None:
        return
    for one in RoleAssignment.objects.filter(user=person.user).order_by("starts_on", "pk"):
        yield {"Role": choice(one, "role"), "From": one.starts_on, "To": one.ends_on, "Stands in": one.is_cover}
    for asked in RoleProposal.objects.filter(user=person.user).select_related("proposed_by", "decided_by"):
        yield {
            "Role": choice(asked, "role"), "Asked": choice(asked, "change"), "Asked on": asked.proposed_at,
            "Asked by": str(asked.proposed_by or ""), "Came to": choice(asked, "outcome"),
            "Decided by": str(asked.decided_by or ""), "Decided on": asked.decided_at,
        }  # fmt: skip


def _teaching(person: Person) -> Iterator[Row]:
    if person.user is None:
        return
    for one in ClassTeacher.objects.filter(user=person.user).select_related("school_class").order_by("pk"):
        yield {
            "Class": Fixed(one.school_class.code), "School year": Fixed(label(one.school_class.school_year)),
            "From": one.starts_on, "To": one.ends_on,
        }  # fmt: skip
    held = SchoolAccount.objects.filter(Q(first_holder=person.user) | Q(second_holder=person.user))
    for account in held.order_by("pk"):
        yield {"Holds the school account": Fixed(f"{account.platform}, {account.handle}")}


def _mails(person: Person) -> Iterator[Row]:
    """Every mail to the account or to an address of theirs. Of a code or a link nothing but that it went out. Those
    about cases are told beside, without a reference: whoever looks through these lists may know nothing of a case."""
    addresses = {one.email for one in person.contacts if one.email}
    if person.user:
        addresses.add(person.user.email)
    if not person.user and not addresses:
        return
    to = Q(address__in=addresses) | (Q(user=person.user) if person.user else Q(pk__in=[]))
    for one in Notification.objects.filter(to).exclude(kind__in=UNSEEN).order_by("created_at", "pk"):
        yield {
            "Written": timezone.localtime(one.created_at), "What": choice(one, "kind"), "Sent": one.sent_at,
            "To": one.address, "Subject": one.subject, "Text": "" if one.is_secret else one.body,
        }  # fmt: skip


SECTIONS = (
    Section("pupil", "On the pupil list", (Pupil,), _pupil),
    Section("classes", "Classes", (ClassMembership,), _classes),
    Section("contacts", "Contact list", (PupilContact,), _contacts),
    Section("marks", "Marks that keep pictures or information back", (MarkPeriod, Namesake), _marks),
    Section("restrictions", "Restricted use", (DataRestriction,), _restrictions),
    Section("account", "Account in the portal", (User,), _account),
    Section("roles", "Roles", (RoleAssignment, RoleProposal), _roles),
    Section("teaching", "Classes taught, accounts of the school held", (ClassTeacher, SchoolAccount), _teaching),
    Section("mails", "Mails that the portal wrote", (Notification,), _mails),
)

# Tables with a way to a person that are not told, each with the reason.
_DEED = "names who did it: a deed in the school’s service, told under “What this person did in the portal”"
NOT_TOLD = {
    "people.SchoolClass": "is told by who is in a class, and who teaches it",
    "people.SharedDevice": _DEED,
    "people.NewYear": _DEED,
    "people.RollImport": _DEED + "; the list itself goes when it is saved, and what it said stands on the pupil list",
    "people.RollMapping": _DEED,
    "people.SettingChange": _DEED,
    "people.SchoolLogo": _DEED,
    "people.RestoreDrill": _DEED,
    "people.BackupCopy": _DEED,
    "people.RetentionPeriod": _DEED,
    "people.KeepOrder": "names who had a record kept: a deed; that one’s own is kept is said where it is asked to go",
    "people.DestructionRequest": _DEED + "; what it is about goes, or stays and is told",
    "people.DestructionRecord": _DEED + "; of what is gone it holds no name",
    "people.AssessmentWords": _DEED,
    "people.DataAssessment": _DEED,
    "people.AssessmentApproval": _DEED,
}
