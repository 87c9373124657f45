"""The mapping as values (contract 3)."""

import datetime as dt
from dataclasses import dataclass, field

CHILD_NAME_ROLES = ("child_fullname", "child_surname_comma_forename", "child_forename", "child_surname")
CHILD_NUMBER_ROLES = ("admission_number", "upn")
CHILD_ROLES = (*CHILD_NAME_ROLES, *CHILD_NUMBER_ROLES, "class", "dob")
CONSENT_ROLES = ("consent", "consent_multi")
ROLES = (
    *("ignore", "comment", "when", "who", "email", "relationship"),
    *CHILD_ROLES,
    *CONSENT_ROLES,
    *("response_id", "question", "answer"),
)
LAYOUTS = ("wide", "long")
POLARITIES = ("consent", "refusal")
DATE_ORDERS = ("dmy", "mdy")


class MappingFault(Exception):
    """The mapping cannot be used. The message says what is wrong, where, and how to mend it."""


@dataclass(frozen=True)
class Column:
    """What one column of the file means.

    `purposes` and `polarity` serve the role consent; with polarity refusal a yes in the cell is a no.
    `options` serves consent_multi: the label as the file writes it, and the slug it stands for; None is a
    known label without purpose, several slugs are parted by blanks (see `slugs_of`). `child` groups the
    columns of sibling rows, 1 to 9. `confirm` says why a person must look at this column, `confirmed` that one
    did and stands for it.
    """

    header: str
    role: str = "ignore"
    child: int | None = None
    purposes: tuple[str, ...] = ()
    polarity: str = "consent"
    options: dict[str, str | None] = field(default_factory=dict)
    confirm: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Question:
    """One question of a long file. Without purposes it is known and not read, unless it is a `comment`."""

    question: str
    purposes: tuple[str, ...] = ()
    polarity: str = "consent"
    comment: bool = False
    confirm: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Mapping:
    """The whole mapping file. None for sheet, header row and date order: the importer finds them.

    `survey_opened` is the day the survey opened, needed only where the file has no date column.
    """

    layout: str = "wide"
    sheet: str | None = None
    header_row: int | None = None
    date_order: str | None = None
    only_parents_could_answer: bool = False
    survey_opened: dt.date | None = None
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()


def slugs_of(option: str | None) -> tuple[str, ...]:
    """The purposes that one option of a tick-all column stands for.

    >>> slugs_of("facebook x_twitter"), slugs_of(None)
    (('facebook', 'x_twitter'), ())
    """
    return tuple((option or "").split())


def needs_confirmation(mapping: Mapping) -> list[tuple[str, str]]:
    """The headings and questions that a person must confirm, each with the reason. Empty: none."""
    columns = [(column.header, column.confirm) for column in mapping.columns if column.confirm]
    return columns + [(asked.question, asked.confirm) for asked in mapping.questions if asked.confirm]


def purposes_asked(mapping: Mapping) -> tuple[str, ...]:
    """Every purpose that this survey asks about, once, in the order of the file."""
    found: dict[str, None] = {}
    for column in mapping.columns:
        if column.role == "consent":
            found |= dict.fromkeys(column.purposes)
        elif column.role == "consent_multi":
            for option in column.options.values():
                found |= dict.fromkeys(slugs_of(option))
    for question in mapping.questions:
        found |= dict.fromkeys(question.purposes)
    return tuple(found)
