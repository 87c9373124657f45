"""PDFs: looked through part by part, refused where anything in them could run, and put together anew from their pages.

What was written beside the pages (who, when, with what, earlier versions, outlines, form data) does not come along.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from . import refusals
from .jpeg_segments import without_notes
from .limits import EvidenceLimits
from .refusals import RefusedFile

_RUNS = {"/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}
_RUNNING_DEEDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMediaExecute"}
_HOLDS_FILES = {"/EmbeddedFiles", "/EF", "/Collection", "/AF"}
_MEDIA = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Rendition"}
_NOTES = {
    "/Metadata", "/PieceInfo", "/LastModified", "/CreationDate", "/ModDate", "/M", "/AA", "/OpenAction", "/Thumb",
    "/Private", "/NM", "/T", "/Perms", "/DSS", "/Lang", "/SpiderInfo", "/OPI", "/Info",
}  # fmt: skip
_CLOSED = "/JPXDecode"
_PHOTO = "/DCTDecode"
_PACKED = "/FlateDecode"


def put_together_anew(content: bytes, limits: EvidenceLimits) -> bytes:
    """The pages of the PDF and nothing else of it. Raises RefusedFile."""
    try:
        return _anew(content, limits)
    except (RefusedFile, MemoryError):
        raise
    except Exception as fault:  # the library breaks down in many ways over a PDF that is not well made
        raise RefusedFile(refusals.DAMAGED_PDF) from fault


def _anew(content: bytes, limits: EvidenceLimits) -> bytes:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise RefusedFile(refusals.LOCKED_PDF)
    _look_through(reader.trailer["/Root"], limits)
    if not 0 < len(reader.pages) <= limits.pages:
        raise refusals.too_many_pages(limits.pages) if len(reader.pages) else RefusedFile(refusals.DAMAGED_PDF)
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _look_through(root: PdfObject, limits: EvidenceLimits) -> None:
    """Refuse what could run or holds what nobody sees; cut the notes out of the rest, before it is copied."""
    unpacked = 0
    for part in _parts(root, limits.parts):
        if not isinstance(part, DictionaryObject):
            continue
        _refuse_active(part)
        if isinstance(part, StreamObject):
            _refuse_large_picture(part, limits)
            _clean_photo(part)
            unpacked += _unpacked(part, limits.unpacked_bytes - unpacked)
            if unpacked >= limits.unpacked_bytes:
                raise RefusedFile(refusals.PDF_BOMB)
        for note in _NOTES & set(part):
            del part[NameObject(note)]


def _parts(root: PdfObject, most: int) -> Iterator[DictionaryObject | ArrayObject]:
    """Everything that can be reached from `root`, each once."""
    seen: set[Any] = set()
    waiting: list[Any] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) in seen:
                continue
            seen.add((part.idnum, part.generation))
            part = part.get_object()
        if not isinstance(part, DictionaryObject | ArrayObject):
            continue
        if len(seen) > most or len(waiting) > most:
            raise RefusedFile(refusals.PDF_BOMB)
        waiting.extend(part.values() if isinstance(part, DictionaryObject) else part)
        yield part


def _refuse_active(part: DictionaryObject) -> None:
    keys, deed, sort = set(part), part.get("/S"), part.get("/Subtype")
    if keys & _RUNS or deed in _RUNNING_DEEDS:
        raise RefusedFile(refusals.ACTIVE_PDF)
    if keys & _HOLDS_FILES or sort == "/FileAttachment" or part.get("/Type") in {"/EmbeddedFile", "/Filespec"}:
        raise RefusedFile(refusals.FILES_IN_PDF)
    if isinstance(part, StreamObject) and "/F" in keys:
        raise RefusedFile(refusals.FILES_IN_PDF)
    if sort in _MEDIA or ("/A" not in keys and deed in _MEDIA and {"/Movie", "/Sound", "/R", "/AN"} & keys):
        raise RefusedFile(refusals.MEDIA_IN_PDF)
    if "/XFA" in keys:
        raise RefusedFile(refusals.FORM_IN_PDF)


def _filters(part: StreamObject) -> list[str]:
    named = part.get("/Filter", ArrayObject())
    named = named.get_object()
    return [str(one.get_object()) for one in named] if isinstance(named, ArrayObject) else [str(named)]


def _refuse_large_picture(part: StreamObject, limits: EvidenceLimits) -> None:
    if _CLOSED in _filters(part):
        raise RefusedFile(refusals.RARE_PICTURES)
    width, height = int(part.get("/Width", 0)), int(part.get("/Height", 0))
    if width * height > limits.pixels:
        raise refusals.too_many_pixels(width, height, limits.pixels)


def _clean_photo(part: StreamObject) -> None:
    """A photograph keeps what its camera wrote into it, also inside a PDF."""
    match _filters(part):
        case [single] if single == _PHOTO:
            part._data = without_notes(part._data)
        case [*_, last] if last == _PHOTO:
            raise RefusedFile(refusals.RARE_PICTURES)


def _unpacked(part: StreamObject, most: int) -> int:
    """How many bytes a packed stream comes to, looked at no further than `most`."""
    data = part._data
    for name in _filters(part):
        if name != _PACKED:
            break
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, most + 1)
        except zlib.error:
            break
    return len(data)
