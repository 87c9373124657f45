"""The lists that stand beside the rules that speak of them: laws (D1), platforms with their ages (B1)."""

from typing import Any

from .ages import speaks_of_ages
from .gaps import LAWS, gaps_of
from .laws import NEWER_LAW, speaks_of_laws
from .models import Platform, Policy, PolicyVersion, RuleVersion


def lists_beside(policy: Policy, version: PolicyVersion, rule: RuleVersion) -> dict[str, Any]:
    """What the page of a rule shows of the school's lists; nothing for most rules. Proposals are never among it."""
    shown: dict[str, Any] = {}
    if speaks_of_laws(policy.slug, rule):
        shown |= {"speaks_of_laws": True, "laws": policy.statutes.confirmed(), "newer": NEWER_LAW}
        shown["laws_gap"] = next((gap for gap in gaps_of(version) if gap.key == LAWS), None)
    if speaks_of_ages(policy.slug, rule):
        shown |= {"speaks_of_ages": True, "platforms": Platform.objects.filter(is_active=True)}
    return shown
