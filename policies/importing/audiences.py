"""Whom a heading, a line or a rule speaks of."""

import re

from policies.words import Audience

from .phrases import plain

A = Audience
EVERYBODY = tuple(Audience)
_NAMES: tuple[tuple[tuple[Audience, ...], str], ...] = (
    (
        (A.GOVERNORS,),
        r"(?:parent |staff |link |safeguarding )?governors?|(?:clerk|chair) (?:to|of) (?:the )?governors"
        r"|governing (?:body|board)|trustees",
    ),
    ((A.HELPERS,), r"parent helpers?|parents who help|helpers?|volunteers?"),
    (
        (A.STAFF,),
        r"(?:teaching |school |support )?staff(?: members?)?|members? of staff|employees?|teachers?"
        r"|teaching assistants?|(?:deputy |assistant |executive )?head ?teachers?|heads? of school|midday supervisors?"
        r"|lunchtime supervisors?|(?:senior|middle) leaders?|line managers?"
        r"|adults?(?! (?:who )?(?:collect|fetch|at home|in the (?:family|home)))",
    ),
    ((A.PARENTS,), r"parents?|carers?|guardians?|families"),
    ((A.PUPILS,), r"pupils?|children|child|students?|learners?|infants?(?! school)|juniors?(?! school)"),
    ((A.VISITORS,), r"visitors?|contractors?|journalists?|(?:professional )?photographers"),
    (
        EVERYBODY,
        r"everyone|everybody|nobody|no one|members? of the school community|(?:the )?whole school(?: community)?|users",
    ),
)
_ONE = "(?:" + "|".join(f"(?:{words})" for _, words in _NAMES) + ")"
_BEFORE = (
    r"(?:(?:all|any|every|each|our|the|both|other|only|an?|one|some|most|no|supply|local|full|whole|new|class|office"
    r"|individual|named|older|younger|temporary|agency|visiting"
    r"|year (?:\d|one|two|three|four|five|six)|(?:key )?stage \d"
    r"|reception|nursery|two|three|four|five|\d) ){0,3}"
)
CHAIN = rf"{_BEFORE}{_ONE}(?:(?:,? and |,? or |, | ?/ ?| ?& ?){_BEFORE}{_ONE}){{0,6}}"
_WHOLE = re.compile(
    r"(?:(?:audience|for|who (?:this|it) is for|applies to"
    r"|this (?:section|part|area|policy) (?:is for|applies to))\s*:?\s*)?"
    rf"({CHAIN})"
)
_AT_START = re.compile(rf"({CHAIN})\b")
_AFTER_BY = re.compile(rf"\b(?:by|for) ({CHAIN})\b")
_FOR = re.compile(rf"\bfor ({CHAIN})(?: (?:at|of|in)\b.*)?$|^(?:dear|to) ({CHAIN}),?$")
# Only pupils have these, or are these.
_OF_PUPILS = re.compile(
    r"\b(?:golden|class|classroom|playground|lunch(?:time)?|dining hall|corridor) (?:rules|code|charter|promises?)\b"
    r"|\byear (?:\d|one|two|three|four|five|six)\b"
    r"|\bkey stages? (?:\d|one|two)\b|\bks ?[12]\b"
)
_BY_THE_BOARD = re.compile(r"\b(?:governors|trustees)' |\b(?:governing (?:body|board)|board)'s ")
_EACH = [(audiences, re.compile(rf"\b(?:{words})\b")) for audiences, words in _NAMES]
_NOT_READERS = re.compile(
    r"\bchild(?:ren)?(?:'s)? (?:protection|safety)\b|\bsafeguarding (?:of )?(?:children|pupils)\b"
    r"|\b(?:photo\w*|images?|pictures?|films?|videos?|supervision|protection|safety|names) of \w+(?: \w+)?"
    rf"|\b(?:with|about|against) {CHAIN}"
)
_OWN_CHILD = re.compile(r"\b(?:my|your) (?:child|children|son|daughter)\b")  # only parents have one
_LONGEST_LINE = 90
_LOOKED_AT = 300


def of_line(text: str) -> tuple[Audience, ...]:
    """The readers that a line names and nothing else: "All Staff", "Parents and Carers". Empty for any other line."""
    words = plain(text).strip(" .:()")
    found = _WHOLE.fullmatch(words) if len(words) <= _LONGEST_LINE else None
    return named(found[1]) if found else ()


def of_title(text: str) -> tuple[Audience, ...]:
    """The readers that the title of an area names: after "by" or "for", as its first word, or as the only ones."""
    words = _NOT_READERS.sub(" ", _OWN_CHILD.sub("parents", plain(text)[:_LOOKED_AT]))
    found = _AFTER_BY.search(words) or _AT_START.match(words)
    if found:
        return named(found[1])
    only = named(words) or ((A.PUPILS,) if _OF_PUPILS.search(words) else ())
    return only if len(only) == 1 else ()


def of_policy(title: str) -> tuple[Audience, ...]:
    """The readers that the title of a policy names. Those who only wrote it ("Governors' statement") are none."""
    return of_title(_BY_THE_BOARD.sub(" ", plain(title)))


def of_cover(line: str) -> tuple[Audience, ...]:
    """The readers whom a line under the title is for: "A guide for visitors and volunteers", "Dear parents,"."""
    found = _FOR.search(plain(line)) if len(line) <= _LONGEST_LINE else None
    return named(found[1] or found[2]) if found else ()


def names_somebody(text: str) -> bool:
    """Whether a sentence speaks of any people of a school at all."""
    return any(pattern.search(plain(text)) for _, pattern in _EACH)


def named(words: str) -> tuple[Audience, ...]:
    """Everybody whom some words in small letters name, in the order of the portal."""
    found: set[Audience] = set()
    for audiences, pattern in _EACH:
        if pattern.search(words):
            found.update(audiences)
            words = pattern.sub(" ", words)
    return tuple(audience for audience in Audience if audience in found)
