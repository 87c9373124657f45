"""Which rule of the school each of the portal's features rests on: named, proposed, or open (ADR 0015).

A school numbers its rules as it likes. What a feature cites is the rule that the headteacher named, whatever its code
in the version of the day; a proposal from tags, codes and wording is shown to the headteacher and used by nothing.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from .laws import how_many
from .models import Feature, PolicyVersion, RuleUse, RuleVersion
from .models.states import UNDER_WAY

# The policy for which the portal was made, and the codes of its rules (requirements 2.1).
SOCIAL_MEDIA = "social-media"
CODES = {
    Feature.PHOTOS: "A11",
    Feature.ACCOUNTS: "A4",
    Feature.FOLLOWING: "A2",
    Feature.AGES: "B1",
    Feature.LAWS: "D1",
    Feature.PRIVACY: "A8",
    Feature.CONFIDENTIALITY: "A9",
}
TAGS = {
    Feature.PHOTOS: "photo",
    Feature.ACCOUNTS: "accounts",
    Feature.FOLLOWING: "following",
    Feature.AGES: "age",
    Feature.LAWS: "statutes",
    Feature.PRIVACY: "privacy",
    Feature.CONFIDENTIALITY: "confidentiality",
}
_PICTURE = r"photo|picture|image|video|film"
_SCHOOLS = r"school[’']s (own |official )?(social media )?accounts?\b"
# Words that all stand in a rule about it.
WORDS = {
    Feature.PHOTOS: (_PICTURE, r"permission|consent|permitted|parents?\b.{0,20}\b(said|say|agree)"),
    Feature.ACCOUNTS: (
        _PICTURE,
        rf"accounts?\b.{{0,20}}belongs? to the school|school[- ]owned|official account|{_SCHOOLS}",
    ),
    Feature.FOLLOWING: (r"\bfollow(s|ing|ers?)?\b", r"school"),
    Feature.AGES: (r"\bage\b|years old|\b1[0-9] (and|or) over|thirteen", r"account|social media|platform|\bsites?\b"),
    Feature.LAWS: (r"\blaws?\b|\bstatutes?\b|\bacts?\b",),
    Feature.PRIVACY: (r"privacy|private", r"setting"),
    Feature.CONFIDENTIALITY: (r"confiden",),
}
# What is missing while a feature rests on no rule.
WITHOUT = {
    Feature.PHOTOS: "A recorded check of a picture cites no rule.",
    Feature.ACCOUNTS: "No rule shows the school’s accounts, and a check of a place without one cites no rule for it.",
    Feature.FOLLOWING: "No rule says beside it what following means.",
    Feature.AGES: "No rule shows the platforms and their ages.",
    Feature.LAWS: "Nobody is asked which laws the policy means.",
    Feature.PRIVACY: "Nobody is reminded of the privacy check-up.",
    Feature.CONFIDENTIALITY: "The letter to those who leave has no rule to quote.",
}


@dataclass(frozen=True)
class Standing:
    """One feature: the rule named for it as it is worded now, else whether one was named, else what is proposed."""

    feature: Feature
    use: RuleUse | None
    rule: RuleVersion | None
    proposed: RuleVersion | None

    @property
    def is_open(self) -> bool:
        """Whether it rests on no rule that is in force."""
        return self.rule is None

    @property
    def is_gone(self) -> bool:
        """Whether a rule was named that no policy in force has any more."""
        return self.rule is None and self.use is not None and self.use.rule_id is not None

    @property
    def without(self) -> str:
        return WITHOUT[self.feature]


def rule_in_force(feature: Feature, day: dt.date) -> RuleVersion | None:
    """The rule on which `feature` rests, as worded on `day`; None where none is named or none holds. One query."""
    return rules_in_force(feature, day).select_related("version__policy", "section").first()


def rules_in_force(feature: Feature, day: dt.date) -> QuerySet[RuleVersion]:
    """The rule on which `feature` rests, as worded on `day`: one, or none."""
    in_force = PolicyVersion.objects.in_force_on(day)
    return RuleVersion.objects.filter(rule__uses__feature=feature, version__in=in_force)


def standings(day: dt.date) -> list[Standing]:
    """Every feature with its rule. Three queries."""
    rules = rules_to_name(day)
    in_force = {rule.rule_id: rule for rule in rules if rule.version.status not in UNDER_WAY}
    uses = {use.feature: use for use in RuleUse.objects.select_related("named_by")}
    offered, found = proposals(rules), []
    for feature in Feature:
        use = uses.get(feature)
        rule = in_force.get(use.rule_id) if use and use.rule_id else None
        found.append(Standing(feature, use, rule, None if use else offered.get(feature)))
    return found


def rules_to_name(day: dt.date) -> list[RuleVersion]:
    """Every rule in force on `day`, then those of drafts that no version in force has yet, in reading order."""
    versions = PolicyVersion.objects.in_force_on(day)
    order = ("version__policy__title", "version__policy_id", "section__order", "order")
    rules = RuleVersion.objects.select_related("version__policy", "section").order_by(*order)
    found = list(rules.filter(version__in=versions))
    known = {rule.rule_id for rule in found}
    drafts = rules.filter(version__status__in=UNDER_WAY)
    return found + [rule for rule in drafts if rule.rule_id not in known]


def proposals(rules: Iterable[RuleVersion]) -> dict[Feature, RuleVersion]:
    """The rule that looks most like each feature by tag, wording and code, where one stands out.

    Where several look alike, those that stand out for another feature are set aside; nothing is proposed where two
    are left or none looks like it.
    """
    rules = list(rules)
    best = {feature: _best(feature, rules) for feature in Feature}
    found = {feature: alike[0] for feature, alike in best.items() if len(alike) == 1}
    taken = {rule.rule_id for rule in found.values()}
    for feature, alike in best.items():
        left = [rule for rule in alike if rule.rule_id not in taken]
        if feature not in found and len(left) == 1:
            found[feature] = left[0]
    return found


def _best(feature: Feature, rules: list[RuleVersion]) -> list[RuleVersion]:
    fits = [(_likeness(feature, rule), rule) for rule in rules]
    most = max((likeness for likeness, _ in fits), default=0)
    return [rule for likeness, rule in fits if likeness == most] if most else []


def _likeness(feature: Feature, rule: RuleVersion) -> int:
    text = " ".join([rule.text, *rule.limbs])
    is_coded = rule.code == CODES[feature] and rule.version.policy.slug == SOCIAL_MEDIA
    is_worded = all(re.search(words, text, re.IGNORECASE) for words in WORDS[feature])
    if feature == Feature.LAWS:
        is_worded = is_worded and how_many(text) is not None
    return 4 * (TAGS[feature] in rule.tags) + 2 * is_worded + is_coded
