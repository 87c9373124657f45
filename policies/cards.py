"""What of a policy is for one kind of reader: their own rules first, then what holds for everybody."""

from dataclasses import dataclass

from .gaps import rules_of
from .models import PolicyVersion, RuleVersion, Section
from .words import Audience, Power


@dataclass(frozen=True)
class Group:
    """Rules of the same firmness, under the words of that firmness."""

    heading: str
    rules: list[RuleVersion]


@dataclass(frozen=True)
class Card:
    """One reader's part of the policy. `own` is empty where no rule names them."""

    audience: Audience
    own: list[Group]
    general: list[RuleVersion]
    sections: list[Section]


def card_for(version: PolicyVersion, audience: Audience) -> Card:
    """The rules that name `audience`, grouped by firmness, and those for everybody.

    `sections` are the areas written for this reader alone, whose introductions belong on the card.
    """
    rules = rules_of(version)
    own = [rule for rule in rules if audience in rule.audiences and not rule.is_for_everybody]
    return Card(
        audience=audience,
        own=_grouped(own),
        general=[rule for rule in rules if rule.is_for_everybody],
        sections=[section for section in version.sections.all() if section.audiences == [audience]],
    )


def _grouped(rules: list[RuleVersion]) -> list[Group]:
    groups = [Group(power.label, [rule for rule in rules if rule.power == power]) for power in Power]
    return [group for group in groups if group.rules]
