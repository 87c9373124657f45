"""The words of a policy as pieces of a paper: bold, slanted, links and lists become such, all else stays the signs
that somebody typed. Read by the same reader as the pages (`wording_html.py`)."""

from collections.abc import Callable, Iterable, Iterator

from markdown_it.token import Token

from people.pdf import pieces
from people.pdf.pieces import Piece, Run
from policies.wording_html import as_line_tokens, as_tokens, leads_out

LONGEST_LINK = 2000


def wording(text: str) -> list[Piece]:
    """Paragraphs and lists of a text of several.

    >>> [piece["is"] for piece in wording("Ask *first*:\\n\\n- the office\\n- the head")]
    ['text', 'list']
    """
    return _pieces(iter(as_tokens(text)))


def line(text: str) -> Piece:
    """One paragraph of a text that stands inside a line."""
    return pieces.text(*_runs(as_line_tokens(text)))


def paragraphs(text: str) -> list[Piece]:
    """Text that is no Markdown, such as what a school writes beside a policy: its lines as they are typed.

    >>> len(paragraphs("One *line*\\nand another\\n\\nA second one")), paragraphs(" ")
    (2, [])
    """
    return [pieces.text(*_broken(part)) for part in _parts(text)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _broken(text: str) -> Iterator[Run]:
    for number, row in enumerate(text.split("\n")):
        if number:
            yield pieces.LINE_BREAK
        yield pieces.plain(row.strip())


def _pieces(tokens: Iterator[Token], until: str = "") -> list[Piece]:
    found: list[Piece] = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "inline":
            found.append(pieces.text(*_runs(token.children or ())))
        elif token.type == "bullet_list_open":
            found.append(pieces.listed(_items(tokens, "bullet_list_close")))
        elif token.type == "ordered_list_open":
            found.append(pieces.listed(_items(tokens, "ordered_list_close"), first=int(token.attrs.get("start", 1))))
    return found


def _items(tokens: Iterator[Token], until: str) -> list[list[Piece]]:
    items = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "list_item_open":
            items.append(_pieces(tokens, "list_item_close"))
    return items


MARKS: dict[str, Callable[[str, list[Run]], list[Run]]] = {
    "strong": lambda _, runs: [pieces.strong(*runs)],
    "em": lambda _, runs: [pieces.slanted(*runs)],
    "link": lambda address, runs: _linked(address, runs),
}


def _runs(tokens: Iterable[Token]) -> list[Run]:
    """Step by step and not by calls, and a mark in its own kind adds nothing: so no text goes deeper than three."""
    found: list[Run] = []
    around: list[tuple[str, str, list[Run]]] = []  # the marks that are open: kind, address, what stands before them
    opened: set[str] = set()
    for token in tokens:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in MARKS and token.nesting > 0:
            is_new = kind not in opened
            around.append((kind if is_new else "", str(token.attrs.get("href", "")), found))
            opened.add(kind)
            found = [] if is_new else found
        elif kind in MARKS:
            kind, address, before = around.pop()
            opened.discard(kind)
            found = before + MARKS[kind](address, found) if kind else found
        elif token.type in ("softbreak", "hardbreak"):
            found.append(pieces.LINE_BREAK)
        elif token.content:
            found.append(pieces.plain(token.content))
    return found


def _linked(address: str, runs: list[Run]) -> list[Run]:
    return [pieces.link(address, *runs)] if leads_out(address) and runs and len(address) <= LONGEST_LINK else runs
