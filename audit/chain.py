"""How audit events seal one another, and how a broken seal is found (security 2.6)."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from .models import AuditEvent

BEGINNING = "0" * 64
FIELDS = ("sequence", "at", "verb", "actor", "by_id", "target_model", "target_id", "details", "key_id", "previous_seal")


@dataclass(frozen=True)
class Finding:
    """The outcome of reading the chain: how many events hold, its head, and the first fault if any."""

    count: int
    head: str
    fault: str = ""


def key_id() -> str:
    """Which key sealed an event: a short fingerprint, never the key."""
    return hashlib.sha256(settings.AUDIT_KEY.encode()).hexdigest()[:16]


def canonical(fields: dict[str, Any]) -> bytes:
    """The bytes that are sealed: the same on both databases (UTC time in microseconds, sorted keys, no floats).

    Raises TypeError for a value that has no exact text, such as a float.
    """
    return json.dumps(_exact(fields), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("An audit event holds no floats: they have no exact text.")
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, dict):
        return {str(key): _exact(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(inner) for inner in value]
    return value


def seal(fields: dict[str, Any]) -> str:
    """The HMAC-SHA256 of an event's fields, in hexadecimal."""
    return hmac.new(settings.AUDIT_KEY.encode(), canonical(fields), hashlib.sha256).hexdigest()


def fields_of(event: AuditEvent) -> dict[str, Any]:
    """What is sealed of a stored event."""
    return {name: getattr(event, name) for name in FIELDS}


def verify(events: Iterable[AuditEvent]) -> Finding:
    """Read the chain from its beginning and stop at the first event that does not hold.

    Found: any changed field, a removed, inserted or moved event. Not found: events cut off at the very
    end, which only a head kept elsewhere shows.
    """
    count, head = 0, BEGINNING
    for event in events:
        expected = count + 1
        if event.sequence != expected:
            return Finding(count, head, f"Event {expected} is missing; event {event.sequence} stands in its place.")
        if event.previous_seal != head:
            return Finding(count, head, f"Event {event.sequence} does not follow the event before it.")
        try:
            right = hmac.compare_digest(seal(fields_of(event)), event.seal)
        except (TypeError, AttributeError):
            right = False
        if not right:
            return Finding(count, head, f"Event {event.sequence} was changed after it was written.")
        count, head = expected, event.seal
    return Finding(count, head)
