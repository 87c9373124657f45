"""What is written beside the points of a JPEG, cut out without drawing it anew: for pictures inside a PDF."""

from . import refusals
from .refusals import RefusedFile

_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
_ADOBE_LENGTH = 14
_ALONE = {0x01, *range(0xD0, 0xD8)}


def without_notes(data: bytes) -> bytes:
    """The same picture without the segments of cameras and programs, comments, thumbnails, and whatever follows its
    end. What says how its colours are meant (Adobe) stays. Raises RefusedFile where it is not built as a JPEG is."""
    if not data.startswith(b"\xff\xd8\xff"):
        raise RefusedFile(refusals.DAMAGED_PDF)
    out, at = [data[:2]], 2
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            return b"".join([*out, b"\xff\xd9"])
        if marker in _ALONE:
            out.append(bytes((0xFF, marker)))
            continue
        end = at + int.from_bytes(data[at : at + 2])
        if end < at + 2 or end > len(data):
            raise RefusedFile(refusals.DAMAGED_PDF)
        if not _is_note(marker, data[at:end]):
            out.append(bytes((0xFF, marker)) + data[at:end])
        at = end
        if marker == _SCAN:
            end = _end_of_scan(data, at)
            out.append(data[at:end])
            at = end


def _is_note(marker: int, segment: bytes) -> bool:
    if marker == _ADOBE and len(segment) == _ADOBE_LENGTH and segment[2:7] == b"Adobe":
        return False
    return marker == _COMMENT or 0xE0 <= marker <= 0xEF


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker that stands at `at`, and where what follows it begins."""
    if data[at : at + 1] != b"\xff":
        raise RefusedFile(refusals.DAMAGED_PDF)
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise RefusedFile(refusals.DAMAGED_PDF)
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker begins that is none of those inside a scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise RefusedFile(refusals.DAMAGED_PDF)
        following = data[at + 1]
        if following not in (0, 0xFF) and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2
