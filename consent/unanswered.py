"""Who has not answered this year's survey, class by class, and who of each family could (requirements, B15).

On the list is whoever left at least one asked place without a word. Not on it: a child who is not to be published,
whatever is answered, so that no family is asked in vain. A child for whom something waits (a row to place, a comment,
a request to stop) is shown, and not chased: the family may have answered.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.barred import Marks, barred_marks, is_barred
from people.models import Pupil, PupilContact

from .class_lists import ClassList, ClassLists
from .effective import Status
from .figures import ClassFigures, SchoolFigures, figures_of, has_answered
from .register import Register, register_on


@dataclass(frozen=True)
class Parent:
    """Somebody who may answer. `email` is empty where none is known."""

    name: str
    relationship: str
    email: str


@dataclass(frozen=True)
class Family:
    """One child with what was left unanswered. `is_silent`: nothing at all was answered."""

    pupil: Pupil
    code: str
    missing: list[str]
    is_silent: bool
    waits: bool
    parents: list[Parent]


@dataclass(frozen=True)
class ClassOfFamilies:
    """A class with the children on the list, and how many of it have answered."""

    figures: ClassFigures
    families: list[Family]


@dataclass(frozen=True)
class NonAnswers:
    """The whole list. `kept_out` is how many children are not on it because nothing of them may be published."""

    school_year: int
    classes: list[ClassOfFamilies]
    figures: SchoolFigures
    kept_out: int

    @property
    def families(self) -> list[Family]:
        """Each child once, by the class it is listed in first."""
        first: dict[int, Family] = {}
        for family in (family for group in self.classes for family in group.families):
            first.setdefault(family.pupil.pk, family)
        return list(first.values())

    @property
    def silent(self) -> int:
        return sum(family.is_silent for family in self.families)

    @property
    def chased(self) -> int:
        """Whom the next mail is for."""
        return sum(not family.waits for family in self.families)


def non_answers_on(
    lists: ClassLists, day: dt.date, school_year: int, wanted: Iterable[Pupil], code: str = ""
) -> NonAnswers:
    """The list on `day` for the `wanted` of the children in `lists`. A constant number of queries.

    With `code` only that class is told of, also where a child of it is in another one too.
    Before a survey of the year is loaded nobody was asked anything, and the list is empty.
    """
    register = register_on(list(lists.pupils.values()), day, school_year)
    missing = {pupil.pk: labels for pupil in wanted if (labels := _missing(register, pupil))}
    parents = _parents(list(missing), day)
    classes, figures = [], figures_of(lists, register)
    for listed in (listed for listed in lists.classes if code in ("", listed.code)):
        pupils = [pupil for pupil in listed.pupils if pupil.pk in missing and not pupil.is_never_published]
        families = [_family(register, pupil, listed, missing[pupil.pk], parents[pupil.pk]) for pupil in pupils]
        classes.append(ClassOfFamilies(figures.of(listed.code), families))
    kept_out = sum(lists.pupils[pk].is_never_published for pk in missing)
    return NonAnswers(school_year, classes, figures, kept_out)


def _missing(register: Register, pupil: Pupil) -> list[str]:
    """What was asked this year and nobody said a word about: a place left empty counts as no word.

    Nobody is asked again about a place where nothing goes out: retired, or without an account of the school.
    """
    open_ones = [purpose for purpose in register.asked if register.goes_out(purpose)]
    shown = [(purpose, register.of(pupil, purpose).shown) for purpose in open_ones]
    return [purpose.label for purpose, given in shown if given is None or given.value == "blank"]


def _family(register: Register, pupil: Pupil, listed: ClassList, missing: list[str], parents: list[Parent]) -> Family:
    waits = any(register.of(pupil, purpose).status is Status.WAITING for purpose in register.asked)
    return Family(pupil, listed.label, missing, not has_answered(register, pupil), waits, parents)


def _parents(pupils: Sequence[int], day: dt.date) -> dict[int, list[Parent]]:
    """Who may answer for each child: on the list that day, with parental responsibility, and no court order.

    Whoever is known by what a mark is known by, here or beside another child, is not named: neither is chased nor
    written to (people.barred). A constant number of queries.
    """
    marks = barred_marks()
    of_child: dict[int, list[Parent]] = defaultdict(list)
    for contact in PupilContact.objects.filter(pupil__in=pupils).order_by("priority", "pk"):
        if _may_answer(contact, day, marks):
            of_child[contact.pupil_id].append(Parent(contact.name, contact.relationship, contact.email))
    return of_child


def _may_answer(contact: PupilContact, day: dt.date, marks: Marks) -> bool:
    listed = contact.ends_on is None or contact.ends_on > day
    return listed and contact.has_parental_responsibility and not is_barred(contact, marks)
