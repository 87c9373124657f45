"""What the columns of a pupil list hold, told from their headings.

Every management system lets schools choose their report columns, so headings are compared by what they mean
in any of them, never by position (domain 3). A heading that nobody knows is not read and not kept.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Part(StrEnum):
    """What a column of a pupil list may hold. Everything else is left alone."""

    ADMISSION_NUMBER = "admission_number"
    UPN = "upn"
    LEGAL_FORENAME = "legal_forename"
    MIDDLE_NAMES = "middle_names"
    LEGAL_SURNAME = "legal_surname"
    PREFERRED_FORENAME = "preferred_forename"
    PREFERRED_SURNAME = "preferred_surname"
    FULL_NAME = "full_name"
    BORN_ON = "born_on"
    YEAR_GROUP = "year_group"
    CLASS = "class"
    JOINED_ON = "joined_on"
    LEAVES_ON = "leaves_on"
    DO_NOT_PUBLISH = "do_not_publish"
    CONTACT_NAME = "contact_name"
    CONTACT_TITLE = "contact_title"
    CONTACT_FORENAME = "contact_forename"
    CONTACT_SURNAME = "contact_surname"
    CONTACT_EMAIL = "contact_email"
    CONTACT_RELATIONSHIP = "contact_relationship"
    CONTACT_RESPONSIBILITY = "contact_responsibility"
    CONTACT_PRIORITY = "contact_priority"
    IGNORE = "ignore"


NAMES = {
    Part.LEGAL_FORENAME,
    Part.LEGAL_SURNAME,
    Part.PREFERRED_FORENAME,
    Part.PREFERRED_SURNAME,
    Part.FULL_NAME,
}
KEYS = {Part.ADMISSION_NUMBER, Part.UPN, Part.BORN_ON}
CONTACT_NAMES = {Part.CONTACT_NAME, Part.CONTACT_SURNAME, Part.CONTACT_EMAIL}


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, and for parents which of them ("parent1", "mother", "parent").

    A group without a number is the long form: one row for each child and parent.
    """

    heading: str
    part: Part
    group: str = ""


_WORDS: dict[Part, str] = {
    Part.ADMISSION_NUMBER: "adno admno admissionno admissionnumber admissionnum admnumber pupilid pupilno pupilnumber",
    Part.UPN: "upn uniquepupilnumber",
    Part.LEGAL_FORENAME: "legalforename forename firstname legalfirstname givenname legalgivenname",
    Part.MIDDLE_NAMES: "middlename middlenames legalmiddlename legalmiddlenames middle othernames",
    Part.LEGAL_SURNAME: "legalsurname surname lastname legallastname familyname",
    Part.PREFERRED_FORENAME: "preferredforename preferredfirstname preferredname knownas chosenname "
    "chosenforename chosenfirstname calledname",
    Part.PREFERRED_SURNAME: "preferredsurname preferredlastname chosensurname chosenlastname",
    Part.FULL_NAME: "name fullname legalname legalfullname nameinfull studentname pupilname childname childsname",
    Part.BORN_ON: "dob dateofbirth birthdate born bornon birthday",
    Part.YEAR_GROUP: "year yeargroup yr yrgroup ncyear ncyeargroup ncyearactual nationalcurriculumyear yeargrp",
    Part.CLASS: "class classname classcode currentclass reggroup registrationgroup registrationform "
    "registrationclass regform regclass form formgroup tutorgroup tutorform",
    Part.JOINED_ON: "admissiondate dateofadmission doa entrydate dateofentry startdate enrolmentdate datejoined",
    Part.LEAVES_ON: "leavingdate dateofleaving dol leavedate dateleft enddate",
    Part.DO_NOT_PUBLISH: "donotpublish nottobepublished neverpublish nopublication nophotographs nophotograph "
    "nophotos nophoto noimages nopictures donotphotograph",
}
_PUPIL_PARTS = {word: part for part, words in _WORDS.items() for word in words.split()}
_CONTACT_PARTS = {
    word: part
    for part, words in {
        Part.CONTACT_NAME: "name fullname",
        Part.CONTACT_TITLE: "title salutation",
        Part.CONTACT_FORENAME: "forename firstname",
        Part.CONTACT_SURNAME: "surname lastname",
        Part.CONTACT_EMAIL: "email emailaddress mail",
        Part.CONTACT_RELATIONSHIP: "relationship relation relationshiptopupil relationshiptochild "
        "relationshiptostudent type",
        Part.CONTACT_RESPONSIBILITY: "pr parentalresponsibility hasparentalresponsibility haspr responsibility",
        Part.CONTACT_PRIORITY: "priority order contactpriority",
    }.items()
    for word in words.split()
}
_WHO = "parentcarer|parentguardian|parent|guardian|carer|contact|mother|father"
_CONTACT = re.compile(rf"(?P<who>{_WHO})s?(?P<number>\d?)(?P<what>[a-z]*?)(?P<after>\d?)")
_BARE_CONTACT = re.compile(r"(?P<what>[a-z]+?)(?P<number>\d?)")
_PREFIX = re.compile(r"(?:pupil|student|child|learner)s?(?=[a-z])")
_WEAK_NUMBERS = {"studentid", "childid", "learnerid"}


def fold_heading(heading: str) -> str:
    """A heading for comparing: letters and figures alone, small.

    >>> fold_heading(" Middle Name(s) ")
    'middlenames'
    """
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def headings_key(headings: Iterable[str]) -> str:
    """The headings of a list in one fingerprint, by which a mapping is remembered."""
    return hashlib.sha256("\n".join(fold_heading(heading) for heading in headings).encode()).hexdigest()


def recognise(headings: Sequence[str]) -> list[Column]:
    """What each heading means, in the order of the file; an unknown or repeated one is IGNORE."""
    columns = [_one(heading) for heading in headings]
    columns = _settle_bare_contacts(columns)
    columns = _settle_weak_number(columns)
    taken: set[tuple[Part, str]] = set()
    settled = []
    for column in columns:
        repeated = (column.part, column.group) in taken
        taken.add((column.part, column.group))
        settled.append(Column(column.heading, Part.IGNORE) if repeated else column)
    return settled


def _one(heading: str) -> Column:
    folded = fold_heading(heading)
    part = _PUPIL_PARTS.get(folded) or _PUPIL_PARTS.get(_PREFIX.sub("", folded, count=1))
    if part:
        return Column(heading, part)
    found = _CONTACT.fullmatch(folded)
    if found and (found["what"] == "" or found["what"] in _CONTACT_PARTS):
        number = found["number"] or found["after"]
        return Column(heading, _CONTACT_PARTS.get(found["what"], Part.CONTACT_NAME), found["who"] + number)
    return Column(heading, Part.IGNORE)


def _settle_bare_contacts(columns: list[Column]) -> list[Column]:
    """`pr`, `email` or `relationship 2` alone belong to the parent columns, if it is clear to which."""
    groups = sorted({column.group for column in columns if column.group})
    settled = []
    for column in columns:
        found = _BARE_CONTACT.fullmatch(fold_heading(column.heading))
        if column.part is Part.IGNORE and found and found["what"] in _CONTACT_PARTS:
            fitting = [group for group in groups if not found["number"] or group.endswith(found["number"])]
            if len(fitting) == 1:
                column = Column(column.heading, _CONTACT_PARTS[found["what"]], fitting[0])
        settled.append(column)
    return settled


def _settle_weak_number(columns: list[Column]) -> list[Column]:
    """A *student id* is a number of the system; it serves as admission number only where nothing else tells
    the children apart."""
    if any(column.part in KEYS for column in columns):
        return columns
    return [
        Column(column.heading, Part.ADMISSION_NUMBER) if fold_heading(column.heading) in _WEAK_NUMBERS else column
        for column in columns
    ]


def missing(columns: Iterable[Column]) -> str:
    """What a list lacks so that it can be read, in words; empty if nothing.

    Needed are the child's name, or a number of the child beside parent columns (a list of contacts).
    """
    parts = {column.part for column in columns}
    if Part.FULL_NAME in parts:
        return ""
    has_forename = parts & {Part.LEGAL_FORENAME, Part.PREFERRED_FORENAME}
    has_surname = parts & {Part.LEGAL_SURNAME, Part.PREFERRED_SURNAME}
    if has_forename and has_surname:
        return ""
    if parts & {Part.ADMISSION_NUMBER, Part.UPN} and parts & CONTACT_NAMES and not (has_forename or has_surname):
        return ""
    if has_forename or has_surname:
        return "the child’s surname" if has_forename else "the child’s forename"
    return "the child’s name"


def is_long(columns: Iterable[Column]) -> bool:
    """True where each child has a row for each parent: parent columns without a number."""
    groups = {column.group for column in columns if column.group}
    return any(not group[-1].isdigit() and group not in {"mother", "father"} for group in groups)


def by_group(columns: Sequence[Column]) -> dict[str, list[int]]:
    """The places of each parent's columns, in the order of the file."""
    order = list(dict.fromkeys(column.group for column in columns if column.group))
    places = sorted((order.index(column.group), place) for place, column in enumerate(columns) if column.group)
    return {order[key]: [place for _, place in part] for key, part in groupby(places, key=lambda item: item[0])}


def as_json(columns: Iterable[Column]) -> list[dict[str, str]]:
    """The columns as they are remembered."""
    return [{"heading": c.heading, "part": c.part.value, "group": c.group} for c in columns]


def from_json(stored: Iterable[dict[str, str]]) -> list[Column]:
    """The columns as they were remembered."""
    return [Column(entry["heading"], Part(entry["part"]), entry.get("group", "")) for entry in stored]
