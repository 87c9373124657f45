"""The laws that a rule speaks of without naming them (D1; requirements 38): which rule, how many, which are offered.

The policy says that four laws of the United Kingdom are about bullying on line. The Department for Education's advice
"Preventing and tackling bullying" (2017) and "Cyberbullying" (2014) name the four offered here for England. They are
a proposal: the governors say which four they mean.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .models import Feature, RuleVersion

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NEWER_LAW = (
    "The Online Safety Act 2023 replaced part of the older offences in England from 31 January 2024: false messages "
    "meant to harm and threats are now in its sections 179 and 181. The older Acts stand beside it."
)


@dataclass(frozen=True)
class Law:
    """A law to be proposed: its title without the year, and what of it is about messages and posts."""

    title: str
    year: int
    note: str
    url: str


OFFERED = (
    Law(
        "Protection from Harassment Act",
        1997,
        "Harassing somebody, on two occasions or more. Stalking. Fear of violence.",
        "https://www.legislation.gov.uk/ukpga/1997/40",
    ),
    Law(
        "Malicious Communications Act",
        1988,
        "Messages that are indecent or grossly offensive and meant to distress.",
        "https://www.legislation.gov.uk/ukpga/1988/27",
    ),
    Law(
        "Communications Act",
        2003,
        "Section 127: grossly offensive or menacing messages over a public network.",
        "https://www.legislation.gov.uk/ukpga/2003/21",
    ),
    Law(
        "Public Order Act",
        1986,
        "Threatening or abusive words meant to alarm or distress; stirring up hatred.",
        "https://www.legislation.gov.uk/ukpga/1986/64",
    ),
)


def rule_about_laws(rules: Iterable[RuleVersion]) -> RuleVersion | None:
    """The rule of a version that counts laws, if the one that the headteacher named is among them."""
    return next((rule for rule in rules if Feature.LAWS in rule.features), None)


def how_many(text: str) -> int | None:
    """The number of laws that a rule's text says, None where it says none.

    >>> how_many("Four laws of the United Kingdom"), how_many("There are 4 UK statutes that"), how_many("The law")
    (4, 4, None)
    """
    found = re.search(
        rf"\b({'|'.join(NUMBERS)}|\d{{1,2}})\b(?=[^.]*\b(?:laws?|statutes?|acts?)\b)", text, re.IGNORECASE
    )
    if not found:
        return None
    word = found[1].lower()
    return int(word) if word.isdigit() else NUMBERS.index(word) + 1


def in_a_word(number: int) -> str:
    """A number as people write it in a sentence.

    >>> in_a_word(4), in_a_word(12)
    ('four', '12')
    """
    return NUMBERS[number - 1] if 0 < number <= len(NUMBERS) else str(number)
