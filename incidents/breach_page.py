"""What the page of one data breach shows to somebody who may read it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from people.models import User

from .actions.breach_rules import missing_to_close
from .breach_mails import readers_of_breach
from .breach_words import clock_of, said_in_words, standing_of
from .models import BreachEntry, Case, DataBreach, Risk

Kind = BreachEntry.Kind


@dataclass(frozen=True)
class Part:
    """One part of the page: what holds now, who said it when, and where it is said or put right."""

    slug: str
    heading: str
    button: str
    empty: str
    said: list[tuple[str, str]] = field(default_factory=list)
    entry: BreachEntry | None = None


@dataclass(frozen=True)
class Line:
    """One entry as it is told: newest first, nothing ever taken away."""

    entry: BreachEntry
    said: list[tuple[str, str]]


PARTS = (
    (Kind.FACTS, "facts", "What happened", "Write what happened", "Complete or put right", "Nothing is written yet."),
    (Kind.ASSESSED, "risk", "Risk to people", "Assess the risk", "Assess it again", "Nobody has assessed it yet."),
    (Kind.DECIDED, "decision", "Report it to the ICO?", "Decide", "Decide again", "Nobody has decided yet."),
    (Kind.REPORTED, "report", "The report", "Say when it was reported", "Put it right", "It was not reported yet."),
    (Kind.TOLD, "people", "Were the people told?", "Say whether they were told", "Say it again", "Nobody said yet."),
)  # fmt: skip


def everything_of(breach: DataBreach, user: User, now: dt.datetime) -> dict[str, Any]:
    """What stands on the page of `breach` for `user`, who may read it. A constant number of queries."""
    entries = list(breach.entries.select_related("by"))
    newest: dict[str, BreachEntry] = {}
    for entry in entries:
        newest.setdefault(entry.kind, entry)
    pupils = [one.pupil for one in breach.pupils.select_related("pupil")]
    return {
        "breach": breach,
        "standing": standing_of(breach),
        "clock": clock_of(breach, now),
        "parts": [_part(newest, *one) for one in PARTS if one[0] != Kind.REPORTED or breach.is_to_report],
        "changes": [Line(one, said_in_words(one.kind, one.said)) for one in entries if one.kind == Kind.CHANGED],
        "lines": [Line(one, said_in_words(one.kind, one.said)) for one in entries],
        "pupils": pupils,
        "readers": readers_of_breach(breach),
        "missing": missing_to_close(breach) if breach.is_open else [],
        "must_tell": breach.risk == Risk.HIGH and breach.told != "yes",
        "incident": _incident_of(breach, user),
    }


def newest_said(breach: DataBreach, kind: BreachEntry.Kind) -> dict[str, Any]:
    """The newest answers of one kind; none where nobody has said anything."""
    entry = breach.entries.filter(kind=kind).first()
    return entry.said if entry else {}


def _part(
    newest: dict[str, BreachEntry], kind: str, slug: str, heading: str, button: str, again: str, empty: str
) -> Part:
    entry = newest.get(kind)
    said = said_in_words(kind, entry.said) if entry else []
    return Part(slug, heading, again if entry else button, empty, said, entry)


def _incident_of(breach: DataBreach, user: User) -> tuple[str, str] | None:
    """The incident that it came out of, by its reference; with the address for whoever may read that."""
    if breach.incident is None:
        return None
    may = Case.objects.visible_to(user).filter(pk=breach.incident.pk).exists()
    return breach.incident.reference, breach.incident.get_absolute_url() if may else ""
