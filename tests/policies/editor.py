"""What a test of the editor sends: the fields of a row as its page has them, with some changed."""

from typing import Any

from django.urls import reverse

from policies.actions import AreaEntry, RuleEntry
from policies.actions.editing_texts import TEXTS, mark_of
from policies.models import PolicyVersion, RuleVersion, Section
from policies.words import Strength

MINE = "My own words,\nin **two** lines."


def rule_entry(rule: RuleVersion, **changes: Any) -> RuleEntry:
    """The rule as it stands, with `changes`."""
    said = {name: getattr(rule, name) for name in ("code", "text", "consequence", "following", "why")}
    said |= {"strength": Strength(rule.strength), "related": tuple(rule.related.all())}
    return RuleEntry(**said | {"audiences": tuple(rule.audiences), "limbs": tuple(rule.limbs)} | changes)


def area_entry(section: Section, **changes: Any) -> AreaEntry:
    """The area as it stands, with `changes`."""
    names = ("code", "title", "long_title", "introduction", "level")
    said = {name: getattr(section, name) for name in names} | {"audiences": tuple(section.audiences)}
    return AreaEntry(**said | changes)


def rule_fields(rule: RuleVersion, **changes: Any) -> dict[str, Any]:
    """What the form of a rule sends."""
    fields = {name: getattr(rule, name) for name in ("code", "text", "strength", "consequence", "following", "why")}
    related = [document.pk for document in rule.related.all()]
    fields |= {"audiences": rule.audiences, "limbs": "\n".join(rule.limbs), "related": related}
    return fields | {"revision": rule.revision} | changes


def area_fields(section: Section, **changes: Any) -> dict[str, Any]:
    """What the form of an area sends."""
    names = ("code", "title", "long_title", "level", "audiences", "introduction", "revision")
    return {name: getattr(section, name) for name in names} | changes


def texts_fields(version: PolicyVersion, **changes: Any) -> dict[str, Any]:
    """What the form of the texts around the rules sends."""
    fields = {name: getattr(version, name) or "" for name in TEXTS} | {"mark": mark_of(version)}
    if not version.is_minor:
        del fields["is_minor"]
    return fields | changes


def at(name: str, version: PolicyVersion, *more: int) -> str:
    """The address of a page of a version."""
    return reverse(f"policies:{name}", args=[version.policy.slug, version.number, *more])
