"""Why nothing goes out in a place, in words: it is retired, or the school has no account there (policy A4).

Pure: a register in, words out. The page of a check, the recorded check and the class grid say it in the same words.
"""

from collections.abc import Iterable

from .answer_words import joined, no_account_in_words
from .models import Purpose, Shut
from .register import Register


def in_words(places: Iterable[tuple[Purpose, Shut | None]]) -> str:
    """One sentence for each reason; empty where something goes out everywhere.

    >>> in_words([(Purpose(label="Facebook"), Shut.NO_ACCOUNT)])
    'Facebook: the school has no account there, so nothing goes out on it.'
    >>> in_words([(Purpose(label="Press"), Shut.RETIRED), (Purpose(label="Display"), Shut.RETIRED)])
    'Press and Display: retired, so nothing goes out there.'
    >>> in_words([(Purpose(label="Press"), None)])
    ''
    """
    shut = list(places)
    without = no_account_in_words([place for place, why in shut if why is Shut.NO_ACCOUNT])
    retired = joined([place.label for place, why in shut if why is Shut.RETIRED])
    return " ".join([without, f"{retired}: retired, so nothing goes out there." if retired else ""]).strip()


def nowhere(register: Register, purposes: Iterable[Purpose]) -> str:
    """Where of `purposes` nothing goes out on the register's day, and why."""
    return in_words((purpose, register.shut(purpose)) for purpose in purposes)
