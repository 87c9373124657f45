"""Looking at the whole record. Each look is kept as a `ChainCheck`, and is itself an event (security 2.6)."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from . import chain, triggers
from .models import AuditEvent, ChainCheck, Verb
from .recorder import record

FIT = 300
CUT_OFF = "Events were taken off: event {} is gone or is another than at the check of {:%-d %B %Y, %H:%M} (UTC)."
GUARDS_GONE = "What guards the record in the database is missing: {}."


def read_chain() -> chain.Finding:
    """Read every event, and look whether the head of the last whole check is still in the chain and the triggers are
    there. Writes nothing and holds no lock: it takes seconds for a long record.

    What was cut off the end leaves a chain that holds; the head of an earlier check shows it.
    """
    finding = chain.verify(AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000))
    fault = finding.fault or _cut_off() or _unguarded()
    return chain.Finding(finding.count, finding.head, fault)


def _cut_off() -> str:
    last = ChainCheck.objects.filter(is_whole=True, events__gt=0).order_by("-pk").first()
    if last is None or AuditEvent.objects.filter(sequence=last.events, seal=last.head).exists():
        return ""
    return CUT_OFF.format(last.events, last.at)


def _unguarded() -> str:
    return GUARDS_GONE.format(", ".join(gone))[:FIT] if (gone := triggers.missing()) else ""


@transaction.atomic
def keep_check(finding: chain.Finding, *, by: AbstractBaseUser | None) -> ChainCheck:
    """Store what `read_chain` found, and record that somebody looked. Whole or not, it is one event."""
    check = ChainCheck.objects.create(
        at=timezone.now(),
        is_whole=not finding.fault,
        events=finding.count,
        head=finding.head,
        fault=finding.fault[:FIT],
    )
    record(Verb.CHAIN_CHECKED, target=check, by=by, events=finding.count, whole=check.is_whole)
    return check


def check_chain(*, by: AbstractBaseUser | None) -> ChainCheck:
    """Look at the whole record now and keep what was found."""
    return keep_check(read_chain(), by=by)


def event_with(seal: str) -> AuditEvent | None:
    """The event whose seal somebody kept elsewhere; None where it is in the record no longer, or never was."""
    return AuditEvent.objects.filter(seal=seal).first()
