"""Plain factories for the roll's and the survey's values."""

import datetime as dt
from itertools import count

from consent.survey.entry import Entry, Moment, MomentState, NamedChild, NamedRespondent, Precision
from people.roll.listing import ListedClass, ListedContact, ListedPupil, Roll

CLASSES = (
    ListedClass("RB", "", ("R",), ("Mrs Brook",)),
    ListedClass("2P", "", ("2",), ("Mr Patel",)),
    ListedClass("3H", "Hedgehogs", ("3",), ("Mrs Hall",)),
    ListedClass("3/4M", "", ("3", "4"), ()),
    ListedClass("5T", "Class 4", ("5",), ("Mrs de Souza", "Mr Thorne")),
    ListedClass("6W", "", ("6",), ()),
)
JOANNE = ListedContact("Joanne Holt", "joanne@example.org", "", True)
MARK = ListedContact("Mark Barker", "mark@example.org", "", True)
_YEARS = {"RB": "R", "2P": "2", "3H": "3", "3/4M": "4", "5T": "5", "6W": "6"}
_numbers = count(1)


def pupil(name: str, code: str = "3H", **changes: object) -> ListedPupil:
    """A pupil from "Forename Surname" (the first word is the forename), in one class."""
    forename, _, surname = name.partition(" ")
    number = next(_numbers)
    fields: dict[str, object] = {
        "pk": number,
        "admission_number": f"{4000 + number:06}",
        "upn": "",
        "legal_forename": forename,
        "middle_names": "",
        "legal_surname": surname,
        "preferred_forename": "",
        "preferred_surname": "",
        "born_on": None,
        "class_codes": (code,) if code else (),
        "year_group": _YEARS.get(code, ""),
        "contacts": (JOANNE, MARK),
    }
    return ListedPupil(**(fields | changes))  # type: ignore[arg-type]


def roll(*pupils: ListedPupil) -> Roll:
    """A roll of 2026/27 with the classes above."""
    return Roll(2026, pupils, CLASSES)


def entry(name: str, code: str = "3H", **changes: object) -> Entry:
    """A certain entry of 10 September 2026 answered by Joanne Holt, unless changed."""
    fields: dict[str, object] = {
        "record": 2,
        "child": 1,
        "named": NamedChild(full_name=name, class_text=code),
        "respondent": NamedRespondent("Joanne Holt"),
        "moment": Moment(dt.datetime(2026, 9, 10, 12, tzinfo=dt.UTC), Precision.MINUTE),
        "moment_state": MomentState.READ,
        "answers": {},
    }
    return Entry(**(fields | changes))  # type: ignore[arg-type]
