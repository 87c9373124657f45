"""Events to look at, and ways to tamper with them as somebody who owns the database could."""

import copy
import datetime as dt
import random
from typing import Any

from django.db import transaction

from audit import chain
from audit.models import AuditEvent, Verb
from audit.recorder import record
from people.models import User
from tests.factories import UserFactory

MICROSECOND = dt.timedelta(microseconds=1)
VERBS = (Verb.SURVEY_IMPORTED, Verb.ENTRY_SETTLED, Verb.REGISTER_EXPORTED, Verb.ROLE_GIVEN)


def write_events(count: int, by: User | None = None) -> list[AuditEvent]:
    """`count` events of several kinds, about several records."""
    by = by or UserFactory()
    with transaction.atomic():
        return [
            record(
                VERBS[n % 4], target=by if n % 3 else None, by=by if n % 5 else None, rows=n, kind=["a", n], note=None
            )
            for n in range(count)
        ]


def _details(number: int) -> dict[str, Any]:
    return {"rows": number, "kind": ["a", number], "note": None}


def tamper(chance: random.Random) -> str:
    """One change to the stored events, chosen by chance. Returns what was done. The triggers must be off."""
    deeds = [change_a_field] * 8 + [remove_one, swap_two, insert_one]
    return chance.choice(deeds)(chance)


def change_a_field(chance: random.Random) -> str:
    event = _any(chance)
    name = chance.choice([*chain.FIELDS, "seal"])
    old = getattr(event, name)
    new = _other(name, old, chance)
    AuditEvent.objects.filter(pk=event.pk).update(**{name: new})
    return f"{name} of {event.sequence}: {old!r} to {new!r}"


def remove_one(chance: random.Random) -> str:
    """Any but the last: events cut off at the very end are found by a head kept elsewhere (security 2.6)."""
    event = chance.choice(list(AuditEvent.objects.order_by("sequence"))[:-1])
    AuditEvent.objects.filter(pk=event.pk).delete()
    return f"removed {event.sequence}"


def swap_two(chance: random.Random) -> str:
    """Two events change places, each with all that is its own."""
    one, other = chance.sample(list(AuditEvent.objects.all()), 2)
    for event, sequence in ((one, 0), (other, one.sequence), (one, other.sequence)):
        AuditEvent.objects.filter(pk=event.pk).update(sequence=sequence)
    return f"swapped {one.sequence} and {other.sequence}"


def insert_one(chance: random.Random) -> str:
    """A made-up event, in the middle or at the end; those after it move up. Without the key its seal is a guess."""
    events = list(AuditEvent.objects.order_by("-sequence"))
    place = chance.randint(1, len(events) + 1)
    for event in events:
        if event.sequence >= place:
            AuditEvent.objects.filter(pk=event.pk).update(sequence=event.sequence + 1)
    forged = copy.copy(events[0])
    forged.pk, forged.sequence, forged._state.adding = None, place, True
    forged.previous_seal = AuditEvent.objects.get(sequence=place - 1).seal if place > 1 else chain.BEGINNING
    forged.seal = chance.randbytes(32).hex()
    forged.save()
    return f"inserted at {place}"


def _any(chance: random.Random) -> AuditEvent:
    return chance.choice(list(AuditEvent.objects.order_by("sequence")))


def _other(name: str, old: Any, chance: random.Random) -> Any:
    """Another value that the column can hold."""
    if name == "sequence":
        return old + chance.randint(1000, 9000)
    if name == "at":
        return old + chance.choice([-1, 1]) * chance.randint(1, 10**9) * MICROSECOND
    if name == "by_id":
        return (old or 0) + chance.randint(1, 99)
    if name == "details":
        return _other_details(old, chance)
    if name in {"seal", "previous_seal", "key_id"}:
        place = chance.randrange(len(old))
        return (
            old[:place] + chance.choice([sign for sign in "0123456789abcdef" if sign != old[place]]) + old[place + 1 :]
        )
    return f"{old[: chance.randint(0, 8)]}~"


def _other_details(old: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    new = dict(old)
    change = chance.randrange(5)
    if change == 0:
        new["rows"] = old["rows"] + 1
    elif change == 1:
        new["rows"] = float(old["rows"])
    elif change == 2:
        del new["note"]
    elif change == 3:
        new["kind"] = list(reversed(old["kind"]))
    else:
        new["added"] = ""
    return new
