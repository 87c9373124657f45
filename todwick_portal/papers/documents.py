"""The one shape of every document here: parts of plain blocks. A page, a PDF and a frozen copy are made of the same."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Block = dict[str, Any]
Cell = str | tuple[str, str]


@dataclass(frozen=True)
class Part:
    """A part under one heading. `key` is its place on the page; a folded part opens when somebody wants more."""

    key: str
    title: str
    blocks: Sequence[Block]
    is_folded: bool = False


@dataclass(frozen=True)
class Document:
    """A document of the school: what stands under its title, then its parts."""

    title: str
    lead: str
    parts: Sequence[Part] = field(default_factory=tuple)

    def as_dict(self) -> dict[str, Any]:
        """As it is frozen, and as a page reads it."""
        return asdict(self)


def words(*texts: str) -> list[Block]:
    """Paragraphs; an empty one is left out."""
    return [{"is": "words", "text": text} for text in texts if text]


def points(*items: str) -> Block:
    """A list; an empty item is left out."""
    return {"is": "points", "items": [item for item in items if item]}


def facts(*rows: tuple[str, str]) -> Block:
    """Names and what stands beside each. A fact that nobody has filled in is left out: a gap is never made up."""
    return {"is": "facts", "rows": [list(row) for row in rows if row[1]]}


def said(text: str, by: str = "") -> list[Block]:
    """What somebody of the school wrote, a block for each paragraph, then who and when."""
    paragraphs = [" ".join(one.split()) for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]
    return [{"is": "said", "text": one} for one in paragraphs] + [{"is": "small", "text": by}] * bool(by and paragraphs)


def way(text: str, url: str) -> Block:
    """A link; on paper its words and its address."""
    return {"is": "way", "text": text, "url": url}


def grid(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Block:
    """A table. A cell is its text, or its text and the address that it leads to."""
    return {"is": "grid", "heads": list(heads), "rows": [_row(heads, row) for row in rows]}


def _row(heads: Sequence[str], row: Sequence[Cell]) -> list[dict[str, str]]:
    found = []
    for head, cell in zip(heads, row, strict=True):
        text, url = cell if isinstance(cell, tuple) else (cell, "")
        found.append({"head": head, "text": text, "url": url})
    return found
