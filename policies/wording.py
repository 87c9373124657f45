"""The wording of a version as plain values, and the seal of what was put before a reader."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from .content import AreaText, MethodText, PolicyText, RuleText
from .models import PolicyVersion, RuleVersion, Section
from .words import Audience, Strength

# What is no wording of the policy: the school's help beside it, what is listed elsewhere, keys of the database.
NOT_SEALED_OF_POLICY = ("in_short", "open_points")
NOT_SEALED_OF_RULE = ("why", "tags", "related", "identity")


def wording_of(version: PolicyVersion) -> PolicyText:
    """What a version says. Expects one fetched `with_wording`: no further query."""
    return PolicyText(
        areas=tuple(_area(section) for section in version.sections.all()),
        lead=version.lead,
        in_short=version.in_short,
        introduction=version.introduction,
        looked_after_by=version.looked_after_by,
        responsibilities=version.responsibilities,
        methods=tuple(MethodText(m.slug, m.name, m.how_to_use) for m in version.methods.all()),
        open_points=tuple((point.text, point.waits_for) for point in version.open_points.all()),
    )


def text_hash(wording: PolicyText) -> str:
    """SHA-256 of the policy's own words in canonical JSON: sorted keys, no spaces, UTF-8.

    The same for the same words whoever reads them and whenever; another one for any other word, strength, reader,
    code or order.
    """
    text = json.dumps(_sealed(wording), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _sealed(wording: PolicyText) -> dict[str, Any]:
    values = asdict(wording)
    for name in NOT_SEALED_OF_POLICY:
        del values[name]
    for rule in (rule for area in values["areas"] for rule in area["rules"]):
        for name in NOT_SEALED_OF_RULE:
            del rule[name]
    return values


def _area(section: Section) -> AreaText:
    return AreaText(
        code=section.code,
        title=section.title,
        audiences=_readers(section.audiences),
        rules=tuple(_rule(rule) for rule in section.rules.all()),
        long_title=section.long_title,
        introduction=section.introduction,
        level=section.level,
    )


def _rule(rule: RuleVersion) -> RuleText:
    return RuleText(
        code=rule.code,
        strength=Strength(rule.strength),
        text=rule.text,
        audiences=_readers(rule.audiences),
        limbs=tuple(rule.limbs),
        consequence=rule.consequence,
        why=rule.why,
        tags=tuple(rule.tags),
        related=tuple(document.title for document in rule.related.all()),
        following=rule.following,
        identity=rule.rule_id,
    )


def _readers(audiences: list[str]) -> tuple[Audience, ...]:
    return tuple(Audience(audience) for audience in audiences)
