"""What the columns of a staff list hold, told from their headings (domain 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from people.roll.columns import fold_heading


class StaffPart(StrEnum):
    """What a column of a staff list may hold. Everything else is left alone."""

    CODE = "staff_code"
    TITLE = "title"
    FORENAME = "forename"
    SURNAME = "surname"
    EMAIL = "email"
    JOB_TITLE = "job_title"
    CLASS = "class"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    IGNORE = "ignore"


@dataclass(frozen=True)
class StaffColumn:
    """One column: its heading and what it holds."""

    heading: str
    part: StaffPart


_WORDS = {
    StaffPart.CODE: "staffcode code staffid staffnumber payrollnumber employeeid employeenumber initials",
    StaffPart.TITLE: "title salutation",
    StaffPart.FORENAME: "forename firstname givenname preferredforename preferredfirstname legalforename",
    StaffPart.SURNAME: "surname lastname familyname preferredsurname preferredlastname legalsurname",
    StaffPart.EMAIL: "email emailaddress workemail workemailaddress schoolemail mail workmail",
    StaffPart.JOB_TITLE: "jobtitle role job post position postheld roles",
    StaffPart.CLASS: "class classname classcode classes form reggroup registrationgroup tutorgroup",
    StaffPart.STARTS_ON: "startdate start datestarted dateofappointment starts employmentstart",
    StaffPart.ENDS_ON: "enddate end leavingdate dateofleaving dateleft leavedate ends employmentend",
}
_PARTS = {word: part for part, words in _WORDS.items() for word in words.split()}


def recognise(headings: Sequence[str]) -> list[StaffColumn]:
    """What each heading means, in the order of the file; an unknown or repeated one is IGNORE."""
    taken: set[StaffPart] = set()
    columns = []
    for heading in headings:
        folded = fold_heading(heading)
        part = _PARTS.get(folded) or _PARTS.get(folded.removeprefix("staff"), StaffPart.IGNORE)
        columns.append(StaffColumn(heading, StaffPart.IGNORE if part in taken else part))
        taken.add(part)
    return columns


def missing(columns: Iterable[StaffColumn]) -> str:
    """What a staff list lacks so that it can be read, in words; empty if nothing."""
    parts = {column.part for column in columns}
    words = {StaffPart.EMAIL: "the work e-mail address", StaffPart.SURNAME: "the surname"}
    return next((word for part, word in words.items() if part not in parts), "")


def as_json(columns: Iterable[StaffColumn]) -> list[dict[str, str]]:
    """The columns as they are remembered."""
    return [{"heading": column.heading, "part": column.part.value} for column in columns]


def from_json(stored: Iterable[dict[str, str]]) -> list[StaffColumn]:
    """The columns as they were remembered."""
    return [StaffColumn(entry["heading"], StaffPart(entry["part"])) for entry in stored]
