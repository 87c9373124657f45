"""What is to become of an entry: the shared words between matching, judging and the import."""

from enum import StrEnum
from typing import NamedTuple

from .entry import Entry


class Outcome(StrEnum):
    """The four ends of an entry (contract 4)."""

    MATCH = "match"
    REVIEW = "review"
    REJECT = "reject"
    IGNORE = "ignore"


class Reason(StrEnum):
    """Why an entry was not applied. Each has its sentence for the page in `consent/wording.py`."""

    NONE = ""
    # review: which child?
    SEVERAL_PUPILS = "several_pupils"
    NAME_NEARLY = "name_nearly"
    OTHER_CLASS = "other_class"
    CLASS_UNCLEAR = "class_unclear"
    NUMBER_AND_NAME_DISAGREE = "number_and_name_disagree"
    BIRTH_DATE_DISAGREES = "birth_date_disagrees"
    SEVERAL_CHILDREN_IN_ONE_CELL = "several_children_in_one_cell"
    # review: who answered, and when?
    RESPONDENT_NOT_ON_LIST = "respondent_not_on_list"
    RESPONDENT_WITHOUT_RESPONSIBILITY = "respondent_without_responsibility"
    RESPONDENT_UNNAMED = "respondent_unnamed"
    RESPONDENT_NAMESAKE = "respondent_namesake"
    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    # reject
    OUTSIDE_YEAR = "outside_year"
    UNKNOWN_CHILD = "unknown_child"
    NO_NAME = "no_name"
    TEST_ROW = "test_row"
    PUT_ASIDE = "put_aside"
    # ignore
    NOT_A_RESPONSE = "not_a_response"


class Suggestion(NamedTuple):
    """A pupil who may be meant. `score` is 0 to 100; `why` is a short sentence for the office."""

    pupil: int
    score: int
    why: str


class Match(NamedTuple):
    """The child of an entry by the rules of domain 5.4 alone. `pupil` is a primary key, set only for a match."""

    outcome: Outcome
    pupil: int | None = None
    suggestions: tuple[Suggestion, ...] = ()
    reason: Reason = Reason.NONE


class Judged(NamedTuple):
    """An entry with its end. `waiting` are the pupils who show *waiting* until a person has settled it."""

    entry: Entry
    outcome: Outcome
    pupil: int | None = None
    suggestions: tuple[Suggestion, ...] = ()
    reason: Reason = Reason.NONE
    waiting: tuple[int, ...] = ()
    respondent_unnamed: bool = False
    respondent_key: str = ""
    settled: bool = False
    respondent_confirmed: bool = False
