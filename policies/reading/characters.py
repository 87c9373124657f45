"""The signs of a text: spaces of every width are one, and what cannot be seen goes."""

import re

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")

# Signs that stand before an item of a list, those of the old symbol fonts included.
BULLETS = "·•●▪▫◦‣■□○◆◇∙⁃➢➤►▶✓✔✗✦❖§¬¤»›→⇒➔➜★☆–—*+\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8-"


def clean(text: str) -> str:
    """One line of text: single spaces, nothing unseen in it."""
    return _SPACES.sub(" ", visible(text)).strip()


def visible(text: str) -> str:
    """The text without soft hyphens, marks of direction and control signs; tabs and ends of lines stay."""
    return _CONTROLS.sub("", _UNSEEN.sub("", text))


def lines(text: str) -> list[str]:
    """The lines of a text, whatever their ends; a new page begins a new line."""
    return _ENDS.sub("\n", text).split("\n")


def has_words(text: str) -> bool:
    """Whether a person could read anything in it."""
    return any(sign.isalnum() for sign in text)
