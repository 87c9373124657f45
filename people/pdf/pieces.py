"""What a paper is made of: plain values, which `school.typ` sets on the page. Words stay words whatever they say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

# One run of words, or one piece of a page, as the template reads it.
Run = dict[str, Any]
Piece = dict[str, Any]
Power = Literal["must", "should", "avoid", "info"]


@dataclass(frozen=True)
class Paper:
    """One document of the school.

    `over` is the line above the title: which wording it is, since when. `foot` stands at the foot of every page, a
    line each, beside the number of the page. `day` is the day on which it was taken from the portal. A paper of
    `is_one_sheet` gets the largest letters with which it fits on one side of A4, 9 points at least. A letter has no
    title on the page, only in the file. `look` is the school's own: its colours, `cover` and `pencil`, its `logo` in
    base64 and what that shows, `logo_words`.
    """

    title: str
    school: str
    day: dt.date
    pieces: Sequence[Piece]
    over: str = ""
    lead: str = ""
    foot: Sequence[str] = ()
    is_one_sheet: bool = False
    is_letter: bool = False
    look: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of a table. `share` is its part of the width; a column of `is_number` stands to the right."""

    words: str
    share: int = 1
    is_number: bool = False


def plain(words: str) -> Run:
    return {"is": "plain", "words": words}


def strong(*runs: Run) -> Run:
    return {"is": "strong", "runs": list(runs)}


def slanted(*runs: Run) -> Run:
    return {"is": "slanted", "runs": list(runs)}


def link(to: str, *runs: Run) -> Run:
    """A link that works on the screen; on paper it is its words."""
    return {"is": "link", "to": to, "runs": list(runs)}


def taken_out(words: str) -> Run:
    """Struck out, and said in words."""
    return {"is": "out", "runs": [plain(words)]}


def put_in(words: str) -> Run:
    """Underlined, and said in words."""
    return {"is": "in", "runs": [plain(words)]}


LINE_BREAK: Run = {"is": "break"}


def heading(words: str, level: int = 1, beside: str = "") -> Piece:
    """A heading below the title. `beside` is a short word on it, such as whom an area is for."""
    return {"is": "heading", "level": level, "words": words, "beside": beside}


def text(*runs: Run | str, small: bool = False) -> Piece:
    """A paragraph."""
    written = [plain(run) if isinstance(run, str) else run for run in runs]
    return {"is": "text", "tone": "small" if small else "", "runs": written}


def listed(items: Sequence[Sequence[Piece]], first: int | None = None) -> Piece:
    """A list of points, each of pieces; counted from `first` where there is one."""
    return {"is": "list", "first": first, "items": [list(item) for item in items]}


def rule(code: str, area: str, power: str, strength: str, pieces: Sequence[Piece], state: str = "") -> Piece:
    """One row of `rules`: its code in the margin, its sign and word of firmness, what it says."""
    row = {"code": code, "area": area.lower(), "power": power, "strength": strength, "state": state}
    return row | {"pieces": list(pieces), "long": _is_long(pieces)}


def rules(rows: Sequence[Piece], tight: bool = False) -> Piece:
    """Rules between ruled lines. With `tight` the word of firmness stands in the first line of what the rule says."""
    return {"is": "rules", "tight": tight, "rules": list(rows)}


def facts(rows: Sequence[tuple[str, Sequence[Piece]]]) -> Piece:
    """Facts with their names in the margin."""
    return {"is": "facts", "facts": [_fact(*row) for row in rows]}


def note(pieces: Sequence[Piece], ask: bool = False) -> Piece:
    """What stands beside the text and is not part of it; with `ask` it says that something is open."""
    return {"is": "note", "tone": "ask" if ask else "", "pieces": list(pieces)}


def said(pieces: Sequence[Piece]) -> Piece:
    """What somebody else says, word for word."""
    return {"is": "said", "pieces": list(pieces)}


def signs(rows: Sequence[tuple[str, str]]) -> Piece:
    """The signs of firmness with their words."""
    return {"is": "signs", "signs": [{"power": power, "words": words} for power, words in rows]}


def room(lines: int) -> Piece:
    """Room for a signature."""
    return {"is": "room", "lines": lines}


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Piece:
    """A table with a row of headings, repeated on each page."""
    heads = [{"words": column.words, "share": column.share, "number": column.is_number} for column in columns]
    return {"is": "table", "columns": heads, "rows": [list(row) for row in rows]}


def _fact(label: str, said: Sequence[Piece]) -> Piece:
    return {"label": label, "pieces": list(said), "long": _is_long(said)}


LONG = 2000  # signs, with what marks them: what is longer goes on on the next page


def _is_long(pieces: Sequence[Piece]) -> bool:
    return len(str(pieces)) > LONG
