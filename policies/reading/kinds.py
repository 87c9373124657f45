"""What a file is, judged by its first bytes, and who reads it."""

import re

from people.spreadsheets import archive, encoding
from people.spreadsheets.limits import Limits
from people.spreadsheets.table import UnreadableFile

from . import marked, own, plain, refusals, word
from .characters import has_words
from .document import Document, Kind
from .refusals import NotAPolicy

MOST_CHARACTERS = 600_000  # about 200 pages; the longest policy of a school has forty
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what Office puts round a document with a password
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_THINGS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
)
_SAVED_OTHERWISE = ((b"%PDF", "a PDF"), (b"{\\rtf", "a document of another word processor (.rtf)"))
_WEB = re.compile(r"\s*<(?:!doctype|html|head|\?xml|svg)\b", re.IGNORECASE)
_ENDINGS = {"", ".txt", ".text", ".md", ".markdown", ".docx"}
_MARKED = {".md", ".markdown"}


def read(content: bytes, name: str, limits: Limits) -> Document:
    """Read the file with the reader of its kind. Raises NotAPolicy. Runs in the child process."""
    try:
        document = _read(content, name, limits)
    except UnreadableFile as fault:
        raise refusals.of_archive(fault) from None
    texts = [block.text for block in document.blocks]
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise NotAPolicy(refusals.TOO_LONG.format(characters=MOST_CHARACTERS))
    if not any(block.kind != Kind.ASIDE and has_words(block.text) for block in document.blocks):
        raise NotAPolicy(refusals.PICTURE_ONLY if content.startswith(_ZIP) else refusals.NO_WORDS)
    return document


def _read(content: bytes, name: str, limits: Limits) -> Document:
    if content.startswith(_ZIP):
        return _read_archive(content, name, limits)
    if content.startswith(_OLE2) and _LOCKED in content:
        raise NotAPolicy(refusals.LOCKED)
    if content.startswith(_OLE2):
        raise refusals.save_as_word("an old Office file (.doc or .xls)")
    if content[4:8] == b"ftyp":
        raise refusals.is_a("a picture or a film")
    for start, what in _SAVED_OTHERWISE:
        if content.startswith(start):
            raise refusals.save_as_word(what)
    for start, what in _OTHER_THINGS:
        if content.startswith(start):
            raise refusals.is_a(what)
    return _read_text(content, name)


def _read_text(content: bytes, name: str) -> Document:
    try:
        text = encoding.decode(content)
    except UnreadableFile:
        raise refusals.is_a("no text: perhaps a picture, a film or a program") from None
    ending = _ending(name)
    if ending not in _ENDINGS:
        raise refusals.unknown_ending(ending)
    if _WEB.match(text):
        raise refusals.save_as_word("a web page or an XML file")
    if len(text) > 2 * MOST_CHARACTERS:
        raise NotAPolicy(refusals.TOO_LONG.format(characters=MOST_CHARACTERS))
    if own.is_own(text):
        return own.read(text, name)
    if ending in _MARKED:
        return marked.read(text, name)
    if _is_table(text):
        raise NotAPolicy(refusals.TABLE)
    return plain.read(text, name)


def _ending(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    return "." + base.rpartition(".")[2].lower() if "." in base else ""


def _is_table(text: str) -> bool:
    """Whether it is a spreadsheet saved as text: many lines, all parted the same number of times."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if len(lines) < 3:
        return False
    return any(lines[0].count(sign) >= 2 and len({line.count(sign) for line in lines}) == 1 for sign in ",;\t|")


def _read_archive(content: bytes, name: str, limits: Limits) -> Document:
    names = archive.names(content, limits)
    if "word/document.xml" in names:
        return word.read(archive.unpack(content, limits, word.NEEDED), name)
    if any(one.startswith("xl/") for one in names):
        raise refusals.is_a("a spreadsheet")
    if any(one.startswith("ppt/") for one in names):
        raise refusals.is_a("a presentation")
    if "content.xml" in names and "mimetype" in names:
        raise refusals.save_as_word("an OpenDocument file (.odt)")
    if any(one.endswith(".iwa") for one in names):
        raise refusals.save_as_word("an Apple Pages file")
    raise refusals.is_a("a packed archive")
