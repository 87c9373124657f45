"""Markdown that the portal wrote itself: it is kept line by line, for whoever knows the form."""

from .characters import lines, visible
from .document import Block, Document, Kind

MARK = "<!-- Written by the school portal. Loaded again, it is the same policy. -->"


def is_own(text: str) -> bool:
    """Whether the portal wrote this text. The mark is its first line."""
    return text.lstrip("\ufeff").startswith(MARK)


def read(text: str, name: str) -> Document:
    """Every line with its indentation, the empty ones too."""
    kept = lines(visible(text.lstrip("\ufeff")))[1:]
    return Document(name, tuple(Block(Kind.PLAIN, line.rstrip()) for line in kept), is_own=True)
