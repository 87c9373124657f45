"""What makes a filled cell of an .xlsx say something else than its value: a note on it, a strike through it, a number
format that shows another word.

Seen are the notes of the sheet and the format of the whole cell. Strikes through a part of a text, colours and
conditional formats are not looked for.
"""

import posixpath
import re
from collections.abc import Mapping
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from .sheet_scan import column_number
from .xml_reading import local, walk

STYLES = "xl/styles.xml"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LETTER = re.compile(r"[^\W\d_]")
_HIDES_ALL = re.compile(r"\s*;{1,3}\s*")
_OFF = {"0", "false", "none"}


def doubted_styles(members: Mapping[str, bytes]) -> frozenset[int]:
    """The numbers of the cell formats that strike the cell through or show words of their own."""
    styles = _Styles()
    if STYLES in members:
        walk(members[STYLES], styles)
    return frozenset(
        number
        for number, (number_format, font) in enumerate(styles.cells)
        if font in styles.struck or shows_another_word(styles.formats.get(number_format, ""))
    )


def shows_another_word(code: str) -> bool:
    """Whether a number format writes letters of its own, or nothing at all, whatever the number is.

    >>> shows_another_word('"Yes";;"No"'), shows_another_word('[Red]"£"#,##0.00'), shows_another_word(";;;")
    (True, False, True)
    """
    literal = "".join(quoted or sign for quoted, sign in _LITERAL.findall(_BRACKETS.sub("", code)))
    return bool(_LETTER.search(literal) or _HIDES_ALL.fullmatch(code))


def noted_cells(members: Mapping[str, bytes], sheet: str) -> set[tuple[int, int]]:
    """The cells of the sheet at this path that carry a note or a comment, by row and column from 0."""
    folder, name = posixpath.split(sheet)
    relations, found = _NoteParts(), _Notes()
    walk(members.get(f"{folder}/_rels/{name}.rels", b"<none/>"), relations)
    for target in relations.targets:
        base = "" if target.startswith("/") else folder
        path = posixpath.normpath(posixpath.join(base, target.lstrip("/").replace("\\", "/"))).casefold()
        walk(members.get(path, b"<none/>"), found)
    return found.places


class _NoteParts(ContentHandler):
    """The parts of a sheet that hold its notes or its threads of comments."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        kind = attrs.get("Type", "").rpartition("/")[2].casefold()
        if local(name) == "Relationship" and kind in {"comments", "threadedcomment"}:
            self.targets.append(attrs.get("Target", ""))


class _Notes(ContentHandler):
    """The places of the notes of one part."""

    def __init__(self) -> None:
        super().__init__()
        self.places: set[tuple[int, int]] = set()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        place = _PLACE.fullmatch(attrs.get("ref", "")) if local(name) in {"comment", "threadedComment"} else None
        if place:
            self.places.add((int(place[2]) - 1, column_number(place[1]) - 1))


class _Styles(ContentHandler):
    """Number formats, fonts that strike through, and for each cell format the two it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self.struck: set[str] = set()
        self.cells: list[tuple[str, str]] = []
        self._within: list[str] = []
        self._fonts = -1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        element, parent = local(name), self._within[-1] if self._within else ""
        if element == "numFmt" and parent == "numFmts":
            self.formats[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif element == "font" and parent == "fonts":
            self._fonts += 1
        elif element == "strike" and self._within[-2:] == ["fonts", "font"] and attrs.get("val", "") not in _OFF:
            self.struck.add(str(self._fonts))
        elif element == "xf" and parent == "cellXfs":
            self.cells.append((attrs.get("numFmtId", "0"), attrs.get("fontId", "0")))
        self._within.append(element)

    def endElement(self, name: str) -> None:
        self._within.pop()
