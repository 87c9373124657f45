"""Reads a tagged PDF as a screen reader does: by its structure, not by where things stand on the page."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

UA = "<pdfuaid:part>1</pdfuaid:part>"


@dataclass
class Element:
    """One element of the structure: its role in the standard's own words, what it holds, its attributes."""

    role: str
    inside: list[Any] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All that is read out in it, spaces folded."""
        return " ".join("".join(self._strings()).split())

    def _strings(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            else:
                yield " " if one.role in {"P", "LI", "Lbl", "LBody", "TD", "TH", "H1", "H2", "H3", "Title"} else ""
                yield from one._strings()

    def all(self, *roles: str) -> list["Element"]:
        """Every element of these roles in it, in the order of reading."""
        found = []
        for one in self.inside:
            if isinstance(one, Element):
                found += [one] * (one.role in roles) + one.all(*roles)
        return found


class ReadPaper:
    """What a PDF says of itself, and its structure from the top."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content), strict=True)
        root = self.reader.trailer["/Root"]
        self.title, self.language = self.reader.metadata.title, root["/Lang"]
        self.marked = bool(root["/MarkInfo"]["/Marked"])
        self.shows_title = bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
        self.is_ua = UA in root["/Metadata"].get_data().decode()
        self.pages = len(self.reader.pages)
        self._texts = {page.indirect_reference.idnum: dict(_marked(page)) for page in self.reader.pages}
        self.tree = Element("Top", list(self._inside(root["/StructTreeRoot"]["/K"], None)))

    @property
    def words(self) -> str:
        return self.tree.words

    @property
    def seen(self) -> str:
        """All that is drawn, page feet included."""
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    def all(self, *roles: str) -> list[Element]:
        return self.tree.all(*roles)

    def headings(self) -> list[tuple[str, str]]:
        return [(one.role, one.words) for one in self.all("Title", "H1", "H2", "H3")]

    def links(self) -> list[str]:
        """Where the annotations of the pages lead."""
        notes = [note.get_object() for page in self.reader.pages for note in page.get("/Annots", [])]
        return [note["/A"]["/URI"] for note in notes if "/A" in note and "/URI" in note["/A"]]

    def _inside(self, kids: Any, page: int | None) -> Iterator[Any]:
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        if isinstance(kids, list):
            for kid in kids:
                yield from self._inside(kid, page)
        elif isinstance(kids, int):
            yield self._texts[page].get(int(kids), "")
        elif isinstance(kids, DictionaryObject):
            here = kids.raw_get("/Pg").idnum if "/Pg" in kids else page
            if kids.get("/Type") == "/OBJR":
                return
            if "/MCID" in kids:
                yield self._texts[here].get(int(kids["/MCID"]), "")
            else:
                own = list(self._inside(kids["/K"], here)) if "/K" in kids else []
                said = {"Alt": str(kids["/Alt"])} if "/Alt" in kids else {}
                yield Element(str(kids["/S"])[1:], own, _attributes(kids.get("/A")) | said)


def _attributes(kept: Any) -> dict[str, Any]:
    rows = kept if isinstance(kept, list) else [kept] if kept else []
    return {str(key)[1:]: value for row in rows for key, value in row.get_object().items() if key != "/O"}


def _marked(page: Any) -> Iterator[tuple[int, str]]:
    """The text of each marked piece of a page, by its number."""
    fonts = {name: _signs(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    signs: dict[int, str] = {}
    open_pieces: list[int | None] = []
    texts: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"Tf":
            signs = fonts[operands[0]]
        elif operator in (b"BDC", b"BMC"):
            marks = operands[1] if operator == b"BDC" and len(operands) > 1 else {}
            number = marks.get("/MCID") if hasattr(marks, "get") else None
            open_pieces.append(None if number is None else int(number))
        elif operator == b"EMC":
            open_pieces.pop()
        elif operator in (b"Tj", b"TJ"):
            inside = next((number for number in reversed(open_pieces) if number is not None), None)
            if inside is not None:
                texts[inside] = texts.get(inside, "") + "".join(_decoded(operands[0], signs))
    yield from texts.items()


def _decoded(shown: Any, signs: dict[int, str]) -> Iterator[str]:
    for one in shown if isinstance(shown, list) else [shown]:
        raw = getattr(one, "original_bytes", one if isinstance(one, bytes) else None)
        if raw is not None:
            yield from (signs.get(int.from_bytes(raw[n : n + 2]), "�") for n in range(0, len(raw), 2))


def _signs(font: Any) -> dict[int, str]:
    """Which sign each number of a font stands for, by its table for those who copy text."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for n in range(int(first, 16), int(last, 16) + 1):
                found[n] = chr(int(text, 16) + n - int(first, 16))
    return found
