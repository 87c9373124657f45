"""The documents that a sentence names: "the Anti-bullying policy", "Keeping Children Safe in Education"."""

import re

from .phrases import key

_LONGEST_TITLE = 120
_MOST = 20
_KNOWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Acceptable Use Policy", re.compile(r"\bacceptable use (?:policy|agreement)\b|\bAUP\b", re.IGNORECASE)),
    ("Anti-bullying policy", re.compile(r"\banti[- ]?bullying policy\b", re.IGNORECASE)),
    ("Teachers’ Standards", re.compile(r"\bteachers?['’]?s?['’]? standards\b", re.IGNORECASE)),
    ("Complaints procedure", re.compile(r"\bcomplaints? (?:policy|procedures?)\b", re.IGNORECASE)),
    (
        "Keeping Children Safe in Education",
        re.compile(r"\bkeeping children safe in education\b|\bKCSIE\b", re.IGNORECASE),
    ),
)
_KIND = r"(?:[Pp]olicy|[Pp]rocedures?|[Aa]greement|[Hh]andbook|[Gg]uidance|[Cc]ode of [Cc]onduct|[Cc]harter)"
_WORD = r"[A-Z][\w’'&/-]{1,30}"
_NAMED = re.compile(rf"\b({_WORD}(?: (?:(?:and|of|for|the|in|on|to|&) ){{0,2}}{_WORD}){{0,4}}? {_KIND})\b")
_CODE = re.compile(r"\b((?:[A-Z]\w+ )?Code of Conduct)\b")
_BEFORE = "this the our a an that each every all any your school see follow read under in with please when if and"
_NOT_A_NAME = frozenset(_BEFORE.split())


def cited(text: str) -> tuple[str, ...]:
    """The titles of the documents that the text names, each once, in order.

    >>> cited("See the school’s Acceptable Use Policy (AUP) and the Mobile Phone Policy.")
    ('Acceptable Use Policy', 'Mobile Phone Policy')
    """
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for title, pattern in _KNOWN:
        hits = list(pattern.finditer(text))
        if hits:
            found.append((hits[0].start(), title))
            taken += [hit.span() for hit in hits]
    for pattern in (_NAMED, _CODE):
        for hit in pattern.finditer(text):
            title = _title(hit[1])
            if title and not any(start < hit.end() and hit.start() < end for start, end in taken):
                found.append((hit.start(), title))
                taken.append(hit.span())
    return _each_once([title for _, title in sorted(found)])


def _title(words: str) -> str:
    """The name without the words before it that are no part of it; empty if nothing is left but the kind."""
    parts = words.split()
    while len(parts) > 1 and parts[0].lower() in _NOT_A_NAME:
        parts = parts[1:]
    if len(parts) < 2 or not parts[0][0].isupper() or len(" ".join(parts)) > _LONGEST_TITLE:
        return ""
    return " ".join(parts)


def _each_once(titles: list[str]) -> tuple[str, ...]:
    once = {key(title): title for title in reversed(titles)}
    return tuple(dict.fromkeys(once[key(title)] for title in titles))[:_MOST]
