"""From bytes to text, for files that do not say how they were written (domain 5.1)."""

import codecs

from . import refusals
from .table import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_ALLOWED_CONTROLS = "\t\n\r\x0b\x0c"
_TOLERATED_CONTROLS = 0.02


def decode(content: bytes) -> str:
    """The text: by its mark at the start, as evident UTF-16, as strict UTF-8, else as Windows-1252.

    Raises UnreadableFile if that gives no text: NUL signs, or more control signs than a slip explains.
    """
    text = _decoded(content)
    if "\0" in text or _controls(text) > _TOLERATED_CONTROLS * len(text) + 3:
        raise UnreadableFile(refusals.BINARY)
    return text


def _decoded(content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    encoding = _evident_utf16(content)
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _evident_utf16(content: bytes) -> str:
    """Western text in UTF-16 has a NUL in every other byte, and on one side only."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 2 or len(content) % 2:
        return ""
    at_even, at_odd = sample[0::2].count(0), sample[1::2].count(0)
    if at_odd > 0.4 * half and at_even < 0.02 * half:
        return "utf-16-le"
    if at_even > 0.4 * half and at_odd < 0.02 * half:
        return "utf-16-be"
    return ""


def _controls(text: str) -> int:
    sample = text[: 16 * _SAMPLE]
    return sum(1 for sign in sample if (sign < " " and sign not in _ALLOWED_CONTROLS) or sign == "\ufffe")
