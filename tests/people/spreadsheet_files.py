"""Spreadsheet files for tests, made sign by sign: honest ones, and those that a hostile sender would make."""

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from people.spreadsheets import kinds
from people.spreadsheets.limits import DEFAULT_LIMITS

MEGABYTE = 1024 * 1024
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

HEADINGS = ["Child", "Class", "Website", "Facebook"]
ROWS = [HEADINGS, ["Ella Holt", "3H", "Yes", "No"], ["Ben Ng", "4K", "No", "Yes"]]


# --- .xlsx -----------------------------------------------------------------------------------------------------


def cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, texts: Iterable[str], attributes: str = "") -> str:
    """A row of text cells from column A on."""
    cells = "".join(cell(f"{chr(65 + index)}{number}", text) for index, text in enumerate(texts))
    return f'<row r="{number}" {attributes}>{cells}</row>'


def sheet_xml(body: str, before: str = "", prolog: str = "") -> str:
    """A worksheet with these rows; `before` stands before them, `prolog` before everything."""
    start = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<worksheet {_MAIN}>{before}'
    return f"{start}<sheetData>{body}</sheetData></worksheet>"


def sheet_of(rows: Iterable[Iterable[str]]) -> str:
    return sheet_xml("".join(row(number, texts) for number, texts in enumerate(rows, start=1)))


def relation(key: str, sort: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_RELATION}/{sort}" Target="{target}"/>'


def xlsx_parts(*sheets: str, states: Iterable[str] = (), epoch_1904: bool = False) -> dict[str, bytes]:
    """The members of a workbook with these sheets. `states` are "hidden" or "veryHidden", sheet by sheet."""
    numbers = range(1, len(sheets) + 1)
    shown = [*states, *["visible"] * len(sheets)]
    named = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" state="{shown[n - 1]}" r:id="rId{n}"/>' for n in numbers)
    relations = "".join(relation(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{relation("r", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATION}"><workbookPr date1904="{int(epoch_1904)}"/>'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
    }
    for number, xml in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    return {name: text.encode() for name, text in parts.items()}


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these members; pairs may name one member twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def xlsx(*sheets: str, **more) -> bytes:
    return zipped(xlsx_parts(*sheets, **more))


def xlsx_with(changes: Mapping[str, bytes], *sheets: str) -> bytes:
    """A workbook of which some members are replaced or added."""
    return zipped({**xlsx_parts(*(sheets or (sheet_of(ROWS),))), **changes})


def xlsx_by_a_library(rows: Iterable[Iterable[object]], epoch_1904: bool = False) -> bytes:
    """A workbook as an exporting program writes it, with real dates, numbers, booleans and shared strings."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"date_1904": epoch_1904})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = workbook.add_worksheet("Responses")
    for at, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, dt.datetime):
                sheet.write_datetime(at, column, value, moment)
            elif isinstance(value, dt.date):
                sheet.write_datetime(at, column, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            else:
                sheet.write(at, column, value)
    workbook.close()
    return buffer.getvalue()


# --- archives that lie -----------------------------------------------------------------------------------------


def lying_about_size(data: bytes, name: str, claimed: int) -> bytes:
    """The archive with another unpacked size for a member in its directory, and the checksum that fits the lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.read(name)
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if bytes(changed[at + 46 : at + 46 + length]) == name.encode():
            struct.pack_into("<I", changed, at + 16, zlib.crc32(real[:claimed]))
            struct.pack_into("<I", changed, at + 24, claimed)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def marked_encrypted(data: bytes) -> bytes:
    """The archive with every member marked as locked by a password."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def other_local_name(data: bytes, name: str, other: str) -> bytes:
    """The archive with a member that is named otherwise in front of its data than in the directory."""
    assert len(name) == len(other)
    return data.replace(name.encode(), other.encode(), 1)


# --- .xls and other OLE2 files ---------------------------------------------------------------------------------


def xls(rows: Iterable[Iterable[object]], epoch_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = epoch_1904
    sheet = book.add_sheet("Responses")
    moment = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm")
    for at, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(at, column, value, moment if isinstance(value, dt.date) else xlwt.Style.default_style)
    hidden = book.add_sheet("Hidden")
    hidden.visibility = 1
    hidden.write(0, 0, "not to be seen")
    return _saved(book)


def xls_with_formula(formula: str) -> bytes:
    """A heading row and one answer that is a formula nobody has worked out."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Responses")
    for column, text in enumerate(HEADINGS):
        sheet.write(0, column, text)
    sheet.write(1, 0, "Ella Holt")
    sheet.write(1, 2, xlwt.Formula(formula))
    return _saved(book)


def _saved(book: xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ole2_with(stream: str) -> bytes:
    """An OLE2 file of one sector with a directory entry of this name: enough to be told by."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    entry = stream.encode("utf-16-le").ljust(64, b"\0")
    return head + entry.ljust(512, b"\0")


def locked_xlsx() -> bytes:
    """What Excel writes for a workbook with a password: an OLE2 file round the scrambled archive."""
    return ole2_with("EncryptionInfo") + ole2_with("EncryptedPackage")[512:] + bytes(range(256)) * 8


def locked_xls() -> bytes:
    """An old workbook whose second record says that the rest is scrambled (FILEPASS in place of WRITEACCESS)."""
    data = xls(ROWS)
    for record in (b"\x5c\x00\x70\x00", b"\xe1\x00\x02\x00"):
        if record in data:
            return data.replace(record, b"\x2f\x00" + record[2:], 1)
    raise AssertionError("The library writes other records now.")


# --- .ods ------------------------------------------------------------------------------------------------------


def ods(rows: Iterable[Iterable[object]], hidden_sheet: bool = True) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Responses")
    for values in rows:
        table.addElement(_ods_row(values))
    tail = TableRow(numberrowsrepeated=1_048_000)
    tail.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(tail)
    document.spreadsheet.addElement(table)
    if hidden_sheet:
        style = Style(name="unseen", family="table")
        style.addElement(TableProperties(display="false"))
        document.automaticstyles.addElement(style)
        unseen = Table(name="Hidden", stylename=style)
        unseen.addElement(_ods_row(["not to be seen"]))
        document.spreadsheet.addElement(unseen)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _ods_row(values: Iterable[object]) -> TableRow:
    line = TableRow()
    for value in values:
        if value is None:
            one = TableCell()
        elif isinstance(value, bool):
            one = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        elif isinstance(value, int | float):
            one = TableCell(valuetype="float", value=str(value))
        elif isinstance(value, dt.date):
            one = TableCell(valuetype="date", datevalue=value.isoformat())
        else:
            one = TableCell(valuetype="string")
        if isinstance(value, str):
            one.addElement(P(text=value))
        line.addElement(one)
    return line


def ods_with(content: str, listed: str = "") -> bytes:
    """An OpenDocument spreadsheet with this `content.xml`; `listed` stands in its list of members."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<m:manifest xmlns:m="{names}"><m:file-entry m:full-path="/" m:media-type="{kind}"/>{listed}</m:manifest>'
    )
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def ods_body(rows: str, prolog: str = "") -> str:
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "table", "text"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content xmlns:office="{office}" '
        f'xmlns:table="{table}" xmlns:text="{text}"><office:body><office:spreadsheet>'
        f'<table:table table:name="One">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


# --- text ------------------------------------------------------------------------------------------------------


def separated(rows: Iterable[Iterable[str]], separator: str = ",", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A text table with every cell quoted that needs it."""
    needs_quoting = (separator, '"', "\n", "\r")

    def one(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in needs_quoting) else text

    return "".join(separator.join(one(text) for text in line) + end for line in rows).encode(encoding)


def rows_of(content: bytes) -> list:
    """The rows of the first sheet, read in this process."""
    return kinds.read(content, DEFAULT_LIMITS).sheets[0].rows
