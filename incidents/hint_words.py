"""The hints of a report in words, each with the rule that it may be about (policy A4, A6, B1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from policies.models import Feature, RuleVersion

from .hints import Facts, TooYoung
from .rule_choices import LESSON_TIME, Offered


@dataclass(frozen=True)
class Hint:
    """What the portal can say by itself. `rule` is None where the policy of the day has none for it."""

    text: str
    rule: RuleVersion | None = None

    @property
    def code(self) -> str:
        return self.rule.code if self.rule else ""


def hints_in_words(facts: Facts, young: Sequence[TooYoung], account: str, offered: Offered) -> list[Hint]:
    """In the order of the form: when, which account, which child."""
    found = []
    if facts.in_lessons:
        found.append(Hint("This was during lessons, by the school’s own times.", offered.tagged(LESSON_TIME)))
    if facts.is_school_account is not None:
        found.append(_of_account(account, facts.is_school_account, offered))
    rule = offered.of_feature(Feature.AGES)
    return found + [
        Hint(f"{one.name} was at most {one.age} then. {one.platform} takes people from {one.minimum}.", rule)
        for one in young
    ]


def _of_account(account: str, is_of_the_school: bool, offered: Offered) -> Hint:
    if is_of_the_school:
        return Hint(f"{account} is one of the school’s own accounts.")
    return Hint(f"{account} is not a school account.", offered.of_feature(Feature.ACCOUNTS))
