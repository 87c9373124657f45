"""Text tables (.csv): whatever separator and encoding a school's programs write."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable

from . import refusals
from .cells import check_extent
from .encoding import decode
from .limits import Limits
from .table import Cell, Sheet, UnreadableFile, Workbook

_SEPARATORS = ",;\t|"
_SAMPLE_SIGNS = 200_000
_SAMPLE_RECORDS = 60
_SAID = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)[\s>]")
_END = "\x1fend of file\x1f"


def read(content: bytes, limits: Limits) -> Workbook:
    """The one sheet of a text table, record by record, empty lines included. Raises UnreadableFile.

    A first line `sep=;` is an order to the program and no record.
    """
    text = decode(content)
    _refuse_other_texts(text)
    separator = ""
    if said := _SAID.match(text):
        separator, text = said[1], text[said.end() :]
    if not text.strip():
        raise UnreadableFile(refusals.EMPTY)
    rows = _records(text, separator or _best_separator(text), limits)
    return Workbook(kind="csv", sheets=(Sheet(name="", rows=rows),))


def _records(text: str, separator: str, limits: Limits) -> list[list[Cell]]:
    """The records. A last line of our own shows whether a quotation mark was left open and swallowed rows."""
    csv.field_size_limit(limits.cell_characters)
    ended = text if text.endswith(("\n", "\r")) else text + "\n"
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for record in csv.reader(io.StringIO(ended + _END, newline=""), delimiter=separator):
            if record == [_END]:
                return rows
            cells += len(record)
            rows.append([cell or None for cell in record])
            if len(rows) > limits.rows or cells + len(rows) > limits.cells:
                check_extent("", len(rows), -(-cells // len(rows)), limits)
    except csv.Error:
        raise _open_quotation(len(rows) + 1) from None
    raise _open_quotation(len(rows))


def _open_quotation(record: int) -> UnreadableFile:
    return UnreadableFile(
        f'Record {record} begins a text with a quotation mark (") that is never closed, or holds a cell '
        "far too long. Open the file in Excel, mend that cell, save as .xlsx and choose the new file."
    )


def _best_separator(text: str) -> str:
    """The separator that cuts most of the first records into the same number of cells, and into most."""
    return max(_SEPARATORS, key=lambda separator: _consistency(text, separator))


def _consistency(text: str, separator: str) -> int:
    """How many cuts the records of the commonest width have together; 0 where a record is not cut at all."""
    widths = Counter(width for width in _widths(text[:_SAMPLE_SIGNS], separator) if width)
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _widths(text: str, separator: str) -> Iterable[int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths = []
    try:
        for record in reader:
            widths.append(len(record))
            if len(widths) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        return widths
    return widths


def _refuse_other_texts(text: str) -> None:
    """Texts that are something else: a web page named .xls, XML, JSON."""
    start = text.lstrip()[:2000].casefold()
    if start.startswith("<") and _WEB_PAGE.search(start):
        raise UnreadableFile(refusals.WEB_PAGE)
    if start.startswith("mime-version:"):
        raise UnreadableFile(refusals.WEB_PAGE)
    if start.startswith("<?xml"):
        raise UnreadableFile(refusals.XML)
    if start.startswith(("{", "[")) and _is_json(text):
        raise UnreadableFile(refusals.JSON)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text.lstrip()[:2000].count('":') > 2
    return True
