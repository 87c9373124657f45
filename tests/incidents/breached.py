"""Data breaches for tests, opened and told the way the portal does."""

import datetime as dt
import uuid

from django.utils import timezone

from incidents.actions.breaching import Opened, add_to_breach, open_breach
from incidents.models import BreachAbout, BreachEntry, DataBreach
from people.models import User

from .made import again

Kind = BreachEntry.Kind
FACTS = {
    "title": "A class list left on a bus",
    "happened_on": "2026-10-13",
    "which": "Names of one class",
    "children": 28,
    "others": 0,
    "went_to": "The bus",
    "cause": "It was in a bag.",
    "at_once": "The company was rung.",
}
RISK = {"consequences": "Somebody may read it.", "reason": "It has no address.", "risk": "unlikely"}


def breach(by: User, *, hours: float = 1, about: BreachAbout = BreachAbout.NOBODY, title: str = "") -> DataBreach:
    """One of which the school has known for so many hours."""
    aware = timezone.now() - dt.timedelta(hours=hours)
    opened = Opened(title or FACTS["title"], aware, about)
    return open_breach(opened=opened, form_key=uuid.uuid4(), by=again(by))


def say(held: DataBreach, kind: BreachEntry.Kind, by: User, **said) -> BreachEntry:
    return add_to_breach(breach=held, kind=kind, said=said, form_key=uuid.uuid4(), by=again(by))


def facts(held: DataBreach, by: User, **said) -> BreachEntry:
    return say(held, Kind.FACTS, by, **(FACTS | {"aware_at": held.aware_at.isoformat()} | said))


def decided_not(held: DataBreach, by: User) -> None:
    """Everything but the end: whole, harmless, not reported, told, changed."""
    facts(held, by, happened_on=timezone.localdate(held.aware_at).isoformat())
    say(held, Kind.ASSESSED, by, **RISK)
    say(held, Kind.DECIDED, by, is_to_report=False, reason="A risk is unlikely.")
    say(held, Kind.TOLD, by, told="no", told_on=None, reason="Nobody saw it.")
    say(held, Kind.CHANGED, by, text="Lists stay in school.")


def fresh(held: DataBreach) -> DataBreach:
    return DataBreach.objects.get(pk=held.pk)
