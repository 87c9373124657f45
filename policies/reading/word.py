"""Reading a Word document (.docx): what a reader of the printed page would see, in order."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from . import questions, refusals, run_in
from .characters import clean, has_words
from .document import Block, Document, Kind, Part
from .refusals import NotAPolicy
from .word_body import Body
from .word_numbering import Numbering
from .word_styles import Styles
from .word_xml import local, root, value

NEEDED = re.compile(r"\[content_types\]\.xml|word/[a-z0-9_-]+\.xml")
_MAIN = "word/document.xml"
_WITH_MACROS = b"macroEnabled"


def read(members: Mapping[str, bytes], name: str) -> Document:
    """The paragraphs of the body, its notes and text boxes at their place, then what stands beside the text.

    Inserted text is part of it, deleted and moved-away text never comes back. Raises NotAPolicy.
    """
    if _WITH_MACROS in members.get("[content_types].xml", b""):
        raise NotAPolicy(refusals.MACROS)
    main = root(members[_MAIN])
    body = next((child for child in main if local(child) == "body"), None)
    if body is None:
        raise NotAPolicy(refusals.DAMAGED)
    styles = Styles(members.get("word/styles.xml"))
    numbering = Numbering(members.get("word/numbering.xml"), styles)
    notes = {kind: _notes(members.get(f"word/{kind}s.xml"), kind) for kind in ("footnote", "endnote")}
    reader = Body(styles, numbering, notes)
    blocks = [*reader.blocks(body), *_beside(members, styles, numbering)]
    return Document(name, questions.parted(run_in.parted_word(blocks)))


def _notes(data: bytes | None, kind: str) -> dict[str, Element]:
    """The footnotes or endnotes by their id, without the lines that part them from the text."""
    if data is None:
        return {}
    return {value(one, "id"): one for one in root(data) if local(one) == kind and not value(one, "type")}


def _beside(members: Mapping[str, bytes], styles: Styles, numbering: Numbering) -> list[Block]:
    """Page headers, page footers and comments: listed once each, never taken for the policy's text."""
    found: dict[tuple[Part, str], None] = {}
    for name in sorted(members):
        part = _part_of(name)
        if part is None:
            continue
        for block in Body(styles, numbering, {}).blocks(root(members[name])):
            text = clean(block.text)
            if has_words(text):
                found[part, text] = None
    return [Block(Kind.ASIDE, text, part=part) for part, text in found]


def _part_of(name: str) -> Part | None:
    base = name.removeprefix("word/")
    if re.fullmatch(r"header\d*\.xml", base):
        return Part.HEADER
    if re.fullmatch(r"footer\d*\.xml", base):
        return Part.FOOTER
    return Part.COMMENT if base == "comments.xml" else None
