"""Events as lines to read: when, who in which role, what, about which record, and the details in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from people.models import RoleAssignment, User
from people.permissions import Permission

from .kinds import BY_LABEL, BY_SLUG
from .length import may_know_length, without_length
from .names import name_of
from .words import RECORDS, in_words

HANDS = {str(Actor.PUBLIC): "Somebody without an account", str(Actor.COMMAND): "A command on the server"}
HANDS[str(Actor.WORKER)] = "The portal by itself"
NOT_NAMED = "Somebody whose account you do not look after"
GONE = "Somebody whose account is gone"


@dataclass(frozen=True)
class Line:
    """One event in words. `who` and `record` are names, shown as they are; `url` leads to the record's own trail."""

    at: dt.datetime
    who: str
    is_name: bool
    roles: str
    what: str
    noun: str
    record: str
    url: str
    details: str

    @property
    def day(self) -> dt.date:
        """The day by the school's clock."""
        return timezone.localdate(self.at)


class _Known:
    """What a page of events names, as far as `reader` may see it; a query for each kind of record, not for each."""

    def __init__(self, events: Sequence[AuditEvent], reader: User) -> None:
        self.records: dict[tuple[str, str], Any] = {}
        for slug, keys in _keys(events).items():
            rows = BY_SLUG[slug].seen(reader).filter(pk__in=keys)
            self.records |= {(slug, str(row.pk)): row for row in rows}
        self.named = {key: name_of(record) for key, record in self.records.items()}
        actors = {event.by_id for event in events if event.by_id}
        self.users = User.objects.in_bulk(actors)
        self.held = _held(actors)
        self.may_be_named = self._named(actors, reader)
        self.may_know_length = may_know_length(reader)

    def _named(self, actors: set[int], reader: User) -> set[int]:
        """Who reads a child's full record finds there who answered and decided; others the accounts they look after."""
        if reader.has_perm(Permission.CONSENT_RECORD_VIEW):
            return actors
        return {reader.pk, *User.objects.visible_to(reader).filter(pk__in=actors).values_list("pk", flat=True)}

    def who(self, event: AuditEvent) -> tuple[str, bool]:
        if not event.by_id:
            return HANDS.get(event.actor, HANDS[str(Actor.COMMAND)]), False
        if event.by_id not in self.users:
            return GONE, False
        if event.by_id not in self.may_be_named:
            return NOT_NAMED, False
        return str(self.users[event.by_id]), True

    def roles(self, event: AuditEvent) -> str:
        """The roles that the person held that day, by their dates."""
        day = timezone.localdate(event.at)
        held = [one for one in self.held[event.by_id or 0] if one.starts_on <= day <= (one.ends_on or day)]
        return ", ".join(
            dict.fromkeys(f"{one.get_role_display()}{' (standing in)' if one.is_cover else ''}" for one in held)
        )


def lines_of(events: Sequence[AuditEvent], reader: User) -> list[Line]:
    """The events as `reader` may read them. Whoever calls has left out those about what they may not see."""
    known = _Known(events, reader)
    return [_line(event, known) for event in events]


def _line(event: AuditEvent, known: _Known) -> Line:
    kind = BY_LABEL.get(event.target_model)
    key = (kind.slug, event.target_id) if kind else ("", "")
    record = known.records.get(key)
    who, is_name = known.who(event)
    told = _own_details(event) if known.may_know_length else without_length(_own_details(event))
    details = [words for words in in_words(told, known.named) if words not in known.named.get(key, "")]
    return Line(
        at=event.at,
        who=who,
        is_name=is_name,
        roles=known.roles(event) if is_name else "",
        what=Verb(event.verb).label if event.verb in Verb.values else "Something that this version has no word for",
        noun=kind.noun if kind and record else "",
        record=known.named.get(key, ""),
        url=kind.trail_of(record) if kind and record else "",
        details="; ".join(details),
    )


def _own_details(event: AuditEvent) -> dict[str, Any]:
    """Details are a table of words; tampered with, they may be anything."""
    return event.details if isinstance(event.details, dict) else {}


def _keys(events: Iterable[AuditEvent]) -> dict[str, set[int]]:
    """The keys of all records that the events name, by kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.target_model in BY_LABEL and event.target_id.isdecimal():
            keys[BY_LABEL[event.target_model].slug].add(int(event.target_id))
        for name, slug in RECORDS.items():
            value = _own_details(event).get(name)
            keys[slug] |= _integers(value)
    return {slug: {key for key in found if key < 2**63} for slug, found in keys.items() if found}


def _integers(value: Any) -> set[int]:
    values = value if isinstance(value, list) else [value]
    return {one for one in values if isinstance(one, int) and not isinstance(one, bool)}


def _held(actors: set[int]) -> dict[int, list[RoleAssignment]]:
    held: dict[int, list[RoleAssignment]] = defaultdict(list)
    for one in RoleAssignment.objects.filter(user__in=actors).order_by("role", "starts_on"):
        held[one.user_id].append(one)
    return held
