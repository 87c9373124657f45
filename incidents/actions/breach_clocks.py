"""The 72 hours of a data breach, day and night, in holidays too: who may read it is told after 24, 48 and 70."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.recorder import record
from incidents.breach_mails import readers_of_breach, tell_of_breach
from incidents.models import DataBreach

MARKS = (70, 48, 24)  # hours, the latest first: who was not there for the first hears of the last alone
HOUR = dt.timedelta(hours=1)
OVER = dt.timedelta(days=7)


def remind_of_breaches() -> int:
    """Write to headteacher and data-protection officer, or to the chair where it is about both, while a data breach
    waits to be decided or reported, at each mark once; never to whom it is about. Called by the worker every few
    minutes. Returns how many people were told."""
    now = timezone.now()
    waiting = DataBreach.objects.running().filter(aware_at__lte=now - MARKS[-1] * HOUR, aware_at__gt=now - OVER)
    return sum(_remind(pk, now) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> int:
    breach = DataBreach.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    gone = now - breach.aware_at
    mark = next((hours for hours in MARKS if breach.is_running and gone >= hours * HOUR), None)
    if mark is None or _was_told(breach, mark):
        return 0
    told = tell_of_breach(breach, f"hours_{mark}", readers_of_breach(breach))
    if told:
        record(Verb.BREACH_DUE_TOLD, target=breach, by=None, people=told, hours=mark)
    return told


def _was_told(breach: DataBreach, hours: int) -> bool:
    told = AuditEvent.objects.about(breach).filter(verb=Verb.BREACH_DUE_TOLD)
    return told.filter(details__hours__gte=hours).exists()
