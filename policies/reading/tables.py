"""A table as paragraphs: a policy is read from top to bottom, on paper and aloud."""

import re

from .characters import clean, has_words
from .document import Block, Kind, Part

_LABEL = 60
_LONGEST_HEAD = 3  # words of a cell that may end with a full stop and still be a heading ("No.")
_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z]\d{1,2})[.)]?")
# The head of a column that asks something of every cell below it.
_ASKS = re.compile(
    r"do|do'?s|do not|don't|don'ts|dont|please|please do|(?:please )?(?:do not|don't)|always|never"
    r"|(?:[a-z]{1,15} ){1,4}(?:must|should|will|may|can)(?: not| never)?",
    re.IGNORECASE,
)
_SHORT = {"dos": "Do", "do's": "Do", "don'ts": "Don't", "dont": "Don't"}
_SIGNS = " .:…*_✓✔✗✘✅❌👍👎"
_ENDS = (".", ":", ";", "!", "?", ",")


def as_blocks(rows: list[list[str]], has_head: bool = False) -> list[Block]:
    """One paragraph for each row; a row of two or more cells is an item of a list, its first cell before a colon.

    The first row of a table with more than one row is its heading, unless it holds whole sentences. `has_head`: the
    first of these rows is the first of a longer table.
    """
    heads = [_head(cell) for cell in rows[0]] if len(rows) > 1 else []
    if len(heads) > 1 and all(heads):
        return _asked(heads, rows[1:])
    kept = [[cell for cell in row if has_words(cell)] for row in rows]
    kept = [row for row in kept if row]
    blocks = []
    for place, cells in enumerate(kept):
        if len(cells) == 1:
            blocks.append(Block(Kind.PLAIN, clean(cells[0]), part=Part.TABLE))
        elif place == 0 and (len(kept) > 1 or has_head) and not any(map(_is_sentence, cells)):
            blocks.append(Block(Kind.PLAIN, "; ".join(map(clean, cells)), part=Part.TABLE))
        elif number := _NUMBER.fullmatch(clean(cells[0])):
            blocks.append(Block(Kind.NUMBERED, _row(cells[1:]), number=number[1], part=Part.TABLE))
        else:
            blocks.append(Block(Kind.BULLET, _row(cells), part=Part.TABLE))
    return blocks


def _head(cell: str) -> str:
    """What the head of a column asks of its cells: "Do", "Do not", "Pupils must". Empty for any other head."""
    found = _ASKS.fullmatch(clean(cell).replace("’", "'").strip(_SIGNS))
    if found is None:
        return ""
    short = _SHORT.get(found[0].lower())
    return short or found[0]


def _asked(heads: list[str], rows: list[list[str]]) -> list[Block]:
    """A table of what to do and what not: each cell is an item behind the head of its column, column by column."""
    return [
        Block(Kind.BULLET, f"{head} {_small(clean(row[place]))}", part=Part.TABLE)
        for place, head in enumerate(heads)
        for row in rows
        if place < len(row) and has_words(row[place])
    ]


def _small(text: str) -> str:
    """The text as it goes on behind other words: "Ask first" as "ask first", but "I" and "PIN" as they are."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _is_sentence(cell: str) -> bool:
    return cell.rstrip().endswith(".") and len(cell.split()) > _LONGEST_HEAD


def is_label(text: str) -> bool:
    """Whether a cell only says what the others of its row are about."""
    return len(text) <= _LABEL and not text.endswith(_ENDS)


def labelled(label: str, texts: list[str]) -> list[Block]:
    """A row whose second cell holds several paragraphs: each is an item of its own, behind the first cell."""
    return [Block(Kind.BULLET, _row([label, text]), part=Part.TABLE) for text in texts]


def _says(label: str, text: str) -> bool:
    """Whether a cell begins with what stands before it: "Visitors | Visitors must sign in"."""
    begins = " ".join(text.lower().split()[:4])
    return label.lower().removesuffix("s") in begins


def _row(cells: list[str]) -> str:
    """ "Staff: must not post. Lessons." """
    text = clean(cells[0])
    if len(cells) == 1:
        return text
    if len(cells) == 2 and is_label(text) and text[:1].isalpha() and _says(text, clean(cells[1])[:200]):
        return clean(cells[1])
    text += ": " if is_label(text) else " " if text.endswith(_ENDS) else "; "
    rest = [clean(cell) for cell in cells[1:]]
    for cell in rest[:-1]:
        text += cell + (" " if cell.endswith(_ENDS) else "; ")
    return text + rest[-1]
