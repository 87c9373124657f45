"""What the library does not tell of an .xlsx sheet: formulas without result, errors, hidden rows, extent."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from . import refusals
from .table import Mark, UnreadableFile
from .xml_reading import local, walk

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE = {"1", "true"}

# A sheet with none of these needs no slow walk: no formula, no hidden row, no comment, and no cell but of the
# shape that nearly every program writes, with a type that has a value.
_TELLING = (b"<f", b":f", b"<!", b":c", b"<c>", b"<c\t", b"<c\n", b"<c\r")
_NOT_HIDDEN = (b' hidden="false"', b' hidden="0"')  # LibreOffice says it of every row
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="(?:s|n|b|d|str|inlineStr)")?>')
_EMPTY_CELL = re.compile(rb"<c [^<>]*/>")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = b"0123456789"


@dataclass
class SheetFacts:
    """`marks` by row and column from 0; `rows` and `columns` span every cell with a content.

    `doubted` are the filled cells in a format that was asked for.
    """

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: int = 0
    rows: int = 0
    columns: int = 0
    doubted: set[tuple[int, int]] = field(default_factory=set)


def scan(xml: bytes, styles: frozenset[int] = frozenset()) -> SheetFacts:
    """The facts of one sheet. What its `<dimension>` says is not believed. Cells in one of `styles` are noted.

    Raises UnreadableFile if the XML is broken or gives one cell twice: two readers could see two answers.
    """
    used = {str(number) for number in styles if re.search(rb"\bs\s*=\s*[\"']%d[\"']" % number, xml)}
    return _walk(xml, used) if used else _glance(xml) or _walk(xml)


def column_number(letters: str) -> int:
    """The number of a column from its letters.

    >>> column_number("A"), column_number("Z"), column_number("AA"), column_number("XFD")
    (1, 26, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _glance(xml: bytes) -> SheetFacts | None:
    """The facts of a plain sheet, quickly; None where anything needs a closer look."""
    if any(sign in xml for sign in _TELLING) or xml.count(b"hidden") != sum(map(xml.count, _NOT_HIDDEN)):
        return None
    places = _PLAIN_CELL.findall(xml)
    others = xml.count(b"<c ") - len(places)
    if others and others != len(_EMPTY_CELL.findall(xml)):
        return None
    if len(set(places)) != len(places):
        return None
    together = b" ".join(places)
    rows, columns = (set(together.translate(None, without).split()) for without in (_LETTERS, _DIGITS))
    return SheetFacts(
        rows=max(map(int, rows), default=0),
        columns=max((column_number(letters.decode()) for letters in columns), default=0),
    )


def _walk(xml: bytes, styles: Collection[str] = ()) -> SheetFacts:
    handler = _SheetHandler(styles)
    walk(xml, handler)
    return handler.facts


class _SheetHandler(ContentHandler):
    """Follows rows and cells. A row or cell without a reference stands after the one before it."""

    def __init__(self, styles: Collection[str]) -> None:
        super().__init__()
        self.facts = SheetFacts()
        self._styles = styles
        self._is_doubted = False
        self._row = self._column = -1
        self._row_hidden = self._row_counted = False
        self._seen: set[tuple[int, int]] = set()
        self._type = ""
        self._inside: set[str] = set()
        self._in_value = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        element = local(name)
        if element == "row":
            self._start_row(attrs)
        elif element == "c":
            self._start_cell(attrs)
        elif element in {"f", "v", "is"}:
            self._inside.add(element)
            self._in_value = element == "v"

    def characters(self, content: str) -> None:
        if self._in_value:
            self._inside.add("text")

    def endElement(self, name: str) -> None:
        element = local(name)
        if element == "c":
            self._end_cell()
        elif element == "v":
            self._in_value = False

    def _start_row(self, attrs: AttributesImpl) -> None:
        self._row = _positive(attrs["r"]) - 1 if "r" in attrs else self._row + 1
        self._column = -1
        self._row_hidden = attrs.get("hidden", "").lower() in _TRUE
        self._row_counted = False

    def _start_cell(self, attrs: AttributesImpl) -> None:
        self._type = attrs.get("t", "")
        self._is_doubted = attrs.get("s", "") in self._styles
        self._inside = set()
        self._column += 1
        if "r" in attrs:
            place = _REFERENCE.fullmatch(attrs["r"])
            if not place or int(place[2]) - 1 != self._row:
                raise UnreadableFile(refusals.DAMAGED)
            self._column = column_number(place[1]) - 1

    def _end_cell(self) -> None:
        if not self._inside:
            return
        place = (self._row, self._column)
        if place in self._seen:
            raise UnreadableFile(refusals.DAMAGED)
        self._seen.add(place)
        self.facts.rows = max(self.facts.rows, self._row + 1)
        self.facts.columns = max(self.facts.columns, self._column + 1)
        if self._row_hidden and not self._row_counted:
            self.facts.hidden_rows += 1
            self._row_counted = True
        if self._is_doubted:
            self.facts.doubted.add(place)
        self._mark(place)

    def _mark(self, place: tuple[int, int]) -> None:
        if self._type == "e":
            self.facts.marks[place] = Mark.ERROR_VALUE
        elif "f" in self._inside and not self._has_result():
            self.facts.marks[place] = Mark.FORMULA_WITHOUT_VALUE

    def _has_result(self) -> bool:
        """An empty text may be the result of a formula (`t="str"` with an empty `<v>`)."""
        return "text" in self._inside or ("v" in self._inside and self._type == "str")


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 7 or int(text) < 1:
        raise UnreadableFile(refusals.DAMAGED)
    return int(text)
