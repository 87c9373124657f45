"""Reading Markdown."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import questions, run_in, tables
from .characters import clean, has_words, visible
from .document import BOLD_LEVEL, TITLE_LEVEL, Block, Document, Kind, Part
from .marks import bullet, number

_BEFORE_THE_TEXT = re.compile(r"\A\s*---[ \t]*\n((?:[^\n]{0,300}\n){1,40}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"[ \t]*([A-Za-z][\w -]{0,40}):[ \t]*(.*)")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK_TO_A_PLACE = re.compile(r"\[([^\[\]]*)\]\(#[^()\s]*\)")
_WHOLLY_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1[.:]?")

_BOLD_NUMBER = re.compile(r"\A(\*\*|__)(\(?[\dA-Za-z][\d.]{0,12}\)?)\1([.)]?)[ \t]+")


def read(text: str, name: str) -> Document:
    """The paragraphs, with their Markdown in them. Only headings and numbers lose it."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
    # What stands inside a paragraph is kept as it was typed, so it need not be parsed.
    parser.core.ruler.enableOnly(["normalize", "block"])
    fields, rest = _fields(visible(text))
    return Document(name, questions.parted(run_in.parted([*fields, *_Walk(parser.parse(rest)).blocks])))


def _fields(text: str) -> tuple[list[Block], str]:
    """What some programs keep between two lines of hyphens above the text (title, owner), and the text behind it."""
    found = _BEFORE_THE_TEXT.match(text.replace("\r\n", "\n"))
    lines = [line for line in found[1].split("\n") if has_words(line)] if found else []
    if found is None or not lines or _FIELD.match(lines[0]) is None:
        return [], text
    return [_field(line) for line in lines], text.replace("\r\n", "\n")[found.end() :]


def _field(line: str) -> Block:
    named = _FIELD.match(line)
    if named and named[1].lower() == "title" and has_words(named[2]):
        return Block(Kind.HEADING, clean(named[2].strip(" \"'")), TITLE_LEVEL)
    return Block(Kind.PLAIN, clean(line))


class _Walk:
    """Goes through the tokens once. `lists` holds the open lists: a bullet, or the next number."""

    def __init__(self, tokens: list[Token]) -> None:
        self.blocks: list[Block] = []
        self.lists: list[int | None] = []
        self.fresh_item = False
        self.heading = 0
        self.rows: list[list[str]] = []
        for token in tokens:
            handler = getattr(self, f"_{token.type}", None)
            if handler:
                handler(token)

    def _bullet_list_open(self, token: Token) -> None:
        self.lists.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self.lists.append(int(token.attrs.get("start", 1)) - 1)

    def _list_close(self, token: Token) -> None:
        self.lists.pop()

    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, token: Token) -> None:
        self.fresh_item = True
        count = self.lists[-1]
        self.lists[-1] = None if count is None else count + 1

    def _heading_open(self, token: Token) -> None:
        self.heading = int(token.tag[1])

    def _heading_close(self, token: Token) -> None:
        self.heading = 0

    def _table_open(self, token: Token) -> None:
        self.rows = []

    def _table_close(self, token: Token) -> None:
        self.blocks += tables.as_blocks(self.rows)
        self.rows = []

    def _tr_open(self, token: Token) -> None:
        self.rows.append([])

    def _code_block(self, token: Token) -> None:
        self.blocks += [Block(Kind.PLAIN, clean(line)) for line in token.content.splitlines() if has_words(line)]

    _fence = _code_block

    def _html_block(self, token: Token) -> None:
        text = clean(_TAG.sub(" ", token.content.replace("<!--", " ").replace("-->", " ")))
        if has_words(text):
            hidden = token.content.lstrip().startswith("<!--")
            self.blocks.append(
                Block(Kind.ASIDE if hidden else Kind.PLAIN, text, part=Part.COMMENT if hidden else Part.BODY)
            )

    def _inline(self, token: Token) -> None:
        lines = [] if self.rows or self.heading else _lines_of_items(token.content)
        for line in lines[:-1]:
            self._worded(clean(line))
        self._worded(clean(lines[-1] if lines else token.content))

    def _worded(self, text: str) -> None:
        if self.rows:
            self.rows[-1].append(text)
        elif not has_words(text):
            return
        elif self.heading:
            self.blocks.append(_heading(text, self.heading))
        elif self.lists and self.fresh_item:
            self.blocks.append(self._item(text))
        else:
            self.blocks.append(_paragraph(text))
        self.fresh_item = False

    def _item(self, text: str) -> Block:
        count, depth = self.lists[-1], len(self.lists)
        whole = _WHOLLY_BOLD.fullmatch(text)
        if whole and count is not None:
            return Block(Kind.NUMBERED, whole[2], depth, str(count))
        if _LINK_TO_A_PLACE.fullmatch(text):
            return Block(Kind.BULLET, _LINK_TO_A_PLACE.sub(r"\1", text), depth, part=Part.CONTENTS)
        typed = number(_bold_number_freed(text))
        if typed and count is None:
            return Block(Kind.NUMBERED, typed[1], depth, typed[0])
        if count is None:
            return Block(Kind.BULLET, text, depth)
        return Block(Kind.NUMBERED, text, depth, str(count))


def _lines_of_items(text: str) -> list[str]:
    """The lines of a paragraph of which all but the first begin with a letter or a number: "a. first\\nb. second".

    Markdown knows no such lists, so it takes them for one paragraph. Empty for any other paragraph.
    """
    lines = text.split("\n")
    items = [line for line in lines[1:] if number(_bold_number_freed(line.strip())) or bullet(line.strip())]
    return lines if items and len(items) == len(lines) - 1 else []


def _heading(text: str, level: int) -> Block:
    whole = _WHOLLY_BOLD.fullmatch(text)
    plain = clean(_ESCAPED.sub(r"\1", whole[2] if whole else text))
    typed = number(plain)
    if typed and has_words(typed[1]):
        return Block(Kind.HEADING, typed[1], level, typed[0])
    return Block(Kind.HEADING, plain, level)


def _bold_number_freed(text: str) -> str:
    """The same text, its number without stars: "**1.1** Staff" as "1.1 Staff"."""
    return _BOLD_NUMBER.sub(r"\2\3 ", text, count=1)


def _paragraph(text: str) -> Block:
    """A paragraph; one that is bold from end to end is a heading to those who write Markdown in a hurry."""
    whole = _WHOLLY_BOLD.fullmatch(text)
    if whole and len(whole[2]) <= 120 and not text.rstrip("*_").endswith((".", ":", ";", ",")):
        return _heading(whole[2], BOLD_LEVEL)
    unescaped = re.sub(r"^(\(?\w{1,3})\\([.)])", r"\1\2", _bold_number_freed(text))
    typed = number(unescaped)
    if typed and has_words(typed[1]):
        return Block(Kind.NUMBERED, typed[1], max(1, typed[0].count(".")), typed[0])
    return Block(Kind.PLAIN, text)
