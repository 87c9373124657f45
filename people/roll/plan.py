"""What loading a pupil list would do: new, changed, unchanged, left; decided before anything is written."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from people import school_year as years
from people.names import fold

from .changes import ContactChange, FieldChange, contact_changes, field_changes
from .columns import NAMES, Part
from .known import KnownPupil
from .likeness import same_word
from .matching import Matcher, repeated
from .rows import Problem, RollReading, RollRow

SUSPICIOUS_SHARE = 0.20
FEW = 2


@dataclass(frozen=True)
class PupilChange:
    """A child we know, and what the list changes."""

    known: KnownPupil
    row: RollRow
    fields: tuple[FieldChange, ...]
    contacts: tuple[ContactChange, ...]
    new_class: str = ""

    @property
    def is_any(self) -> bool:
        """Whether the list changes anything about the child."""
        return bool(self.fields or self.contacts or self.new_class)

    @property
    def has_returned(self) -> bool:
        """A child who had left and is on the list again."""
        return any(change.field == "left_on" and change.becomes is None for change in self.fields)


@dataclass(frozen=True)
class RollPlan:
    """What would happen. With `problems` nothing may. `day` is the day from which the list holds.

    `whole_classes_left` names the classes of this year of which the list has no child at all.
    """

    school_year: int
    day: dt.date
    new: tuple[RollRow, ...] = ()
    changed: tuple[PupilChange, ...] = ()
    unchanged: tuple[KnownPupil, ...] = ()
    left: tuple[KnownPupil, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    given: frozenset[Part] = frozenset()
    is_partial: bool = False
    on_roll: int = 0
    whole_classes_left: tuple[str, ...] = ()

    @property
    def leavers_are_suspicious(self) -> bool:
        """More than a fifth of the school gone, or a whole class of this year: more like half a file."""
        many = len(self.left) > FEW and len(self.left) > SUSPICIOUS_SHARE * self.on_roll
        return many or bool(self.whole_classes_left)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "left": len(self.left),
            "returned": sum(change.has_returned for change in self.changed),
        }


def list_day(school_year: int, today: dt.date) -> dt.date:
    """The day from which a list of `school_year` holds: today within that year, else its first day.

    >>> list_day(2026, dt.date(2026, 10, 1)), list_day(2026, dt.date(2026, 7, 1))
    (datetime.date(2026, 10, 1), datetime.date(2026, 9, 1))
    """
    first, last = years.first_day(school_year), years.last_day(school_year)
    return today if first <= today <= last else first


def plan_roll(
    reading: RollReading,
    existing: Sequence[KnownPupil],
    *,
    school_year: int,
    today: dt.date,
    is_partial: bool = False,
) -> RollPlan:
    """Compare a list with the pupils we know.

    A partial list (the file or the person says so, it has one class of several only, or it lists contacts
    only) marks nobody as left. A child who has a class in a later year is not marked by an older list either.
    """
    day = list_day(school_year, today)
    matcher = Matcher(reading.rows, existing)
    found = matcher.match()
    codes = _codes(existing)
    rows = [_with_known_class(row, codes) for row in reading.rows]
    new = [row for row in rows if row.record not in found]
    changes = [_change(row, found[row.record], reading.given, school_year, day) for row in rows if row.record in found]
    partial = is_partial or reading.is_partial or _is_part(reading, existing, day)
    left = [] if partial else _leavers(existing, found.values(), school_year, day, is_now=day == today)
    return RollPlan(
        school_year=school_year,
        day=day,
        new=tuple(_tidy_new(row) for row in new),
        changed=tuple(change for change in changes if change.is_any),
        unchanged=tuple(change.known for change in changes if not change.is_any),
        left=tuple(left),
        problems=_one_a_row([*reading.problems, *repeated(rows), *matcher.problems, *_nameless(new)]),
        warnings=reading.warnings,
        given=reading.given,
        is_partial=partial,
        on_roll=sum(pupil.is_on_roll(day) for pupil in existing),
        whole_classes_left=_whole_classes(left, found.values()),
    )


def _change(row: RollRow, known: KnownPupil, given: frozenset[Part], school_year: int, day: dt.date) -> PupilChange:
    moves = row.class_code and row.class_code != known.class_code
    return PupilChange(
        known=known,
        row=row,
        fields=field_changes(row, known, given, school_year=school_year, day=day),
        contacts=contact_changes(row, known, given),
        new_class=row.class_code if moves else "",
    )


def _one_a_row(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first problem of each row, in the order of the list."""
    return tuple(sorted({problem.row: problem for problem in reversed(problems)}.values(), key=lambda p: p.row))


def _codes(existing: Iterable[KnownPupil]) -> dict[str, str]:
    """How the classes of the year are written already, so that "3h" does not become a second 3H."""
    return {fold(pupil.class_code): pupil.class_code for pupil in existing if pupil.class_code}


def _with_known_class(row: RollRow, codes: dict[str, str]) -> RollRow:
    """The row with its class as we write it; the first spelling in the list counts for a new class."""
    if not row.class_code:
        return row
    return replace(row, class_code=codes.setdefault(fold(row.class_code), row.class_code))


def _nameless(new: Iterable[RollRow]) -> list[Problem]:
    return [
        Problem(row.record, "this number is not on our list, and the row has no name. Load the pupil list first.")
        for row in new
        if not row.name
    ]


def _tidy_new(row: RollRow) -> RollRow:
    """A preferred name is kept only where it differs from the legal one."""
    forename, surname = row.preferred_forename, row.preferred_surname
    if same_word(forename, row.legal_forename):
        forename = ""
    if same_word(surname, row.legal_surname):
        surname = ""
    return replace(row, preferred_forename=forename, preferred_surname=surname)


def _is_part(reading: RollReading, existing: Iterable[KnownPupil], day: dt.date) -> bool:
    """One class, or one year group, of a school that has several; or a list of contacts."""
    if not reading.given & NAMES:
        return True
    here = [pupil for pupil in existing if pupil.is_on_roll(day)]
    for theirs, ours in (
        ({fold(row.class_code) for row in reading.rows}, {fold(pupil.last_class) for pupil in here}),
        ({row.year_group for row in reading.rows}, {pupil.year_group for pupil in here}),
    ):
        if len(theirs) == 1 and theirs != {""} and len(ours - {""}) > 1:
            return True
    return False


def _leavers(
    existing: Iterable[KnownPupil], found: Iterable[KnownPupil], school_year: int, day: dt.date, *, is_now: bool
) -> list[KnownPupil]:
    """Who is missing. Whom a class of a later year waits for is marked by a list of the running year alone."""
    listed = {pupil.pk for pupil in found}
    return [
        pupil
        for pupil in existing
        if pupil.pk not in listed
        and pupil.is_on_roll(day)
        and (pupil.latest_year <= school_year or (is_now and pupil.class_code))
    ]


def _whole_classes(left: Iterable[KnownPupil], found: Iterable[KnownPupil]) -> tuple[str, ...]:
    gone = Counter(pupil.class_code for pupil in left if pupil.class_code)
    listed = {pupil.class_code for pupil in found}
    return tuple(sorted(code for code, count in gone.items() if code not in listed and count > FEW))
