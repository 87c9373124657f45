"""A version as the plain values of its wording: what its successor begins with."""

from .content import AreaText, MethodText, PolicyText, RuleText
from .models import PolicyVersion, RuleVersion, Section
from .words import Audience, Strength


def wording_of(version: PolicyVersion) -> PolicyText:
    """Everything that `version` says, each rule with its identity. Expects a version fetched `with_wording`."""
    return PolicyText(
        areas=tuple(_area(section) for section in version.sections.all()),
        lead=version.lead,
        in_short=version.in_short,
        introduction=version.introduction,
        looked_after_by=version.looked_after_by,
        responsibilities=version.responsibilities,
        methods=tuple(MethodText(method.slug, method.name, method.how_to_use) for method in version.methods.all()),
        open_points=tuple((point.text, point.waits_for) for point in version.open_points.all()),
    )


def _area(section: Section) -> AreaText:
    return AreaText(
        code=section.code,
        title=section.title,
        audiences=tuple(Audience(audience) for audience in section.audiences),
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
        audiences=tuple(Audience(audience) for audience in rule.audiences),
        limbs=tuple(rule.limbs),
        consequence=rule.consequence,
        why=rule.why,
        tags=tuple(rule.tags),
        related=tuple(document.title for document in rule.related.all()),
        following=rule.following,
        identity=rule.rule_id,
    )
