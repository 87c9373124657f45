"""A policy with a rule or two, as plain as can be, for incidents that name them."""

from policies.models import Policy, PolicyVersion, Rule, RuleVersion, Section
from policies.words import Strength


def a_rule(code: str = "A4", strength: Strength = Strength.MUST_NOT) -> RuleVersion:
    """The rule of this code in the one policy there is; its section is named by the first letter."""
    policy, _ = Policy.objects.get_or_create(slug="made-up", defaults={"title": "A made-up policy"})
    version, _ = PolicyVersion.objects.get_or_create(policy=policy, number=1)
    letter = code[0]
    section, _ = Section.objects.get_or_create(
        version=version, code=letter, defaults={"order": ord(letter), "title": f"Area {letter}"}
    )
    known = RuleVersion.objects.filter(version=version, code=code).first()
    return known or RuleVersion.objects.create(
        version=version, section=section, rule=Rule.objects.create(policy=policy), code=code,
        order=section.rules.count() + 1, text="Words.", strength=strength,
    )  # fmt: skip


def rule(code: str) -> RuleVersion:
    """The rule of this code in the policy that was agreed."""
    return RuleVersion.objects.get(code=code, version__status="published")
