"""Names rules for features, for tests."""

from people.models import User
from policies.actions.rule_uses import name_rules
from policies.models import Feature, PolicyVersion


def name(version: PolicyVersion, by: User, **codes: str) -> None:
    """The rules of `version` with these codes: `name(version, head, laws="A1")`."""
    keys = dict(version.rules.values_list("code", "rule_id"))
    name_rules(wanted={Feature(feature): keys[code] for feature, code in codes.items()}, by=by)
