"""What stands before the text of a line: the sign of a bullet, a number, a leader to a page."""

import re

from .characters import BULLETS

_BULLET = re.compile(
    rf"([{re.escape(BULLETS)}])[ \t\u00a0]+(?=\S)|([•●▪◦·\uf0b7])(?=\w)"
    rf"|(o)(?:\t|[ \u00a0]{{2,}}|[ \u00a0](?=[A-Z]))(?=\S)"
)
_DOTTED = r"\d{1,3}(?:\.\d{1,3}){1,4}"
_SIMPLE = r"\d{1,3}|[A-Za-z]|[ivxl]{1,6}|[IVX]{2,5}"
_GAP = r"[ \t\u00a0]+(?=\S)"
_NUMBER = re.compile(
    rf"(?:({_DOTTED})\.?|({_SIMPLE})[.)]|\(({_DOTTED}|{_SIMPLE})\)|([A-Z]\d{{1,2}}(?:\.\d{{1,2}})?)[.):]){_GAP}"
)
_SECTION = re.compile(
    r"(?:section|part|area|rule|clause|article)[ \t\u00a0]+(\d{1,2}|[A-Z])(?:[ \t\u00a0]*[:.–-][ \t\u00a0]*)(?=\S)",
    re.IGNORECASE,
)
_HEAD_OF_SECTION = re.compile(
    r"(?:section|part)[ \t\u00a0]+(?:\d{1,2}|[A-Z])[ \t\u00a0]*[:.–-][ \t\u00a0]*(?=\S)", re.IGNORECASE
)
_LONGEST_SECTION = 90
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?:,? \d{4})?$"
)
_PLAIN_NUMBER = re.compile(rf"(\d{{1,2}})[ \t\u00a0]+(?!{_MONTH})(?=[A-Z])")
_PAGE = re.compile(r"(?<![^\W_])(?:\d{1,3}|[ivxl]{1,5})$")
_LONGEST_ENTRY = 300
_LEADER_SIGNS = " \t.…_\u00a0"


def bullet(line: str) -> str | None:
    """The text behind the sign of a bullet, None where there is none. `line` begins with it."""
    found = _BULLET.match(line)
    return line[found.end() :] if found else None


def number(line: str) -> tuple[str, str] | None:
    """The number before a line, without brackets and full stop, and the text behind it.

    >>> number("1.2.3 Staff"), number("(a) first"), number("B. Pupils"), number("13 pupils came")
    (('1.2.3', 'Staff'), ('a', 'first'), ('B', 'Pupils'), None)
    """
    found = _NUMBER.match(line) or _SECTION.match(line)
    if found is None:
        return None
    return next(group for group in found.groups() if group), line[found.end() :]


def is_section(line: str) -> bool:
    """Whether the line is a heading that says so: "Section 3: Staff".

    >>> is_section("Section 3: Staff"), is_section("Part 2 of the form must be signed.")
    (True, False)
    """
    found = _HEAD_OF_SECTION.match(line)
    return found is not None and len(line) <= _LONGEST_SECTION and not line.rstrip().endswith((".", ":", ";", ","))


def bare_number(line: str) -> tuple[str, str] | None:
    """A number without any sign behind it: "1 Introduction". Only a heading is written so."""
    found = _PLAIN_NUMBER.match(line)
    return (found[1], line[found.end() :]) if found else None


def leads_to_a_page(line: str) -> bool:
    """Whether the line is one of a contents list: dots or a tab, then the number of a page.

    >>> leads_to_a_page("Aims ..... 3"), leads_to_a_page("Aims\\t12"), leads_to_a_page("Ask in room 3")
    (True, True, False)
    """
    if len(line) > _LONGEST_ENTRY:
        return False
    page = _PAGE.search(line.rstrip())
    if page is None:
        return False
    before = line[: page.start()]
    leader = before[len(before.rstrip(_LEADER_SIGNS)) :]
    return bool(before.strip(_LEADER_SIGNS)) and ("\t" in leader or "…" in leader or _is_row(leader))


def _is_row(leader: str) -> bool:
    return leader.count(".") >= 3 or leader.count("_") >= 3


def without_page(line: str) -> str:
    """The same line without its dots and its page."""
    return _PAGE.sub("", line.rstrip()).rstrip(_LEADER_SIGNS)
