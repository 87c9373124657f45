"""Year groups in the many ways in which people and programs write them."""

import re

from .names import fold

NURSERY = "N"
RECEPTION = "R"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven")
_NAMED = {
    RECEPTION: "r|yr|rec|reception|reception class|year reception|year rec|fs2|f2|eyfs|foundation2"
    "|foundation stage2|fs 2|f 2|foundation 2|foundation stage 2",
    NURSERY: "n|n1|n2|nursery|nursery class|nursery 1|nursery 2|fs1|f1|fs 1|f 1|foundation 1"
    "|foundation stage 1|pre school|preschool",
}
_KNOWN = {text: year for year, texts in _NAMED.items() for text in texts.split("|")}
_PREFIX = re.compile(r"(?:(?:nc )?(?:years|year|yrs|yr|y)(?: group)?) ?(?=\S)")
_LAST_YEAR = 13


def year_group_of(text: str) -> str | None:
    """The year group as the roll writes it: "N", "R", "1" ... "13". None if the text is not a year alone.

    A class is not a year: "3H" is None. Source: domain 1.11.

    >>> [year_group_of(text) for text in ("Year  3", "Yr 1", "Year Three", "FS2", "YR", "Year 0", "3H")]
    ['3', '1', '3', 'R', 'R', 'R', None]
    """
    folded = fold(text.replace(".", " "))
    if folded in _KNOWN:
        return _KNOWN[folded]
    bare = _PREFIX.sub("", folded, count=1) if _PREFIX.match(folded) else folded
    if bare in {"r", "n"}:
        return bare.upper()
    if bare in _WORDS and bare != folded:
        return str(_WORDS.index(bare) + 1)
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 2):
        return None
    number = int(bare)
    return None if number > _LAST_YEAR else (str(number) if number else RECEPTION)
