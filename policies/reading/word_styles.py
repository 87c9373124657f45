"""The styles of a Word document, as far as they tell a heading from a paragraph."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .word_xml import child, is_on, local, root, value

_HEADING = re.compile(r"heading ?(\d)")
_CONTENTS = re.compile(r"(?:toc ?\d|toc heading|contents? ?\d?|index ?\d|table of figures)")
_LIST = re.compile(r"list (?:bullet|number|continue) (\d)")
_DEEPEST = 20


@dataclass(frozen=True)
class Style:
    """`name` is the one that does not change with the language; `outline` the level of a heading from 1, or None."""

    name: str
    based_on: str = ""
    outline: int | None = None
    is_bold: bool | None = None
    numbering: tuple[str, str] = ("", "")


@dataclass
class Styles:
    """All styles by their id."""

    data: bytes | None
    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def __post_init__(self) -> None:
        for one in root(self.data) if self.data else ():
            if local(one) == "style":
                key = value(one, "styleId")
                self.by_id[key] = _style(one)
                if value(one, "type") == "paragraph" and value(one, "default") in {"1", "true"}:
                    self.default = key

    def chain(self, key: str) -> list[Style]:
        """The style and those it is based on. A style that nobody described is known by its id."""
        found: list[Style] = []
        key = key or self.default
        while key and len(found) < _DEEPEST:
            style = self.by_id.get(key, Style(key.lower()))
            found.append(style)
            key = style.based_on
        return found

    def heading_level(self, key: str) -> int | None:
        """0 for the title of the document, 1 to 9 for a heading, None for anything else."""
        for style in self.chain(key):
            if style.name == "title":
                return 0
            if found := _HEADING.match(style.name):
                return int(found[1])
            if style.outline is not None:
                return style.outline
        return None

    def list_depth(self, key: str) -> int:
        """The depth that the name of a list style says ("List Bullet 2"), 0 if it says none."""
        found = (_LIST.fullmatch(style.name) for style in self.chain(key))
        return next((int(hit[1]) for hit in found if hit), 0)

    def is_contents(self, key: str) -> bool:
        return any(_CONTENTS.fullmatch(style.name) for style in self.chain(key))

    def is_bold(self, key: str) -> bool:
        return next((style.is_bold for style in self.chain(key) if style.is_bold is not None), False)

    def numbering(self, key: str) -> tuple[str, str]:
        """Id and level of the list that the style belongs to, each empty if it does not say."""
        number = next((style.numbering[0] for style in self.chain(key) if style.numbering[0]), "")
        level = next((style.numbering[1] for style in self.chain(key) if style.numbering[1]), "")
        return number, level


def outline(properties: Element | None) -> int | None:
    """The level of a heading that a paragraph's own settings name. Level 9 means running text."""
    said = value(child(properties, "outlineLvl"))
    return int(said) + 1 if said.isdigit() and int(said) < 9 else None


def list_of(properties: Element | None) -> tuple[str, str]:
    """Id and level of the list that a paragraph's or style's settings name."""
    settings = child(properties, "numPr")
    return value(child(settings, "numId")), value(child(settings, "ilvl"))


def _style(one: Element) -> Style:
    properties = child(one, "pPr")
    return Style(
        name=value(child(one, "name")).lower(),
        based_on=value(child(one, "basedOn")),
        outline=outline(properties),
        is_bold=is_on(child(one, "rPr"), "b"),
        numbering=list_of(properties),
    )
