"""A class cell cut into words, and the words that have a meaning of their own: titles and years."""

import re

from people.names import fold
from people.year_groups import year_group_of

TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr"})
FILLERS = frozenset({"class", "form", "teacher", "and", "or", "the", "in", "with"})
_ALL_TITLES = TITLES | {"mx", "rev", "prof", "madame", "sir"}
_TITLE = re.compile(r"\b(?:mr|mrs|miss|ms|dr|mx)\b\.?", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_SEPARATORS = re.compile(r"[/\\,;:.()\[\]&+|]")


def words_of(text: str) -> list[str]:
    """The folded words of a cell, without the signs between them.

    >>> words_of("Year 3/4 - Mrs Hall's class")
    ['year', '3', '4', 'mrs', 'hall', 'class']
    """
    words = fold(_SEPARATORS.sub(" ", _POSSESSIVE.sub("", text))).split()
    return [kept for word in words if (kept := "".join(sign for sign in word if sign.isalnum()))]


def title_and_surname(words: list[str]) -> tuple[str, str]:
    """The title of a teacher, or "", and the rest.

    >>> title_and_surname(["mrs", "hall"])
    ('mrs', 'hall')
    """
    title = words[0] if words and words[0] in _ALL_TITLES else ""
    return title, " ".join(words[1:] if title else words)


def surnames_after_forename(words: list[str]) -> list[str]:
    """What may be the surname of "Mrs Anne Hall" or "Mrs A J Hall", given with its title.

    >>> surnames_after_forename(["mrs", "a", "j", "hall"])
    ['j hall', 'hall']
    """
    rest = words[1:]
    if _ALL_TITLES.intersection(rest):
        return []
    return [" ".join(rest[start:]) for start in range(1, min(len(rest), 3))]


def keys_of(text: str) -> set[str]:
    """The squeezed forms under which a class code or name of the roll is found in a cell.

    A teacher after it and the word "class" may be left out, but not so that a mere year remains.

    >>> sorted(keys_of("RB Mrs Brook")), sorted(keys_of("Class 4")), sorted(keys_of("Oak class"))
    (['rb', 'rbmrsbrook'], ['class4'], ['oak', 'oakclass'])
    """
    before_teacher = words_of(_TITLE.split(text)[0])
    without_class = "".join(word for word in before_teacher if word not in {"class", "form"})
    keys = {"".join(words_of(text)), "".join(before_teacher)}
    return keys - {""} | ({without_class} - {""} if not year_group_of(without_class) else set())


def years_of(words: list[str]) -> frozenset[str]:
    """The year groups named, if the words name nothing else; "Class 3" is a year here.

    >>> sorted(years_of(["years", "3", "and", "4"])), sorted(years_of(["reception", "year", "1"]))
    (['3', '4'], ['1', 'R'])
    """
    if words[:1] == ["class"]:
        words = words[1:]
    years: set[str] = set()
    while words:
        size = next((n for n in (3, 2, 1) if len(words) >= n and year_group_of(" ".join(words[:n]))), 0)
        if size:
            years.add(year_group_of(" ".join(words[:size])) or "")
        elif not (years and words[0] in {"and", "or"}):
            return frozenset()
        words = words[size or 1 :]
    return frozenset(years)
