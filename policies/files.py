"""What may be kept as the file of a related document: told by its content, never by its name (security 2.4, uploads).

Nothing of a file is opened or shown by the portal. It is given out to be saved, in a sandbox, under a name of its own.
"""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 5000
MOST_OF_A_LIST = 512 * 1024
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {PDF: "pdf", WORD: "docx"}
NEITHER = "This is neither a PDF nor a Word document (.docx). Save it as one of the two and choose it again."
WITH_MACROS = "This Word document holds macros. Save it without them, as .docx, and choose it again."
LOCKED = "This file is locked with a password. Save it without one and choose it again."
TOO_LARGE = "This file is larger than 10 MB. Save it with smaller pictures, or give a link."


class BadFile(Exception):
    """The file cannot be kept. The message says what to do."""


@dataclass(frozen=True)
class Checked:
    """A file that may be kept, and what it is."""

    content: bytes
    kind: str
    name: str

    @property
    def ending(self) -> str:
        return ENDINGS[self.kind]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_file(content: bytes, name: str) -> Checked:
    """What `content` is, with a name to give it out under. Raises BadFile for all but a PDF or a plain .docx."""
    if len(content) > MOST_BYTES:
        raise BadFile(TOO_LARGE)
    kind = PDF if content.startswith(b"%PDF-") else WORD if content.startswith(b"PK\x03\x04") else ""
    if not kind:
        raise BadFile(
            LOCKED if content.startswith(b"\xd0\xcf\x11\xe0") and b"E\0n\0c\0r\0y\0p\0t" in content else NEITHER
        )
    if kind == PDF and b"%%EOF" not in content[-2048:]:
        raise BadFile("This PDF is not whole. Save it again and choose it again.")
    if kind == WORD:
        _check_word(content)
    return Checked(content, kind, given_name(name, ENDINGS[kind]))


def given_name(name: str, ending: str) -> str:
    """The name under which a file is given out: what its owner called it, without anything that a disk minds.

    >>> given_name("C:\\\\files\\\\AUP <2026>.docx.exe", "docx"), given_name("../..", "pdf")
    ('AUP 2026 docx.docx', 'document.pdf')
    """
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] or last
    clean = " ".join(re.sub(r"[^\w\s’'(),&-]", " ", stem).split())[:100]
    return f"{clean or 'document'}.{ending}"


def _check_word(content: bytes) -> None:
    """A package whose main part is a Word document without macros. No part of it but the short list is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            listed = next((part for part in parts if part.filename == "[Content_Types].xml"), None)
            if listed is None or len(parts) > MOST_PARTS or listed.file_size > MOST_OF_A_LIST:
                raise BadFile(NEITHER)
            with package.open(listed) as file:
                kinds = file.read(MOST_OF_A_LIST + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise BadFile(NEITHER) from fault
    names = {part.filename.lower() for part in parts}
    if b"macroEnabled" in kinds or any(name.endswith("vbaproject.bin") for name in names):
        raise BadFile(WITH_MACROS)
    if f"{WORD}.main+xml".encode() not in kinds or not any(name.startswith("word/") for name in names):
        raise BadFile(NEITHER)
