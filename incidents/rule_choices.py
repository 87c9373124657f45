"""The rules that a report may name: those of the day on which it happened, in plain words, what fits first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from policies.models import Feature, PolicyVersion, RuleVersion
from policies.rule_uses import SOCIAL_MEDIA
from policies.words import Audience

from .kinds import PICTURES, Kind
from .walls import Standing

# What a rule is about, by the words that the policy's rules carry. A rule without one stands under its area's title.
PLAIN = {
    "photo": "Pictures of pupils",
    "comment": "What is said about people",
    "contact": "Contact between staff and families",
    "lesson-time": "Social media during lessons",
    "age": "The age for an account",
    "bullying": "Bullying online",
    "complaint": "Complaints",
    "confidentiality": "Confidentiality",
    "privacy": "Privacy",
    "conduct": "How staff behave online",
    "out-of-hours": "What happens outside school hours",
    "legal": "Legal action",
}
LESSON_TIME, AGE = "lesson-time", "age"
TAGS: dict[Kind, frozenset[str]] = {
    **dict.fromkeys(PICTURES, frozenset({"photo"})),
    Kind.COMMENT: frozenset({"comment"}),
    Kind.BULLYING: frozenset({"bullying", "comment"}),
    Kind.CONTACT: frozenset({"contact"}),
    Kind.STAFF_USE: frozenset({"lesson-time", "comment", "conduct"}),
    Kind.PUPIL_ACCOUNT: frozenset({"age"}),
    Kind.AI_ALTERED: frozenset({"photo", "bullying"}),
    Kind.POSTED_COMPLAINT: frozenset({"complaint", "comment"}),
    Kind.ACCOUNT_MISUSE: frozenset({"photo", "conduct"}),
}
AUDIENCES: dict[Standing, Audience] = {
    Standing.PUPIL: Audience.PUPILS,
    Standing.FORMER_PUPIL: Audience.PUPILS,
    Standing.PARENT: Audience.PARENTS,
    Standing.STAFF: Audience.STAFF,
    Standing.FORMER_STAFF: Audience.STAFF,
    Standing.HEAD: Audience.STAFF,
    Standing.GOVERNOR: Audience.GOVERNORS,
    Standing.CHAIR: Audience.GOVERNORS,
    Standing.VICE_CHAIR: Audience.GOVERNORS,
    Standing.CLERK: Audience.GOVERNORS,
}


@dataclass
class Group:
    """Rules about one thing, under its plain words."""

    title: str
    rules: list[RuleVersion] = field(default_factory=list)


@dataclass(frozen=True)
class Offered:
    """The rules of a day: those that fit whom it is about and what happened, and every other one."""

    version: PolicyVersion | None
    fitting: list[Group]
    others: list[Group]

    @property
    def rules(self) -> list[RuleVersion]:
        return [rule for group in (*self.fitting, *self.others) for rule in group.rules]

    def of_feature(self, feature: Feature) -> RuleVersion | None:
        """The rule on which a feature of the portal rests, if it held then."""
        return next((rule for rule in self.rules if feature in rule.features), None)

    def tagged(self, tag: str) -> RuleVersion | None:
        """The first rule that carries this word."""
        return next((rule for rule in self.rules if tag in rule.tags), None)


def rules_to_name(
    day: dt.date, about: Collection[Standing], kind: Kind, hinted: Collection[str] = frozenset()
) -> Offered:
    """The rules of the social-media policy as worded on `day`. Three queries.

    A rule fits that is about what happened and for those whom it is about (for nobody known: any); where what happened
    has no rules of its own, every rule that only they are told. What a hint is about (`hinted`) always fits.
    """
    version = PolicyVersion.objects.in_force_on(day).filter(policy__slug=SOCIAL_MEDIA).select_related("policy").first()
    if version is None:
        return Offered(None, [], [])
    found = version.rules.select_related("section", "rule").prefetch_related("rule__uses")
    rules = list(found.order_by("section__order", "order"))
    audiences = {AUDIENCES[standing] for standing in about if standing in AUDIENCES}
    tags = TAGS.get(kind, frozenset())
    fitting = [rule for rule in rules if _fits(rule, audiences, tags) or set(rule.tags) & set(hinted)]
    return Offered(version, _grouped(fitting, kind), _grouped([rule for rule in rules if rule not in fitting], kind))


def _fits(rule: RuleVersion, audiences: set[Audience], tags: frozenset[str]) -> bool:
    is_for_them = not audiences or bool(audiences & set(rule.audiences))
    if tags:
        return is_for_them and bool(set(rule.tags) & tags)
    return bool(audiences) and is_for_them and not rule.is_for_everybody


def _grouped(rules: list[RuleVersion], kind: Kind) -> list[Group]:
    """By what they are about; what is about the kind of incident stands first."""
    tags: frozenset[str] = TAGS.get(kind, frozenset())
    groups: dict[str, Group] = {}
    for rule in sorted(rules, key=lambda rule: not set(rule.tags) & tags):
        title = next((PLAIN[tag] for tag in rule.tags if tag in PLAIN), rule.section.title)
        groups.setdefault(title, Group(title)).rules.append(rule)
    return list(groups.values())
