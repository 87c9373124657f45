"""One row of a pupil list, read but not yet compared with the pupils we know."""

import datetime as dt
from dataclasses import dataclass, field

from .columns import Part


@dataclass(frozen=True)
class Problem:
    """Something in a list that is wrong: the row as a spreadsheet shows it (0: the file), and how to mend it."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}" if self.row else self.message


@dataclass(frozen=True)
class RowContact:
    """A parent or carer as a list names them. `has_responsibility` is None where the list does not say."""

    name: str
    email: str = ""
    relationship: str = ""
    has_responsibility: bool | None = None
    priority: int = 1


@dataclass(frozen=True)
class RollRow:
    """A child as a list names them; empty is "the list does not say". `leaves_on` is the last day at school."""

    record: int
    admission_number: str = ""
    upn: str = ""
    legal_forename: str = ""
    middle_names: str = ""
    legal_surname: str = ""
    preferred_forename: str = ""
    preferred_surname: str = ""
    born_on: dt.date | None = None
    year_group: str = ""
    class_code: str = ""
    joined_on: dt.date | None = None
    leaves_on: dt.date | None = None
    do_not_publish: bool = False
    contacts: tuple[RowContact, ...] = ()

    @property
    def name(self) -> str:
        """As we name the child to a person who has to mend the list."""
        forename = self.preferred_forename or self.legal_forename
        return f"{forename} {self.preferred_surname or self.legal_surname}".strip()


@dataclass(frozen=True)
class RollReading:
    """A whole list as read. With `problems` nothing of it may be used; `warnings` are told and left out.

    `given` says which kinds of column the list has: what it lacks is left as it was.
    """

    rows: tuple[RollRow, ...]
    given: frozenset[Part]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    is_partial: bool = False
    unread_headings: tuple[str, ...] = field(default=())
