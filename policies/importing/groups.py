"""One heading in all its places: announced in an overview, over its text, repeated on a later page."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from policies.words import Audience

from .headings import Heading
from .mending import Piece

_ALIKE = 60


@dataclass
class Group:
    """`body` is the place with the text under it; `earlier` ones only announce it, `later` ones only repeat it."""

    body: Heading
    has_content: bool
    earlier: list[Heading] = field(default_factory=list)
    later: list[Heading] = field(default_factory=list)

    @property
    def all(self) -> list[Heading]:
        return [*self.earlier, self.body, *self.later]

    @property
    def title(self) -> str:
        """The first wording: the one of the overview, where there is one."""
        return self.earlier[0].text if self.earlier else self.body.text

    @property
    def readers(self) -> tuple[Audience, ...]:
        return next((heading.readers for heading in [self.body, *self.earlier] if heading.readers), ())


def grouped(found: list[Heading], pieces: list[Piece]) -> list[Group]:
    """The headings by what they head, in the order of their texts."""
    filled = _filled(found, pieces)
    same: list[list[Heading]] = []
    by_key: dict[tuple[str, str], int] = {}
    by_number: dict[str, int] = {}
    under_way = -1
    for heading in found:
        place = by_key.get((heading.number, heading.key))
        if place is None and heading.number in by_number and heading.number:
            other = by_number[heading.number]
            place = other if _is_alike(same[other][0], heading) else None
        has_text = heading.at in filled
        if place is None or (has_text and place != under_way and any(one.at in filled for one in same[place])):
            # The same words over a second text, with another area between, are a second area ("Staff", "Pupils").
            place = len(same)
            same.append([])
        same[place].append(heading)
        by_key[heading.number, heading.key] = by_number[heading.number] = place
        under_way = place if has_text else under_way
    groups = [_group(headings, filled) for headings in same]
    return sorted(groups, key=lambda group: group.body.at)


def _filled(found: list[Heading], pieces: list[Piece]) -> set[int]:
    """The places of headings that have a text under them, or a heading of a deeper level."""
    lines = {piece.order for heading in found for piece in heading.reader_lines}
    by_place = {heading.at: heading for heading in found}
    filled = set()
    for heading in found:
        at = heading.at + 1
        while at < len(pieces) and pieces[at].order in lines:
            at += 1
        if at < len(pieces) and (at not in by_place or by_place[at].depth > heading.depth):
            filled.add(heading.at)
    return filled


def _is_alike(one: Heading, other: Heading) -> bool:
    """Two wordings of one heading: one begins like the other, or they share most of their words."""
    first, second = one.key, other.key
    if first.startswith(second) or second.startswith(first):
        return True
    return fuzz.token_set_ratio(first[:200], second[:200]) >= _ALIKE


def _group(headings: list[Heading], filled: set[int]) -> Group:
    place = next((place for place, heading in enumerate(headings) if heading.at in filled), len(headings) - 1)
    return Group(headings[place], headings[place].at in filled, headings[:place], headings[place + 1 :])
