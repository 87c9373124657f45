"""Reading plain text: which lines belong together, which stand in a list, what was broken at the end of a line."""

import re
from dataclasses import dataclass

from . import marks, questions
from .characters import clean, has_words, lines, visible
from .document import Block, Document, Kind, Part
from .hyphens import joined, words_of

_WIDEST = 130
_TERMINAL = (".", ":", ";", "!", "?", "…")
_RULE_LINE = re.compile(r"[=\-~_*]{3,}")
_PAGE = re.compile(r"(?:page|p\.?)?\s*[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
_LONGEST_NUMBERLESS_HEADING = 80


@dataclass
class _Line:
    """One line: its text without indentation, how far it is indented, and whether an empty line comes before."""

    raw: str
    text: str
    indent: int
    after_gap: bool


def read(text: str, name: str) -> Document:
    """The paragraphs of a plain text, each on one line whatever its width was."""
    found = _lines(visible(text))
    width, words = _width(found), words_of(text)
    blocks: list[Block] = []
    for group in _groups(found, width):
        blocks += _block(group, joined([line.text for line in group], words))
    return Document(name, questions.parted(_with_depths(blocks, found)))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    gap = True
    for raw in lines(text):
        line = raw.expandtabs(4).replace("\u00a0", " ").rstrip()
        if not line.strip():
            gap = True
            continue
        if _RULE_LINE.fullmatch(line.strip()):
            gap = True
            continue
        found.append(_Line(raw, line.strip(), len(line) - len(line.lstrip()), gap))
        gap = False
    return found


def _width(found: list[_Line]) -> int:
    """Where lines were broken, 0 if each line is a paragraph. Many lines come close to the longest one."""
    sizes = [line.indent + len(line.text) for line in found]
    longest = max(sizes, default=0)
    if not 40 <= longest <= _WIDEST:
        return 0
    close = sum(size > longest - 14 for size in sizes)
    followed = sum(not line.after_gap and line.text[:1].islower() for line in found)
    return longest if close >= 3 and followed >= 1 else 0


def _groups(found: list[_Line], width: int) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in found:
        if groups and _goes_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: list[_Line], line: _Line, width: int) -> bool:
    before = group[-1]
    if line.after_gap or _begins_something(line, group) or _PAGE.fullmatch(before.text):
        return False
    if marks.leads_to_a_page(before.raw) or marks.leads_to_a_page(line.raw):
        return False
    ended = before.text.endswith(_TERMINAL)
    if line.text[:1].islower() and not before.text.endswith((".", ":", "!", "?")):
        return True
    if not width:
        return False
    first_word = line.text.split(" ", 1)[0]
    size = before.indent + len(before.text)
    if size + 1 + len(first_word) > width:
        return not (_is_short_of_a_sentence(group) and line.indent < before.indent)
    return not ended and size >= 0.75 * width


def _is_short_of_a_sentence(group: list[_Line]) -> bool:
    return len(group) == 1 and not group[0].text.endswith(_TERMINAL)


def _begins_something(line: _Line, group: list[_Line]) -> bool:
    if marks.bullet(line.text) is not None:
        return True
    if _PAGE.fullmatch(line.text):
        return True
    found = marks.number(line.text)
    if found is None:
        return False
    # "... under the age of\n13. Staff ..." is rare; "a) ..." and "1.2 ..." begin an item.
    return has_words(found[1])


def _block(group: list[_Line], text: str) -> list[Block]:
    first = group[0]
    level = first.indent  # made a depth by `_with_depths`
    if len(group) == 1 and marks.leads_to_a_page(first.raw):
        return _contents(first)
    if _PAGE.fullmatch(text):
        return [Block(Kind.PLAIN, clean(text), part=Part.FOOTER)]
    behind = marks.bullet(text)
    if behind is not None:
        return [Block(Kind.BULLET, clean(behind), level, stands_alone=first.after_gap)] if has_words(behind) else []
    found = marks.number(text)
    if found is None and len(text) <= _LONGEST_NUMBERLESS_HEADING and not text.endswith((*_TERMINAL, ",")):
        found = marks.bare_number(text)
    if found and has_words(found[1]) and marks.is_section(text):
        return [Block(Kind.HEADING, clean(found[1]), 1, found[0], stands_alone=first.after_gap)]
    if found and has_words(found[1]):
        return [Block(Kind.NUMBERED, clean(found[1]), level, found[0], stands_alone=first.after_gap)]
    if not has_words(text):
        return []
    return [Block(Kind.PLAIN, clean(text), stands_alone=first.after_gap)]


def _contents(line: _Line) -> list[Block]:
    text = marks.without_page(line.raw)
    found = marks.number(text.strip()) or marks.bare_number(text.strip())
    number, text = found or ("", text)
    return [Block(Kind.PLAIN, clean(text), number=number, part=Part.CONTENTS)] if has_words(text) else []


def _with_depths(blocks: list[Block], found: list[_Line]) -> list[Block]:
    """The same blocks with the depth of their list in place of their indentation."""
    done: list[Block] = []
    open_at: list[int] = []
    for block in blocks:
        if block.kind not in (Kind.BULLET, Kind.NUMBERED):
            open_at = [] if block.kind == Kind.HEADING or block.stands_alone else open_at
            done.append(block)
            continue
        while open_at and block.level < open_at[-1]:
            open_at.pop()
        if not open_at or block.level > open_at[-1]:
            open_at.append(block.level)
        done.append(_at(block, len(open_at)))
    return done


def _at(block: Block, depth: int) -> Block:
    return Block(block.kind, block.text, depth, block.number, block.part, block.stands_alone)
