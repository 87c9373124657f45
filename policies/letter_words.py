"""What the letter to a leaver says (A9), on the page and on paper."""

import datetime as dt
from dataclasses import dataclass

from .models import RuleVersion

OPENING = (
    "Thank you for your work at our school. Before you go, one thing that stays: what you know about pupils, families "
    "and colleagues is still confidential when you have left, on line as everywhere else."
)
CLOSING, SIGNED = "With good wishes", "Headteacher"


@dataclass(frozen=True)
class LetterWords:
    """The letter's own sentences, in order. Between `source` and `access` stands the rule."""

    greeting: str
    opening: str
    source: str
    access: str
    closing: str = CLOSING
    signed: str = SIGNED


def letter_words(name: str, rule: RuleVersion, last_day: dt.date) -> LetterWords:
    """The letter to `name`, who works here until `last_day`, quoting `rule` as one version words it."""
    version = rule.version
    since = f" of {_day(version.effective_from)}" if version.effective_from else ""
    title = version.policy.title.lower()
    return LetterWords(
        greeting=f"Dear {name},",
        opening=OPENING,
        source=f"Our {title}, version {version.number}{since}, says in rule {rule.code}:",
        access=(
            f"Your access to the school’s systems ends with {_day(last_day)}. Please give back or delete whatever you "
            "still hold about the school, on paper and on your own devices, and ask us if you are unsure about "
            "something."
        ),
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
