"""The Common Transfer File (XML) by which schools pass pupils on: number, names, day of birth, year group.

The file carries much that a school's portal has no business with (health, ethnicity, free meals). Nothing but
the five things above is ever kept, not even in memory: the file is read as a stream of events. A document
type, and with it every entity, is refused (domain 3).
"""

import io
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from people.spreadsheets.table import Line, Table, UnreadableFile

_HEADINGS = {
    "UPN": "UPN",
    "Surname": "Legal surname",
    "Forename": "Legal forename",
    "DOB": "Date of birth",
    "BasicDetails/MiddleNames": "Middle names",
    "BasicDetails/PreferredSurname": "Preferred surname",
    "BasicDetails/PreferredForename": "Preferred forename",
    "BasicDetails/NCyearActual": "Year group",
}
_PUPIL = "CTfile/CTFpupilData/Pupil"
_QUALIFIER = "CTfile/Header/DocumentQualifier"
_DEEPEST = 30
_LONGEST_TEXT = 1_000
_MOST_PUPILS = 50_000


@dataclass(frozen=True)
class TransferFile:
    """The pupils of a transfer file as a table. A partial file holds some of the school's pupils only."""

    table: Table
    is_partial: bool


def is_xml(data: bytes) -> bool:
    """True for what begins like an XML document, in whatever encoding."""
    start = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<")


def read_transfer_file(data: bytes) -> TransferFile:
    """The pupils of a Common Transfer File; a pupil's row number is its place in the file.

    A file that does not say *full* counts as partial. Raises UnreadableFile for anything else than a
    transfer file, for broken XML, and for a document type.
    """
    collector = _Collector()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(collector)
    try:
        parser.parse(io.BytesIO(data))
    except DefusedXmlException:
        raise UnreadableFile(
            "The file carries a document type, which a transfer file never does. Export it again."
        ) from None
    except (SAXException, ValueError, LookupError) as error:
        message = str(error) if isinstance(error, _NotATransferFile) else "The XML is broken. Export it again."
        raise UnreadableFile(message) from None
    if not collector.pupils:
        raise UnreadableFile("There is no pupil in this file. Choose a Common Transfer File or a spreadsheet.")
    lines = [
        Line(record, [pupil.get(path) for path in _HEADINGS]) for record, pupil in enumerate(collector.pupils, start=1)
    ]
    table = Table(headings=list(_HEADINGS.values()), lines=lines, kind="xml")
    return TransferFile(table, is_partial=collector.qualifier.strip().casefold() != "full")


class _NotATransferFile(ValueError):
    """The document is no transfer file; the message says so in plain words."""


class _Collector(ContentHandler):
    """Keeps the wanted texts of each pupil and lets everything else pass by."""

    def __init__(self) -> None:
        super().__init__()
        self.pupils: list[dict[str, str]] = []
        self.qualifier = ""
        self._path: list[str] = []
        self._wanted: str | None = None

    def startElement(self, name: str, attrs: Any) -> None:
        self._path.append(name.rpartition(":")[2])
        if len(self._path) > _DEEPEST or self._path[0] != "CTfile":
            raise _NotATransferFile("This XML is no Common Transfer File. Choose a transfer file or a spreadsheet.")
        path = "/".join(self._path)
        if path == _PUPIL:
            if len(self.pupils) == _MOST_PUPILS:
                raise _NotATransferFile(f"There are more than {_MOST_PUPILS} pupils in this file. Split it.")
            self.pupils.append({})
        inside = path.removeprefix(f"{_PUPIL}/")
        self._wanted = inside if inside in _HEADINGS or path == _QUALIFIER else None

    def characters(self, content: str) -> None:
        if self._wanted == _QUALIFIER:
            self.qualifier = (self.qualifier + content)[:_LONGEST_TEXT]
        elif self._wanted:
            pupil = self.pupils[-1]
            pupil[self._wanted] = (pupil.get(self._wanted, "") + content)[:_LONGEST_TEXT]

    def endElement(self, name: str) -> None:
        self._path.pop()
        self._wanted = None
