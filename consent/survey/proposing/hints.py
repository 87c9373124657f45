"""What the roll can tell about a column: which names, numbers and classes are the school's own."""

from dataclasses import dataclass

from people.roll.listing import ListedPupil, Roll

from .words import plain


def fold_name(text: str) -> str:
    """A name for a quick look-up: lower case, no marks, hyphens as blanks.

    >>> fold_name("  Mary-Kate O'Brien ")
    'mary kate obrien'
    """
    return plain(text.lower())


@dataclass(frozen=True)
class RollHints:
    """Folded names and numbers of one school year, for guessing what a column holds. Nothing is"
    " matched here."""

    full_names: frozenset[str] = frozenset()
    forenames: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    teachers: frozenset[str] = frozenset()
    admission_numbers: frozenset[str] = frozenset()

    @classmethod
    def from_roll(cls, roll: Roll) -> "RollHints":
        """The hints that the roll of a school year gives."""
        pairs = {pair for pupil in roll.pupils for pair in _name_pairs(pupil)}
        return cls(
            full_names=frozenset(name for fore, sur in pairs for name in (f"{fore} {sur}", f"{sur} {fore}")),
            forenames=frozenset(fore for fore, _ in pairs),
            surnames=frozenset(sur for _, sur in pairs),
            contacts=frozenset(fold_name(contact.name) for pupil in roll.pupils for contact in pupil.contacts),
            classes=frozenset(fold_name(word) for each in roll.classes for word in (each.code, each.name) if word),
            teachers=frozenset(fold_name(name) for each in roll.classes for name in each.teachers),
            admission_numbers=frozenset(pupil.admission_number.lstrip("0") for pupil in roll.pupils),
        )

    def kinds_of(self, folded: str, text: str) -> set[str]:
        """Which of the school's own lists hold this cell."""
        lists = {
            "pupil": self.full_names,
            "forename": self.forenames,
            "surname": self.surnames,
            "contact": self.contacts,
            "class": self.classes,
            "teacher": self.teachers,
        }
        kinds = {kind for kind, names in lists.items() if folded in names}
        if text.strip().isdigit() and text.strip().lstrip("0") in self.admission_numbers:
            kinds.add("admission")
        return kinds


def _name_pairs(pupil: ListedPupil) -> set[tuple[str, str]]:
    forenames = {fold_name(pupil.legal_forename), fold_name(pupil.preferred_forename)} - {""}
    surnames = {fold_name(pupil.legal_surname), fold_name(pupil.preferred_surname)} - {""}
    return {(fore, sur) for fore in forenames for sur in surnames}
