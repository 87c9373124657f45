"""What the roll tells the proposal of a mapping: names and classes to recognise columns by."""

from django.utils import timezone

from people.roll.current import current_roll

from .plans import day_of_roll
from .survey.proposing import RollHints


def roll_hints(school_year: int) -> RollHints:
    """The names and classes on the roll of a school year."""
    return RollHints.from_roll(current_roll(school_year, day_of_roll(school_year, timezone.localdate())))
