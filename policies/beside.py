"""What stands beside the rules on which features of the portal rest: laws, platforms with their ages, accounts."""

from typing import Any

from .gaps import LAWS, gaps_of
from .laws import NEWER_LAW
from .models import Feature, Platform, Policy, PolicyVersion, RuleVersion
from .school_accounts import accounts_beside


def lists_beside(policy: Policy, version: PolicyVersion, rule: RuleVersion) -> dict[str, Any]:
    """What the page of a rule shows of the school's lists, and what of the portal rests on it; nothing for most rules.

    Proposals are never among it.
    """
    shown: dict[str, Any] = {"boxes": accounts_beside(rule)}
    shown["features"] = [feature.label for feature in Feature if feature in rule.features]
    if Feature.LAWS in rule.features:
        shown |= {"speaks_of_laws": True, "laws": policy.statutes.confirmed(), "newer": NEWER_LAW}
        shown["laws_gap"] = next((gap for gap in gaps_of(version) if gap.key == LAWS), None)
    if Feature.AGES in rule.features:
        shown |= {"speaks_of_ages": True, "platforms": Platform.objects.filter(is_active=True)}
    return shown
