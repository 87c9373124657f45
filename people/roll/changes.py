"""What one row of a list changes of a pupil we know. Empty cells and damaged names change nothing."""

import datetime as dt
from dataclasses import dataclass

from people.names import fold, lost_letter

from .cells import number_key
from .columns import Part
from .known import KnownContact, KnownPupil
from .likeness import same_word
from .rows import RollRow, RowContact

LABELS = {
    "admission_number": "Admission number",
    "upn": "UPN",
    "legal_forename": "Legal forename",
    "middle_names": "Middle names",
    "legal_surname": "Legal surname",
    "preferred_forename": "Called",
    "preferred_surname": "Surname in use",
    "born_on": "Date of birth",
    "year_group": "Year group",
    "joined_on": "First day here",
    "left_on": "Left on",
    "do_not_publish": "Not to be published",
    "class": "Class",
    "contact": "Parent or carer",
    "name": "Name",
    "email": "E-mail address",
    "relationship": "Relationship",
    "has_responsibility": "Parental responsibility",
    "priority": "Order of contact",
    "staff_code": "Staff code",
    "title": "Title",
    "forename": "Forename",
    "surname": "Surname",
    "job_title": "Job title",
    "ends_on": "Last day",
}


@dataclass(frozen=True)
class FieldChange:
    """One thing that becomes another. Values are those of the model's field."""

    field: str
    was: object
    becomes: object

    @property
    def label(self) -> str:
        """The field in words."""
        return LABELS[self.field]


@dataclass(frozen=True)
class ContactChange:
    """A parent who begins (`known` is None), changes, or ends (`row` is None) on a child's contact list."""

    known: KnownContact | None
    row: RowContact | None
    fields: tuple[FieldChange, ...] = ()


def field_changes(
    row: RollRow, known: KnownPupil, given: frozenset[Part], *, school_year: int, day: dt.date
) -> tuple[FieldChange, ...]:
    """What the list changes of the child itself; `day` is the one from which the list holds."""
    new: dict[str, object] = {
        "admission_number": _number(row, known),
        "upn": row.upn or known.upn,
        **_names(row, known, given),
        "born_on": row.born_on or known.born_on,
        "joined_on": row.joined_on or known.joined_on,
        "left_on": _left_on(row, known, day),
        # A list may set the flag. Only a person takes it off (domain 0.2).
        "do_not_publish": known.do_not_publish or row.do_not_publish,
    }
    if known.latest_year <= school_year:
        new["year_group"] = row.year_group or known.year_group
    return tuple(
        FieldChange(field, getattr(known, field), value)
        for field, value in new.items()
        if value != getattr(known, field)
    )


def _number(row: RollRow, known: KnownPupil) -> str:
    """The number as the list has it, unless a spreadsheet only dropped its zeros."""
    if not row.admission_number or not known.admission_number:
        return row.admission_number or known.admission_number
    same = number_key(row.admission_number) == number_key(known.admission_number)
    return max(known.admission_number, row.admission_number, key=len) if same else row.admission_number


def _left_on(row: RollRow, known: KnownPupil, day: dt.date) -> dt.date | None:
    """The day after the last one at school; a child who is on the list again has not left."""
    if row.leaves_on:
        return row.leaves_on + dt.timedelta(days=1)
    return None if known.left_on and known.left_on <= day else known.left_on


def _names(row: RollRow, known: KnownPupil, given: frozenset[Part]) -> dict[str, str]:
    names = {"middle_names": better(row.middle_names, known.middle_names)}
    for kind in ("forename", "surname"):
        legal, preferred = f"legal_{kind}", f"preferred_{kind}"
        theirs, ours = getattr(row, legal), getattr(known, legal)
        called, our_called = getattr(row, preferred), getattr(known, preferred)
        if Part(legal) not in given and Part.FULL_NAME not in given:
            theirs = ""
        elif Part(preferred) not in given and same_word(theirs, our_called):
            theirs = ""  # a list that knows one name only may give the one in use
        names[legal] = better(theirs, ours)
        names[preferred] = better(called, our_called)
        if called and same_word(called, names[legal]):
            names[preferred] = ""
    return names


def better(theirs: str, ours: str) -> str:
    """The name to keep: the list's, unless it is empty, has lost a letter, or merely shouts ours in capitals.

    >>> better("?ucja", "Łucja"), better("PICKLES", "Pickles"), better("Zoë", "Zoe"), better("", "Ava")
    ('Łucja', 'Pickles', 'Zoë', 'Ava')
    """
    if not theirs or not ours:
        return theirs or ours
    damaged = lost_letter(theirs) and not lost_letter(ours)
    shouted = theirs.isupper() and not ours.isupper() and fold(theirs) == fold(ours)
    return ours if damaged or shouted else theirs


def contact_changes(row: RollRow, known: KnownPupil, given: frozenset[Part]) -> tuple[ContactChange, ...]:
    """What becomes of the child's contact list. A row that names no parent leaves it alone."""
    if not row.contacts:
        return ()
    left = list(known.contacts)
    certain = _certain(row, left)
    changes = []
    for number, contact in enumerate(row.contacts):
        others = [ours for ours in left if ours not in certain.values()]
        match = certain.get(number) or next((ours for ours in others if _same_contact(contact, ours)), None)
        if match is None:
            changes.append(ContactChange(None, contact))
            continue
        left.remove(match)
        if fields := _contact_fields(contact, match, given):
            changes.append(ContactChange(match, contact, fields))
    return (*changes, *(ContactChange(ours, None) for ours in left))


def _certain(row: RollRow, known: list[KnownContact]) -> dict[int, KnownContact]:
    """By place in the row, who has both name and address as we know them: of two of one name, nobody becomes the other
    because a list names them the other way round."""
    left, found = list(known), {}
    for number, theirs in enumerate(row.contacts):
        same = (ours for ours in left if theirs.email and theirs.email.casefold() == ours.email.casefold())
        match = next((ours for ours in same if same_word(theirs.name, ours.name)), None)
        if match:
            left.remove(match)
            found[number] = match
    return found


def _same_contact(theirs: RowContact, ours: KnownContact) -> bool:
    """The same name; or the same e-mail address, unless two named people share it."""
    if same_word(theirs.name, ours.name):
        return True
    same_email = bool(theirs.email) and theirs.email.casefold() == ours.email.casefold()
    return same_email and fold(theirs.name).split()[:1] == fold(ours.name).split()[:1]


def _contact_fields(theirs: RowContact, ours: KnownContact, given: frozenset[Part]) -> tuple[FieldChange, ...]:
    responsibility = theirs.has_responsibility
    new = {
        "name": better(theirs.name, ours.name),
        "email": ours.email if theirs.email.casefold() == ours.email.casefold() else theirs.email or ours.email,
        "relationship": theirs.relationship or ours.relationship,
        "has_responsibility": ours.has_responsibility if responsibility is None else responsibility,
        "priority": theirs.priority,
    }
    return tuple(
        FieldChange(name, getattr(ours, name), value) for name, value in new.items() if value != getattr(ours, name)
    )
