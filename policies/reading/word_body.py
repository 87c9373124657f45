"""The body of a Word document, paragraph by paragraph."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from . import marks, run_in, tables
from .characters import clean, has_words, visible
from .document import BOLD_LEVEL, Block, Kind, Part
from .word_numbering import Item, Numbering
from .word_runs import Paragraph, Runs
from .word_styles import Styles, list_of, outline
from .word_xml import child, local, value

# What a paragraph may be wrapped in. Deleted and moved-away text is in `del` and `moveFrom`: they are not here.
_WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "comment",
    "footnote",
    "endnote",
    "hdr",
    "ftr",
}
_LONGEST_HEADING = 120
_TERMINAL = (".", ":", ";", ",", "!", "?")


class Body:
    """Reads one part of the document from top to bottom."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Mapping[str, Mapping[str, Element]]) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.runs = Runs(styles)
        self.kept_back = ""  # the text of a paragraph whose end was deleted: it goes on in the next one
        self.kept_beside: list[Block] = []

    def blocks(self, parent: Element, part: Part = Part.BODY) -> Iterator[Block]:
        """All paragraphs under `parent`, in order."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, part)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "sdt" and _is_contents(element):
                yield from (replace(block, part=Part.CONTENTS) for block in self.blocks(element, Part.CONTENTS))
            elif name in _WRAPPERS:
                yield from self.blocks(element, part)
            elif name in ("altChunk", "subDoc"):
                yield from self._unreadable()
        if self.kept_back:
            text, self.kept_back = clean(self.kept_back), ""
            yield from [Block(Kind.PLAIN, text, part=part)] if has_words(text) else []
            yield from self.kept_beside
            self.kept_beside = []

    def _unreadable(self) -> Iterator[Block]:
        yield Block(Kind.ASIDE, "A part of this document is another file inside it and was not read.", part=Part.HIDDEN)

    def _paragraph(self, element: Element, part: Part) -> Iterator[Block]:
        settings = child(element, "pPr")
        read = self.runs.read(element)
        text = self.kept_back + read.text
        beside = [*self.kept_beside, *self._boxes(read), *self._notes(read)]
        marked = child(settings, "rPr")
        if child(marked, "del") is not None or child(marked, "moveFrom") is not None:
            self.kept_back, self.kept_beside = text, beside
            return
        self.kept_back, self.kept_beside = "", []
        leads_on = text.rstrip().endswith(":")
        yield from beside if leads_on else ()
        yield from self._worded(text, read, settings, part)
        if hidden := clean(read.hidden):
            yield Block(Kind.ASIDE, hidden, part=Part.HIDDEN)
        yield from () if leads_on else beside

    def _worded(self, text: str, read: Paragraph, settings: Element | None, part: Part) -> Iterator[Block]:
        style = value(child(settings, "pStyle"))
        number_id, level = list_of(settings)
        of_style = self.styles.numbering(style)
        item = self.numbering.item(number_id or of_style[0], level or of_style[1])
        if item and not number_id:
            item = replace(item, depth=max(item.depth, self.styles.list_depth(style)))
        if read.is_contents or self.styles.is_contents(style) or marks.leads_to_a_page(text):
            part = Part.CONTENTS
            text = marks.without_page(text) if marks.leads_to_a_page(text) else text
        depth = self.styles.heading_level(style)
        own = outline(settings)
        depth = own if own is not None else depth
        is_bold = read.is_bold(self.styles.is_bold(style))
        begins = "" if self.styles.is_bold(style) else run_in.bold_beginning(read.weights)
        for place, line in enumerate(_lines(text)):
            if has_words(line):
                block = _block(line, depth, item if place == 0 else None, is_bold)
                if place == 0 and begins and part == Part.BODY and block.kind == Kind.PLAIN and line.startswith(begins):
                    block = replace(block, text=f"**{clean(begins)}** {clean(line[len(begins) :])}")
                yield replace(block, part=part)

    def _notes(self, read: Paragraph) -> Iterator[Block]:
        """The notes to this paragraph, each as a paragraph after it."""
        for kind, key in read.notes:
            note = self.notes.get(kind, {}).get(key)
            if note is not None:
                inner = Body(self.styles, self.numbering, {})
                yield from (Block(Kind.PLAIN, block.text, part=Part.NOTE) for block in inner.blocks(note))

    def _boxes(self, read: Paragraph) -> Iterator[Block]:
        for box in read.boxes:
            yield from Body(self.styles, self.numbering, self.notes).blocks(box, Part.TEXT_BOX)

    def _table(self, table: Element) -> Iterator[Block]:
        """Rows of one cell, and cells that hold lists, are read as they stand; other rows become items of a list."""
        waiting: list[list[str]] = []
        is_first = True
        for row in self._rows(table):
            cells = [cell for cell in (list(self.blocks(cell, Part.TABLE)) for cell in _cells(row)) if cell]
            if len(cells) > 1 and all(len(cell) == 1 and _is_simple(cell[0]) for cell in cells):
                waiting.append([cell[0].text for cell in cells])
                continue
            yield from tables.as_blocks(waiting, has_head=is_first)
            waiting, is_first = [], False
            if _is_labelled(cells):
                yield from tables.labelled(cells[0][0].text, [block.text for block in cells[1]])
                continue
            for cell in cells:
                yield from cell
        yield from tables.as_blocks(waiting)

    def _rows(self, table: Element) -> Iterator[Element]:
        for element in table:
            if local(element) == "tr":
                if child(element, "trPr", "del") is None:
                    yield element
            elif local(element) in _WRAPPERS:
                yield from self._rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if local(element) == "tc":
            if child(element, "tcPr", "cellDel") is None:
                yield element
        elif local(element) in _WRAPPERS:
            yield from _cells(element)


def _is_labelled(cells: list[list[Block]]) -> bool:
    """Whether the row says in its first cell what the paragraphs of the second are about."""
    if len(cells) != 2 or len(cells[0]) != 1 or not all(_is_simple(block) for cell in cells for block in cell):
        return False
    return tables.is_label(cells[0][0].text)


def _is_simple(block: Block) -> bool:
    return block.kind == Kind.PLAIN or (block.kind == Kind.HEADING and block.level == BOLD_LEVEL)


def _is_contents(sdt: Element) -> bool:
    gallery = child(sdt, "sdtPr", "docPartObj", "docPartGallery")
    return value(gallery).lower() in ("table of contents", "contents")


def _lines(text: str) -> list[str]:
    """The lines of a paragraph in which somebody pressed Shift and Enter: parted where a sentence or item ends."""
    found: list[str] = []
    for line in visible(text).split("\n"):
        line = line.strip()
        begins = not found or found[-1].endswith(_TERMINAL) or marks.bullet(line) is not None or marks.number(line)
        if begins:
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found


def _block(line: str, depth: int | None, item: Item | None, is_bold: bool) -> Block:
    typed = marks.number(line.strip()) if item is None or not item.number else None
    number, text = typed if typed and has_words(typed[1]) else (item.number if item else "", line)
    text = clean(text)
    if depth is not None:
        return Block(Kind.HEADING, text, depth, number)
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith(_TERMINAL)
    if is_bold and is_short and (item is None or item.number):
        return Block(Kind.HEADING, text, BOLD_LEVEL, number)
    if typed and item is None and marks.is_section(line.strip()):
        return Block(Kind.HEADING, text, 1, number)
    if number:
        return Block(Kind.NUMBERED, text, item.depth if item else max(1, number.count(".")), number)
    sign = marks.bullet(line.strip())
    if item or sign is not None:
        return Block(
            Kind.BULLET, clean(sign) if sign is not None and has_words(sign) else text, item.depth if item else 1
        )
    return Block(Kind.PLAIN, text)
