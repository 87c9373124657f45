"""Clocks that wait for no term: somebody in danger, and a picture that the school posted without permission.

At once a mail goes out with the report or the answer. Where nobody is at work after 24 hours it goes out again, and
after 48: on Saturdays and in August as well.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.recorder import record
from incidents.kinds import Kind
from incidents.models import Case, CaseStep, DataBreach, OutOfHoursTest, State
from incidents.models.cases import CaseQuerySet
from incidents.notifications import readers_of, tell
from incidents.steps import Proposed
from people.roles import Role

MARKS = (48, 24)  # hours, the later first: who was not there for the first hears of the second alone
HOUR = dt.timedelta(hours=1)
AT_WORK = frozenset({State.WORKING, State.WAITING})
OVER = dt.timedelta(days=7)


def remind_of_clocks() -> int:
    """Write again to those who own an incident whose clock runs, at 24 and at 48 hours, each once.

    Called by the worker every few minutes. Returns how many people were told.
    """
    now = timezone.now()
    due = {"gt": now - OVER, "lte": now - MARKS[-1] * HOUR}
    reported = {f"reported_at__{sign}": at for sign, at in due.items()}
    answered = {f"incident__out_of_hours_tests__decided_at__{sign}": at for sign, at in due.items()}
    clocks = Q(incident__child_at_risk=True, **reported) | Q(incident__kind=Kind.PHOTO_UNPERMITTED, **reported)
    clocks |= Q(incident__out_of_hours_tests__threatens=True, **answered)
    waiting = Case.objects.incidents().open().filter(clocks).order_by("pk").values_list("pk", flat=True).distinct()
    return sum(_remind(pk, now) for pk in list(waiting))


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> int:
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("incident").get(pk=pk)
    since = running_since(case)
    mark = next((hours for hours in MARKS if since and now - since >= hours * HOUR), None)
    if mark is None or _was_told(case, mark):
        return 0
    told = tell(case, f"hours_{mark}", readers_of(case, Role.DSL))
    if told:
        record(Verb.INCIDENT_DUE_TOLD, target=case, by=None, people=told, hours=mark)
    return told


def _was_told(case: Case, hours: int) -> bool:
    return AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_DUE_TOLD, details__hours__gte=hours).exists()


def running_since(case: Case) -> dt.datetime | None:
    """Since when a clock of this case runs; None where none does, or somebody is at work."""
    if not case.is_open:
        return None
    if case.incident.kind == Kind.PHOTO_UNPERMITTED and not _is_judged(case) and not _has_a_breach(case):
        return case.reported_at
    if case.state in AT_WORK:
        return None
    if case.incident.child_at_risk:
        return case.reported_at
    test = case.incident.out_of_hours_tests.first()
    return test.decided_at if test and test.threatens else None


def clocks_running() -> CaseQuerySet:
    """The incidents of which `running_since` tells a moment, in one query."""
    judged = CaseStep.objects.filter(case=OuterRef("pk"), key=Proposed.JUDGE_FOR_THE_ICO, done_at__isnull=False)
    breach = DataBreach.objects.filter(incident=OuterRef("pk"))
    latest = OutOfHoursTest.objects.filter(incident__case=OuterRef("pk")).order_by("-decided_at", "-pk")
    picture = Q(incident__kind=Kind.PHOTO_UNPERMITTED) & ~Exists(judged) & ~Exists(breach)
    danger = (Q(incident__child_at_risk=True) | Q(is_threat=True)) & ~Q(state__in=AT_WORK)
    cases = Case.objects.incidents().open().alias(is_threat=Subquery(latest.values("threatens")[:1]))
    return cases.filter(picture | danger)


def _has_a_breach(case: Case) -> bool:
    """Whether a data breach was opened out of it: then that record's own clock runs, and one is enough
    (`breach_clocks.py`)."""
    return DataBreach.objects.filter(incident=case).exists()


def _is_judged(case: Case) -> bool:
    """Whether somebody ticked that it was judged if the ICO must hear of it, however the step is worded now."""
    return case.steps.filter(key=Proposed.JUDGE_FOR_THE_ICO, done_at__isnull=False).exists()
