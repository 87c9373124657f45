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
        r"|teaching assistants?|(?:deputy |assistant |executive )?head ?teachers?|heads? of school|midday supervisors?"
        r"|lunchtime supervisors?|(?:senior|middle) leaders?|line managers?"
        r"|adults?(?! (?:who )?(?:collect|fetch|at home|in the (?:family|home)))",
    ),
    ((A.PARENTS,), r"parents?|carers?|guardians?|families"),
    ((A.PUPILS,), r"pupils?|children|child|students?|learners?|infants?(?! school)|juniors?(?! school)"),
    ((A.GOVERNORS,), r"governors?|governing (?:body|board)|trustees"),
    ((A.VISITORS,), r"visitors?|contractors?"),
    (
        EVERYBODY,
        r"everyone|everybody|nobody|no one|members? of the school community|(?:the )?whole school(?: community)?|users",
    ),
)
_ONE = "(?:" + "|".join(f"(?:{words})" for _, words in _NAMES) + ")"
_BEFORE = (
    r"(?:(?:all|any|every|each|our|the|both|other|only|an?|one|some|most|no|supply|local|full|whole|new|class|office"
    r"|individual|named|older|younger|temporary|agency|visiting|year (?:\d|one|two|three|four|five|six)|(?:key )?stage \d"
    r"|reception|nursery) ){0,3}"
)
_CHAIN = rf"{_BEFORE}{_ONE}(?:(?:,? and |,? or |, | ?/ ?| ?& ?){_BEFORE}{_ONE}){{0,6}}"
_WHOLE = re.compile(
    r"(?:(?:audience|for|who (?:this|it) is for|applies to"
    r"|this (?:section|part|area|policy) (?:is for|applies to))\s*:?\s*)?"
    rf"({_CHAIN})"
)
_AT_START = re.compile(rf"({_CHAIN})\b")
_AFTER_BY = re.compile(rf"\b(?:by|for) ({_CHAIN})\b")
_FOR = re.compile(rf"\bfor ({_CHAIN})(?: (?:at|of|in)\b.*)?$")
_TURNED = re.compile(rf"\b(?:circumstances|time|account|only) (?:should|must|may|can|are|shall|will) ({_CHAIN})\b")
_AGENT = re.compile(
    rf"\bbe (?:\w+ ){{1,6}}?by ({_CHAIN})\b|\bby ({_CHAIN}) (?:is|are) (?:\w+ly )?(?:\w+couraged|not|never|forbidden|prohibited|banned|allowed|permitted)\b"
)
_ASKED = re.compile(
    r"\b(?:we|school) (?:\w+ )?(?:ask|invite|expect|encourage|urge|remind|want|request|require|like|rather|prefer)"
    rf" (?:that )?({_CHAIN})\b"
)
_INSIDE = re.compile(
    rf"\b(\w+) ((?:the|an?|all|every|each|any|no) {_CHAIN}) (?:also |always |therefore )?"
    r"(?:must|should|may|is|are|shall|will|has to|have to|needs? to)\b"
)
_NOT_BEFORE_A_DOER = frozenset("of with by to for from about between on in against at and or near beside than".split())
# Only pupils have these, or are these.
_OF_PUPILS = re.compile(
    r"\b(?:golden|class|classroom|playground) rules\b|\byear (?:\d|one|two|three|four|five|six)\b"
    r"|\bkey stages? (?:\d|one|two)\b|\bks ?[12]\b"
)
_BY_THE_BOARD = re.compile(r"\b(?:governors|trustees)' |\b(?:governing (?:body|board)|board)'s ")
_EACH = [(audiences, re.compile(rf"\b(?:{words})\b")) for audiences, words in _NAMES]
_NOT_READERS = re.compile(
    r"\bchild(?:ren)?(?:'s)? (?:protection|safety)\b|\bsafeguarding (?:of )?(?:children|pupils)\b"
    r"|\b(?:photo\w*|images?|pictures?|films?|videos?|supervision|protection|safety|names) of \w+(?: \w+)?"
    rf"|\b(?:with|about|against) {_CHAIN}"
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
    named = _named(words) or ((A.PUPILS,) if _OF_PUPILS.search(words) else ())
    return named if len(named) == 1 else ()


def of_policy(title: str) -> tuple[Audience, ...]:
    """The readers that the title of a policy names. Those who only wrote it ("Governors' statement") are none."""
    return of_title(_BY_THE_BOARD.sub(" ", plain(title)))


def of_cover(line: str) -> tuple[Audience, ...]:
    """The readers whom a line under the title is for: "A guide for visitors and volunteers"."""
    found = _FOR.search(plain(line)) if len(line) <= _LONGEST_LINE else None
    return _named(found[1]) if found else ()


def of_rule(text: str) -> tuple[Audience, ...]:
    """The readers of whom a rule says that they must or should. Empty if it names none as the doer."""
    words = plain(text)[:_LOOKED_AT]
    turned = _TURNED.search(words)
    if turned:
        return _named(turned[1])
    agent = _AGENT.search(words)
    if agent:
        return _named(agent[1] or agent[2])
    for start in _starts(words):
        found = _AT_START.match(words, start)
        if found and _is_doer(words[found.end() : found.end() + 60]):
            named = _named(found[1])
            return () if _is_done_to(named, words[found.end() :]) else named
        task = _TASKS.match(words, start)
        if task and _is_doer(words[task.end() : task.end() + 60]):
            return () if _TOLD.match(words, task.end()) else (A.STAFF,)
    return _elsewhere(words)


def _is_done_to(named: tuple[Audience, ...], behind: str) -> bool:
    return bool(_TOLD.match(behind)) or (named == (A.PUPILS,) and _DONE_TO.match(behind) is not None)


def _elsewhere(words: str) -> tuple[Audience, ...]:
    """The doer who does not stand first: "Before a visit the leader must ...", "We invite parents to ..."."""
    asked = _ASKED.search(words)
    if asked:
        return _named(asked[1])
    inside = _INSIDE.search(words)
    return _named(inside[2]) if inside and inside[1] not in _NOT_BEFORE_A_DOER else ()


def goes_on_about_them(text: str) -> bool:
    """Whether a sentence speaks of the people of the sentence before: "They must not pass it on"."""
    return _THEM.match(plain(text)[:_LOOKED_AT]) is not None


def names_somebody(text: str) -> bool:
    """Whether a sentence speaks of any people of a school at all."""
    return any(pattern.search(plain(text)) for _, pattern in _EACH)


# What is done to pupils is no duty of theirs: "A child must not be sent out".
_DONE_TO = re.compile(
    r" (?:must|should|may|can|will|shall)(?: not| never| always)? be (?:\w{1,20}ly )?(?:sent|left|kept|photographed"
    r"|filmed|pictured|named|searched|punished|humiliated|excluded|suspended|supervised|restrained|removed|identified"
    r"|given|taught|told|shown|listened|asked about|made)\b"
)
# Who is told is not the one who tells: "Parents must be informed".
_TOLD = re.compile(
    r" (?:must|should|may|can|will|shall)(?: not| never| always)? be (?:\w{1,20}ly )?(?:told|informed|notified|consulted)\b"
)
_THEM = re.compile(
    r"(?:they|he or she|she or he) (?:also |then |therefore )?(?:must|should|may|can|are|is|shall|will|have|has|need)\b"
)
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
