"""Plain text: decoded, freed of signs that nobody sees, and kept as UTF-8."""

import re
import unicodedata

from people.spreadsheets.encoding import decode
from people.spreadsheets.table import UnreadableFile

from . import refusals
from .refusals import RefusedFile

_LINES = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Signs that turn the direction of what follows, or are not there to be seen; joiners stay, they hold emoji together.
_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\u180e\u200b\u2060"
_MARKUP = re.compile(
    r"<\s*(?:!doctype|!entity|\?xml|\?php|html|head|body|svg|script|iframe|object|embed|style|link|meta|math)\b"
    r"|^\s*<\s*[a-z!?][^<>\n]*>",
    re.IGNORECASE,
)
_SAVED_MAIL = re.compile(r"^(?:mime-version|content-type|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE)
_HEAD = 4096
_OF_OUR_SIGNS = 0.7


def cleaned(content: bytes) -> bytes:
    """The text as UTF-8 with plain line ends. Raises RefusedFile for what is no text, or is text that runs."""
    try:
        text = decode(content)
    except UnreadableFile as fault:
        raise RefusedFile(refusals.UNKNOWN) from fault
    if "\ufffd" in text or not _is_writing(content):
        raise RefusedFile(refusals.UNKNOWN)
    if _MARKUP.search(text):
        raise RefusedFile(refusals.MARKUP)
    if _SAVED_MAIL.search(text[:_HEAD]):
        raise refusals.is_something_else("a saved e-mail or web page")
    seen = "".join(sign for sign in _LINES.sub("\n", text) if sign in "\n\t" or _is_seen(sign)).strip()
    if not seen:
        raise RefusedFile(refusals.EMPTY)
    return (seen + "\n").encode()


def _is_seen(sign: str) -> bool:
    return sign not in _TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"}


def _is_writing(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 look like the writing of a western office, and not like a program or a sound."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or b"\0" in content:
        return True  # UTF-16 and UTF-32: what is no text in them was refused when they were decoded
    try:
        content.decode()
    except UnicodeDecodeError:
        ours = sum(byte in b"\t\r\n" or 32 <= byte < 127 for byte in content)
        return ours > _OF_OUR_SIGNS * len(content)
    return True
