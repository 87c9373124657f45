"""The letter that reminds a leaver of confidentiality, on paper (A9)."""

import datetime as dt

from people.pdf import pieces
from people.pdf.pieces import Paper
from policies.letter_words import letter_words
from policies.models import ConfidentialityLetter, RuleVersion

from .front import Desk, on_paper
from .wording import line, wording


def paper_of_letter(letter: ConfidentialityLetter, rule: RuleVersion, last_day: dt.date, desk: Desk) -> Paper:
    """A letter that is made: with the day on which it was, whenever it is printed."""
    name, version = str(letter.user), letter.version
    words = letter_words(letter.user, rule, last_day, on=letter.made_on, school=desk.school)
    quoted = wording(rule.text)
    if rule.limbs:
        quoted.append(pieces.listed([[line(limb)] for limb in rule.limbs]))
    return Paper(
        title=f"Letter to {name}",
        school=desk.school,
        day=letter.made_on,
        over=on_paper(letter.made_on),
        pieces=[
            pieces.room(2),
            *(pieces.text(said) for said in (words.greeting, words.opening, words.source)),
            pieces.said(quoted),
            *(pieces.text(said) for said in (words.access, words.closing)),
            pieces.room(4),
            pieces.text(words.signed),
        ],
        foot=(f"{desk.school}. {version.policy.title}, version {version.number}, rule {rule.code}.",),
        is_letter=True,
    )
