"""Whom a heading, a line or a rule speaks of."""

import re

from policies.words import Audience

from .phrases import plain

A = Audience
EVERYBODY = tuple(Audience)
_NAMES: tuple[tuple[tuple[Audience, ...], str], ...] = (
    ((A.HELPERS,), r"parent helpers?|parents who help|helpers?|volunteers?"),
    (
        (A.STAFF,),
        r"(?:teaching |school |support )?staff(?: members?)?|members? of staff|employees?|teachers?"
        r"|teaching assistants?|(?:deputy |assistant |executive )?head ?teachers?|head of school|midday supervisors?",
    ),
    ((A.PARENTS,), r"parents?|carers?|guardians?|families"),
    ((A.PUPILS,), r"pupils?|children|child|students?|learners?"),
    ((A.GOVERNORS,), r"governors?|governing (?:body|board)|trustees"),
    ((A.VISITORS,), r"visitors?|contractors?"),
    (EVERYBODY, r"everyone|everybody|members? of the school community|(?:the )?whole school(?: community)?|users"),
)
_ONE = "(?:" + "|".join(f"(?:{words})" for _, words in _NAMES) + ")"
_BEFORE = r"(?:(?:all|any|every|each|our|the|both|other|only|an?|one|some|most|no|supply) ){0,2}"
_CHAIN = rf"{_BEFORE}{_ONE}(?:(?:,? and |,? or |, | ?/ ?| ?& ?){_BEFORE}{_ONE}){{0,6}}"
_WHOLE = re.compile(
    r"(?:(?:audience|for|who (?:this|it) is for|applies to"
    r"|this (?:section|part|area|policy) (?:is for|applies to))\s*:?\s*)?"
    rf"({_CHAIN})"
)
_AT_START = re.compile(rf"({_CHAIN})\b")
_AFTER_BY = re.compile(rf"\b(?:by|for) ({_CHAIN})\b")
_TURNED = re.compile(rf"\b(?:circumstances|time|account|only) (?:should|must|may|can|are|shall|will) ({_CHAIN})\b")
_EACH = [(audiences, re.compile(rf"\b(?:{words})\b")) for audiences, words in _NAMES]
_NOT_READERS = re.compile(
    r"\bchild(?:ren)?(?:'s)? (?:protection|safety)\b|\bsafeguarding (?:of )?(?:children|pupils)\b"
)
# People of the staff who are named by their task. Titles of areas hold such words in other meanings ("Head lice").
_TASKS = re.compile(
    r"(?:only )?(?:the|an?|our|each|every|any) (?:(?!parent|pupil|governor)[\w-]{1,20} ){0,3}?"
    r"(?:head|deputy|leaders?|leads?|dsl|technicians?|caretaker|senco|manager|coordinator|co-ordinator|office|bursar)"
)
_LONGEST_LINE = 90
_LOOKED_AT = 300


def of_line(text: str) -> tuple[Audience, ...]:
    """The readers that a line names and nothing else: "All Staff", "Parents and Carers". Empty for any other line."""
    words = plain(text).strip(" .:()")
    found = _WHOLE.fullmatch(words) if len(words) <= _LONGEST_LINE else None
    return _named(found[1]) if found else ()


def of_title(text: str) -> tuple[Audience, ...]:
    """The readers that the title of an area names: after "by" or "for", as its first word, or as the only ones."""
    words = _NOT_READERS.sub(" ", plain(text)[:_LOOKED_AT])
    found = _AFTER_BY.search(words) or _AT_START.match(words)
    if found:
        return _named(found[1])
    named = _named(words)
    return named if len(named) == 1 else ()


def of_rule(text: str) -> tuple[Audience, ...]:
    """The readers of whom a rule says that they must or should. Empty if it names none as the doer."""
    words = plain(text)[:_LOOKED_AT]
    turned = _TURNED.search(words)
    if turned:
        return _named(turned[1])
    for start in _starts(words):
        found = _AT_START.match(words, start)
        if found and _is_doer(words[found.end() : found.end() + 60]):
            return _named(found[1])
        task = _TASKS.match(words, start)
        if task and _is_doer(words[task.end() : task.end() + 60]):
            return (A.STAFF,)
    return ()


def names_somebody(text: str) -> bool:
    """Whether a sentence speaks of any people of a school at all."""
    return any(pattern.search(plain(text)) for _, pattern in _EACH)


_DOES = re.compile(
    r"(?: (?:who|that|with|in|on|at|of|under|working|visiting|using)\b[^,.;:]{0,45}?)?,?"
    r" ?(?::|(?:\b(?:also|always|therefore) )?"
    r"\b(?:must|should|may|can|are|is|shall|will|have|has|need|needs|ought|do|does)\b)"
)


def _is_doer(behind: str) -> bool:
    return _DOES.match(behind) is not None


def _starts(words: str) -> list[int]:
    """Where a doer may stand: at the beginning, after the label of a row, after a clause before the main one."""
    return [0, *(place + 2 for place in (words.find(": "), words.find(", ")) if place >= 0)]


def _named(words: str) -> tuple[Audience, ...]:
    found: set[Audience] = set()
    for audiences, pattern in _EACH:
        if pattern.search(words):
            found.update(audiences)
            words = pattern.sub(" ", words)
    return tuple(audience for audience in Audience if audience in found)
