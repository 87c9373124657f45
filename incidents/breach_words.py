"""What was said of a data breach, in words: each answer of an entry with its label, and the clock of 72 hours.

Pure: values in, words out.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .models import BreachEntry, DataBreach, Risk, Told

Kind = BreachEntry.Kind
LABELS: dict[str, dict[str, str]] = {
    Kind.OPENED: {"out_of": "Out of the incident"},
    Kind.FACTS: {
        "title": "In short",
        "happened_on": "It happened on",
        "happened_at": "At",
        "aware_at": "The school became aware",
        "which": "What personal data",
        "children": "How many children",
        "others": "How many other people",
        "went_to": "Where it went",
        "cause": "How it came about",
        "at_once": "What was done at once",
    },
    Kind.ASSESSED: {"consequences": "What may come of it", "risk": "Risk", "reason": "Why"},
    Kind.DECIDED: {"is_to_report": "Report it to the ICO?", "reason": "Why"},
    Kind.REPORTED: {
        "reported_at": "Reported",
        "ico_reference": "The ICO’s reference",
        "late_because": "Why after the 72 hours",
    },
    Kind.TOLD: {"told": "Were they told?", "told_on": "On", "reason": "How, or why not"},
    Kind.CHANGED: {"text": "So that it does not happen again"},
    Kind.NOTE: {"text": "Note"},
    Kind.CHILD: {},
    Kind.CLOSED: {"text": "In the end"},
    Kind.REOPENED: {"text": "Why"},
}
# Without these nobody outside the school could follow what happened (article 33(5)).
NEEDED = ("happened_on", "which", "went_to", "cause", "at_once")


def _moment(value: str) -> str:
    return f"{timezone.localtime(dt.datetime.fromisoformat(value)):%-d %B %Y, %H:%M}"


def _day(value: str) -> str:
    return f"{dt.date.fromisoformat(value):%-d %B %Y}"


WORDED: dict[str, Callable[[Any], str]] = {
    "aware_at": _moment,
    "reported_at": _moment,
    "happened_on": _day,
    "told_on": _day,
    "risk": lambda value: str(Risk(value).label),
    "told": lambda value: str(Told(value).label),
    "is_to_report": lambda value: "Yes" if value else "No",
}


def said_in_words(kind: str, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each answer with its label, in the order of the form. What was left empty is left out; nought is an answer.

    >>> said_in_words("decided", {"is_to_report": False, "reason": "Seen by nobody."})
    [('Report it to the ICO?', 'No'), ('Why', 'Seen by nobody.')]
    >>> said_in_words("facts", {"children": 0, "others": None})
    [('How many children', '0')]
    """
    found = []
    for name, label in LABELS[kind].items():
        value = said.get(name)
        if value is not None and value != "":
            found.append((label, WORDED.get(name, str)(value)))
    return found


@dataclass(frozen=True)
class Clock:
    """Where the 72 hours stand: until when, how many whole hours are left (less than nought: over)."""

    until: dt.datetime
    hours: int

    @property
    def is_over(self) -> bool:
        return self.hours < 0

    @property
    def words(self) -> str:
        """How much time is left, or has gone by since.

        >>> until = dt.datetime(2026, 10, 13, tzinfo=dt.UTC)
        >>> [Clock(until, hours).words for hours in (31, 1, 0, -1, -25)]
        ['31 hours left', '1 hour left', 'less than an hour left', 'over for less than an hour', 'over for 24 hours']
        """
        if self.hours == 0:
            return "less than an hour left"
        if self.hours == -1:
            return "over for less than an hour"
        count = -self.hours - 1 if self.is_over else self.hours
        many = f"{count} hour{'' if count == 1 else 's'}"
        return f"over for {many}" if self.is_over else f"{many} left"


def clock_of(breach: DataBreach, now: dt.datetime) -> Clock:
    """The clock of one, whether it runs or not."""
    return Clock(breach.report_by, int((breach.report_by - now).total_seconds() // 3600))


def standing_of(breach: DataBreach) -> str:
    """Where it stands, as a list says it in a word or two."""
    if not breach.is_open:
        return "Closed, reported" if breach.reported_at else "Closed, not reported"
    if breach.reported_at:
        return "Reported"
    if breach.is_to_report is None:
        return "To decide"
    return "To be reported" if breach.is_to_report else "Not to be reported"
