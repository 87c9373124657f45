"""The families of the demo school: who belongs to whom, and in which class. The same on every run."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from people.names import fold

from . import names
from .names import Origin

CLASSES = ("RB", "1M", "2P", "3H", "4K", "5T", "6W")
PER_CLASS = 30
LEFT = 7  # the "year" of those who went to secondary school last summer
_MIX = (
    names.ENGLISH, names.POLISH, names.ENGLISH, names.PAKISTANI, names.ENGLISH, names.IRISH, names.ENGLISH,
    names.NIGERIAN, names.ENGLISH, names.INDIAN, names.PAKISTANI, names.ENGLISH, names.CHINESE, names.ENGLISH,
    names.ROMANIAN, names.ENGLISH, names.ARAB_AND_SOMALI, names.ENGLISH, names.WELSH_AND_SCOTS,
)  # fmt: skip


@dataclass(frozen=True)
class Parent:
    """A parent or carer on the contact list."""

    name: str
    email: str
    relationship: str
    has_responsibility: bool = True


@dataclass(frozen=True)
class Child:
    """A child of the school. `year` 0 is Reception, 6 the oldest; `LEFT` has gone to secondary school.

    `joined` and `gone` are true for the few who came or moved away between the two school years.
    """

    forename: str
    surname: str
    year: int
    slot: int
    family: int
    parents: tuple[Parent, ...]
    legal_forename: str = ""
    joined: bool = False
    gone: bool = False

    @property
    def name(self) -> str:
        """As the child is called."""
        return f"{self.forename} {self.surname}"

    @property
    def class_code(self) -> str:
        """This year's class."""
        return CLASSES[self.year]

    @property
    def former_class(self) -> str:
        """Last year's class. Reception had none."""
        return CLASSES[self.year - 1]

    @property
    def admission_number(self) -> str:
        """The older, the lower."""
        return f"{3100 + (LEFT - self.year) * 100 + self.slot + (60 if self.gone else 0):06d}"


# Families of whom the story tells, each with its children and their years. All others are made below.
_TOLD: tuple[tuple[str, Origin, str], ...] = (
    ("Whitworth", names.ENGLISH, "Ada 3"),
    ("Lockwood", names.ENGLISH, "Ava 3, Harriet 6"),
    ("Armitage", names.ENGLISH, "Ben 3"),
    ("Brennan", names.IRISH, "Callum 3"),
    ("Okonkwo", names.NIGERIAN, "Chidi 3"),
    ("Hartley", names.ENGLISH, "Daisy 3"),
    ("Meredith", names.WELSH_AND_SCOTS, "Ellis 3"),
    ("Dawber", names.ENGLISH, "Esme 3"),
    ("Qureshi", names.PAKISTANI, "Farah 3"),
    ("O'Hara", names.IRISH, "Finn 3"),
    ("Tasker", names.ENGLISH, "George 3"),
    ("Baran", names.POLISH, "Hana 3"),
    ("Bashir", names.PAKISTANI, "Idris 3"),
    ("Nair", names.INDIAN, "Isla 3"),
    ("Sorrell", names.ENGLISH, "Jacob 3"),
    ("Leung", names.CHINESE, "Kai 3"),
    ("Darwish", names.ARAB_AND_SOMALI, "Leila 3"),
    ("Ramsden", names.ENGLISH, "Lily 3"),
    ("Desai", names.INDIAN, "Maya 3"),
    ("Fenwick", names.ENGLISH, "Milo 3, Otis 1"),
    ("Anwar", names.PAKISTANI, "Nell 3"),
    ("Adebayo", names.NIGERIAN, "Noah 3"),
    ("Ransome", names.ENGLISH, "Olive 3"),
    ("Siddiqui", names.PAKISTANI, "Omar 3, Sana 0"),
    ("Cartwright", names.ENGLISH, "Poppy 3, Reggie 5"),
    ("Munteanu", names.ROMANIAN, "Rosa 3, Matei 4"),
    ("Gledhill", names.ENGLISH, "Sam/Samuel 3"),
    ("Zając", names.POLISH, "Theo/Teodor 3"),
    ("Varley", names.ENGLISH, "Wren 3"),
    ("Mahmood", names.PAKISTANI, "Zara 3, Musa 0, Haris 6"),
    ("Iqbal", names.PAKISTANI, "Zainab 1"),
    ("Iqbal", names.PAKISTANI, "Zainab 5"),
    ("Lamb", names.ENGLISH, "Harry 2"),
    ("Lamb", names.ENGLISH, "Harry 6"),
    ("Wójcik", names.POLISH, "Zuzanna 4"),
    ("Gallagher", names.IRISH, "Eoin 2, Niamh 5"),
    ("Quarmby", names.ENGLISH, "Bertie/Albert 2"),
    ("Umpleby", names.ENGLISH, "Josie/Josephine 5"),
    ("Bankole", names.NIGERIAN, "Kemi 1, Tobe 4"),
    ("Schofield", names.ENGLISH, "Alice 6"),
    ("Thackray", names.ENGLISH, "Ned/Edward 5"),
    ("Hinchliffe", names.ENGLISH, "Mabel 0"),
    ("Jama", names.ARAB_AND_SOMALI, "Ilham 4"),
    ("Pawlak", names.POLISH, "Igor 6"),
    ("Sutcliffe", names.ENGLISH, "Percy 1"),
    ("Yip", names.CHINESE, "Mia 5"),
)
_SIBLINGS = ["12", "02", "04", "05", "14", "16", "24", "25", "46", "15", "26", "01", "025", "146", "246", "06"]
_COUNT_JOINED = {2: 1, 4: 1, 6: 1}
_GRANDMOTHERS = {"Schofield": "Maureen Schofield", "Ramsden": "Sheila Ramsden"}


def children() -> list[Child]:
    """Everybody of this year and of last: 210 now, 30 who went up to secondary, three who moved away."""
    return list(_Maker().make())


class _Maker:
    """Hands out names, so that no two children are called the same unless the story wants it."""

    def __init__(self) -> None:
        self.filled: Counter[int] = Counter()
        self.surnames: Counter[Origin] = Counter()
        self.forenames: Counter[Origin] = Counter()
        self.emails: Counter[str] = Counter()
        self.names = {f"{who.split('/')[0]} {surname}" for surname, _, told in _TOLD for who in told.split(" ")}
        self.grandmothers = dict(_GRANDMOTHERS)
        self.families = 0

    def make(self) -> Iterator[Child]:
        for surname, origin, told in _TOLD:
            parents = self._parents(surname, origin)
            for who in told.split(", "):
                name, _, told_year = who.partition(" ")
                forename, _, legal = name.partition("/")
                yield self._child(forename, surname, int(told_year), parents, legal_forename=legal)
            self.families += 1
        for years in _SIBLINGS:
            yield from self._family(tuple(map(int, years)))
        for year in range(LEFT + 1):
            while self.filled[year] < PER_CLASS:
                is_last = self.filled[year] >= PER_CLASS - _COUNT_JOINED.get(year, 0)
                yield from self._family((year,), joined=is_last)
        for year in _COUNT_JOINED:
            yield from self._family((year,), gone=True)

    def _family(self, years: tuple[int, ...], *, joined: bool = False, gone: bool = False) -> Iterator[Child]:
        origin = _MIX[self.families % len(_MIX)]
        surname = origin.surnames[self.surnames[origin] % len(origin.surnames)]
        self.surnames[origin] += 1
        parents = self._parents(surname, origin)
        for year in years:
            forename = self._forename(origin, surname)
            yield self._child(forename, surname, year, parents, joined=joined, gone=gone)
        self.families += 1

    def _forename(self, origin: Origin, surname: str) -> str:
        while True:
            forename = origin.children[self.forenames[origin] % len(origin.children)]
            self.forenames[origin] += 1
            if f"{forename} {surname}" not in self.names:
                self.names.add(f"{forename} {surname}")
                return forename

    def _child(
        self, forename: str, surname: str, year: int, parents: tuple[Parent, ...], *,
        legal_forename: str = "", joined: bool = False, gone: bool = False,
    ) -> Child:  # fmt: skip
        self.filled[year] += 0 if gone else 1
        slot = year if gone else self.filled[year]
        return Child(forename, surname, year, slot, self.families, parents, legal_forename or forename, joined, gone)

    def _parents(self, surname: str, origin: Origin) -> tuple[Parent, ...]:
        """Mother and father for most, one of them for some; a grandmother who may not answer for two.

        The parents of the Cartwright children live apart; the mother has the demo's account.
        """
        if surname == "Cartwright":
            account = Parent("Leanne Cartwright", "parent@todwick.example", "Mother")
            return account, self._parent("Gareth Pike", "Father")
        number = self.families
        mother = origin.mothers[number % len(origin.mothers)]
        father = origin.fathers[(number * 3) % len(origin.fathers)]
        found = []
        if number % 13 != 5:
            found.append(self._parent(f"{mother} {surname}", "Mother"))
        if number % 5 != 4 or number % 13 == 5:
            found.append(self._parent(f"{father} {surname}", "Father"))
        if surname in self.grandmothers:
            found.append(self._parent(self.grandmothers.pop(surname), "Grandmother", has_responsibility=False))
        return tuple(found)

    def _parent(self, name: str, relationship: str, *, has_responsibility: bool = True) -> Parent:
        local = fold(name).replace(" ", ".")
        self.emails[local] += 1
        again = str(self.emails[local]) if self.emails[local] > 1 else ""
        return Parent(name, f"{local}{again}@families.example", relationship, has_responsibility)
