"""Excel workbooks of before 2007 (.xls), and what else comes in that wrapping: locked .xlsx, .doc, .ppt."""

import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from . import refusals
from .cells import check_extent, tidy_row
from .limits import Limits
from .table import Sheet, UnreadableFile, Workbook

_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_DATE_MODE = 0x22
_FILE_PASS = 0x2F
_END = 0x0A


def read(content: bytes, limits: Limits) -> Workbook:
    """The workbook of an OLE2 file. Raises UnreadableFile."""
    _check_streams(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(
            _sheet(workbook, index, meta.name, limits)
            for index, meta in enumerate(workbook.sheets_metadata)
            if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
        )
    except PasswordError:
        raise UnreadableFile(refusals.LOCKED) from None
    except CalamineError:
        raise UnreadableFile(refusals.DAMAGED) from None
    if not sheets:
        raise UnreadableFile(refusals.NO_SHEET)
    return Workbook(kind="xls", sheets=sheets, epoch_1904=_counts_from_1904(content))


def _sheet(workbook: CalamineWorkbook, index: int, name: str, limits: Limits) -> Sheet:
    sheet = workbook.get_sheet_by_index(index)
    check_extent(name, *_extent(sheet.end), limits)
    return Sheet(name=name, rows=[tidy_row(row) for row in sheet.to_python(skip_empty_area=False)])


def _extent(end: tuple[int, int] | None) -> tuple[int, int]:
    return (end[0] + 1, end[1] + 1) if end else (0, 0)


def _check_streams(content: bytes) -> None:
    """Refuse by the names in the wrapping's directory."""
    if _has_stream(content, "EncryptedPackage") or _is_locked(content):
        raise UnreadableFile(refusals.LOCKED)
    if _has_stream(content, "_VBA_PROJECT_CUR"):
        raise UnreadableFile(refusals.MACROS)
    if _has_stream(content, "WordDocument"):
        raise refusals.not_a_spreadsheet("a Word document")
    if _has_stream(content, "PowerPoint Document"):
        raise refusals.not_a_spreadsheet("a presentation")
    if not _has_stream(content, "Workbook") and not _has_stream(content, "Book"):
        raise refusals.not_a_spreadsheet("a file of another program")


def _has_stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") + b"\0\0" in content


def _first_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records at the beginning of the workbook, number and content, up to the end of that part."""
    at = content.find(_GLOBALS)
    while 0 <= at < len(content) - 4:
        record = int.from_bytes(content[at : at + 2], "little")
        length = int.from_bytes(content[at + 2 : at + 4], "little")
        if record == _END:
            return
        yield record, content[at + 4 : at + 4 + length]
        at += 4 + length


def _is_locked(content: bytes) -> bool:
    return any(record == _FILE_PASS for record, _ in _first_records(content))


def _counts_from_1904(content: bytes) -> bool:
    """Whether the workbook's day numbers start in 1904."""
    return any(record == _DATE_MODE and data == b"\x01\x00" for record, data in _first_records(content))
