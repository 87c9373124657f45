"""Facts and rules of an incident put right. What was reported stays: each correction is an entry of the timeline."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.hints import facts_of
from incidents.kinds import Kind, Place
from incidents.models import Case, CitedRule, Incident, TimelineEntry
from incidents.relations import Act
from incidents.steps import add_proposed
from people.calendar import school_calendar
from people.models import User
from policies.models import PolicyVersion, RuleVersion

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked_open, touch


@dataclass(frozen=True)
class Corrected:
    """The facts as they should stand. The reporter's own words are no fact and are never changed."""

    kind: Kind
    happened_on: dt.date
    happened_at: dt.time | None
    place: Place
    platform: str = ""
    account: str = ""
    link: str = ""
    event_name: str = ""


FIELDS = {
    "kind": "Kind",
    "happened_on": "Day",
    "happened_at": "Hour",
    "place": "Where",
    "platform": "Site or app",
    "account": "Account",
    "link": "Address",
    "event_name": "School event",
}


@transaction.atomic
def correct_facts(*, case: Case, facts: Corrected, reason: str, revision: int, by: User) -> list[str]:
    """Put facts right, with a reason; the timeline keeps what stood there before. What follows from them (lessons, out
    of hours, a school account, the wording of the rules that day) is worked out again. Returns what changed.

    Raises NotAllowed, WrongState, Stale, CannotBeSo.
    """
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    if not reason.strip():
        raise CannotBeSo("reason", "Write how you know.")
    if facts.happened_on > timezone.localdate():
        raise CannotBeSo("happened_on", "Give the day on which it happened. That day is still to come.")
    incident = held.incident
    before = {name: _shown(incident, name) for name in FIELDS}
    for name in FIELDS:
        setattr(incident, name, getattr(facts, name))
    changed = [name for name in FIELDS if _shown(incident, name) != before[name]]
    if not changed:
        raise CannotBeSo("", "Nothing differs from what stands there already.")
    was_ours = incident.is_school_account
    _follow(incident)
    if "account" not in changed:  # it may be blacked out by now: what was known of it stays known
        incident.is_school_account = was_ours
    incident.save()
    if "happened_on" in changed:
        _cite_as_worded_then(incident, by)
    lines = [f"{FIELDS[name]}: {before[name] or 'nothing'} → {_shown(incident, name) or 'nothing'}" for name in changed]
    if "kind" in changed:
        add_proposed(held)
    touch(held)
    add_entry(held, TimelineEntry.Kind.EVENT, "Facts corrected.", by=by, text="\n".join([*lines, "", reason.strip()]))
    record(Verb.INCIDENT_CORRECTED, target=held, by=by, fields=changed)
    return changed


def _shown(incident: Incident, name: str) -> str:
    value = getattr(incident, name)
    if name in {"kind", "place"}:
        return str({"kind": Kind, "place": Place}[name](value).label)
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    return f"{value:%H:%M}" if isinstance(value, dt.time) else str(value or "").strip()


def _follow(incident: Incident) -> None:
    """What day, hour, place and account say, worked out again."""
    said = facts_of(
        incident.happened_on, incident.happened_at, Place(incident.place), incident.account, school_calendar()
    )
    incident.in_lessons, incident.is_out_of_hours = said.in_lessons, said.is_out_of_hours
    incident.is_school_account = said.is_school_account


def _cite_as_worded_then(incident: Incident, by: User) -> None:
    """The rules in the wording of the day on which it happened. One that did not hold then stays as it was cited."""
    versions = PolicyVersion.objects.in_force_on(incident.happened_on)
    wanted = {rule.rule_id: rule for rule in RuleVersion.objects.filter(version__in=versions)}
    for cited in incident.cited.filter(taken_off_at=None).select_related("rule"):
        then = wanted.get(cited.rule.rule_id)
        if then and then != cited.rule:
            _take_off([cited], by)
            CitedRule.objects.create(incident=incident, rule=then, cited_by=by)


def _take_off(cited: Iterable[CitedRule], by: User) -> None:
    for one in cited:
        one.taken_off_at, one.taken_off_by = timezone.now(), by
        one.save(update_fields=["taken_off_at", "taken_off_by"])


@transaction.atomic
def change_rules(*, case: Case, rules: Sequence[RuleVersion], revision: int, by: User) -> bool:
    """Say which rules an incident is about. Those left out are taken off, and stay in the timeline. Returns whether
    anything changed. Raises NotAllowed, WrongState, Stale."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    present = list(held.incident.cited.filter(taken_off_at=None).select_related("rule"))
    known = {cited.rule_id for cited in present}
    wanted = {rule.pk for rule in rules}
    gone = [cited for cited in present if cited.rule_id not in wanted]
    new = [rule for rule in rules if rule.pk not in known]
    if not gone and not new:
        return False
    _take_off(gone, by)
    CitedRule.objects.bulk_create(CitedRule(incident=held.incident, rule=rule, cited_by=by) for rule in new)
    said = [f"added {rule.code}" for rule in new] + [f"taken off {cited.rule.code}" for cited in gone]
    touch(held)
    add_entry(held, TimelineEntry.Kind.EVENT, f"Rules: {', '.join(said)}."[:200], by=by)
    record(Verb.INCIDENT_RULES_CHANGED, target=held, by=by, added=len(new), taken_off=len(gone))
    return True
