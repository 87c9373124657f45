"""Pictures that somebody could send to do harm, or that tell more than they show. All made here."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARY-7f3a"  # what must never be kept, wherever it was hidden
SCRIPT = b"<script>alert('" + CANARY.encode() + b"')</script>"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{CANARY}</rdf:RDF></x:xmpmeta>'.encode()


def sheet(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A picture with a black corner at its top left, so that one sees how it is turned."""
    picture = Image.new(mode, size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 3, size[1] // 3), fill="black")
    return picture


def saved(picture: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: maker, owner, words, the place of the home."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0131], found[0x013B] = (f"{CANARY}-{n}" for n in ("maker", "model", "x", "o"))
    found[0x0112], found[0x9286] = orientation, CANARY.encode()
    found[0x8769] = {0x9286: CANARY.encode(), 0xA431: CANARY}
    found[0x8825] = {1: "N", 2: (53.0, 21.0, 7.0), 3: "W", 4: (1.0, 15.0, 3.0), 29: CANARY}
    return found


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG, with its sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of_size(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says how large it is, whatever is in it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def with_chunk(name: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk after its head."""
    plain = saved(sheet(), "PNG")
    return plain[:33] + chunk(name, data) + plain[33:]


def _noted(form: str, **more: Any) -> bytes:
    return saved(sheet(), form, exif=exif(), **more)


def _moving(form: str) -> bytes:
    return saved(sheet(), form, save_all=True, append_images=[sheet(mode="RGB").rotate(180), sheet()], duration=90)


def _jpeg_with(marker: int, data: bytes) -> bytes:
    plain = saved(sheet(), "JPEG")
    return plain[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data + plain[2:]


def _text_png() -> PngInfo:
    notes = PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_text("Comment", CANARY * 20, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return notes


def _icc() -> bytes:
    return b"\0\0\x02\0" + CANARY.encode() * 40


def _riff(name: bytes, data: bytes) -> bytes:
    """A WEBP with one more piece at its end."""
    plain = saved(sheet(), "WEBP", exif=exif())
    more = name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return plain[:4] + struct.pack("<I", len(plain) - 8 + len(more)) + plain[8:] + more


JPEG, PNG, WEBP = (saved(sheet(), form) for form in ("JPEG", "PNG", "WEBP"))
BOMB = zlib.compress(b"\0" * 30_000_000)

# Kept, and nothing of what was hidden with them.
SAFE_PICTURES: dict[str, tuple[bytes, str]] = {
    **{f"JPEG turned {turn}": (saved(sheet(), "JPEG", exif=exif(turn)), "jpeg") for turn in range(1, 9)},
    "JPEG with notes": (_noted("JPEG", comment=CANARY.encode(), xmp=XMP), "jpeg"),
    "JPEG with a colour profile": (_noted("JPEG", icc_profile=_icc()), "jpeg"),
    "JPEG with a thumbnail": (_jpeg_with(0xE0, b"JFXX\0\x10" + CANARY.encode()), "jpeg"),
    "JPEG with a note of IPTC": (_jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + CANARY.encode()), "jpeg"),
    "JPEG with a note of Ducky": (_jpeg_with(0xEC, CANARY.encode()), "jpeg"),
    "JPEG with a script as comment": (_jpeg_with(0xFE, SCRIPT), "jpeg"),
    "JPEG with an archive behind it": (JPEG + b"PK\x03\x04" + CANARY.encode(), "jpeg"),
    "JPEG with a page behind it": (JPEG + SCRIPT, "jpeg"),
    "JPEG with another picture behind it": (JPEG + _noted("JPEG"), "jpeg"),
    "JPEG of a phone with a second picture": (saved(sheet(), "MPO", save_all=True, append_images=[sheet()]), "jpeg"),
    "JPEG for a printing press": (saved(sheet(mode="RGB").convert("CMYK"), "JPEG", exif=exif()), "jpeg"),
    "JPEG in grey": (saved(sheet().convert("L"), "JPEG", exif=exif()), "jpeg"),
    "JPEG that comes in waves": (saved(sheet(), "JPEG", progressive=True, exif=exif()), "jpeg"),
    "PNG with words": (saved(sheet(), "PNG", pnginfo=_text_png(), exif=exif()), "png"),
    "PNG with a colour profile": (saved(sheet(), "PNG", icc_profile=_icc()), "png"),
    "PNG with a strange chunk": (with_chunk(b"caNb", CANARY.encode()), "png"),
    "PNG with a script in a chunk": (with_chunk(b"tEXt", b"x\0" + SCRIPT), "png"),
    "PNG with a page behind it": (PNG + b"<html>" + SCRIPT, "png"),
    "PNG with a program behind it": (PNG + b"MZ" + CANARY.encode(), "png"),
    "PNG with a palette": (saved(sheet().convert("P"), "PNG", pnginfo=_text_png()), "png"),
    "PNG in black and white": (saved(sheet().convert("1"), "PNG"), "png"),
    "PNG with sixteen bits": (saved(Image.new("I;16", (60, 40), 40_000), "PNG"), "png"),
    "PNG one sees through": (saved(sheet().convert("RGBA"), "PNG", exif=exif()), "png"),
    "PNG with a clear colour": (saved(sheet().convert("P"), "PNG", transparency=0), "png"),
    "WEBP with notes": (_noted("WEBP", xmp=XMP), "webp"),
    "WEBP with a colour profile": (_noted("WEBP", icc_profile=_icc()), "webp"),
    "WEBP without loss": (_noted("WEBP", lossless=True), "webp"),
    "WEBP one sees through": (saved(sheet().convert("RGBA"), "WEBP", exif=exif()), "webp"),
    "WEBP with a strange piece": (_riff(b"CNRY", CANARY.encode()), "webp"),
    "WEBP with an archive behind it": (WEBP + b"PK\x05\x06" + CANARY.encode(), "webp"),
}

REFUSED_PICTURES: dict[str, bytes] = {
    "JPEG of two bytes": b"\xff\xd8",
    "JPEG without a picture": b"\xff\xd8\xff\xd9",
    "JPEG cut in half": JPEG[: len(JPEG) // 2],
    "JPEG cut in its head": JPEG[:24],
    "JPEG that is a page": b"\xff\xd8\xff\xe0" + SCRIPT,
    "JPEG that says it is huge": JPEG.replace(struct.pack(">HH", 40, 60), b"\xff\xff\xff\xff", 1),
    "PNG cut in half": PNG[: len(PNG) // 2],
    "PNG with a wrong sum": PNG[:40] + b"\x01" + PNG[41:],
    "PNG of its first bytes alone": PNG[:8],
    "PNG of 400 million points": png_of_size(20_000, 20_000, BOMB),
    "PNG just over the points": png_of_size(8001, 5000, BOMB),
    "PNG as long as a street": png_of_size(1_000_000, 1, BOMB),
    "PNG of no size": png_of_size(0, 0),
    "PNG of the largest size there is": png_of_size(2**31 - 1, 2**31 - 1),
    "PNG with too little in it": png_of_size(3000, 3000, zlib.compress(b"\0" * 10)),
    "PNG whose words are a bomb": with_chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 100_000_000)),
    "PNG that moves": _moving("PNG"),
    "WEBP that moves": _moving("WEBP"),
    "WEBP cut in half": WEBP[: len(WEBP) // 2],
    "WEBP of its first bytes alone": WEBP[:12],
    "GIF": saved(sheet(), "GIF"),
    "GIF that moves": _moving("GIF"),
    "GIF that is a script": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "BMP": saved(sheet(), "BMP"),
    "TIFF": saved(sheet(), "TIFF"),
    "ICO": saved(sheet((32, 32)), "ICO"),
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + CANARY.encode(),
    "AVIF": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + CANARY.encode(),
    "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + CANARY.encode(),
    "PSD": b"8BPS\0\x01" + bytes(20),
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "SVG with a head": b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
    "SVG that opens a file": b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    "SVG in UTF-16": "<svg onload='alert(1)'>".encode("utf-16"),
    "SVG behind blank lines": b"\n" * 3000 + b"<svg onload='alert(1)'>",
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n(" + CANARY.encode() + b") show",
    "PPM": b"P6 2 2 255\n" + bytes((200, 199, 198)) * 4,
}
