"""The zip file round an .xlsx or .ods: its directory is judged before anything is unpacked.

What is unpacked is checked against the directory byte for byte, and `packed` makes a clean archive of it. So
the reader that comes after sees exactly what was judged here, whatever tricks the uploaded archive plays.
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from . import refusals
from .limits import MEGABYTE, Limits
from .table import UnreadableFile

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"/|[a-z]:")
_DECLARED_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_UTF8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def names(content: bytes, limits: Limits) -> set[str]:
    """The names in the directory, in small letters, with forward slashes. Raises UnreadableFile."""
    return set(_directory(content, limits))


def unpack(content: bytes, limits: Limits, needed: re.Pattern[str]) -> dict[str, bytes]:
    """The members whose lower-case name matches `needed`, by that name. Their XML has been checked."""
    members = {}
    for name, entry in _directory(content, limits).items():
        if needed.fullmatch(name):
            members[name] = _member(content, entry)
            if name.endswith((".xml", ".rels")):
                _check_xml(members[name])
    return members


def packed(members: Mapping[str, bytes]) -> io.BytesIO:
    """A clean archive of these members, for the library that reads it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as clean:
        for name, data in members.items():
            clean.writestr(name, data)
    buffer.seek(0)
    return buffer


def _directory(content: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    if content.count(_ENTRY) > 2 * limits.members:
        raise UnreadableFile(refusals.DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            entries = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, OverflowError):
        raise UnreadableFile(refusals.DAMAGED) from None
    _check_sizes(entries, len(content), limits)
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _safe_name(entry)
        if name in found:
            raise UnreadableFile(refusals.DAMAGED)
        found[name] = entry
    return found


def _check_sizes(entries: list[zipfile.ZipInfo], packed_bytes: int, limits: Limits) -> None:
    if len(entries) >= limits.members:
        raise UnreadableFile(refusals.DAMAGED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked >= limits.unpacked_bytes:
        raise refusals.unpacks_too_large(limits.unpacked_bytes)
    if unpacked > limits.ratio_from_bytes and unpacked >= limits.ratio * packed_bytes:
        raise refusals.unpacks_too_large(limits.unpacked_bytes)
    if sum(entry.compress_size for entry in entries) > packed_bytes:
        raise UnreadableFile(refusals.DAMAGED)


def _safe_name(entry: zipfile.ZipInfo) -> str:
    """The member's name as readers look it up. Two names that differ in case or slashes only are one name."""
    name = entry.filename.replace("\\", "/").casefold()
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableFile(refusals.LOCKED)
    if name.endswith("vbaproject.bin"):
        raise UnreadableFile(refusals.MACROS)
    if name.startswith("/") or re.match(r"[a-z]:", name) or ".." in name.split("/") or "\0" in entry.orig_filename:
        raise UnreadableFile(refusals.DAMAGED)
    return name


def _member(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The member's bytes. A directory that lies about size, checksum or name makes the file damaged."""
    header = content[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise UnreadableFile(refusals.DAMAGED)
    name_end = entry.header_offset + 30 + int.from_bytes(header[26:28], "little")
    start = name_end + int.from_bytes(header[28:30], "little")
    local_name = content[entry.header_offset + 30 : name_end]
    packed_bytes = content[start : start + entry.compress_size]
    data = _inflated(packed_bytes, entry)
    same_name = local_name in {entry.orig_filename.encode(), entry.orig_filename.encode("cp437", "replace")}
    if not same_name or len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise UnreadableFile(refusals.DAMAGED)
    return data


def _inflated(packed_bytes: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed_bytes
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise UnreadableFile(refusals.DAMAGED)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed_bytes, entry.file_size + 1)
    except zlib.error:
        raise UnreadableFile(refusals.DAMAGED) from None


def _check_xml(data: bytes) -> None:
    """Only plain UTF-8 without a document type: nothing to expand, nothing to fetch, one way to read it."""
    declared = _DECLARED_ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in _UTF8:
        raise UnreadableFile(refusals.DAMAGED)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableFile(refusals.DAMAGED)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), MEGABYTE):
            decoder.decode(data[start : start + MEGABYTE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise UnreadableFile(refusals.DAMAGED) from None
