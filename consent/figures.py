"""Photo permission in figures, for those who may know numbers and no child (security 3, row figures)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from people.models import Pupil
from people.together import Work, alone, asking, beside

from .class_lists import ClassList, ClassLists
from .models import ConsentResponse, SurveyImport
from .register import Register, read_school, register_on

FEWEST = 5


@dataclass(frozen=True)
class Figures:
    """In words: how many children have answers, and for each purpose how many may be shown, or why nobody is."""

    answered: str
    allowed: list[tuple[str, str]]


def in_words(count: int, total: int) -> str:
    """A count of children out of `total`, so that nobody can be told from it: under five either way are hidden.

    >>> in_words(180, 210), in_words(4, 210), in_words(0, 210), in_words(207, 210), in_words(3, 7)
    ('180 of 210', 'fewer than 5 of 210', 'fewer than 5 of 210', 'all but fewer than 5 of 210', 'too few to say')
    """
    if total < 2 * FEWEST:
        return "too few to say"
    if count < FEWEST:
        return f"fewer than {FEWEST} of {total}"
    return f"all but fewer than {FEWEST} of {total}" if total - count < FEWEST else f"{count} of {total}"


def figures_on(day: dt.date, school_year: int) -> Figures:
    """The figures of the whole school on `day`. A constant number of queries."""
    return alone(school_figures(day, school_year))


def school_figures(day: dt.date, school_year: int) -> Work[Figures]:
    """The same as work: asked once, and once more where there is a court order."""
    standing = ConsentResponse.objects.filter(
        school_year=school_year, survey__status=SurveyImport.Status.APPLIED, retraction=None
    )
    told = standing.order_by().values_list("pupil_id", flat=True).distinct()
    (on_roll, answering), read = yield from beside(
        asking(Pupil.objects.on_roll_on(day), told), read_school(day, school_year)
    )
    pupils = list(on_roll)
    answered = set(answering) & {pupil.pk for pupil in pupils}
    register = read.register(pupils)
    allowed = Counter(purpose for (_, purpose), found in register.entries.items() if found.may_publish)
    return Figures(
        in_words(len(answered), len(pupils)),
        [
            (p.label, shut.label if (shut := register.shut(p)) else in_words(allowed[p.pk], len(pupils)))
            for p in register.asked
        ],
    )


@dataclass(frozen=True)
class ClassFigures:
    """How many children of a class have an answer from their family, of how many. `code` is "-" for no class."""

    code: str
    label: str
    answered: int
    children: int

    @property
    def width(self) -> str:
        """The share that answered, as the length of a bar."""
        return f"{100 * self.answered / self.children:.0f}%" if self.children else "0%"


@dataclass(frozen=True)
class PlaceFigures:
    """How many children may be shown in one place, of how many. `shut` says why nobody is shown there.

    Conditions, such as a first name beside a picture, are among the places that were asked about.
    """

    label: str
    allowed: int
    children: int
    shut: str = ""

    @property
    def width(self) -> str:
        """The share that may be shown, as the length of a bar."""
        return f"{100 * self.allowed / self.children:.0f}%" if self.children else "0%"


@dataclass(frozen=True)
class SchoolFigures:
    """The classes one by one, and the whole school, where a child of two classes counts once. `places`: everything that
    this year's surveys asked about."""

    classes: list[ClassFigures]
    answered: int
    children: int
    is_loaded: bool
    places: list[PlaceFigures] = field(default_factory=list)

    def of(self, code: str) -> ClassFigures:
        return next(figures for figures in self.classes if figures.code == code)


def answered_by_class(lists: ClassLists, day: dt.date, school_year: int) -> SchoolFigures:
    """How many families have answered by `day`, for those who may see the classes. A constant number of queries.

    A blank counts as no answer. `is_loaded`: a survey of the year has been loaded at all.
    """
    return figures_of(lists, register_on(list(lists.pupils.values()), day, school_year))


def figures_of(lists: ClassLists, register: Register) -> SchoolFigures:
    """The same, for who has the register of these classes already."""
    pupils = list(lists.pupils.values())
    answered = {pupil.pk for pupil in pupils if has_answered(register, pupil)}
    classes = [_of_class(listed, answered) for listed in lists.classes]
    return SchoolFigures(classes, len(answered), len(pupils), bool(register.asked), _by_place(register, len(pupils)))


def _by_place(register: Register, children: int) -> list[PlaceFigures]:
    """Of each place how many children may be shown there today. Where nothing goes out nobody is, whatever was said."""
    allowed = Counter(purpose for (_, purpose), found in register.entries.items() if found.may_publish)
    return [
        PlaceFigures(p.label, 0 if (shut := register.shut(p)) else allowed[p.pk], children, shut.label if shut else "")
        for p in register.asked
    ]


def has_answered(register: Register, pupil: Pupil) -> bool:
    """Whether the family said a word about anything this year's surveys asked. A blank is none."""
    shown = (register.of(pupil, purpose).shown for purpose in register.asked)
    return any(given is not None and given.value != "blank" for given in shown)


def _of_class(listed: ClassList, answered: set[int]) -> ClassFigures:
    count = sum(pupil.pk in answered for pupil in listed.pupils)
    return ClassFigures(listed.code, listed.label, count, len(listed.pupils))
