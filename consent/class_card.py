"""The card of a class for one morning: who may be nowhere today, who only in some places (requirements, part 3, 10).

Pure: a register in, groups of children out. Everybody reads the teacher's three words on it, the office too: it is
looked at on a phone in a classroom and carried about on paper. Until the office has answered, a child about whom it
must be asked is in no picture there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.models import Pupil

from .answer_words import joined
from .checking import in_a_list
from .class_lists import as_called
from .effective import Word
from .models import Purpose
from .register import Register


@dataclass(frozen=True)
class Group:
    """Children for whom the same holds, and what that is, as the end of a sentence. `is_one`: one place is left."""

    words: str
    children: list[Pupil]
    is_one: bool = False


@dataclass(frozen=True)
class Ask:
    """A child about whom the office is asked first, and for which places or conditions."""

    pupil: Pupil
    where: str


@dataclass(frozen=True)
class Card:
    """What holds today for the children of a class. `places`: where anything goes out at all.

    `nowhere`, `some` and `everywhere` hold each child once; `conditions` say who is in no film and by no name.
    """

    count: int
    places: int
    nowhere: list[Pupil]
    some: list[Group]
    everywhere: list[Pupil]
    conditions: list[Group]
    to_ask: list[Ask]

    @property
    def not_everywhere(self) -> int:
        """How many children may be in some places and not in others."""
        return sum(len(group.children) for group in self.some)

    @property
    def sentence(self) -> str:
        """The whole card in one sentence, as somebody says it at the classroom door."""
        if not self.places:
            return "Today nothing goes out anywhere, so nobody may be in a picture that does."
        if len(self.nowhere) == self.count:
            return "Today nobody may be in a picture anywhere."
        if len(self.everywhere) == self.count:
            return "Today everybody may be in a picture everywhere."
        said = [f"{number(self.nowhere)} nowhere"] if self.nowhere else []
        said += [f"{len(group.children)} {group.words}" for group in self.some if group.is_one]
        others = sum(len(group.children) for group in self.some if not group.is_one)
        said += [f"{others} not everywhere"] if others else []
        if not self.nowhere:
            first, _, rest = said[0].partition(" ")
            said[0] = f"{first} {'child' if first == '1' else 'children'} {rest}"
        return f"Today {joined(said)}."


def number(children: Sequence[Pupil]) -> str:
    """How many children, in words of a sentence.

    >>> number([Pupil(), Pupil()]), number([Pupil()])
    ('2 children', '1 child')
    """
    return f"{len(children)} child{'' if len(children) == 1 else 'ren'}"


def card_of(register: Register, pupils: Sequence[Pupil]) -> Card:
    """The card of `pupils` on the register's day, over all places that a survey of the year asked about and where
    something goes out. What was not asked is permitted by nobody, so it is no place of the card."""
    open_ones = [purpose for purpose in register.asked if register.goes_out(purpose)]
    places = [purpose for purpose in open_ones if purpose.kind == Purpose.Kind.DESTINATION]
    conditions = [purpose for purpose in open_ones if purpose.kind == Purpose.Kind.CONDITION]
    children = sorted(pupils, key=as_called)
    yes = {child.pk: [p for p in places if register.of(child, p).word is Word.YES] for child in children}
    nowhere = [child for child in children if not yes[child.pk]]
    everywhere = [child for child in children if places and len(yes[child.pk]) == len(places)]
    placed = [child for child in children if yes[child.pk]]
    return Card(
        count=len(children),
        places=len(places),
        nowhere=nowhere,
        some=_some(places, yes, [child for child in placed if len(yes[child.pk]) < len(places)]),
        everywhere=everywhere,
        conditions=_conditions(register, conditions, placed),
        to_ask=_to_ask(register, open_ones, children),
    )


def _some(places: list[Purpose], yes: dict[int, list[Purpose]], children: Iterable[Pupil]) -> list[Group]:
    """Those with some places, the fewest first."""
    found: dict[tuple[int, ...], list[Pupil]] = {}
    for child in children:
        found.setdefault(tuple(place.pk for place in yes[child.pk]), []).append(child)
    in_order = sorted(found.items(), key=lambda one: (len(one[0]), [-len(one[1]), *one[0]]))
    return [Group(_where(places, set(keys)), group, len(keys) == 1) for keys, group in in_order]


def _where(places: list[Purpose], keys: set[int]) -> str:
    inside = [_amid(place.label) for place in places if place.pk in keys]
    outside = [_amid(place.label) for place in places if place.pk not in keys]
    if len(inside) <= len(outside):
        return f"only for {joined(inside)}"
    return f"all but {joined(outside)}"


def _amid(label: str) -> str:
    """A place amid a sentence.

    >>> _amid("Newsletter"), _amid("X (Twitter)")
    ('the newsletter', 'X (Twitter)')
    """
    said = in_a_list(label)
    return said if said == label else f"the {said}"


def _conditions(register: Register, conditions: Iterable[Purpose], placed: list[Pupil]) -> list[Group]:
    """Who of those that may be somewhere lacks a yes for what a picture may show. One for whom nobody lacks it is
    left out."""
    groups = (
        Group(condition.label, [child for child in placed if register.of(child, condition).word is not Word.YES])
        for condition in conditions
    )
    return [group for group in groups if group.children]


def _to_ask(register: Register, open_ones: list[Purpose], children: Iterable[Pupil]) -> list[Ask]:
    found = ((child, [p for p in open_ones if register.of(child, p).word is Word.ASK]) for child in children)
    return [
        Ask(child, "everything" if len(where) == len(open_ones) else joined([in_a_list(p.label) for p in where]))
        for child, where in found
        if where
    ]
