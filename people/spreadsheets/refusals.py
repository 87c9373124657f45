"""The sentences that tell why a file is not read and what to do about it.

They name what was to be loaded: whoever loads a pupil list is not told of answers. The sentences are made where
the file is opened, in a process that does not know what it is for, and hold `WHAT` in that place.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from .limits import MEGABYTE
from .table import UnreadableFile

WHAT = "{what}"
ANSWERS, PUPIL_LIST, STAFF_LIST = "the answers", "the pupil list", "the staff list"
_SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and choose the new file."

EMPTY = "The file is empty. Export it again and choose the new file."
LOCKED = "The file is locked with a password. Open it in Excel, take the password off and choose it again."
MACROS = "The file holds macros (programs), which are never opened here. " + _SAVE_AGAIN
DAMAGED = "The file is damaged or was put together in a way that cannot be trusted. " + _SAVE_AGAIN
WEB_PAGE = "This is a web page with the name of a spreadsheet. " + _SAVE_AGAIN
XML = "This is an XML file, not a spreadsheet. " + _SAVE_AGAIN
JSON = "This is a JSON file, not a spreadsheet. Export {what} as .csv or .xlsx and choose that file."
BINARY = (
    "This is not a spreadsheet. It may be a picture, a film or a program, whatever its name says. "
    "Export {what} as .csv or .xlsx and choose that file."
)
BINARY_WORKBOOK = "This is a binary workbook (.xlsb). " + _SAVE_AGAIN
OTHER_ARCHIVE = "This is an archive, not a spreadsheet. Unpack it and choose the .csv or .xlsx file inside."
NUMBERS = "This is an Apple Numbers file. Export it from Numbers as Excel (.xlsx) and choose the new file."
NO_SHEET = "The file shows no sheet. In Excel, unhide the sheet with {what}, save and choose it again."
TOO_MUCH = (
    "The file needs too much memory, or it is damaged. Delete empty rows and columns at the edge of the "
    "sheet, save it as a new .xlsx and choose that file."
)
TOO_SLOW = "The file takes too long to read. Save only the sheet with {what} as a new .xlsx and choose it."


@contextmanager
def about(what: str) -> Iterator[None]:
    """Let every refusal inside name `what` was to be loaded: one of ANSWERS, PUPIL_LIST, STAFF_LIST."""
    try:
        yield
    except UnreadableFile as refusal:
        raise UnreadableFile(str(refusal).replace(WHAT, what)) from None


def not_a_spreadsheet(found: str) -> UnreadableFile:
    """`found` is the thing it is, "a PDF", "a picture", "a Word document"."""
    return UnreadableFile(f"This is {found}, not a spreadsheet. Export {WHAT} as .csv or .xlsx and choose that file.")


def too_large(limit_bytes: int) -> UnreadableFile:
    return UnreadableFile(
        f"The file is larger than {limit_bytes // MEGABYTE} MB. Save only the sheet with {WHAT}, "
        "without pictures, as a new .xlsx and choose that file."
    )


def unpacks_too_large(limit_bytes: int) -> UnreadableFile:
    return UnreadableFile(
        f"Unpacked, the file is larger than {limit_bytes // MEGABYTE} MB, or it is packed in a way that no "
        f"spreadsheet is. Save only the sheet with {WHAT} as a new .xlsx and choose that file."
    )


def too_many_cells(sheet: str, rows: int, columns: int) -> UnreadableFile:
    """`rows` and `columns` are what the sheet spans; `sheet` is empty for a text file."""
    where = f"The sheet “{sheet}”" if sheet else "The table"
    return UnreadableFile(
        f"{where} spans {rows:,} rows and {columns:,} columns, more than can be read. Delete what stands far away "
        f"from {WHAT}, save it and choose it again."
    )
