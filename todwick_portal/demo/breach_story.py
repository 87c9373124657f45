"""The data breaches of the demo school: one closed and not reported, one reported, one whose 72 hours run."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from incidents.actions.breaching import Opened, add_to_breach, open_breach, out_of
from incidents.kinds import Kind as IncidentKind
from incidents.models import BreachEntry, Case, DataBreach
from people.models import User

from .diary import Happening

Kind = BreachEntry.Kind
_FORMS = UUID("5a0cf1c2-3d6e-4b39-9a4e-7f0c51a4d8b1")
LETTER, LIST = "A letter with addresses to a whole class", "A class list left on a bus"
OLD, REPORTED = 48, 20  # days ago


def happenings(people: dict[str, User], today: dt.date) -> Iterator[Happening]:
    """Each thing when its day has come. The last one is of yesterday, a Sunday too: the hours run."""
    old, reported, last = (today - dt.timedelta(days=days) for days in (OLD - 1, REPORTED, 1))
    yield Happening(old, "19:40", partial(_in_the_newsletter, people))
    yield Happening(old + dt.timedelta(days=6), "19:10", partial(_over, people))
    yield Happening(reported, "19:20", partial(_a_letter, people))
    yield Happening(reported + dt.timedelta(days=1), "19:30", partial(_reported, people))
    yield Happening(last, "19:50", partial(_on_the_bus, people))


def _say(breach: DataBreach, kind: Kind, by: User, **said: Any) -> None:
    key = uuid5(_FORMS, f"{breach.title} {kind}")
    add_to_breach(breach=breach, kind=kind, said=said, form_key=key, by=by)


def _facts(breach: DataBreach, by: User, **said: Any) -> None:
    known = {"title": breach.title, "aware_at": breach.aware_at.isoformat()}
    _say(breach, Kind.FACTS, by, **known, **said)


def _in_the_newsletter(people: dict[str, User]) -> None:
    """Out of the incident of the newsletter: harmless in the end."""
    case = Case.objects.incidents().filter(incident__kind=IncidentKind.PHOTO_UNPERMITTED).order_by("pk").first()
    if case is None:
        return
    breach = open_breach(opened=out_of(case), form_key=uuid5(_FORMS, "newsletter"), by=people["head"], case=case)
    _facts(
        breach, people["head"], happened_on=case.incident.happened_on.isoformat(), which="One picture, without a name",
        children=1, others=0, went_to="210 families, on paper and by e-mail", at_once="The file was exchanged at once.",
        cause="The list of last year was looked at.",
    )  # fmt: skip
    _say(
        breach, Kind.ASSESSED, people["dpo"], risk="unlikely", reason="No name, no court order; her mother agrees.",
        consequences="She can be known by those who know her anyway.",
    )  # fmt: skip
    _say(breach, Kind.DECIDED, people["head"], is_to_report=False, reason="A risk is unlikely, as the officer says.")


def _over(people: dict[str, User]) -> None:
    breach = DataBreach.objects.filter(incident__isnull=False).first()
    if breach is None:
        return
    day = timezone.localdate().isoformat()
    _say(breach, Kind.TOLD, people["head"], told="yes", told_on=day, reason="Her mother was rung by the headteacher.")
    _say(
        breach, Kind.CHANGED, people["head"], text="The office looks up every picture of the newsletter in the portal."
    )
    _say(breach, Kind.CLOSED, people["dpo"], text="Exchanged, told, changed. Nothing is left to do.")


def _a_letter(people: dict[str, User]) -> None:
    """Opened by the data-protection officer after a call."""
    now = timezone.now()
    opened = Opened(LETTER, now - dt.timedelta(hours=4))
    breach = open_breach(opened=opened, form_key=uuid5(_FORMS, "letter"), by=people["dpo"])
    _facts(
        breach, people["dpo"], happened_on=timezone.localdate(now).isoformat(), children=29, others=41,
        which="Names, addresses and telephone numbers of the families of one class", went_to="29 families, by e-mail",
        cause="The wrong file was attached.", at_once="Everybody was asked to delete it; 22 say that they did.",
    )  # fmt: skip
    _say(
        breach, Kind.ASSESSED, people["dpo"], risk="likely", reason="Nobody knows who kept it.",
        consequences="One family is not to be found by somebody who may know another one.",
    )  # fmt: skip
    _say(breach, Kind.DECIDED, people["head"], is_to_report=True, reason="A risk is likely.")


def _reported(people: dict[str, User]) -> None:
    breach = DataBreach.objects.get(title=LETTER)
    now = timezone.now()
    _say(breach, Kind.REPORTED, people["dpo"], reported_at=(now - dt.timedelta(hours=2)).isoformat(),
         ico_reference="IC-000000-X0X0", late_because="")  # fmt: skip
    _say(breach, Kind.TOLD, people["head"], told="yes", told_on=timezone.localdate(now).isoformat(),
         reason="By letter to all 29 families, one of them by telephone first.")  # fmt: skip


def _on_the_bus(people: dict[str, User]) -> None:
    """Known since yesterday: nobody has decided yet."""
    aware = timezone.now() - dt.timedelta(hours=3)
    breach = open_breach(opened=Opened(LIST, aware), form_key=uuid5(_FORMS, "bus"), by=people["head"])
    _facts(
        breach, people["head"], happened_on=timezone.localdate(aware).isoformat(), which="Names of a class, who has an "
        "allergy, two telephone numbers", children=28, others=2, went_to="The 7 o’clock bus; nobody knows who has it",
        cause="", at_once="The bus company was rung.",
    )  # fmt: skip
