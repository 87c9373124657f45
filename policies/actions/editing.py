"""What every change of a draft shares: the draft held still, the last word told, the change counted and recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import PolicyVersion, RuleVersion, Section
from policies.models.states import EDITABLE

from .faults import Stale
from .locking import locked_in

FAR = 10_000  # a place beyond every real one, for a moment: the database holds each place once


def open_draft(version: PolicyVersion) -> PolicyVersion:
    """The draft, locked. Raises WrongStatus once it is with the governors or further."""
    return locked_in(version, *EDITABLE)


def rule_of(version: PolicyVersion, key: int, seen: int | None = None) -> RuleVersion:
    """The rule of this draft, as it was `seen`. Raises Stale where it has changed since, or is gone."""
    rule = version.rules.select_related("section").filter(pk=key).first()
    if rule is None:
        raise Stale
    return _as_seen(rule, seen)


def area_of(version: PolicyVersion, key: int, seen: int | None = None) -> Section:
    """The area of this draft, as it was `seen`. Raises Stale where it has changed since, or is gone."""
    section = version.sections.filter(pk=key).first()
    if section is None:
        raise Stale
    return _as_seen(section, seen)


def _as_seen(row: Any, seen: int | None) -> Any:
    if seen is not None and row.revision != seen:
        raise Stale(row)
    return row


def filled(row: models.Model, wanted: Mapping[str, Any]) -> list[str]:
    """Put `wanted` into the row, unsaved. Returns the names of the fields that differ."""
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    return changed


def keep(version: PolicyVersion, edit: str, *rows: RuleVersion | Section, by: User) -> None:
    """Save the rows with their revision grown, and with it the version's. `by` is now the last who wrote it (A5)."""
    for row in rows:
        row.revision += 1
        row.save()
    version.edited_by = by
    version.revision += 1
    version.save(update_fields=["edited_by", "revision"])
    record(Verb.POLICY_EDITED, target=version, by=by, number=version.number, edit=edit)


def put_in_order(rows: Sequence[RuleVersion | Section]) -> None:
    """Give the rows the places 1, 2, 3 in the order in which they come. In two steps, for each place is held once."""
    for first in (FAR, 1):
        for place, row in enumerate(rows, start=first):
            type(row)._default_manager.filter(pk=row.pk).update(order=place)
    for place, row in enumerate(rows, start=1):
        row.order = place
