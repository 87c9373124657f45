"""Sentences that tell the reader what to do without a "must": "Walk inside.", "Do ask first.", "Please ring us."."""

import re

_VERBS = (
    "always|arrive|ask|avoid sharing|be|bring|choose|close|collect|come|complete|create|do|ensure|feel free|fetch"
    "|fill|follow|give|go|hand|hold|inform|keep|knock|learn|leave|let|line|listen|lock|look|make|move|obtain|park|pick|play|put|queue|raise|read|remember"
    "|remind|return|ring|save|send|set|sign|sit|speak|stand|stay|stop|store|swap|switch|take|talk|tell|think|treat|try|turn"
    "|wait|walk|wash|wear|welcome|wipe|write"
)
# These are nouns as well: "Use of phones", "Report to governors". A word such as "the" behind them shows which.
_NOUNS_TOO = (
    "call|change|charge|check|contact|delete|email|e-mail|help|label|log|name|note|phone|place|post|record"
    "|report|respect|share|show|support|telephone|text|use|work"
)
_NOT_BEHIND = r"(?! (?:is|are|was|were|will|may|must|should|can|could|has|have|of|by|not)\b)(?= )"
_BEHIND = (
    r"(?= (?:the|an?|your|our|my|their|his|her|any|all|each|every|only|it|them|this|that|these|those|others?|every\w+"
    r"|some\w+|any\w+|people|adults|staff|school|inside|after|off|out|up|with|\w{3,20}ly)\b)"
)
_TOLD = re.compile(rf"(?:{_VERBS})\b{_NOT_BEHIND}|(?:{_NOUNS_TOO})\b{_BEHIND}")
_CONDITION = re.compile(r"(?:if|when|before|after|where|in case) [^,.;:?]{1,120}, ")
_POLITE = re.compile(r"(?:kindly|please) (?!do not\b|don't\b|note\b|see\b|refer\b|find\b)|[^.;:?]{3,300}, please$")


def is_told(words: str) -> bool:
    """Whether a sentence, in small letters, tells the reader to do something.

    >>> is_told("keep your password to yourself."), is_told("use of the hall is free."), is_told("keep out?")
    (True, False, False)
    """
    return not words.rstrip().endswith("?") and _TOLD.match(_main(words)) is not None


def is_asked_politely(words: str) -> bool:
    """Whether a sentence, in small letters, asks with a "please".

    >>> is_asked_politely("if you are late, please ring the office."), is_asked_politely("please note the time.")
    (True, False)
    """
    return _POLITE.match(_main(words.rstrip(" .!"))) is not None


def _main(words: str) -> str:
    """The sentence without the clause before its main one."""
    return _CONDITION.sub("", words, count=1) if _CONDITION.match(words) else words
