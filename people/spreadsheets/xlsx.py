"""Excel workbooks of today (.xlsx): the library reads the values, our own scan adds what it does not tell."""

import posixpath
import re
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from . import refusals
from .archive import packed
from .cells import check_extent, tidy_row
from .limits import Limits
from .sheet_remarks import doubted_styles, noted_cells
from .sheet_scan import SheetFacts, scan
from .table import Cell, Sheet, UnreadableFile, Workbook
from .xml_reading import local, walk

NEEDED = re.compile(r"\[content_types\]\.xml|_rels/\.rels|xl/(?!media/|theme/|drawings/).*\.(xml|rels)")
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def read(members: dict[str, bytes], limits: Limits) -> Workbook:
    """The workbook of these archive members. Raises UnreadableFile."""
    contents = _Contents()
    walk(members[_WORKBOOK], contents)
    paths = _paths(members)
    try:
        workbook = CalamineWorkbook.from_filelike(packed(members))
        if [meta.name for meta in workbook.sheets_metadata] != [name for name, _ in contents.sheets]:
            raise UnreadableFile(refusals.DAMAGED)
        styles = doubted_styles(members)
        sheets = []
        for index, meta in enumerate(workbook.sheets_metadata):
            if _is_offered(meta):
                path = paths.get(contents.sheets[index][1], "")
                facts = _facts(members, path, styles)
                sheets.append(_sheet(workbook, index, meta.name, facts, limits))
    except CalamineError:
        raise UnreadableFile(refusals.DAMAGED) from None
    if not sheets:
        raise UnreadableFile(refusals.NO_SHEET)
    return Workbook(kind="xlsx", sheets=tuple(sheets), epoch_1904=contents.epoch_1904)


def _is_offered(meta: SheetMetadata) -> bool:
    return meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible


def _facts(members: dict[str, bytes], path: str, styles: frozenset[int]) -> SheetFacts:
    """What our own scan finds in the sheet at this path, and which of its cells carry a note."""
    xml = members.get(path)
    if xml is None:
        raise UnreadableFile(refusals.DAMAGED)
    facts = scan(xml, styles)
    facts.doubted |= noted_cells(members, path)
    return facts


def _sheet(workbook: CalamineWorkbook, index: int, name: str, facts: SheetFacts, limits: Limits) -> Sheet:
    check_extent(name, facts.rows, facts.columns, limits)
    rows = [tidy_row(row) for row in workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)]
    _put_marks(rows, facts)
    return Sheet(name=name, rows=rows, hidden_rows=facts.hidden_rows, doubted=frozenset(facts.doubted))


def _put_marks(rows: list[list[Cell]], facts: SheetFacts) -> None:
    """Put the marks into their cells; the library leaves out edges that hold nothing but such cells."""
    for (row, column), mark in facts.marks.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = mark


def _paths(members: dict[str, bytes]) -> dict[str, str]:
    """Which member each relation of the workbook names."""
    relations = _Relations()
    walk(members.get(_RELATIONS, b"<none/>"), relations)
    return {key: _path(target) for key, target in relations.targets.items()}


def _path(target: str) -> str:
    base = "" if target.startswith("/") else "xl/"
    return posixpath.normpath(base + target.lstrip("/").replace("\\", "/")).casefold()


class _Contents(ContentHandler):
    """The sheets of a workbook in order, with their relation, and the year its day numbers start from."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch_1904 = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if local(name) == "sheet":
            relation = next((value for key, value in attrs.items() if key.endswith(":id")), "")
            self.sheets.append((attrs.get("name", ""), relation))
        elif local(name) == "workbookPr":
            self.epoch_1904 = attrs.get("date1904", "").lower() in {"1", "true"}


class _Relations(ContentHandler):
    """Relations by their id. One id twice could be read in two ways."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if local(name) == "Relationship":
            key = attrs.get("Id", "")
            if key in self.targets:
                raise UnreadableFile(refusals.DAMAGED)
            self.targets[key] = attrs.get("Target", "")
