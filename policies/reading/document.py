"""A document as it was read: its paragraphs in order, before anybody asked what they mean."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a paragraph looks like. ASIDE stands beside the text (a page header, a comment) and is never a rule."""

    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PLAIN = "plain"
    ASIDE = "aside"


class Part(StrEnum):
    """Where a paragraph stood, if not in the running text."""

    BODY = ""
    TABLE = "table"
    TEXT_BOX = "text box"
    NOTE = "footnote"
    CLOSING = "end of a letter"
    CONTENTS = "contents list"
    HEADER = "page header"
    FOOTER = "page footer"
    COMMENT = "comment"
    HIDDEN = "hidden text"


# A title stands over all headings; a line that is only bold may be a heading under all styled ones.
TITLE_LEVEL = 0
BOLD_LEVEL = 10


@dataclass(frozen=True)
class Block:
    """One paragraph. `level` is that of the heading, or the depth of the list item, from 1.

    `number` is the document's own, without brackets and full stop ("3.1", "a", "B"), whether typed or counted by
    Word. `stands_alone` says that there is an empty line before it; only plain text knows.
    """

    kind: Kind
    text: str
    level: int = 1
    number: str = ""
    part: Part = Part.BODY
    stands_alone: bool = False


@dataclass(frozen=True)
class Document:
    """A file that was read. `is_own` means that the portal itself wrote it: its blocks are then its lines."""

    name: str
    blocks: tuple[Block, ...]
    is_own: bool = False


def told(document: Document) -> dict[str, Any]:
    """The document as values for JSON, in which nothing can run."""
    return asdict(document)


def heard(values: dict[str, Any]) -> Document:
    """The document that `told` gave. Raises ValueError, KeyError or TypeError for anything broken."""
    blocks = tuple(
        Block(
            Kind(one["kind"]),
            str(one["text"]),
            int(one["level"]),
            str(one["number"]),
            Part(one["part"]),
            bool(one["stands_alone"]),
        )
        for one in values["blocks"]
    )
    return Document(str(values["name"]), blocks, bool(values["is_own"]))
