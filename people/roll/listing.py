"""The roll as plain values: what the survey import matches against, and nothing it could change."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class ListedContact:
    """A parent or carer on a pupil's contact list."""

    name: str
    email: str
    relationship: str
    has_responsibility: bool


@dataclass(frozen=True)
class ListedPupil:
    """A pupil on the roll in one school year. `class_codes` are this year's, usually one."""

    pk: int
    admission_number: str
    upn: str
    legal_forename: str
    middle_names: str
    legal_surname: str
    preferred_forename: str
    preferred_surname: str
    born_on: dt.date | None
    class_codes: tuple[str, ...]
    year_group: str
    contacts: tuple[ListedContact, ...]


@dataclass(frozen=True)
class ListedClass:
    """A class of the year. `year_groups` are "R", "1" ... "6"; teachers are surnames with title, "Mrs Hall"."""

    code: str
    name: str
    year_groups: tuple[str, ...]
    teachers: tuple[str, ...]


@dataclass(frozen=True)
class Roll:
    """The pupils on the roll and the classes of one school year."""

    school_year: int
    pupils: tuple[ListedPupil, ...]
    classes: tuple[ListedClass, ...]
