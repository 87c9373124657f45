"""Comparing a seal that somebody kept with the record: what was cut off its end shows by nothing else."""

from dataclasses import dataclass

from audit.checking import event_with
from audit.models import AuditEvent, ChainCheck


@dataclass(frozen=True)
class Compared:
    """The event with that seal, None where there is none, and whether a check since then found all of it whole."""

    event: AuditEvent | None
    is_proved: bool


def compared(seal: str) -> Compared:
    """Look a seal up. It proves something only together with a whole check that reaches as far: anybody who may write
    to the database could put the seal there, but not make the chain hold."""
    event = event_with(seal)
    last = ChainCheck.objects.first()
    is_proved = bool(event and last and last.is_whole and last.events >= event.sequence)
    return Compared(event, is_proved)
