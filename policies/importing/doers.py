"""Who must or should do what a rule says."""

import re

from policies.words import Audience

from .audiences import CHAIN, named
from .phrases import plain

_MODAL = r"(?:must|should|may|can|are|is|shall|will|have|has|need|needs|ought|do|does)"
_LOOKED_AT = 300
# People of the staff who are named by their task. Titles of areas hold such words in other meanings ("Head lice").
_TASKS = (
    r"(?:only )?(?:the|an?|our|each|every|any) (?:(?!parent|pupil|governor)[\w-]{1,20} ){0,3}?"
    r"(?:head|deputy|leaders?|leads?|dsl|technicians?|caretaker|senco|manager|coordinator|co-ordinator|office|bursar"
    r"|first aider)"
    r"(?: (?:head|manager|lead|leader|staff|teacher|officer|team))?"
)
_COLUMN = re.compile(rf"[.!?] \(?({CHAIN})$")
_TURNED = re.compile(rf"\b(?:circumstances|time|account|only) (?:should|must|may|can|are|shall|will) ({CHAIN})\b")
_AGENT = re.compile(
    rf"\bbe (?!accompanied|escorted|met\b)(?:\w+ ){{1,6}}?by ({CHAIN})\b"
    rf"|\bby ({CHAIN}) (?:is|are) (?:\w+ly )?(?:\w+couraged|not|never|forbidden|prohibited|banned|allowed|permitted)\b"
)
_AGENT_BY_TASK = re.compile(rf"\bbe (?:\w+ ){{1,6}}?by {_TASKS}\b")
_AT_START = re.compile(rf"({CHAIN})\b")
_ASKED = re.compile(
    r"\b(?:we|school) (?:\w+ )?(?:ask|invite|expect|encourage|urge|remind|want|request|require|like|rather|prefer)"
    rf" (?:that )?({CHAIN})\b"
    rf"|\b(?:recommended|important|essential|vital|expected|advised|required|recommend) that ({CHAIN})\b"
)
_TASK = re.compile(_TASKS)
# "Before a visit the leader must ...": the one who must stands behind what comes first.
_BEHIND = re.compile(
    r"(?:before|after|on|in|at|during|when|if|once|until|while|outside)\b[^,.;:]{1,80}?"
    rf" (?:(?P<people>(?:the|an?|all|every|each|any) {CHAIN})|(?P<task>{_TASKS}))"
    r" (?:also |always |therefore )?(?:must|should|may|is|are|shall|will|has to|have to|needs? to)\b"
)
_PREPOSITION = re.compile(
    r"\b(?:of|with|by|to|for|from|about|between|against|near|beside|than|and|or)"
    rf" (?:(?:the|an?|all|every|each|any) )?(?:{CHAIN}|{_TASKS})$"
)
_IF_SOMEBODY = re.compile(
    rf"(?:if|when|where|once) ({CHAIN})\b[^.;:]{{1,120}}?, (?:he or she|she or he|he|she|they) {_MODAL}\b"
)
# What belongs to somebody is theirs to see to: "Pupils' phones must be off".
_OWNED = re.compile(
    rf"({CHAIN})(?:'s?)?(?: (?:own|personal|private|mobile|smart|school|social media))*"
    r" (?:passwords?|phones?|mobiles?|devices?|accounts?|laptops?|tablets?|watches|screens?|belongings|lanyards?"
    r"|badges?)"
    r" (?:must|should|may|shall|will|(?:are|is) (?:not |never )?(?:to|allowed|permitted))\b"
)
_DOES = re.compile(
    r"(?: (?:who|that|with|in|on|at|of|under|\w{2,15}ing)\b[^,.;:]{0,45}?)?,?"
    rf" ?(?::|(?:\b(?:also|always|therefore) )?\b{_MODAL}\b)"
)
# What is done to pupils is no duty of theirs: "A child must not be sent out".
_DONE_TO = re.compile(
    r" (?:must|should|may|can|will|shall)(?: not| never| always)? be (?:\w{1,20}ly )?(?:sent|left|kept|photographed"
    r"|filmed|pictured|named|searched|punished|humiliated|excluded|suspended|supervised|restrained|removed|identified"
    r"|given|taught|told|shown|listened|made)\b"
)
# Who is told is not the one who tells: "Parents must be informed".
_TOLD = re.compile(
    r" (?:must|should|may|can|will|shall)(?: not| never| always)? be (?:\w{1,20}ly )?(?:told|informed|notified"
    r"|consulted)\b"
)
_THEM = re.compile(
    r"(?:they|he or she|she or he) (?:also |then |therefore )?(?:must|should|may|can|are|is|shall|will|have|has|need)\b"
)


def of_rule(text: str) -> tuple[Audience, ...]:
    """The readers of whom a rule says that they must or should. Empty if it names none as the doer.

    >>> [str(one) for one in of_rule("The loss must be reported by the employee.")]
    ['staff']
    """
    words = plain(text)
    column = _COLUMN.search(words[-100:]) if words[-1:].isalpha() else None
    if column:
        return named(column[1])
    words = words[:_LOOKED_AT]
    for pattern in (_TURNED, _AGENT):
        found = pattern.search(words)
        if found:
            return _one_of(found)
    if _AGENT_BY_TASK.search(words):
        return (Audience.STAFF,)
    for start in _starts(words):
        found = _AT_START.match(words, start)
        if found and _DOES.match(words[found.end() : found.end() + 60]):
            people = named(found[1])
            return () if _is_done_to(people, words[found.end() :]) else people
        task = _TASK.match(words, start)
        if task and _DOES.match(words[task.end() : task.end() + 60]):
            return () if _TOLD.match(words, task.end()) else (Audience.STAFF,)
    return _elsewhere(words)


def agreed(rules: list[str]) -> tuple[Audience, ...]:
    """Whom nearly all of some rules speak of: the same readers in two of three, nobody else. Empty otherwise."""
    speaking: list[tuple[Audience, ...]] = []
    for rule in rules:
        goes_on = bool(speaking) and goes_on_about_them(rule)
        people = speaking[-1] if goes_on else of_rule(rule)
        speaking += [people] if people else []
    is_one = len(set(speaking)) == 1 and len(speaking) >= 2 and 3 * len(speaking) >= 2 * len(rules)
    return speaking[0] if is_one else ()


def goes_on_about_them(text: str) -> bool:
    """Whether a sentence speaks of the people of the sentence before: "They must not pass it on"."""
    return _THEM.match(plain(text)[:_LOOKED_AT]) is not None


def _elsewhere(words: str) -> tuple[Audience, ...]:
    """The doer who does not stand first: "Before a visit the leader must ...", "We invite parents to ..."."""
    asked = _ASKED.search(words) or _IF_SOMEBODY.match(words) or _OWNED.match(words)
    if asked:
        return _one_of(asked)
    behind = _BEHIND.match(words)
    if behind is None:
        return ()
    end = behind.end("people") if behind["people"] else behind.end("task")
    if _PREPOSITION.search(words[:end]):
        return ()
    return named(behind["people"]) if behind["people"] else (Audience.STAFF,)


def _is_done_to(people: tuple[Audience, ...], behind: str) -> bool:
    return bool(_TOLD.match(behind)) or (people == (Audience.PUPILS,) and _DONE_TO.match(behind) is not None)


def _starts(words: str) -> list[int]:
    """Where a doer may stand: at the beginning, after the label of a row, after a clause before the main one."""
    return [0, *(place + 2 for place in (words.find(": "), words.find(", ")) if place >= 0)]


def _one_of(found: re.Match[str]) -> tuple[Audience, ...]:
    return named(next(group for group in found.groups() if group))
