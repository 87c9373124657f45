"""Papers for tests, and typst asked in this process: a child for each of hundreds would take too long."""

import datetime as dt
import json
from typing import Any

from people.pdf import pieces
from people.pdf.child import TEMPLATE, pdf_of
from people.pdf.pieces import Column, Paper, Piece
from people.pdf.rendering import told

from .read_paper import ReadPaper

DAY = dt.date(2026, 11, 29)
SHORT = "Ask first."


def a_paper(*made: Piece, **changes: Any) -> Paper:
    return Paper(**({"title": "Phones", "school": "A school", "day": DAY, "pieces": made} | changes))


def set_here(paper: Paper) -> bytes:
    return pdf_of(json.loads(told(paper)), TEMPLATE.read_bytes())


def read_here(paper: Paper) -> ReadPaper:
    return ReadPaper(set_here(paper))


def in_each(words: str) -> list[Piece]:
    """One text in every place that each kind of piece has."""
    runs = [pieces.plain(words), pieces.strong(pieces.plain(words)), pieces.slanted(pieces.plain(words))]
    runs += [pieces.link("https://a.example/", pieces.plain(words)), pieces.taken_out(words), pieces.put_in(words)]
    row = pieces.rule(words, words, "must", words, [pieces.text(words)], state=words)
    return [
        pieces.heading(words, beside=words),
        pieces.text(*runs),
        pieces.text(words, small=True),
        pieces.listed([[pieces.text(words)]]),
        pieces.listed([[pieces.text(words)]], first=3),
        pieces.rules([row]),
        pieces.rules([row], tight=True),
        pieces.facts([(words, [pieces.text(words)])]),
        pieces.note([pieces.text(words)]),
        pieces.said([pieces.text(words)]),
        pieces.signs([("must", words)]),
        pieces.table([Column(words), Column(words, is_number=True)], [[words, words]]),
    ]


def everywhere(words: str) -> Paper:
    """One text in every place that a paper has, the file's own title among them."""
    return a_paper(*in_each(words), title=words, school=words, over=words, lead=words, foot=[words])


# How often `everywhere` has its text in the structure, page feet left out; four of them are around the pieces.
PLACES, AROUND = 31, 4


def without_spaces(text: str) -> str:
    return "".join(text.split())
