"""Which rule speaks of the age from which people may have an account (B1; requirements 27)."""

from .models import RuleVersion

TAG, CODE, POLICY = "age", "B1", "social-media"


def speaks_of_ages(policy: str, rule: RuleVersion) -> bool:
    """Whether a rule is about the age for an account: it is tagged so, or it is B1 of the social-media policy."""
    return TAG in rule.tags or (policy == POLICY and rule.code == CODE)
