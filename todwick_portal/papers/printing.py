"""A document on paper, set and tagged as every paper of the school (decision record 14)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from people.pdf import pieces
from people.pdf.pieces import Column, Paper, Piece


def paper_of(said: dict[str, Any], *, school: str, day: dt.date, over: str = "", foot: str = "") -> Paper:
    """The paper of a document as `Document.as_dict` has it. `over` stands above its title, `foot` on every page."""
    line = foot or f"{school}. {said['title']}."
    return Paper(
        title=said["title"], school=school, day=day, pieces=list(_pieces(said)), over=over, lead=said["lead"],
        foot=(line,),
    )  # fmt: skip


def _pieces(said: dict[str, Any]) -> Iterator[Piece]:
    for part in said["parts"]:
        yield pieces.heading(part["title"])
        for block in part["blocks"]:
            yield from _piece(block)


def _piece(block: dict[str, Any]) -> Iterator[Piece]:
    match block["is"]:
        case "words":
            yield pieces.text(block["text"])
        case "way":
            yield pieces.text(f"{block['text']}: {block['url']}")
        case "small":
            yield pieces.text(block["text"], small=True)
        case "said":
            yield pieces.said([pieces.text(block["text"])])
        case "points" if block["items"]:
            yield pieces.listed([[pieces.text(item)] for item in block["items"]])
        case "facts" if block["rows"]:
            yield pieces.facts([(name, [pieces.text(text)]) for name, text in block["rows"]])
        case "grid" if block["rows"]:
            rows = [[cell["text"] for cell in row] for row in block["rows"]]
            yield pieces.table(_columns(block["heads"], rows), rows)


MOST_SHARE = 14


def _columns(heads: list[str], rows: list[list[str]]) -> list[Column]:
    """A column gets room by how much stands in it, within bounds, and never less than its longest word needs."""
    columns = []
    for number, head in enumerate(heads):
        texts = [head, *(row[number] for row in rows)]
        word = max(len(word) for text in texts for word in text.replace("/", " ").split() or [""])
        most = max(map(len, texts))
        columns.append(Column(head, max(-(-word // 2), min(most // 12, MOST_SHARE), 1)))
    return columns
