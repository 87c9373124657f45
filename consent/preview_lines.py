"""The lines of a preview: a child, what it is about, and what was said, as a person reads them."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from people.roll.listing import ListedPupil

from .voices import DECISION, Given


@dataclass(frozen=True)
class Child:
    """A child as a line of the preview names it."""

    name: str
    class_code: str


@dataclass(frozen=True)
class AskedLine:
    """One line about a child and one or several purposes."""

    child: Child
    about: str
    wrote: str = ""
    taken_as: str = ""
    was: str = ""
    was_on: str = ""
    will_be: str = ""
    answered: str = ""


@dataclass(frozen=True)
class DifferingLine:
    """A child whose parents differ about one or several places: what one of them said, and what the other."""

    child: Child
    about: str
    one: str
    other: str


@dataclass(frozen=True)
class WrittenLine:
    """A sentence that parents wrote, and the children beside whose answers it stands, each with who wrote."""

    text: str
    beside: list[tuple[Child, str]]


def listed(pupil: ListedPupil) -> Child:
    """A pupil of the roll, by the name the child is called."""
    name = f"{pupil.preferred_forename or pupil.legal_forename} {pupil.preferred_surname or pupil.legal_surname}"
    return Child(name, ", ".join(pupil.class_codes))


def day_words(moment: dt.datetime | None) -> str:
    """The day of an answer on a line, such as "9 September"; empty where nothing was answered."""
    return f"{timezone.localdate(moment):%-d %B}" if moment else ""


def said_by(given: Given) -> str:
    """One parent's answer with its date, such as "Imogen Ashdown: yes, 9 September"."""
    name = given.respondent_name or "A parent, not named"
    who = f"Decided by {name}" if given.respondent_key == DECISION else name
    value = {"unclear": "can’t tell"}.get(given.value, given.value)
    return f"{who}: {value}, {day_words(given.answered_at)}"
