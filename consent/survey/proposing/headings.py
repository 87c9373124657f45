"""The headings of a table as one reads them: with the second heading row, the shared beginning, the child."""

import re
from collections import Counter
from dataclasses import dataclass

from people.spreadsheets.table import Table

from .looks import as_text, is_empty
from .words import NUMBER_WORDS, plain

_BRACKET = re.compile(r"^(?P<stem>.*\S)\s*\[(?P<tail>[^\[\]]+)\]\s*$", re.DOTALL)
_SPLIT = re.compile(r"^(?P<stem>.*\S)(?:\s+[-–—>|]\s+|:\s+|\?\s+)(?P<tail>\S.*?)\s*$", re.DOTALL)
SECOND_HEADINGS = frozenset({"response", "open ended response", "other please specify", "responses", "free text"})
_CHILD = "child|pupil|student|sibling|son|daughter|learner"
_NUMBER = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_AFTER = re.compile(
    rf"\b(?P<who>{_CHILD})s?(?: (?:no|number))? (?P<n>{_NUMBER})\b(?!(?:(?<=\bfirst)|(?<=\bsecond)) name\b)"
)
_BEFORE = re.compile(rf"\b(?P<n>{_NUMBER}) (?P<who>{_CHILD})s?\b")
_OTHER = re.compile(r"\b(?:other|next|additional|another) (?P<who>child|sibling|pupil)s?\b|\b(?P<sib>sibling)s?\b")
_TRAILING = re.compile(r" (?P<n>[1-9])$")


@dataclass(frozen=True)
class Heading:
    """One heading: `raw` as in the file, `text` as one reads it, `tail` the part that is its own."""

    raw: str
    text: str
    tail: str = ""


def read_headings(table: Table) -> list[Heading]:
    """The headings with the words of a second heading row, and each one's own part where many begin alike."""
    texts = _with_second_row(table)
    parts = [_BRACKET.match(text) or _SPLIT.match(text) for text in texts]
    stems = Counter(plain(part["stem"]) for part in parts if part)
    return [
        Heading(raw, text, part["tail"] if part and stems[plain(part["stem"])] > 1 else "")
        for raw, text, part in zip(table.headings, texts, parts, strict=True)
    ]


def second_row_texts(table: Table) -> list[str] | None:
    """The first line's texts if it is a second heading row, as survey tools write under merged questions."""
    if not table.lines or all(heading.strip() for heading in table.headings):
        return None
    cells = list(table.lines[0].cells)[: len(table.headings)]
    cells += [None] * (len(table.headings) - len(cells))
    if not all(is_empty(cell) or isinstance(cell, str) for cell in cells):
        return None
    texts = [as_text(cell) for cell in cells]
    under_nothing = [text for text, heading in zip(texts, table.headings, strict=True) if text and not heading.strip()]
    tool_words = any(plain(text) in SECOND_HEADINGS for text in texts)
    # In a row of answers some of these cells would be numbers, dates, addresses or names under a heading.
    first_named = next((text for text, head in zip(texts, table.headings, strict=True) if head.strip()), "")
    return texts if under_nothing and (tool_words or not first_named) else None


def _with_second_row(table: Table) -> list[str]:
    below = second_row_texts(table)
    if below is None:
        return list(table.headings)
    texts = []
    over = ""
    for heading, sub in zip(table.headings, below, strict=True):
        over = heading if heading.strip() else over
        shown = sub if plain(sub) not in SECOND_HEADINGS else ""
        texts.append(f"{over} [{shown}]" if shown and over else (heading or sub))
    return texts


@dataclass(frozen=True)
class ChildNumber:
    """Which child of a row a heading speaks of. `sibling`: counted from the first brother or sister."""

    number: int
    sibling: bool = False
    sure: bool = True


def child_number(text: str) -> ChildNumber | None:
    """The child whom a heading numbers, if it does.

    >>> child_number("Second child's name"), child_number("Child's first name")
    (ChildNumber(number=2, sibling=False, sure=True), None)
    """
    words = plain(text)
    found = _AFTER.search(words) or _BEFORE.search(words)
    if found and not re.search(rf"\bfirst name (?:of )?{found['who']}", words):
        return ChildNumber(NUMBER_WORDS[found["n"]], found["who"] == "sibling")
    other = _OTHER.search(words)
    if other:
        return ChildNumber(
            1 if other["sib"] or other["who"] == "sibling" else 2,
            bool(other["sib"] or other["who"] == "sibling"),
        )
    trailing = _TRAILING.search(words)
    return ChildNumber(int(trailing["n"]), sure=False) if trailing else None


def without_number(text: str) -> str:
    """The words of a heading without the number of the child."""
    words = plain(text)
    for pattern in (_AFTER, _BEFORE):
        words = pattern.sub(lambda found: found["who"], words)
    words = re.sub(r"\b(?:other|next|additional|another) (?=child|sibling|pupil)", "", words)
    words = re.sub(r"\bsiblings?\b", "child", words)
    return " ".join(_TRAILING.sub("", words).split())
