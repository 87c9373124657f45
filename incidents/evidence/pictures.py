"""Pictures, drawn anew: nothing of the file that was sent is kept but what there is to see."""

import io
import warnings

from PIL import Image, ImageOps

from . import refusals
from .kinds import FileKind
from .limits import EvidenceLimits
from .refusals import RefusedFile

_HOW = {
    FileKind.JPEG: {"quality": 90, "subsampling": 0},
    FileKind.PNG: {"compress_level": 6},
    FileKind.WEBP: {"quality": 90, "method": 2},
}
_DEEP = 1 / 256  # sixteen bits for a shade of grey, brought to eight


def drawn_anew(content: bytes, kind: FileKind, limits: EvidenceLimits) -> bytes:
    """The picture in its own kind, turned as it is meant to be seen, without anything written beside it.

    Raises RefusedFile for one that is too large, moves, or is not whole.
    """
    picture, out = _whole(content, kind, limits), io.BytesIO()
    picture.save(out, str(kind).upper(), **_HOW[kind])
    if out.tell() > limits.kept_bytes:
        raise RefusedFile(refusals.TOO_DETAILED)
    return out.getvalue()


def drawn_small(content: bytes, kind: FileKind, limits: EvidenceLimits) -> tuple[bytes, int, int]:
    """The picture as WEBP with its width and height, no larger than it is shown: as few bytes as its lines allow.

    Raises RefusedFile as `drawn_anew` does.
    """
    picture = _whole(content, kind, limits)
    picture.thumbnail((limits.shown_width, limits.shown_height), Image.Resampling.LANCZOS)
    written: list[bytes] = []
    for how in ({"lossless": True, "method": 4}, {"quality": 85, "method": 4}):
        out = io.BytesIO()
        picture.save(out, "WEBP", **how)
        written.append(out.getvalue())
    return min(written, key=len), *picture.size


def _whole(content: bytes, kind: FileKind, limits: EvidenceLimits) -> Image.Image:
    """Every point of it, on a new sheet."""
    Image.MAX_IMAGE_PIXELS = None  # judged here, before a single point is read
    warnings.simplefilter("ignore")
    picture = _opened(content, kind, limits)
    try:
        return _plain(ImageOps.exif_transpose(picture), kind)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as fault:
        raise RefusedFile(refusals.DAMAGED_PICTURE) from fault


def _opened(content: bytes, kind: FileKind, limits: EvidenceLimits) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=[str(kind).upper()])
        frames = 1 if kind == FileKind.JPEG else getattr(picture, "n_frames", 1)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as fault:
        raise RefusedFile(refusals.DAMAGED_PICTURE) from fault
    width, height = picture.size
    if width * height > limits.pixels or max(width, height) > limits.side:
        raise refusals.too_many_pixels(width, height, limits.pixels)
    if frames > 1:
        raise RefusedFile(refusals.MOVING)
    return picture


def _plain(picture: Image.Image, kind: FileKind) -> Image.Image:
    """The points alone, on a new sheet: no palette, profile, comment or thumbnail comes along."""
    if picture.mode[0] in "IF":
        picture = picture.point(lambda shade: shade * _DEEP).convert("L")
    clear = picture.has_transparency_data and kind != FileKind.JPEG
    mode = "RGBA" if clear else "L" if picture.mode in {"1", "L"} else "RGB"
    if picture.mode != mode:
        picture = picture.convert(mode)
    sheet = Image.new(mode, picture.size)
    sheet.paste(picture)
    return sheet
