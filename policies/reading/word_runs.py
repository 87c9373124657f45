"""The runs of a paragraph: its text, whether it is bold, and what hangs on it (notes, boxes, fields)."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .word_styles import Styles
from .word_xml import child, is_on, local, value

# What may stand round runs. Deleted and moved-away text is in `del` and `moveFrom`: they are not here.
_WRAPPERS = {
    "ins",
    "moveTo",
    "hyperlink",
    "smartTag",
    "customXml",
    "sdt",
    "sdtContent",
    "bdo",
    "dir",
    "ruby",
    "rubyBase",
    "oMath",
    "oMathPara",
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}
_CONTENTS_FIELDS = {"TOC", "INDEX", "TOA"}
_MATH_TEXT = {"r", "num", "den", "e", "sup", "sub", "deg", "fName", "f", "sSup", "sSub", "d", "rad", "func", "nary"}


@dataclass
class Paragraph:
    """What a paragraph holds. `weights` are pairs: a piece of text, and whether it is bold (None: as its style)."""

    text: str = ""
    hidden: str = ""
    weights: list[tuple[str, bool | None]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    is_contents: bool = False

    def is_bold(self, by_style: bool) -> bool:
        """Whether every letter of it is bold."""
        seen = [by_style if bold is None else bold for text, bold in self.weights if text.strip()]
        return bool(seen) and all(seen)


@dataclass
class _Field:
    """A field under way: its instruction, and whether its result has begun."""

    instruction: str = ""
    shows: bool = False

    @property
    def name(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class Runs:
    """Reads the runs of one paragraph after the other; a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.fields: list[_Field] = []
        self.now = Paragraph()

    def read(self, paragraph: Element) -> Paragraph:
        """The text of a `w:p` and what hangs on it."""
        self.now = Paragraph()
        self._note_contents()
        self._walk(paragraph)
        return self.now

    def _note_contents(self) -> None:
        self.now.is_contents = self.now.is_contents or any(one.name in _CONTENTS_FIELDS for one in self.fields)

    def _walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element)
            elif name == "fldSimple":
                self.fields.append(_Field(value(element, "instr"), shows=True))
                self._note_contents()
                self._walk(element)
                self.fields.pop()
            elif name in _WRAPPERS:
                self._walk(element)
            elif name == "AlternateContent":
                self._alternative(element, None, False)
            elif name == "t" or name in _MATH_TEXT:
                self._math(element)

    def _math(self, element: Element) -> None:
        if local(element) == "t":
            self._add(element.text or "", None)
        for inner in element:
            if local(inner) == "t" or local(inner) in _MATH_TEXT:
                self._math(inner)

    def _run(self, run: Element) -> None:
        settings = child(run, "rPr")
        bold = is_on(settings, "b")
        is_hidden = bool(is_on(settings, "vanish"))
        for element in run:
            self._piece(element, bold, is_hidden)

    def _piece(self, element: Element, bold: bool | None, is_hidden: bool) -> None:
        name = local(element)
        if name == "t":
            self._add(element.text or "", bold, is_hidden)
        elif name in _SIGNS:
            self._add(_SIGNS[name], bold, is_hidden)
        elif name == "sym":
            self._add(_symbol(value(element, "char")), bold, is_hidden)
        elif name in ("footnoteReference", "endnoteReference"):
            self.now.notes.append((name.removesuffix("Reference"), value(element, "id")))
        elif name == "fldChar":
            self._field(value(element, "fldCharType"))
        elif name == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif name == "AlternateContent":
            self._alternative(element, bold, is_hidden)
        elif name in ("drawing", "pict", "object"):
            self.now.boxes += _boxes(element)
        elif name == "r":
            self._run(element)
        elif name in _WRAPPERS:
            self._walk(element)

    def _alternative(self, element: Element, bold: bool | None, is_hidden: bool) -> None:
        """The same thing twice, for a new Word and an old one: the first that holds any text is read."""
        for choice in element:
            found = _boxes(choice)
            if found:
                self.now.boxes += found
                return
            if any(local(one) in ("r", "t", *_SIGNS) for one in choice):
                for one in choice:
                    self._piece(one, bold, is_hidden)
                return

    def _field(self, step: str) -> None:
        if step == "begin":
            self.fields.append(_Field())
        elif step == "separate" and self.fields:
            self.fields[-1].shows = True
            self._note_contents()
        elif step == "end" and self.fields:
            self.fields.pop()

    def _add(self, text: str, bold: bool | None, is_hidden: bool = False) -> None:
        if any(not one.shows or one.name in _PAGE_FIELDS for one in self.fields):
            return
        if is_hidden:
            self.now.hidden += text
            return
        self.now.text += text
        self.now.weights.append((text, bold))


def _symbol(code: str) -> str:
    """The sign of a `w:sym`. The symbol fonts have theirs where no letters are: those are bullets."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= number <= 0xF0FF else chr(number) if 0x20 <= number < 0xD800 else ""


def _boxes(element: Element) -> list[Element]:
    """The text boxes in a drawing, the outermost ones: a box in a box is read with it."""
    found: list[Element] = []
    waiting = list(element)
    while waiting:
        one = waiting.pop(0)
        if local(one) == "txbxContent":
            found.append(one)
        elif local(one) == "AlternateContent":
            waiting[:0] = _boxes_of_first(one)
        else:
            waiting[:0] = list(one)
    return found


def _boxes_of_first(element: Element) -> list[Element]:
    for choice in element:
        found = _boxes(choice)
        if found:
            return found
    return []
