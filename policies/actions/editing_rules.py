"""The rules of a draft: added, changed, split, joined, moved, removed. A rule stays itself through all of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from people.models import User
from policies.models import PolicyVersion, RelatedDocument, Rule, RuleVersion, Section
from policies.words import EVERYBODY, Strength

from .editing import FAR, area_of, filled, keep, open_draft, put_in_order, rule_of
from .editing_areas import free_code
from .faults import CannotBeSo


@dataclass(frozen=True)
class RuleEntry:
    """What somebody writes for a rule. `limbs` are its conditions, `following` the paragraphs after it."""

    code: str
    text: str
    strength: Strength
    audiences: tuple[str, ...]
    limbs: tuple[str, ...] = ()
    consequence: str = ""
    following: str = ""
    why: str = ""
    related: tuple[RelatedDocument, ...] = ()


@transaction.atomic
def add_rule(*, version: PolicyVersion, area: int, entry: RuleEntry, by: User) -> RuleVersion:
    """Put a new rule at the end of an area. Raises CannotBeSo, WrongStatus, and Stale where the area is gone."""
    version = open_draft(version)
    section = area_of(version, area)
    _refuse(version, entry)
    rule = _new_rule(version, section, _fields(entry))
    rule.related.set(entry.related)
    keep(version, "rule_added", by=by)
    return rule


@transaction.atomic
def edit_rule(*, version: PolicyVersion, key: int, seen: int, entry: RuleEntry, by: User) -> bool:
    """Change a rule. True if anything was. Raises Stale where somebody else did since, CannotBeSo, WrongStatus."""
    version = open_draft(version)
    rule = rule_of(version, key, seen)
    _refuse(version, entry, rule)
    changed = filled(rule, _fields(entry))
    if set(rule.related.all()) != set(entry.related):
        changed.append("related")
        rule.related.set(entry.related)
    if changed:
        keep(version, "rule_changed", rule, by=by)
    return bool(changed)


@transaction.atomic
def split_rule(*, version: PolicyVersion, key: int, seen: int, first: str, second: str, by: User) -> RuleVersion:
    """Make two rules of one: it keeps `first` and itself; `second` is a new rule after it, as firm and for the same.

    Raises Stale where it was changed since, CannotBeSo where one of the two would say nothing.
    """
    version = open_draft(version)
    rule = rule_of(version, key, seen)
    for field, text in (("first", first), ("second", second)):
        if not text.strip():
            raise CannotBeSo(field, "Write what this rule says, or go back and leave it as one.")
    rule.text = first
    new = _new_rule(version, rule.section, {
        "code": free_code(version, rule.section), "text": second, "strength": rule.strength,
        "audiences": rule.audiences, "following": rule.following,
    })  # fmt: skip
    rule.following = ""
    _place(new, rule.section, after=rule)
    rule.refresh_from_db(fields=["order"])
    keep(version, "rule_split", rule, new, by=by)
    return new


@transaction.atomic
def join_rule(*, version: PolicyVersion, key: int, by: User) -> RuleVersion:
    """Join a rule with the one below it in its area: one rule that says both, as firm as the first.

    Raises CannotBeSo for the last rule of its area.
    """
    version = open_draft(version)
    rule = rule_of(version, key)
    below = rule.section.rules.filter(order__gt=rule.order).first()
    if below is None:
        raise CannotBeSo("", "This is the last rule of its area: there is none below to join it with.")
    said = {name: _joined(getattr(rule, name), getattr(below, name)) for name in ("consequence", "why", "following")}
    filled(rule, said | {
        "text": _joined(rule.text, below.text),
        "limbs": [*rule.limbs, *below.limbs],
        "audiences": _in_order({*rule.audiences, *below.audiences}),
        "tags": list(dict.fromkeys([*rule.tags, *below.tags])),
    })  # fmt: skip
    rule.related.add(*below.related.all())
    below.delete()
    put_in_order(list(rule.section.rules.all()))
    rule.refresh_from_db(fields=["order"])
    keep(version, "rules_joined", rule, by=by)
    return rule


@transaction.atomic
def move_rule(*, version: PolicyVersion, key: int, area: int, after: int | None, by: User) -> RuleVersion:
    """Put a rule into `area`, after the rule `after` or, where that is None, first. Its code stays as it is.

    Raises Stale where the area or the rule to follow is gone.
    """
    version = open_draft(version)
    rule = rule_of(version, key)
    section = area_of(version, area)
    before = rule_of(version, after) if after else None
    if before and before.section_id != section.pk:
        raise CannotBeSo("place", "Choose a place from the list.")
    left = rule.section
    _place(rule, section, after=before)
    put_in_order(list(left.rules.all()))
    rule.refresh_from_db(fields=["order", "section"])
    keep(version, "rule_moved", rule, by=by)
    return rule


@transaction.atomic
def remove_rule(*, version: PolicyVersion, key: int, by: User, seen: int | None = None) -> None:
    """Take a rule out of the draft. In the versions before it stays as it is.

    Raises Stale where it is gone, or where somebody wrote in it since it was `seen`: nobody throws away unread words.
    """
    version = open_draft(version)
    rule = rule_of(version, key, seen)
    section = rule.section
    rule.delete()
    put_in_order(list(section.rules.all()))
    keep(version, "rule_removed", by=by)


def _fields(entry: RuleEntry) -> dict[str, Any]:
    return {
        "code": entry.code.upper(),
        "text": entry.text,
        "strength": str(entry.strength),
        "audiences": _in_order(set(entry.audiences)),
        "limbs": list(entry.limbs),
        "consequence": entry.consequence,
        "following": entry.following,
        "why": entry.why,
    }


def _in_order(audiences: set[str]) -> list[str]:
    return [audience for audience in EVERYBODY if audience in audiences]


def _refuse(version: PolicyVersion, entry: RuleEntry, rule: RuleVersion | None = None) -> None:
    if not entry.text.strip():
        raise CannotBeSo("text", "Write what the rule says, or remove the rule.")
    if not entry.audiences:
        raise CannotBeSo("audiences", "Choose who the rule is for.")
    others = version.rules.exclude(pk=rule.pk) if rule else version.rules.all()
    if others.filter(code=entry.code.upper()).exists():
        raise CannotBeSo("code", f"Rule {entry.code.upper()} is there already. Give this one another code.")


def _new_rule(version: PolicyVersion, section: Section, fields: dict[str, Any]) -> RuleVersion:
    """A rule of its own from now on, at the end of the area."""
    last = section.rules.last()
    return RuleVersion.objects.create(
        version=version, section=section, order=last.order + 1 if last else 1,
        rule=Rule.objects.create(policy_id=version.policy_id), **fields,
    )  # fmt: skip


def _place(rule: RuleVersion, section: Section, after: RuleVersion | None) -> None:
    rows = [row for row in section.rules.all() if row.pk != rule.pk]
    at = next((n for n, row in enumerate(rows, start=1) if after and row.pk == after.pk), 0)
    rule.section, rule.order = section, FAR - 1
    rule.save(update_fields=["section", "order"])
    rows.insert(at, rule)
    put_in_order(rows)


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)
