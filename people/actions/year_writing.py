"""Writing what preparing a new school year decided, and taking it out again: in bulk, whatever the size."""

import datetime as dt
from typing import Any

from people.models import ClassMembership, ClassTeacher, Pupil, SchoolClass, User
from people.names import fold
from people.settings import Key
from people.year_choices import YearPlan

from .settings import keep

BATCH = 500


def write_plan(plan: YearPlan, by: User | None) -> dict[str, list[int]]:
    """Write the plan; the keys of every row made or changed. Call inside a transaction."""
    classes, made = _classes(plan)
    pupils = [*plan.leaving, *(pk for pks in plan.going.values() for pk in pks)]
    ended: list[int] = []
    for some in _slices(pupils):
        older = ClassMembership.objects.filter(
            pupil__in=some, ends_on=None, school_class__school_year__lt=plan.school_year
        )
        ended += older.values_list("pk", flat=True)
        older.update(ends_on=plan.starts_on)
    memberships = ClassMembership.objects.bulk_create(
        [
            ClassMembership(pupil_id=pk, school_class=classes[code], starts_on=plan.starts_on)
            for code, pks in plan.going.items()
            for pk in pks
        ],
        batch_size=BATCH,
    )
    for some in _slices(plan.leaving):
        Pupil.objects.filter(pk__in=some).update(left_on=plan.starts_on)
    teachers = _write_teachers(plan, classes)
    if plan.choices.survey_expected:
        keep(Key.SURVEY_EXPECTED, plan.choices.survey_expected, by)
    return {
        "classes": made,
        "ended": ended,
        "memberships": [row.pk for row in memberships],
        "left": plan.leaving,
        "teachers": teachers,
    }


def _classes(plan: YearPlan) -> tuple[dict[str, SchoolClass], list[int]]:
    """The classes of the new year by folded code, and the keys of those that are made now."""
    here = {fold(c.code): c for c in SchoolClass.objects.filter(school_year=plan.school_year)}
    made = [
        SchoolClass(school_year=plan.school_year, code=code, year_groups=plan.years_of_class.get(fold(code), []))
        for code in plan.choices.codes
        if fold(code) not in here
    ]
    made = SchoolClass.objects.bulk_create(made)
    return here | {fold(c.code): c for c in made}, [c.pk for c in made]


def _write_teachers(plan: YearPlan, classes: dict[str, SchoolClass]) -> list[int]:
    """The class teachers chosen, for classes that have none of that name yet."""
    made = []
    for code, user in plan.choices.teachers.items():
        school_class = classes.get(fold(code))
        if school_class and User.objects.filter(pk=user).exists():
            fields: dict[str, Any] = {"school_class": school_class, "user_id": user}
            if not ClassTeacher.objects.filter(**fields, ends_on=None).exists():
                made.append(ClassTeacher.objects.create(**fields, starts_on=plan.starts_on).pk)
    return made


def undo_plan(written: dict[str, list[int]], starts_on: dt.date) -> None:
    """What never took effect goes; what was ended by it stands again, unless it was changed meanwhile."""
    for some in _slices(written.get("memberships", [])):
        ClassMembership.objects.filter(pk__in=some).delete()
    for some in _slices(written.get("ended", [])):
        ClassMembership.objects.filter(pk__in=some, ends_on=starts_on).update(ends_on=None)
    for some in _slices(written.get("left", [])):
        Pupil.objects.filter(pk__in=some, left_on=starts_on).update(left_on=None)
    ClassTeacher.objects.filter(pk__in=written.get("teachers", [])).delete()
    SchoolClass.objects.filter(pk__in=written.get("classes", []), memberships=None, teaching=None).delete()


def _slices(pks: list[int]) -> list[list[int]]:
    return [pks[start : start + BATCH] for start in range(0, len(pks), BATCH)]
