"""What a file is, judged by its first bytes and never by its name, and who reads it."""

from . import archive, old_excel, open_document, refusals, separated, xlsx
from .limits import Limits
from .table import UnreadableFile, Workbook

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_THINGS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"ID3", "a recording"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a document for a word processor"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def read(content: bytes, limits: Limits) -> Workbook:
    """Read the file with the reader of its kind. Raises UnreadableFile. Runs in the child process."""
    if content.startswith(_ZIP):
        return _read_archive(content, limits)
    if content.startswith(_OLE2):
        return old_excel.read(content, limits)
    if content[4:8] == b"ftyp":
        raise refusals.not_a_spreadsheet("a picture or a film")
    for start, what in _OTHER_THINGS:
        if content.startswith(start) and not _is_plain(content):
            raise refusals.not_a_spreadsheet(what)
    return separated.read(content, limits)


def _is_plain(content: bytes) -> bool:
    """Whether these are the letters of a heading after all ("BMI", "MZ"): one line of printable ASCII."""
    line = content[:400].splitlines()[0]
    return line.isascii() and line.decode("ascii").isprintable() and not content.startswith((b"%PDF", b"{\\rtf"))


def _read_archive(content: bytes, limits: Limits) -> Workbook:
    names = archive.names(content, limits)
    if "xl/workbook.xml" in names:
        return xlsx.read(archive.unpack(content, limits, xlsx.NEEDED), limits)
    if "content.xml" in names and "mimetype" in names:
        return open_document.read(archive.unpack(content, limits, open_document.NEEDED), limits)
    if "xl/workbook.bin" in names:
        raise UnreadableFile(refusals.BINARY_WORKBOOK)
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFile(refusals.DAMAGED)
    if any(name.startswith("word/") for name in names):
        raise refusals.not_a_spreadsheet("a Word document")
    if any(name.startswith("ppt/") for name in names):
        raise refusals.not_a_spreadsheet("a presentation")
    if any(name.endswith(".iwa") for name in names):
        raise UnreadableFile(refusals.NUMBERS)
    raise UnreadableFile(refusals.OTHER_ARCHIVE)
