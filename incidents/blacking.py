"""Names blacked out: in school a block for each sign, so that the shape of the text stays (requirements C19); in what
is handed over a cover that tells no length."""

import re
from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

BLOCK = "█"
COVER = "█████"  # always the same
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


def covered(text: str, pieces: Iterable[Piece]) -> str:
    """`text` with one cover of always the same length in the place of each piece, for what leaves the school: in a
    class of thirty the letters of a name, counted, say whose it is. Pieces with nothing between them are one.

    >>> covered("Kim and Imogen said no", [(0, 3), (8, 14)])
    '█████ and █████ said no'
    """
    stretches: list[tuple[int, int]] = []
    for begin, end in sorted((begin, end) for begin, end in pieces):
        if stretches and not text[stretches[-1][1] : begin].strip():
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((begin, end))
    for begin, end in reversed(stretches):
        text = text[:begin] + COVER + text[end:]
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


def names_in(text: str, names: set[str]) -> list[str]:
    """The names that stand in a text as words, each once. A single name in small letters is a word like any other
    ("will", "may") unless it is somebody's last name.

    >>> names_in("Ms Ash may come", {"Kim Ash", "May Lee"})
    ['Ash']
    """
    last = {name.split()[-1].casefold() for name in names if len(name.split()) > 1}
    found = dict.fromkeys(text[begin:end] for begin, end in pieces_of(text, parts_of_names(names)))
    return [one for one in found if " " in one or one[0].isupper() or one.casefold() in last]


def sign_of(key: str) -> str:
    """By which a page and an address name a text of a case (`shown_words.key_of`). Its key ends with the number of a
    row, and from that somebody could tell how many cases there are beside their own."""
    return salted_hmac("incidents.text", key, algorithm="sha256").hexdigest()[:24]
