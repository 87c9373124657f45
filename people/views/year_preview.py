"""What preparing a new school year would change, as the lines of a page."""

from dataclasses import dataclass

from people.models import Pupil, User
from people.names import fold
from people.year_choices import YearPlan


@dataclass(frozen=True)
class ClassLine:
    """A class of the new year: who comes from where, who teaches it."""

    code: str
    children: int
    come_from: str
    teacher: str


@dataclass(frozen=True)
class Lines:
    """The classes, and by name who leaves and who has no class yet."""

    classes: list[ClassLine]
    leaving: list[Pupil]
    unplaced: list[Pupil]


def lines_of(plan: YearPlan) -> Lines:
    """Three queries, however many children."""
    named = Pupil.objects.in_bulk([*plan.leaving, *plan.unplaced])
    return Lines(
        classes=_classes(plan),
        leaving=_by_name([named[pk] for pk in plan.leaving if pk in named]),
        unplaced=_by_name([named[pk] for pk in plan.unplaced if pk in named]),
    )


def _classes(plan: YearPlan) -> list[ClassLine]:
    teachers = {user.pk: str(user) for user in User.objects.filter(pk__in=plan.choices.teachers.values())}
    come_from: dict[str, list[str]] = {}
    for move in plan.choices.moves:
        if move.to and move.code not in come_from.setdefault(fold(move.to), []):
            come_from[fold(move.to)].append(move.code)
    return [
        ClassLine(
            code=code,
            children=len(plan.going.get(fold(code), ())),
            come_from=", ".join(come_from.get(fold(code), ())),
            teacher=teachers.get(plan.choices.teachers.get(code, 0), ""),
        )
        for code in plan.choices.codes
    ]


def _by_name(pupils: list[Pupil]) -> list[Pupil]:
    return sorted(pupils, key=lambda pupil: (fold(pupil.legal_surname), fold(pupil.legal_forename)))
