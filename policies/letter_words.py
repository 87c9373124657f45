"""What the letter to a leaver says (A9), on the page and on paper."""

import datetime as dt
from dataclasses import dataclass

from people.models import User

from .models import RuleVersion

OPENING = (
    "Thank you for your work at our school. One thing stays when you leave: what you know about pupils, families "
    "and colleagues is still confidential, on line as everywhere else."
)
CLOSING = "With good wishes,"


@dataclass(frozen=True)
class LetterWords:
    """The letter's own sentences, in order. Between `source` and `access` stands the rule."""

    greeting: str
    opening: str
    source: str
    access: str
    closing: str
    signed: str


def letter_words(user: User, rule: RuleVersion, last_day: dt.date, *, on: dt.date, school: str) -> LetterWords:
    """The letter of the day `on` to `user`, who works here until `last_day`, quoting `rule` as one version words it."""
    version = rule.version
    since = f" of {_day(version.effective_from)}" if version.effective_from else ""
    ends = "ended" if last_day < on else "ends"
    return LetterWords(
        greeting=f"Dear {user.get_short_name() if user.title else user},",
        opening=OPENING,
        source=f"Our {version.policy.title}, version {version.number}{since}, says in rule {rule.code}:",
        access=(
            f"Your access to the school’s systems {ends} on {_day(last_day)}. Please give back or delete whatever you "
            "still hold about the school, on paper and on your own devices, and ask us if you are unsure about "
            "something."
        ),
        closing=CLOSING,
        signed=f"Headteacher, {school}",
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
