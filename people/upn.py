"""The Unique Pupil Number: thirteen signs, the first of which is a check letter (domain 1.12)."""

import re

ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{ALPHABET}][0-9]{{11}}[0-9{ALPHABET}]")


def normalise_upn(text: str) -> str:
    """Capitals, without blanks or hyphens; otherwise as written, right or wrong.

    >>> normalise_upn(" b8012 0000 5001 ")
    'B801200005001'
    """
    return "".join(text.replace("-", "").split()).upper()


def check_letter(rest: str) -> str:
    """The letter that stands before the twelve signs `rest`; the last sign of a temporary number is a letter.

    Source: Unique Pupil Number 2.0, UK Government Data Standards Catalogue, 2004.

    >>> check_letter("801200005001"), check_letter("372999926001"), check_letter("37299992607A")
    ('B', 'R', 'U')
    """
    values = (int(sign) if sign.isdecimal() else ALPHABET.index(sign) for sign in rest)
    return ALPHABET[sum(place * value for place, value in enumerate(values, start=2)) % 23]


def is_upn(text: str) -> bool:
    """Whether `text` is a well-formed number, permanent or temporary, whose check letter is right.

    The local authority's number is never looked up: lists of them go out of date.

    >>> is_upn("B801200005001"), is_upn("u37299992607a"), is_upn("R674123101121"), is_upn("A801200005001")
    (True, True, True, False)
    """
    upn = normalise_upn(text)
    return _SHAPE.fullmatch(upn) is not None and check_letter(upn[1:]) == upn[0]
