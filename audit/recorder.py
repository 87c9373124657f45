"""Writing audit events. Called in actions only, as the last write of the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models
from django.utils import timezone

from . import chain
from .models import Actor, AuditEvent, Verb

CHAIN_LOCK = 7_036_874
_hand: ContextVar[Actor] = ContextVar("hand", default=Actor.COMMAND)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Say what kind of hand does everything inside that no user does. For the background worker."""
    before = _hand.set(actor)
    try:
        yield
    finally:
        _hand.reset(before)


def record(
    verb: Verb,
    *,
    target: models.Model | None,
    by: AbstractBaseUser | None,
    actor: Actor | None = None,
    **details: Any,
) -> AuditEvent:
    """Write one audit event inside the caller's transaction, after every row lock it takes.

    `target` is None for what is about no single record; `by` is None for the public, a command or the worker,
    and `actor` then says which: as `acting_as` said, else a command.
    Raises RuntimeError outside a transaction: an event is kept or lost together with the change it describes.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"record({verb}) needs transaction.atomic() around it")
    wait_for_the_chain()
    last = AuditEvent.objects.order_by("-sequence").first()
    fields: dict[str, Any] = {
        "sequence": last.sequence + 1 if last else 1,
        "at": timezone.now(),
        "verb": str(verb),
        "actor": str(actor or (Actor.USER if by else _hand.get())),
        "by_id": by.pk if by else None,
        "target_model": target._meta.label_lower if target else "",
        "target_id": str(target.pk) if target else "",
        "details": details,
        "key_id": chain.key_id(),
        "previous_seal": last.seal if last else chain.BEGINNING,
    }
    return AuditEvent.objects.create(**fields, seal=chain.seal(fields))


def wait_for_the_chain() -> None:
    """One writer at a time. SQLite's IMMEDIATE transactions already are; PostgreSQL takes a lock until commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
