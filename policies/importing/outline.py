"""The outline of a policy: its areas, each once, whatever the document repeats or announces."""

from dataclasses import dataclass, field

from policies.reading.document import Kind, Part
from policies.words import Audience

from . import audiences, covers, headings, titles
from .codes import Codes, is_own_rule_code
from .groups import Group, grouped
from .headings import Heading
from .mending import Aside, Piece
from .phrases import ends_a_sentence, key
from .places import Doubted, Place

_DEEPEST = 3
_LONGEST_SECOND_TITLE = 200


@dataclass
class Area:
    """An area before its rules are known: its content is what stands under its heading."""

    code: str
    title: str
    level: int
    audiences: tuple[Audience, ...] = ()
    long_title: str = ""
    content: list[Piece] = field(default_factory=list)
    is_parent: bool = False
    is_open: bool = False  # nobody says whom it is for


@dataclass
class Outline:
    """The title, what stands before the first area, the areas in order, and headings that head nothing."""

    title: str
    before: list[Piece]
    areas: list[Area]
    empty: list[str]
    codes: Codes


def outline(pieces: list[Piece], aside: Aside) -> Outline:
    """Find the title, the areas and what stands before them. What only repeats something goes into `aside`."""
    at = titles.find_title(pieces)
    at = covers.title_of(pieces) if at is None else at
    title_at = None if at is None else pieces[at].order
    title, pieces = _title(pieces, aside, at)
    found = covers.without_covers(_with_readers(headings.find(pieces), pieces), pieces, title_at)
    groups = grouped(found, pieces)
    taken = {piece.order for heading in found for piece in [heading.piece, *heading.reader_lines]}
    announced = _announced(groups, pieces, taken)
    taken |= announced.keys()
    codes = Codes({group.body.number for group in groups}, _own_codes(pieces, taken))
    return _Builder(pieces, aside, codes).build(title, groups, taken, announced)


def _title(pieces: list[Piece], aside: Aside, at: int | None) -> tuple[str, list[Piece]]:
    if at is None:
        return "", pieces
    title = pieces[at].block.text
    kept = []
    for place, piece in enumerate(pieces):
        is_again = place > at and key(piece.block.text) == key(title) and piece.block.kind in (Kind.PLAIN, Kind.HEADING)
        if place == at or (is_again and place + 1 < len(pieces)):
            aside.put(piece, Place.REPEATED if is_again else Place.TITLE)
        else:
            kept.append(piece)
    return (title, kept) if kept else ("", pieces)


def _own_codes(pieces: list[Piece], taken: set[int]) -> set[str]:
    """The numbers of the document by which a rule will be quoted."""
    rest = [piece.block.number for piece in pieces if piece.order not in taken]
    return {number for number in rest if is_own_rule_code(number)}


def _with_readers(found: list[Heading], pieces: list[Piece]) -> list[Heading]:
    """Lines such as "All Staff" belong to the heading beside them; standing alone they are headings themselves."""
    by_place = {heading.at: heading for heading in found}
    for at, piece in enumerate(pieces):
        readers = audiences.of_line(piece.block.text)
        own = by_place.get(at)
        if (
            not readers
            or piece.block.part == Part.CLOSING
            or piece.block.kind not in (Kind.PLAIN, Kind.HEADING)
            or (own and own.number)
        ):
            continue
        after, before = by_place.get(at + 1), by_place.get(at - 1)
        if after and not audiences.of_line(after.text) and (own is None or after.depth <= own.depth):
            beside = after
        elif before and own is None and not before.readers and at + 1 < len(pieces):
            beside = before
        else:
            if own is None and after is None and at + 1 < len(pieces):
                depth = min((heading.depth for heading in found), default=1)
                by_place[at] = Heading(at, piece, depth, "", piece.block.text, is_sure=False)
            continue
        if ends_a_sentence(piece.block.text):
            if beside is before:  # "This part applies to all staff." stays in the text as well
                beside.readers = readers
            continue
        beside.readers = readers
        beside.reader_lines.append(piece)
        by_place.pop(at, None)
    return [by_place[at] for at in sorted(by_place)]


def _announced(groups: list[Group], pieces: list[Piece], taken: set[int]) -> dict[int, Group]:
    """Lines of a list before the first area that name the areas to come, at least two of them."""
    if not groups:
        return {}
    first = min(group.body.at for group in groups)
    by_key = {group.body.key: group for group in groups}
    found = {
        piece.order: by_key[key(piece.block.text)]
        for piece in pieces[:first]
        if piece.order not in taken and key(piece.block.text) in by_key
    }
    return found if len(found) >= 2 else {}


class _Builder:
    """Puts headings and what stands under them together."""

    def __init__(self, pieces: list[Piece], aside: Aside, codes: Codes) -> None:
        self.pieces = pieces
        self.aside = aside
        self.codes = codes
        self.empty: list[str] = []
        self.by_body: dict[int, Area] = {}
        self.readers: tuple[Audience, ...] = ()  # whom the title of the whole policy names

    def build(self, title: str, groups: list[Group], taken: set[int], announced: dict[int, Group]) -> Outline:
        """The outline. Areas stand in the order of their bodies."""
        self.readers = audiences.of_policy(title) or covers.readers_of(self._cover(groups, taken))
        areas = self._areas(groups)
        codes = {id(group): self.by_body[group.body.at].code for group in groups if group.body.at in self.by_body}
        for piece in self.pieces:
            if piece.order in announced:
                self.aside.put(piece, Place.OVERVIEW, codes.get(id(announced[piece.order]), ""))
        starts = {heading.at: self.by_body.get(group.body.at) for group in groups for heading in group.all}
        only_announced = {heading.at for group in groups for heading in group.earlier}
        before: list[Piece] = []
        content = before
        for at, piece in enumerate(self.pieces):
            if at in starts:
                area = starts[at]
                content = before if area is None or at in only_announced else area.content
            elif piece.order not in taken:
                content.append(piece)
        return Outline(title, before, areas, self.empty, self.codes)

    def _cover(self, groups: list[Group], taken: set[int]) -> list[Piece]:
        first = min((group.body.at for group in groups), default=0)
        return [piece for piece in self.pieces[:first] if piece.order not in taken]

    def _areas(self, groups: list[Group]) -> list[Area]:
        depths = sorted({group.body.depth for group in groups})
        areas: list[Area] = []
        above: list[Area] = []
        for group in groups:
            if group.body.is_governance and not self._has_text(group):
                self.empty.append(group.body.text)
                self.aside.put(group.body.piece, Place.OPEN_POINT)
                self._put_away(group, "")
                continue
            level = min(depths.index(group.body.depth) + 1, _DEEPEST)
            above = [area for area in above if area.level < level]
            level = min(level, (above[-1].level if above else 0) + 1)
            area = self._area(group, level, above[-1] if above else None)
            above = [one for one in above if one.level < level] + [area]
            areas.append(area)
        return areas

    def _has_text(self, group: Group) -> bool:
        at = group.body.at + 1
        return group.has_content and at < len(self.pieces)

    def _area(self, group: Group, level: int, parent: Area | None) -> Area:
        body = group.body
        code = self.codes.area(body.number, parent.code if parent else "")
        area = Area(code, group.title, level)
        if parent:
            parent.is_parent = True
        if key(group.title) != key(body.text) and len(body.text) <= _LONGEST_SECOND_TITLE:
            area.long_title = body.text
            self.aside.put(body.piece, Place.AREA_LONG_TITLE, code)
        else:
            self.aside.put(body.piece, Place.AREA_TITLE, code)
        area.audiences = self._readers(group, area, parent)
        for piece in body.reader_lines:
            self.aside.put(piece, Place.AREA_AUDIENCE, code)
        self._put_away(group, code)
        self._doubt(group, area)
        self.by_body[body.at] = area
        return area

    def _readers(self, group: Group, area: Area, parent: Area | None) -> tuple[Audience, ...]:
        """From the line beside the heading, else from its words, else those of the area it is a part of."""
        if group.readers:
            return group.readers
        named = audiences.of_title(group.body.text) or audiences.of_title(area.title) or audiences.of_line(area.title)
        if named:
            self.aside.doubt(Doubted.AUDIENCE, f"Area {area.code}: whom it is for was taken from its title.", area.code)
            return named
        if parent:
            area.is_open = parent.is_open
            return parent.audiences
        if self.readers:
            words = f"Area {area.code}: whom it is for was taken from the title of the policy."
            self.aside.doubt(Doubted.AUDIENCE, words, area.code)
            return self.readers
        area.is_open = True
        self.aside.doubt(
            Doubted.AUDIENCE, f"Area {area.code} does not say whom it is for: everybody, we think.", area.code
        )
        return audiences.EVERYBODY

    def _put_away(self, group: Group, code: str) -> None:
        """The other places of the same heading. The first wording of two is the title that lists show."""
        for heading in group.earlier:
            differs = heading.text == group.title and key(heading.text) != group.body.key
            self.aside.put(heading.piece, Place.AREA_TITLE if differs else Place.OVERVIEW, code)
        for heading in group.later:
            self.aside.put(heading.piece, Place.REPEATED, code)
        for heading in [*group.earlier, *group.later]:
            for piece in heading.reader_lines:
                self.aside.put(piece, Place.AREA_AUDIENCE if code else Place.REPEATED, code)

    def _doubt(self, group: Group, area: Area) -> None:
        if area.long_title:
            words = f"Area {area.code} has two titles: “{area.title}” and “{area.long_title}”. Both are kept."
            self.aside.doubt(Doubted.HEADING, words, area.code)
        if group.later:
            self.aside.doubt(
                Doubted.HEADING, f"The heading of area {area.code} came again and was left out.", area.code
            )
        if group.body.number and area.code != group.body.number:
            words = f"A second heading {group.body.number} was found. It became area {area.code}."
            self.aside.doubt(Doubted.HEADING, words, area.code)
        if not group.body.is_sure:
            words = f"“{area.title}” was taken for a heading, because it is short and stands over a text."
            self.aside.doubt(Doubted.HEADING, words, area.code)
