"""The lists of a Word document: Word stores no numbers, it counts them."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .word_styles import Styles
from .word_xml import child, children, local, root, value

_THOUSANDS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN = (*_THOUSANDS, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_MOST = 32000


@dataclass(frozen=True)
class Level:
    """One depth of a list: how it counts, from where, and the pattern of the number ("%1.%2.")."""

    form: str = "decimal"
    start: int = 1
    pattern: str = ""
    is_plain_figures: bool = False


@dataclass(frozen=True)
class Item:
    """What stands before a paragraph: the depth from 1, and the number, empty for a bullet."""

    depth: int
    number: str


@dataclass
class _List:
    levels: dict[int, Level]
    link: str = ""
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts through the document; asked once for each paragraph, in order."""

    def __init__(self, data: bytes | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.by_style: dict[str, str] = {}
        self.numbers: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self.begun: set[str] = set()
        elements = list(root(data)) if data else []
        for one in elements:
            if local(one) == "abstractNum":
                self._keep_list(one)
        for one in elements:
            if local(one) == "num":
                self._keep_number(one)

    def item(self, list_id: str, level: str) -> Item | None:
        """The item that the next paragraph of this list is, None if it belongs to no list."""
        found = self.numbers.get(list_id)
        if found is None or list_id == "0":
            return None
        key, starts, replaced = found
        kept = self._resolved(key)
        if kept is None:
            return None
        depth = min(int(level), _LEVELS - 1) if level.isdigit() else 0
        own = replaced.get(depth) or kept.levels.get(depth) or Level()
        self._begin(list_id, kept, starts)
        self._count(kept, depth, replaced)
        if own.form in ("bullet", "none"):
            return Item(depth + 1, "") if own.form == "bullet" or own.pattern else None
        return Item(depth + 1, self._written(kept, own, depth, replaced))

    def _begin(self, list_id: str, kept: _List, starts: dict[int, int]) -> None:
        if list_id not in self.begun:
            self.begun.add(list_id)
            for depth, start in starts.items():
                kept.counts[depth] = start - 1

    def _count(self, kept: _List, depth: int, replaced: dict[int, Level]) -> None:
        for above in range(depth + 1):
            if kept.counts[above] is None:
                level = replaced.get(above) or kept.levels.get(above) or Level()
                kept.counts[above] = level.start - 1 if above == depth else level.start
        kept.counts[depth] = min((kept.counts[depth] or 0) + 1, _MOST)
        for below in range(depth + 1, _LEVELS):
            kept.counts[below] = None

    def _written(self, kept: _List, own: Level, depth: int, replaced: dict[int, Level]) -> str:
        text = own.pattern or f"%{depth + 1}"
        for place in range(depth + 1):
            level = replaced.get(place) or kept.levels.get(place) or Level()
            form = "decimal" if own.is_plain_figures else level.form
            text = text.replace(f"%{place + 1}", figures(kept.counts[place] or 0, form))
        words = text.split()
        return words[-1].strip("().:-–[]") if words else ""

    def _resolved(self, key: str) -> _List | None:
        kept = self.lists.get(key)
        if kept and kept.link:
            return self.lists.get(self.by_style.get(kept.link, ""), kept)
        return kept

    def _keep_list(self, one: Element) -> None:
        key = value(one, "abstractNumId")
        levels = {_place(level): _level(level) for level in children(one, "lvl")}
        self.lists[key] = _List(levels, value(child(one, "numStyleLink")))
        if name := value(child(one, "styleLink")):
            self.by_style[name] = key

    def _keep_number(self, one: Element) -> None:
        starts, replaced = {}, {}
        for other in children(one, "lvlOverride"):
            start = value(child(other, "startOverride"))
            if start.isdigit():
                starts[_place(other)] = min(int(start), _MOST)
            level = child(other, "lvl")
            if level is not None:
                replaced[_place(other)] = _level(level)
        self.numbers[value(one, "numId")] = (value(child(one, "abstractNumId")), starts, replaced)


def figures(count: int, form: str) -> str:
    """A count as Word writes it.

    >>> figures(4, "lowerRoman"), figures(28, "upperLetter"), figures(7, "decimalZero")
    ('iv', 'BB', '07')
    """
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for size, sign in _ROMAN:
            times, count = divmod(count, size)
            text += sign * times
        return text.upper() if form == "upperRoman" else text
    return f"{count:02}" if form == "decimalZero" else str(count)


def _place(element: Element) -> int:
    said = value(element, "ilvl")
    return min(int(said), _LEVELS - 1) if said.isdigit() else 0


def _level(one: Element) -> Level:
    start = value(child(one, "start"))
    return Level(
        form=value(child(one, "numFmt")) or "decimal",
        start=min(int(start), _MOST) if start.isdigit() else 1,
        pattern=value(child(one, "lvlText")),
        is_plain_figures=child(one, "isLgl") is not None,
    )
