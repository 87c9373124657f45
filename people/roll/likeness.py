"""Whether a row of a list and a pupil we know have the same name or the same numbers."""

import re

from people.names import fold, lost_letter

from .cells import number_key
from .known import KnownPupil
from .rows import RollRow

_LOST = re.compile(r"[?\ufffd]")


def same_word(text: str, other: str) -> bool:
    """Whether two names are the same, a lost letter standing for any one.

    >>> same_word("?ucja", "Łucja"), same_word("D’Arcy", "darcy"), same_word("Ava", "Eva")
    (True, True, False)
    """
    if not text or not other:
        return False
    if lost_letter(text):
        pattern = ".{1,2}".join(re.escape(fold(part)) for part in _LOST.split(text))
        return re.fullmatch(pattern, fold(other)) is not None
    return fold(text) == fold(other)


def same_forename(row: RollRow, known: KnownPupil) -> bool:
    ours = (known.legal_forename, known.preferred_forename)
    theirs = (row.legal_forename, row.preferred_forename)
    return any(same_word(their, our) for their in theirs for our in ours)


def same_surname(row: RollRow, known: KnownPupil) -> bool:
    ours = (known.legal_surname, known.preferred_surname)
    theirs = (row.legal_surname, row.preferred_surname)
    return any(same_word(their, our) for their in theirs for our in ours)


def same_name(row: RollRow, known: KnownPupil) -> bool:
    """Forename and surname agree, legal or preferred."""
    return same_forename(row, known) and same_surname(row, known)


def other_number(row: RollRow, pupil: KnownPupil) -> bool:
    """A number in both that differs."""
    number = bool(
        row.admission_number
        and pupil.admission_number
        and number_key(row.admission_number) != number_key(pupil.admission_number)
    )
    return number or bool(row.upn and pupil.upn and row.upn != pupil.upn)


def two_numbers(row: RollRow, pupil: KnownPupil) -> bool:
    """Both numbers in both and both different: two children of one name, born on one day."""
    return bool(
        row.admission_number
        and pupil.admission_number
        and row.upn
        and pupil.upn
        and number_key(row.admission_number) != number_key(pupil.admission_number)
        and row.upn != pupil.upn
    )
