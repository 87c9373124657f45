"""One child in one submission of the survey, as the file says it: read, but not yet matched or judged.

Named tuples, as a long file has a hundred thousand of them: made, compared and hashed several times faster than
data classes, and no less unchangeable.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple


class Reading(StrEnum):
    """What a cell says about one purpose, after polarity. Only an exact yes is a yes."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"
    UNCLEAR = "unclear"


class Precision(StrEnum):
    """How exactly the file gives a moment. An answer is shown no more exactly than it was given."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class Moment(NamedTuple):
    """When a parent answered: an aware datetime in UTC (a bare day is its local midnight)."""

    at: dt.datetime
    precision: Precision


class MomentState(StrEnum):
    """Whether the file gave a moment for this submission."""

    READ = "read"
    NO_COLUMN = "no_column"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class NamedChild(NamedTuple):
    """The child as the file names it. Texts are cleaned of control signs and trimmed, otherwise as written."""

    full_name: str = ""
    surname_first: bool = False
    forename: str = ""
    surname: str = ""
    class_text: str = ""
    admission_number: str = ""
    upn: str = ""
    born_on: dt.date | None = None


class NamedRespondent(NamedTuple):
    """Who answered, as the file names them. All empty where the file has no such column."""

    name: str = ""
    email: str = ""
    relationship: str = ""


class Lookalike(NamedTuple):
    """An answer that looks like a yes and is not taken as one. Shown in the preview, by name."""

    purpose: str
    wrote: str
    taken_as: Reading


class Entry(NamedTuple):
    """One child of one submission.

    `record` and `child` (from 1) number it as contract 4 says. `answers` holds a reading for every purpose
    that the mapping asks about, save those in `answers_missing`: purposes that a long file without response
    numbers simply has no line for. Older answers to those stay. `is_response` is false for totals and repeated
    headings; `several_in_cell` where one name cell held several children, of whom this is one.
    """

    record: int
    child: int
    named: NamedChild
    respondent: NamedRespondent
    moment: Moment | None
    moment_state: MomentState
    answers: dict[str, Reading]
    lookalikes: tuple[Lookalike, ...] = ()
    comment: str = ""
    is_response: bool = True
    answers_missing: frozenset[str] = frozenset()
    several_in_cell: bool = False
