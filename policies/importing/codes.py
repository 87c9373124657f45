"""The codes by which areas and rules are quoted: the document's own where it has some, else letters and numbers."""

import re
from collections.abc import Iterator

_LONGEST = 12
_OWN_OF_RULE = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}|[A-Z]\d{1,2}(?:\.\d{1,2})?")
_ROMAN = re.compile(r"[IVX]{2,5}")
_OWN_OF_AREA = re.compile(r"[A-Z]|[IVX]{2,5}|\d{1,3}(?:\.\d{1,3}){0,3}|[A-Z]\d{1,2}")


def is_own_rule_code(number: str) -> bool:
    """Whether a number quotes a rule in the whole document: "1.2", "A4", not "3" or "a".

    >>> [number for number in ("1.2.3", "A4", "3", "a", "iv") if is_own_rule_code(number)]
    ['1.2.3', 'A4']
    """
    return _OWN_OF_RULE.fullmatch(number) is not None


class Codes:
    """Gives each area and each rule of one document its code, once."""

    def __init__(self, own_of_areas: set[str], own_of_rules: set[str]) -> None:
        self.own_of_areas = own_of_areas
        self.own_of_rules = {code.upper() for code in own_of_rules}
        self.areas: set[str] = set()
        self.rules: set[str] = set()
        self.letters = _letters()
        self.counts: dict[str, int] = {}  # the last number given in each area

    def area(self, number: str, parent: str) -> str:
        """The code of the next area: its own number, a number under its parent, else the next letter."""
        if _OWN_OF_AREA.fullmatch(number) and number not in self.areas and len(number) <= _LONGEST:
            return self._area(number)
        if parent:
            for count in range(1, 1000):
                code = f"{parent}.{count}"
                if len(code) <= _LONGEST and code not in self.areas | self.own_of_areas:
                    return self._area(code)
        for letter in self.letters:
            if letter not in self.areas | self.own_of_areas:
                return self._area(letter)
        raise AssertionError("Letters never end.")

    def _area(self, code: str) -> str:
        self.areas.add(code)
        return code

    def rule(self, number: str, area: str) -> str:
        """The code of the next rule in an area."""
        own = number.upper()
        if is_own_rule_code(number) and own not in self.rules:
            self.rules.add(own)
            return own
        sign = "" if area[-1:].isalpha() and not _ROMAN.fullmatch(area) else "."
        base = area if len(area) <= _LONGEST - 4 else area.rpartition(".")[0][: _LONGEST - 4]
        count = self.counts.get(base, 0) + 1
        while (code := f"{base}{sign}{count}".upper()) in self.rules or code in self.own_of_rules:
            count += 1
        self.rules.add(code)
        self.counts[base] = count
        return code


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and on."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)
    count = 1
    while True:
        yield f"Z{count}Z"
        count += 1
