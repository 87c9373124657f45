"""What a file is, told by its first bytes and never by its name."""

import re
from enum import StrEnum

from . import refusals
from .refusals import RefusedFile


class FileKind(StrEnum):
    """A kind of file that is kept."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"


ENDINGS = {FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.WEBP: "webp", FileKind.PDF: "pdf", FileKind.TEXT: "txt"}
CONTENT_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
ENDING_OF = {CONTENT_TYPES[kind]: ending for kind, ending in ENDINGS.items()}
# What begins like this is none of them, and is called by its name. Text is what is left.
_OTHERS = (
    (rb"GIF8", "a GIF picture, which may move"),
    (rb"BM.{4}\0\0\0\0", "a BMP picture"),
    (rb"II\*\0|MM\0\*", "a TIFF picture"),
    (rb"\0\0\x01\0", "an icon"),
    (rb"8BPS", "a Photoshop picture"),
    (rb"....ftyp(?:heic|heix|heim|heis|hevc|mif1|msf1|avif|avis)", "a HEIC or AVIF picture, as some phones take them"),
    (rb"....ftyp|....(?:moov|mdat)|\x1aE\xdf\xa3|FLV", "a film"),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51|\xff\x0a|\0\0\0\x0cJXL ", "a picture of a rare kind"),
    (rb"RIFF", "a film or a sound"),
    (rb"ID3|\xff[\xfb\xf3\xf2]|OggS|fLaC", "a sound"),
    (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "an archive, or a Word, Excel or PowerPoint file"),
    (rb"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd", "an archive"),
    (rb"MZ.{20,}|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\0asm|#!", "a program"),
    (rb"\{\\rt", "a document with lettering (RTF)"),
    (rb"%!PS", "a PostScript file"),
    (rb"SQLite format", "a database"),
)
_OTHER_KINDS = tuple((re.compile(start, re.DOTALL), found) for start, found in _OTHERS)
_HIDDEN_PDF = 1024  # some readers look this far for the beginning of a PDF


def kind_of(content: bytes) -> FileKind:
    """The kind by content; TEXT for what is no other known kind, and is then to be read as such.

    Raises RefusedFile for what is known to be something else.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if content.startswith(b"%PDF-"):
        return FileKind.PDF
    for start, found in _OTHER_KINDS:
        if start.match(content):
            raise refusals.is_something_else(found)
    if b"%PDF-" in content[:_HIDDEN_PDF]:
        raise RefusedFile(refusals.DAMAGED_PDF)
    return FileKind.TEXT
