"""What cannot be said of a data breach: by the law, by the order of things, by the clock."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.breach_words import NEEDED
from incidents.models import BreachEntry, CaseStep, DataBreach, Risk, TimelineEntry, Told
from incidents.steps import Proposed
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo, WrongState

Kind = BreachEntry.Kind
Said = Mapping[str, Any]
TEXTS = {
    Kind.ASSESSED: {
        "consequences": "Write what may come of it for the people.",
        "reason": "Write why you think so.",
    },
    Kind.DECIDED: {"reason": "Write why. The ICO may ask for it."},
    Kind.TOLD: {"reason": "Write how they were told, or why not."},
    Kind.CHANGED: {"text": "Write what is changed."},
    Kind.NOTE: {"text": "Write your note."},
    Kind.CLOSED: {"text": "Write how it ended."},
    Kind.REOPENED: {"text": "Write why it is opened again."},
}


def refuse(breach: DataBreach, kind: BreachEntry.Kind, said: Said) -> None:
    """Raise CannotBeSo for an answer that cannot be so, WrongState where it is not the time for it."""
    if kind == Kind.REOPENED:
        if breach.is_open:
            raise WrongState(f"{breach.reference} is open.")
    elif not breach.is_open:
        raise WrongState(f"{breach.reference} is closed. Open it again first.")
    for name, fault in TEXTS.get(kind, {}).items():
        if not str(said.get(name, "")).strip():
            raise CannotBeSo(name, fault)
    if kind in RULES:
        RULES[kind](breach, said)


def missing_to_close(breach: DataBreach) -> list[str]:
    """What the record still lacks before it can be closed, in words. Two queries."""
    newest = breach.entries.filter(kind=Kind.FACTS).first()
    facts = newest.said if newest else {}
    found = []
    if any(not facts.get(name) for name in NEEDED) or breach.children is None:
        found.append("what happened, whole: the day, which data, how many children, where it went, why, what was done")
    if not breach.risk:
        found.append("the risk to people")
    if breach.is_to_report is None:
        found.append("the decision whether to report it")
    elif breach.is_to_report and breach.reported_at is None:
        found.append("when it was reported")
    if breach.told not in (Told.YES, Told.NO):
        found.append("whether the people were told, and why")
    if not breach.entries.filter(kind=Kind.CHANGED).exists():
        found.append("what is changed so that it does not happen again")
    return found


def _facts(breach: DataBreach, said: Said) -> None:
    now, aware = timezone.now(), dt.datetime.fromisoformat(said["aware_at"])
    if not str(said.get("title", "")).strip():
        raise CannotBeSo("title", "Write in a few words what it is.")
    if aware > now:
        raise CannotBeSo("aware_on", "Give the moment at which somebody in school knew. That one is still to come.")
    day = dt.date.fromisoformat(said["happened_on"]) if said.get("happened_on") else None
    if day and day > timezone.localdate(aware):
        raise CannotBeSo("happened_on", "The school cannot have known before it happened. Check both days.")
    if breach.reported_at and aware > breach.reported_at:
        raise CannotBeSo("aware_on", "It was reported before that moment. Check the day and the hour.")


def _decided(breach: DataBreach, said: Said) -> None:
    """Not to report needs the finding that a risk is unlikely (article 33(1))."""
    if said["is_to_report"]:
        return
    if breach.reported_at:
        raise CannotBeSo("is_to_report", "It was reported already, so the decision was to report it.")
    if not breach.risk:
        raise CannotBeSo("is_to_report", "Assess the risk first. Only where one is unlikely it need not be reported.")
    if breach.risk != Risk.UNLIKELY:
        raise CannotBeSo(
            "is_to_report",
            "A risk to people is likely, so the law asks you to report it. If that is not so, assess the risk again.",
        )


def _reported(breach: DataBreach, said: Said) -> None:
    at = dt.datetime.fromisoformat(said["reported_at"])
    if not breach.is_to_report:
        raise WrongState("Decide first that it is to be reported.")
    if at > timezone.now():
        raise CannotBeSo("reported_on", "Give the moment at which it was reported. That one is still to come.")
    if at < breach.aware_at.replace(second=0, microsecond=0):  # what people type has no seconds
        raise CannotBeSo("reported_on", "The school did not know of it at that moment. Check the day and the hour.")
    if at > breach.report_by and not str(said.get("late_because", "")).strip():
        raise CannotBeSo("late_because", "It is after the 72 hours: write why. The law asks for the reasons.")


def _told(breach: DataBreach, said: Said) -> None:
    if said["told"] == Told.YES and not said.get("told_on"):
        raise CannotBeSo("told_on", "Give the day on which they were told.")
    if said.get("told_on") and dt.date.fromisoformat(said["told_on"]) > timezone.localdate():
        raise CannotBeSo("told_on", "Give the day on which they were told. That day is still to come.")


def _closed(breach: DataBreach, said: Said) -> None:
    missing = missing_to_close(breach)
    if missing:
        raise WrongState(f"Before it is closed, there must stand: {'; '.join(missing)}.")


RULES: dict[BreachEntry.Kind, Callable[[DataBreach, Said], None]] = {
    Kind.FACTS: _facts,
    Kind.DECIDED: _decided,
    Kind.REPORTED: _reported,
    Kind.TOLD: _told,
    Kind.CLOSED: _closed,
}


def tick_the_step(breach: DataBreach, by: User) -> None:
    """The incident's own step *judge for the ICO* is done with the decision, and does not wait for a second tick."""
    if breach.incident_id is None:
        return
    steps = CaseStep.objects.filter(case=breach.incident_id, key=Proposed.JUDGE_FOR_THE_ICO, done_at=None)
    for step in steps.select_for_update(of=("self",), no_key=True).select_related("case"):
        step.done_at, step.done_by = timezone.now(), by
        step.save(update_fields=["done_at", "done_by"])
        add_entry(step.case, TimelineEntry.Kind.STEP, f"Done in {breach.reference}: {step.text}"[:200], by=by)
        record(Verb.INCIDENT_STEP_TICKED, target=step.case, by=by, done=True)
