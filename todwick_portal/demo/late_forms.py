"""Late answers from another survey tool, in a layout of its own: a load that waits to have its questions matched."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from .families import Child
from .rows import Season
from .survey import as_xlsx

FILE_NAME = "Late forms, photographs.xlsx"
HEADINGS = (
    "Timestamp", "Child (surname, first name)", "Form group", "Completed by", "Email",
    "Where may we show pictures of your child? Tick all that apply",
    "I do NOT want my child to be filmed", "May your child's first name be printed beside a picture?",
    "Doctor's surgery", "Is there anything else about pictures we should know?",
)  # fmt: skip
_PLACES = (
    "School website",
    "Facebook page",
    "X (Twitter)",
    "Newsletter",
    "School prospectus",
    "Displays",
    "Local press",
)
_ALL, _SOME, _PAPER = _PLACES, (_PLACES[0], *_PLACES[3:6]), (_PLACES[3], _PLACES[5])
# Who, what was ticked, "I do NOT want", name, comment.
_LATE: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("Georgia Clegg", _ALL, "No", "Yes", ""),
    ("Ivo Elsworth", _SOME, "Yes", "Yes", ""),
    ("Igor Duda", _ALL, "No", "No", ""),
    ("Jakub Górski", _PAPER, "Yes", "No", "Only the newsletter and inside school please"),
    ("Rory Sedgwick", _ALL, "No", "Yes, if I see it first", ""),
    ("Gabriel Calvert", _SOME, "No", "Yes", "We have changed our minds about Facebook."),
    ("Lottie Hoyland", _PAPER, "Yes", "No", ""),
    ("Molly Mawson", _ALL, "No", "Yes", ""),
    ("Otis Padgett", (*_SOME, _PLACES[6]), "No", "Yes", ""),
    ("Sadie Stancliffe", _ALL, "Yes", "Yes", ""),
)


def late_export(children: Sequence[Child], season: Season) -> bytes:
    """Ten answers of families who had not answered, or think otherwise now."""
    named = {child.name: child for child in children}
    rows = [
        _row(named[who], season.at(30 + number // 2, 61 * number), answers)
        for number, (who, *answers) in enumerate(_LATE, start=1)
    ]
    return as_xlsx("Photographs: late forms", HEADINGS, rows)


def _row(child: Child, at: dt.datetime, answers: Sequence[Any]) -> list[Any]:
    ticked, not_filmed, name, comment = answers
    parent = child.parents[0]
    whole_name = f"{child.surname}, {child.forename}"
    return [
        at, whole_name, child.class_code, parent.name, parent.email, "; ".join(ticked), not_filmed, name,
        "The surgery in the village", comment,
    ]  # fmt: skip
