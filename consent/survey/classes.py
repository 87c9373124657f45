"""What a parent means by the class: a code, a name, a year, a teacher, or several of these in one cell."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from people.roll.listing import ListedClass, ListedPupil, Roll
from people.year_groups import year_group_of

from .class_words import (
    FILLERS,
    TITLES,
    keys_of,
    surnames_after_forename,
    title_and_surname,
    words_of,
    years_of,
)

_PREFIX = re.compile(r"(?P<other>class|form)(?=.)|(?P<reception>reception)(?=.$)|(?:year|yr|y)(?=[0-9rnf])")
_LONGEST_CELL = 12


class Clarity(StrEnum):
    """Whether a class cell says something, and whether it can be understood."""

    EMPTY = "empty"
    UNCLEAR = "unclear"
    UNDERSTOOD = "understood"


@dataclass(frozen=True)
class ClassReading:
    """`codes` are the classes that may be meant; `years` the year groups the cell names, if it names any.

    `only_years` where the cell names no class and no teacher.
    """

    clarity: Clarity
    codes: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    only_years: bool = False


_EMPTY = ClassReading(Clarity.EMPTY)
_UNCLEAR = ClassReading(Clarity.UNCLEAR)
_Part = tuple[str, frozenset[str]]


class ClassReader:
    """Reads class cells against the classes and teachers of one school year (domain 5.4)."""

    def __init__(self, roll: Roll) -> None:
        self._years: dict[str, frozenset[str]] = {}
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._teachers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        self._read: dict[str, ClassReading] = {}
        for listed in _all_classes(roll):
            self._add(listed)

    def read(self, text: str) -> ClassReading:
        """What the cell means. A cell without letter or digit is empty; a contradiction is unclear."""
        if text not in self._read:
            self._read[text] = self._understand(text)
        return self._read[text]

    def fits(self, reading: ClassReading, pupil: ListedPupil) -> bool:
        """Whether `pupil` is in the class, the year or with the teacher that the cell names.

        In a class of mixed years the pupil's own year group must be the one named.
        """
        if reading.clarity is not Clarity.UNDERSTOOD:
            return False
        if reading.years and not self._in_years(reading.years, pupil):
            return False
        return reading.only_years or not reading.codes.isdisjoint(pupil.class_codes)

    def _in_years(self, years: frozenset[str], pupil: ListedPupil) -> bool:
        if pupil.year_group in years:
            return True
        classes = [self._years.get(code, frozenset()) for code in pupil.class_codes]
        if pupil.year_group:
            return any(of_class and of_class <= years for of_class in classes)
        return any(of_class & years for of_class in classes)

    def _add(self, listed: ListedClass) -> None:
        self._years[listed.code] = frozenset(listed.year_groups)
        for text in (listed.code, listed.name):
            for key in keys_of(text):
                self._keys[key].add(listed.code)
        for teacher in listed.teachers:
            title, surname = title_and_surname(words_of(teacher))
            self._teachers[surname].add((title, listed.code))
        code = "".join(words_of(listed.code))
        if code[-1:].isalpha() and (year_group_of(code[:-1]) or code[:-1].isdecimal()):
            self._initials[code[-1]].add(listed.code)

    def _understand(self, text: str) -> ClassReading:
        words = words_of(text)
        if not words:
            return _EMPTY
        if len(words) > _LONGEST_CELL:
            return _UNCLEAR
        parts = self._parts(words)
        return self._combine(parts) if parts else _UNCLEAR

    def _parts(self, words: list[str]) -> list[_Part] | None:
        """The cell cut into things understood, the longest first, all words used; None if that fails."""
        for end in range(len(words), 0, -1):
            part = self._part(words[:end])
            if part is None:
                continue
            rest = self._parts(words[end:]) if end < len(words) else []
            if rest is not None:
                return [part, *rest]
        return None

    def _part(self, words: list[str]) -> _Part | None:
        if codes := self._coded("".join(words)):
            return "codes", codes
        if codes := self._taught_by(words):
            return "codes", codes
        if years := years_of(words):
            return "years", years
        return ("filler", frozenset()) if words[0] in FILLERS and len(words) == 1 else None

    def _coded(self, squeezed: str) -> frozenset[str]:
        """The classes of this code or name, with or without "Class", "Year" or "Y" before it."""
        if squeezed in self._keys:
            return frozenset(self._keys[squeezed])
        if not (prefix := _PREFIX.match(squeezed)):
            return frozenset()
        rest = squeezed[prefix.end() :]
        if prefix["reception"]:
            return frozenset(self._keys.get("r" + rest, ()))
        if prefix["other"]:
            return self._coded(rest)
        found = frozenset(self._keys.get(rest, ()))
        year = year_group_of(rest)
        return frozenset(code for code in found if year in self._years[code]) if year else found

    def _taught_by(self, words: list[str]) -> frozenset[str]:
        """The teacher's classes by the staff list; else, with a title, the only class of that initial."""
        title, surname = title_and_surname(words)
        if surname in self._teachers:
            return self._of_teacher(title, surname)
        if not title:
            return frozenset()
        for tail in surnames_after_forename(words):
            if tail in self._teachers:
                return self._of_teacher(title, tail)
        classes = self._initials.get(surname[:1], set()) if title in TITLES and len(words) == 2 else set()
        return frozenset(classes) if len(classes) == 1 else frozenset()

    def _of_teacher(self, title: str, surname: str) -> frozenset[str]:
        listed = self._teachers[surname]
        same_title = frozenset(code for theirs, code in listed if theirs == title)
        return same_title or frozenset(code for _, code in listed)

    def _combine(self, parts: Iterable[_Part]) -> ClassReading:
        """Classes named twice must agree with each other and with the year; two years are either of them."""
        years: frozenset[str] = frozenset()
        codes: frozenset[str] | None = None
        for kind, values in parts:
            if kind == "years":
                years |= values
            elif kind == "codes":
                codes = values if codes is None else codes & values
        if codes is None:
            of_years = frozenset(code for code, theirs in self._years.items() if theirs & years)
            return ClassReading(Clarity.UNDERSTOOD, of_years, years, only_years=True) if years else _UNCLEAR
        if years:
            codes = frozenset(code for code in codes if not self._years[code] or self._years[code] & years)
        return ClassReading(Clarity.UNDERSTOOD, codes, years) if codes else _UNCLEAR


def _all_classes(roll: Roll) -> list[ListedClass]:
    """The listed classes and those that only pupils name; year groups from pupils where none are given."""
    of_pupils: dict[str, set[str]] = defaultdict(set)
    for pupil in roll.pupils:
        for code in pupil.class_codes:
            of_pupils[code] |= {pupil.year_group} - {""}
    listed = {item.code: item for item in roll.classes}
    for code, years in of_pupils.items():
        item = listed.get(code, ListedClass(code, "", (), ()))
        listed[code] = ListedClass(code, item.name, item.year_groups or tuple(sorted(years)), item.teachers)
    return list(listed.values())
