"""What may stand in a column, in the words of the person who matches the columns."""

from collections.abc import Iterable

from .columns import Column, Part
from .staff.columns import StaffColumn, StaffPart

NOT_USED = "Not used: it is not read and not kept"
PARENTS_ON_PAGE = 3
_PUPIL = {
    Part.ADMISSION_NUMBER: "Admission number",
    Part.UPN: "UPN",
    Part.LEGAL_FORENAME: "Legal forename",
    Part.MIDDLE_NAMES: "Middle names",
    Part.LEGAL_SURNAME: "Legal surname",
    Part.PREFERRED_FORENAME: "Forename the child is called by",
    Part.PREFERRED_SURNAME: "Surname the child uses",
    Part.FULL_NAME: "Whole name of the child",
    Part.BORN_ON: "Date of birth",
    Part.YEAR_GROUP: "Year group",
    Part.CLASS: "Class",
    Part.JOINED_ON: "First day here",
    Part.LEAVES_ON: "Last day here",
    Part.DO_NOT_PUBLISH: "Not to be published: yes or no",
}
_PARENT = {
    Part.CONTACT_NAME: "name",
    Part.CONTACT_FORENAME: "forename",
    Part.CONTACT_SURNAME: "surname",
    Part.CONTACT_EMAIL: "e-mail address",
    Part.CONTACT_RELATIONSHIP: "relationship to the child",
    Part.CONTACT_RESPONSIBILITY: "parental responsibility, yes or no",
}
_STAFF = {
    StaffPart.CODE: "Staff code",
    StaffPart.TITLE: "Title",
    StaffPart.FORENAME: "Forename",
    StaffPart.SURNAME: "Surname",
    StaffPart.EMAIL: "Work e-mail address",
    StaffPart.JOB_TITLE: "Job title",
    StaffPart.CLASS: "Class",
    StaffPart.STARTS_ON: "First day",
    StaffPart.ENDS_ON: "Last day",
}


def pupil_choices(columns: Iterable[Column | StaffColumn]) -> list[tuple[str, str]]:
    """What a column of a pupil list may hold. Parents are counted; the groups of the file come in as they are."""
    groups = list(dict.fromkeys(c.group for c in columns if isinstance(c, Column) and c.group))
    groups += [f"parent{number}" for number in range(1, PARENTS_ON_PAGE + 1) if f"parent{number}" not in groups]
    choices = [(Part.IGNORE.value, NOT_USED), *((part.value, words) for part, words in _PUPIL.items())]
    for group in groups:
        who = f"Parent or carer {group[-1]}" if group[-1].isdigit() else group.capitalize()
        choices += [(f"{part.value}:{group}", f"{who}: {words}") for part, words in _PARENT.items()]
    return choices


def staff_choices() -> list[tuple[str, str]]:
    """What a column of a staff list may hold."""
    return [(StaffPart.IGNORE.value, NOT_USED), *((part.value, words) for part, words in _STAFF.items())]


def as_choice(column: Column | StaffColumn) -> str:
    """The choice that a column stands for."""
    group = getattr(column, "group", "")
    return f"{column.part.value}:{group}" if group else column.part.value
