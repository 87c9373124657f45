"""A table as paragraphs: a policy is read from top to bottom, on paper and aloud."""

from .characters import clean, has_words
from .document import Block, Kind, Part

_LABEL = 60
_ENDS = (".", ":", ";", "!", "?", ",")


def as_blocks(rows: list[list[str]]) -> list[Block]:
    """One paragraph for each row; a row of two or more cells is an item of a list, its first cell before a colon.

    The first row of a table with more than one row is its heading, unless it holds whole sentences.
    """
    kept = [[cell for cell in row if has_words(cell)] for row in rows]
    kept = [row for row in kept if row]
    blocks = []
    for place, cells in enumerate(kept):
        if len(cells) == 1:
            blocks.append(Block(Kind.PLAIN, clean(cells[0]), part=Part.TABLE))
        elif place == 0 and len(kept) > 1 and not any(cell.rstrip().endswith(".") for cell in cells):
            blocks.append(Block(Kind.PLAIN, "; ".join(map(clean, cells)), part=Part.TABLE))
        else:
            blocks.append(Block(Kind.BULLET, _row(cells), part=Part.TABLE))
    return blocks


def _row(cells: list[str]) -> str:
    """ "Staff: must not post. Lessons." """
    text = clean(cells[0])
    is_label = len(text) <= _LABEL and not text.endswith(_ENDS)
    text += ": " if is_label else " " if text.endswith(_ENDS) else "; "
    rest = [clean(cell) for cell in cells[1:]]
    for cell in rest[:-1]:
        text += cell + (" " if cell.endswith(_ENDS) else "; ")
    return text + rest[-1]
