"""Small wordings for tests: the plainest policy that can be kept."""

from policies.content import AreaText, PolicyText, RuleText
from policies.words import Audience, Strength


def a_rule(code: str = "A1", **changes) -> RuleText:
    """A rule for staff that they must follow."""
    plain = {"strength": Strength.MUST, "text": f"Do what {code} says.", "audiences": (Audience.STAFF,)}
    return RuleText(code=code, **(plain | changes))


def a_wording(*rules: RuleText, **changes) -> PolicyText:
    """One area A with these rules, or with A1 alone."""
    area = AreaText(code="A", title="Staff", audiences=(Audience.STAFF,), rules=rules or (a_rule(),))
    return PolicyText(**({"areas": (area,)} | changes))
