"""A text as it is compared: small letters, plain apostrophes, no marks of Markdown."""

import re

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_MARKS = re.compile(r"[*_`\\]+")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_NOT_WORD = re.compile(r"[\W_]+")
_ENDS = (".", ":", ";", "!", "?", "…")
_AFTER_END = " \"'”’)*_"


def plain(text: str) -> str:
    """The words in small letters, for looking something up in them.

    >>> plain("Staff **must not** use [it](https://x.example)")
    'staff must not use it'
    """
    return _MARKS.sub("", _LINK.sub(r"\1", text)).translate(_QUOTES).lower()


def key(text: str) -> str:
    """What is the same in two wordings of one heading or sentence: its letters and figures alone."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


def ends_a_sentence(text: str) -> bool:
    """Whether a full stop or its like stands at the end, whatever brackets and quotes come behind it."""
    return text.rstrip(_AFTER_END).endswith(_ENDS)


def leads_on(text: str) -> bool:
    """Whether a list is to follow: a colon at the end."""
    return text.rstrip("*_ ").endswith(":")
