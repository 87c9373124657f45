"""A version that is kept, as the plain wording it was made from."""

from .content import AreaText, MethodText, PolicyText, RuleText
from .models import PolicyVersion, RuleVersion, Section
from .words import Audience, Strength


def wording_of(version: PolicyVersion) -> PolicyText:
    """The wording of a version, each rule with its identity. Expects a version fetched `with_wording`.

    What a draft begins from, what a new document is compared with, and what is written as Markdown.
    """
    return PolicyText(
        areas=tuple(_area(section) for section in version.sections.all()),
        lead=version.lead,
        in_short=version.in_short,
        introduction=version.introduction,
        looked_after_by=version.looked_after_by,
        responsibilities=version.responsibilities,
        methods=tuple(MethodText(one.slug, one.name, one.how_to_use) for one in version.methods.all()),
        open_points=tuple((point.text, point.waits_for) for point in version.open_points.all()),
    )


def _area(section: Section) -> AreaText:
    return AreaText(
        code=section.code,
        title=section.title,
        audiences=_audiences(section.audiences),
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
        audiences=_audiences(rule.audiences),
        limbs=tuple(rule.limbs),
        consequence=rule.consequence,
        why=rule.why,
        tags=tuple(rule.tags),
        related=tuple(document.title for document in rule.related.all()),
        following=rule.following,
        identity=rule.rule_id,
    )


def _audiences(codes: list[str]) -> tuple[Audience, ...]:
    return tuple(Audience(code) for code in codes)
