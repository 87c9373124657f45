"""The roll arranged so that a name, a number or a parent finds its pupils at once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from people.names import fold, has_mixed_scripts
from people.roll.listing import ListedPupil, Roll
from people.upn import is_upn, normalise_upn

from .entry import NamedChild, NamedRespondent
from .respondents import email_key, is_bare, name_key

_MOST_MIDDLE_NAMES = 4
# Parts of a surname that many have; sharing one says nothing.
PARTICLES = frozenset(
    "al ap bin da dal de del della den der di do dos du el la le mac mc o st ter van von".split()  # noqa: SIM905
)


class RollIndex:
    """Dictionaries over one roll. Pupils are named by primary key throughout."""

    def __init__(self, roll: Roll) -> None:
        self.pupils: dict[int, ListedPupil] = {pupil.pk: pupil for pupil in roll.pupils}
        self.exact: dict[str, tuple[int, ...]] = {}
        self.names: dict[int, tuple[tuple[str, str], ...]] = {}
        self.words: set[str] = set()
        self.of_surname: dict[str, set[int]] = defaultdict(set)
        self.of_surname_word: dict[str, set[int]] = defaultdict(set)
        self.of_forename: dict[str, set[int]] = defaultdict(set)
        self._upns: dict[str, set[int]] = defaultdict(set)
        self._admissions: dict[str, set[int]] = defaultdict(set)
        self._parents: dict[str, set[int]] = defaultdict(set)
        exact: dict[str, list[int]] = defaultdict(list)
        for pupil in roll.pupils:
            self._add(pupil, exact)
        self.exact = {key: tuple(pupils) for key, pupils in exact.items()}

    def _add(self, pupil: ListedPupil, exact: dict[str, list[int]]) -> None:
        names = tuple(names_of(pupil))
        self.names[pupil.pk] = names
        for key in exact_keys(pupil):
            exact[key].append(pupil.pk)
            self.words.update(key.split())
        for forename, surname in names:
            self.of_forename[forename].add(pupil.pk)
            self.of_surname[surname].add(pupil.pk)
            for word in set(surname.split()) - PARTICLES:
                self.of_surname_word[word].add(pupil.pk)
        if pupil.upn:
            self._upns[normalise_upn(pupil.upn)].add(pupil.pk)
        if pupil.admission_number:
            self._admissions[_number_key(pupil.admission_number)].add(pupil.pk)
        for contact in pupil.contacts:
            for key in {email_key(contact.email), name_key(contact.name)} - {""}:
                self._parents[key].add(pupil.pk)

    def numbered(self, named: NamedChild) -> tuple[int, ...]:
        """The pupils to whom the row's numbers point, the admission number's first; most often one or none.

        A number that is not on the roll, stands for two pupils or has a wrong check letter counts as absent.
        """
        found: list[int] = []
        if named.admission_number:
            found += _only(self._admissions.get(_number_key(named.admission_number)))
        if named.upn and is_upn(named.upn):
            found += _only(self._upns.get(normalise_upn(named.upn)))
        return tuple(dict.fromkeys(found))

    def children_of(self, respondent: NamedRespondent) -> frozenset[int]:
        """The pupils on whose contact list this e-mail or name stands. Lifts suggestions, decides nothing."""
        name = "" if is_bare(respondent.name) else name_key(respondent.name)
        keys = (email_key(respondent.email), name)
        return frozenset(pupil for key in keys if key for pupil in self._parents.get(key, ()))


def names_of(pupil: ListedPupil) -> Iterator[tuple[str, str]]:
    """Each pair of forename and surname, folded, the legal ones first."""
    forenames = dict.fromkeys((fold(pupil.legal_forename), fold(pupil.preferred_forename)))
    surnames = dict.fromkeys((fold(pupil.legal_surname), fold(pupil.preferred_surname)))
    return ((f, s) for f, s in product(forenames, surnames) if f and s)


def exact_keys(pupil: ListedPupil) -> set[str]:
    """All folded full names that are certainly this pupil's: with no, some or all middle names in order."""
    middle = fold(pupil.middle_names).split()[:_MOST_MIDDLE_NAMES]
    chosen = {" ".join(some) for size in range(len(middle) + 1) for some in combinations(middle, size)}
    if has_mixed_scripts(f"{pupil.legal_forename} {pupil.legal_surname}"):
        return set()
    return {f"{f} {m} {s}" if m else f"{f} {s}" for (f, s), m in product(names_of(pupil), chosen)}


def _number_key(text: str) -> str:
    """An admission number without the blanks and leading zeros that spreadsheets add and take."""
    key = "".join(text.split()).upper()
    whole = key.removesuffix(".0")
    return whole.lstrip("0") or "0" if whole.isdecimal() else key


def _only(pupils: set[int] | None) -> list[int]:
    return list(pupils) if pupils and len(pupils) == 1 else []
