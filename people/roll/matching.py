"""Which pupil we know is which row of a list: admission number, then UPN, then name with date of birth.

Nothing is guessed. Where the keys disagree, or nothing tells two children of one name apart, the row is a
problem that a person mends in the list.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from people.names import fold, lost_letter

from .cells import number_key
from .known import KnownPupil
from .likeness import other_number, same_forename, same_name, same_word, two_numbers
from .rows import Problem, RollRow


def repeated(rows: Iterable[RollRow]) -> list[Problem]:
    """Two rows that claim the same number, or the same name with nothing to tell them apart."""
    problems = []
    seen: dict[tuple[str, object], RollRow] = {}
    for row in rows:
        for kind, key in _claims(row):
            first = seen.setdefault((kind, key), row)
            if first is not row:
                problems.append(
                    Problem(row.record, f"row {first.record} has the same {kind}. Correct one, or take one out.")
                )
    return problems


def _claims(row: RollRow) -> list[tuple[str, object]]:
    claims: list[tuple[str, object]] = []
    if row.admission_number:
        claims.append(("admission number", number_key(row.admission_number)))
    if row.upn:
        claims.append(("UPN", row.upn))
    if not claims and row.name:
        name = (fold(row.legal_forename), fold(row.legal_surname))
        claims.append(("name and no number", (*name, row.born_on, "" if row.born_on else row.class_code)))
    return claims


class Matcher:
    """Finds for each row the pupil we know, the surest key first; each pupil is found once."""

    def __init__(self, rows: Sequence[RollRow], known: Sequence[KnownPupil]) -> None:
        self.rows = rows
        self.problems: list[Problem] = []
        self.found: dict[int, KnownPupil] = {}
        self._taken: dict[int, RollRow] = {}
        self._by_number = {number_key(k.admission_number): k for k in known if k.admission_number}
        self._by_upn = {k.upn: k for k in known if k.upn}
        self._by_birth: dict[dt.date | None, list[KnownPupil]] = defaultdict(list)
        self._by_surname: dict[str, list[KnownPupil]] = defaultdict(list)
        for pupil in known:
            self._by_birth[pupil.born_on].append(pupil)
            for surname in {fold(pupil.legal_surname), fold(pupil.preferred_surname)} - {""}:
                self._by_surname[surname].append(pupil)

    def match(self) -> dict[int, KnownPupil]:
        """The pupil of each row by its record; rows without one are new children or problems."""
        for finder in (self._number, self._upn, self._name_and_birth, self._name_alone):
            for row in self.rows:
                if row.record not in self.found and (pupil := finder(row)):
                    self._take(row, pupil)
        return self.found

    def _take(self, row: RollRow, pupil: KnownPupil) -> None:
        if first := self._taken.get(pupil.pk):
            self._refuse(row, f"row {first.record} is {pupil.name} already. Correct the numbers of one of the rows.")
        else:
            self._taken[pupil.pk] = row
            self.found[row.record] = pupil

    def _refuse(self, row: RollRow, message: str) -> None:
        self.problems.append(Problem(row.record, message))

    def _number(self, row: RollRow) -> KnownPupil | None:
        if not row.admission_number:
            return None
        pupil = self._by_number.get(number_key(row.admission_number))
        if pupil is None:
            return None
        other = self._by_upn.get(row.upn)
        if other and other.pk != pupil.pk:
            self._refuse(
                row,
                f"the admission number is that of {pupil.name}, the UPN that of {other.name}. Correct one of them.",
            )
        elif not self._same_child(row, pupil):
            self._refuse(
                row,
                f"admission number {pupil.admission_number} is {pupil.name} on our list, but this row names another "
                "child. Correct the number or the name.",
            )
        return pupil

    def _same_child(self, row: RollRow, pupil: KnownPupil) -> bool:
        """A number alone is not enough: the UPN or the birth day agrees too, else the name; siblings whose
        numbers were swapped are seen by the name of the other."""
        if not row.name or (row.upn and row.upn == pupil.upn):
            return True
        if self._is_another(row, pupil):
            return False
        if row.born_on and pupil.born_on:
            return row.born_on == pupil.born_on or same_name(row, pupil)
        return same_forename(row, pupil)

    def _is_another(self, row: RollRow, pupil: KnownPupil) -> bool:
        """The row has the name of another child whom we know, and not of this one."""
        if same_name(row, pupil):
            return False
        return any(other.pk != pupil.pk and same_name(row, other) for other in self._of_surname(row))

    def _of_surname(self, row: RollRow) -> list[KnownPupil]:
        """Everybody with a surname of the row; where letters of it were lost, whoever it may stand for."""
        found: dict[int, KnownPupil] = {}
        for surname in {row.legal_surname, row.preferred_surname} - {""}:
            if lost_letter(surname):
                alike = [pupils for ours, pupils in self._by_surname.items() if same_word(surname, ours)]
            else:
                alike = [self._by_surname.get(fold(surname), [])]
            found |= {pupil.pk: pupil for pupils in alike for pupil in pupils}
        return list(found.values())

    def _upn(self, row: RollRow) -> KnownPupil | None:
        pupil = self._by_upn.get(row.upn) if row.upn else None
        if pupil and row.name and not (same_name(row, pupil) or (row.born_on and row.born_on == pupil.born_on)):
            self._refuse(
                row,
                f"the UPN is that of {pupil.name}, and neither name nor date of birth agree. Correct the UPN.",
            )
        return pupil

    def _name_and_birth(self, row: RollRow) -> KnownPupil | None:
        if row.born_on is None:
            return None
        fitting = [
            pupil
            for pupil in self._by_birth.get(row.born_on, ())
            if pupil.pk not in self._taken and same_name(row, pupil) and not two_numbers(row, pupil)
        ]
        return self._only(row, fitting)

    def _name_alone(self, row: RollRow) -> KnownPupil | None:
        """A row of a known name without a date of birth to compare: the same child in the same class, or a
        problem. A second child of that name has a number or a date of birth to show it."""
        fitting = [
            pupil
            for pupil in self._of_surname(row)
            if pupil.pk not in self._taken
            and not (row.born_on and pupil.born_on)
            and not other_number(row, pupil)
            and same_name(row, pupil)
        ]
        in_class = [pupil for pupil in fitting if fold(pupil.last_class) == fold(row.class_code)]
        pupil = self._only(row, in_class or fitting)
        if pupil and not in_class:
            self._refuse(
                row,
                f"there is {pupil.name} on our list already, and nothing says whether this is the same child. "
                "Add the admission number, the UPN or the date of birth.",
            )
        return pupil

    def _only(self, row: RollRow, fitting: list[KnownPupil]) -> KnownPupil | None:
        if len(fitting) > 1:
            self._refuse(
                row,
                f"{len(fitting)} children on our list could be {row.name}. Add the admission number or UPN.",
            )
        return fitting[0] if fitting else None
