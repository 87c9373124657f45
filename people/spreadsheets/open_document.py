"""OpenDocument spreadsheets (.ods), as LibreOffice writes them."""

import re
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from . import refusals
from .archive import packed
from .cells import check_extent, tidy_row
from .limits import Limits
from .table import Sheet, UnreadableFile, Workbook
from .xml_reading import local, walk

NEEDED = re.compile(r"mimetype|content\.xml|styles\.xml|meta-inf/manifest\.xml")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def read(members: dict[str, bytes], limits: Limits) -> Workbook:
    """The workbook of these archive members. Raises UnreadableFile."""
    if not members["mimetype"].strip().startswith(_SPREADSHEET):
        raise refusals.not_a_spreadsheet("a document for another program")
    if b"encryption-data" in members.get("meta-inf/manifest.xml", b""):
        raise UnreadableFile(refusals.LOCKED)
    scan = _TableScan(limits)
    walk(members["content.xml"], scan)
    try:
        workbook = CalamineWorkbook.from_filelike(packed(_renamed(members)))
        if len(workbook.sheets_metadata) != len(scan.hidden_rows):
            raise UnreadableFile(refusals.DAMAGED)
        sheets = [
            Sheet(meta.name, _rows(workbook, index), scan.hidden_rows[index])
            for index, meta in enumerate(workbook.sheets_metadata)
            if meta.visible == SheetVisibleEnum.Visible
        ]
    except PasswordError:
        raise UnreadableFile(refusals.LOCKED) from None
    except CalamineError:
        raise UnreadableFile(refusals.DAMAGED) from None
    if not sheets:
        raise UnreadableFile(refusals.NO_SHEET)
    return Workbook(kind="ods", sheets=tuple(sheets))


def _renamed(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members under the names that the format gives them."""
    return {name.replace("meta-inf", "META-INF"): data for name, data in members.items()}


def _rows(workbook: CalamineWorkbook, index: int) -> list:
    return [tidy_row(row) for row in workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)]


class _TableScan(ContentHandler):
    """Adds up repeated rows and cells before the library lays them out; counts hidden rows with a content."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.hidden_rows: list[int] = []
        self._limits = limits
        self._rows = self._row_repeat = self._column = self._cell_repeat = 0
        self._last_row = self._last_column = 0
        self._hidden = self._filled = self._in_cell = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        element = local(name)
        if element == "table":
            self.hidden_rows.append(0)
            self._rows = self._last_row = self._last_column = 0
        elif element == "table-row":
            self._row_repeat = _repeat(attrs.get("table:number-rows-repeated"))
            self._hidden = attrs.get("table:visibility") in {"collapse", "filter"}
            self._filled = False
            self._column = 0
        elif element in {"table-cell", "covered-table-cell"}:
            self._in_cell = True
            self._cell_repeat = _repeat(attrs.get("table:number-columns-repeated"))
            self._column += self._cell_repeat
            if "office:value-type" in attrs or "table:formula" in attrs:
                self._fill()
        elif element == "p" and self._in_cell:
            self._fill()

    def endElement(self, name: str) -> None:
        element = local(name)
        if element in {"table-cell", "covered-table-cell"}:
            self._in_cell = False
        elif element == "table-row":
            self._rows += self._row_repeat
            if self._filled:
                self._last_row = self._rows
                self.hidden_rows[-1] += self._row_repeat if self._hidden else 0
                check_extent("", self._last_row, self._last_column, self._limits)

    def _fill(self) -> None:
        self._filled = True
        self._last_column = max(self._last_column, self._column)


def _repeat(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise UnreadableFile(refusals.DAMAGED)
    return max(int(text), 1)
