"""Rules that pages of the portal quote by what they are about: confidentiality (A9), privacy settings (A8)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from .models import PolicyVersion, RuleVersion

SOCIAL_MEDIA = "social-media"  # the one policy whose codes the design knows (contract 6)


@dataclass(frozen=True)
class Topic:
    """What a rule is about: its tag, and its code in the social-media policy where nobody tagged it."""

    tag: str
    code: str


CONFIDENTIALITY = Topic("confidentiality", "A9")
PRIVACY_SETTINGS = Topic("privacy", "A8")


def rule_in_force(topic: Topic, day: dt.date) -> RuleVersion | None:
    """The rule on `topic` in whatever version holds on `day`; None where no policy has one. One query."""
    return _best(topic, _rules(PolicyVersion.objects.in_force_on(day)))


def rule_of(topic: Topic, version: PolicyVersion) -> RuleVersion | None:
    """The same rule as one version words it, such as the one that a letter was made from."""
    return _best(topic, _rules(PolicyVersion.objects.filter(pk=version.pk)))


def _rules(versions: QuerySet[PolicyVersion]) -> list[RuleVersion]:
    found = RuleVersion.objects.filter(version__in=versions).select_related("version__policy", "section")
    return list(found.order_by("version__policy__slug", "section__order", "order"))


def _best(topic: Topic, rules: list[RuleVersion]) -> RuleVersion | None:
    """Tag and code, else the tag, else the code."""

    def fits(rule: RuleVersion) -> int:
        is_coded = rule.code == topic.code and rule.version.policy.slug == SOCIAL_MEDIA
        return 2 * (topic.tag in rule.tags) + is_coded

    return max((rule for rule in rules if fits(rule)), key=fits, default=None)
