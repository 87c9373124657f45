"""The new school year out of the database: who goes where, and what preparing it would write."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from .calendar import entered_years
from .models import ClassMembership, ClassTeacher, Pupil, SchoolClass, SchoolYear, User
from .moving_up import Group, next_year_group, propose
from .names import fold
from .roles import Role
from .school_year import first_day
from .year_choices import Choices, YearPlan


@dataclass(frozen=True)
class Child:
    """A child on the way into the new year: key, class and year group now."""

    pk: int
    code: str
    year_group: str

    @property
    def key(self) -> tuple[str, str]:
        return self.code, self.year_group


def year_to_prepare(today: dt.date) -> int:
    """The year that comes next; this one, where none of its children has a class yet."""
    this = SchoolYear.objects.year_on(today)
    has_classes = ClassMembership.objects.filter(school_class__school_year=this).exists()
    had_classes = ClassMembership.objects.filter(school_class__school_year=this - 1).exists()
    return this if had_classes and not has_classes else this + 1


def begins_on(school_year: int) -> dt.date:
    """The first day of a year as the school set it, else 1 September."""
    row = SchoolYear.objects.filter(starts_in=school_year).first()
    return row.starts_on if row else first_day(school_year)


def dates_are_entered(school_year: int) -> bool:
    """Whether its terms are all there."""
    return school_year in entered_years()


def groups_of(school_year: int) -> list[Group]:
    """The children to move into `school_year`, by class and year group of the year before. Four queries."""
    counted = Counter(child.key for child in _children(school_year) if child.code)
    groups = [Group(code, year, number) for (code, year), number in counted.items()]
    return sorted(groups, key=_as_a_school_does)


def proposed_choices(school_year: int, groups: Sequence[Group]) -> Choices:
    """What to propose: where each class goes, and the classes that the youngest come into."""
    codes = SchoolClass.objects.filter(school_year=school_year - 1).values_list("code", "year_groups")
    classes = dict(codes)
    moves = propose(groups, classes, _a_year_before(school_year))
    taken = {fold(move.to) for move in moves}
    youngest = min((group.year_group for group in groups), key=_rank, default="")
    fresh = [code for code, years in classes.items() if youngest in years and fold(code) not in taken]
    return Choices(moves=tuple(moves), new_classes=tuple(fresh))


def plan_year(school_year: int, choices: Choices) -> YearPlan:
    """What preparing the year with these choices would write. Six queries, however many children."""
    moves = {move.key: move for move in choices.moves}
    placed = _placed(school_year)
    going: dict[str, list[int]] = defaultdict(list)
    years: dict[str, set[str]] = defaultdict(set)
    leaving, unplaced, stay = [], [], 0
    for child in _children(school_year):
        move = moves.get(child.key)
        if child.pk in placed:
            stay += 1
        elif move and move.leaves:
            leaving.append(child.pk)
        elif move and move.to:
            going[fold(move.to)].append(child.pk)
            years[fold(move.to)].add(next_year_group(child.year_group))
        else:
            unplaced.append(child.pk)
    return YearPlan(
        school_year=school_year,
        starts_on=begins_on(school_year),
        choices=choices,
        going=dict(going),
        leaving=leaving,
        placed=stay,
        unplaced=unplaced,
        years_of_class={code: sorted(found - {""}, key=_rank) for code, found in years.items()},
    )


def possible_teachers(day: dt.date) -> list[User]:
    """Everybody who may teach a class: staff, head and safeguarding lead whose role holds on `day`. One query."""
    roles = (Role.STAFF, Role.HEAD, Role.DSL)
    held = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=day)
    works = Q(ends_on=None) | Q(ends_on__gte=day)
    return list(User.objects.filter(held, works, assignments__role__in=roles).distinct())


def teachers_now(school_year: int, day: dt.date) -> dict[str, int]:
    """Who teaches the class of a code now, by folded code: codes that stay keep their teacher. One query."""
    rows = ClassTeacher.objects.in_force_on(day).filter(school_class__school_year=school_year - 1).order_by("-pk")
    return {fold(code): user for code, user in rows.values_list("school_class__code", "user_id")}


def _children(school_year: int) -> list[Child]:
    """Everybody on the roll when the year begins, with the class of the year before, else none."""
    begins = begins_on(school_year)
    rows = ClassMembership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=begins), school_class__school_year=school_year - 1
    ).exclude(starts_on__gte=begins)
    held = {
        pupil: (code, years)
        for pupil, code, years in rows.order_by("pk").values_list(
            "pupil_id", "school_class__code", "school_class__year_groups"
        )
    }
    children = []
    for pk, year in Pupil.objects.on_roll_on(begins).order_by("pk").values_list("pk", "year_group"):
        code, years = held.get(pk, ("", ()))
        children.append(Child(pk, code, year if year or len(years) != 1 else years[0]))
    return children


def _placed(school_year: int) -> set[int]:
    """Who has a class of the year already."""
    rows = ClassMembership.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))
    return set(rows.filter(school_class__school_year=school_year).values_list("pupil_id", flat=True))


def _a_year_before(school_year: int) -> dict[tuple[str, str], str]:
    """Where most children of each class and year group went a year ago."""
    rows = ClassMembership.objects.filter(school_class__school_year__in=(school_year - 2, school_year - 1))
    held: dict[int, dict[int, str]] = defaultdict(dict)
    groups: dict[int, str] = {}
    fields = ("pupil_id", "school_class__school_year", "school_class__code", "pupil__year_group")
    for pupil, year, code, year_group in rows.order_by("pk").values_list(*fields):
        held[pupil][year] = code
        groups[pupil] = year_group
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    earlier = {next_year_group(year): year for year in ("N", "R", "1", "2", "3", "4", "5")}
    for pupil, codes in held.items():
        was = earlier.get(groups[pupil])
        if was and len(codes) > 1:
            counted[(codes[school_year - 2], was)][codes[school_year - 1]] += 1
    return {key: found.most_common(1)[0][0] for key, found in counted.items()}


def _rank(year_group: str) -> int:
    return {"N": -1, "R": 0}.get(year_group, int(year_group) if year_group.isdecimal() else 99)


def _as_a_school_does(group: Group) -> tuple[int, str]:
    return _rank(group.year_group), group.code
