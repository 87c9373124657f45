"""Names blacked out: a block for each sign, so that the shape of the text stays (requirements C19). Pure."""

import re
from collections.abc import Iterable, Sequence

BLOCK = "█"
SHORTEST = 3  # letters of a name that is looked for by itself: shorter ones stand in half of all words

Piece = Sequence[int]


def blocks(text: str) -> str:
    """Each sign a block; spaces and line ends stay.

    >>> blocks("Kim Ash")
    '███ ███'
    """
    return re.sub(r"\S", BLOCK, text)


def with_blocks(text: str, pieces: Iterable[Piece]) -> str:
    """`text` with blocks in the place of each piece, given by where it begins and ends.

    >>> with_blocks("Kim said no", [(0, 3)])
    '███ said no'
    """
    for begin, end in pieces:
        text = text[:begin] + blocks(text[begin:end]) + text[end:]
    return text


def pieces_of(text: str, phrases: Iterable[str]) -> list[tuple[int, int]]:
    """Where the phrases stand in `text` as whole words, whatever their capitals, in order.

    >>> pieces_of("Kim, then KIM, never Kimono", ["kim"])
    [(0, 3), (10, 13)]
    """
    wanted = sorted({phrase.strip() for phrase in phrases} - {""}, key=lambda phrase: -len(phrase))
    if not wanted:
        return []
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in wanted)
    found = re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)
    return [match.span() for match in found]


def parts_of_names(names: Iterable[str]) -> set[str]:
    """Whole names, and each name in them that is long enough to be looked for by itself.

    >>> sorted(parts_of_names(["Jo Ashdown"]))
    ['Ashdown', 'Jo Ashdown']
    """
    whole = {" ".join(name.split()) for name in names} - {""}
    return whole | {part for name in whole for part in name.split() if len(part) >= SHORTEST}
