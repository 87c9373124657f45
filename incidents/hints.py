"""What the portal can say of a report by itself: in lessons, out of hours, a school account, below the age.

Hints for whoever decides, never decisions (policy A4, A6, B1).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from people.models import Pupil, SchoolAccount
from people.school_days import SchoolCalendar
from policies.models import Platform

from .kinds import Place

# The youngest of a year group has this age on 31 August, before the next birthday.
OLDEST_IN_YEAR = {"N": 4, "R": 5, "1": 6, "2": 7, "3": 8, "4": 9, "5": 10, "6": 11}


@dataclass(frozen=True)
class Facts:
    """What follows from day, hour, place and account. None: it cannot be said."""

    in_lessons: bool | None
    is_out_of_hours: bool
    is_school_account: bool | None


@dataclass(frozen=True)
class TooYoung:
    """A child below the age from which a platform takes people; `age` is the highest it can have been."""

    name: str
    platform: str
    age: int
    minimum: int


def facts_of(day: dt.date, at: dt.time | None, place: Place, account: str, calendar: SchoolCalendar) -> Facts:
    """What day, hour, place and account say. In school, at an event or on a trip is never out of school hours."""
    is_school_day = calendar.is_school_day(day)
    in_lessons: bool | None = False if not is_school_day else None
    if at is not None:
        in_lessons = calendar.is_lesson_time(timezone.make_aware(dt.datetime.combine(day, at)))
    is_with_school = place in {Place.IN_SCHOOL, Place.EVENT, Place.TRIP}
    is_out = not is_with_school and in_lessons is not True
    return Facts(in_lessons, is_out, is_registered(account) if account.strip() else None)


def is_registered(account: str) -> bool:
    """Whether an account is one that the school owns today, by its handle, with or without the @ before it."""
    handle = _handle(account)
    return any(_handle(own) == handle for own in SchoolAccount.objects.active().values_list("handle", flat=True))


def _handle(account: str) -> str:
    return account.strip().lstrip("@").casefold()


def too_young(pupils: Sequence[Pupil], platform: str, day: dt.date) -> list[TooYoung]:
    """Those of the children who were below the platform's age on `day` (policy B1). Nothing for an unknown platform.

    By the date of birth; where none is held by the year group, whose oldest child it takes, so that nobody is called
    too young by a guess.
    """
    known = Platform.objects.filter(name__iexact=platform.strip()).first() if platform.strip() else None
    if known is None or known.minimum_age is None:
        return []
    found = []
    for pupil in pupils:
        age = _age(pupil, day)
        if age is not None and age < known.minimum_age:
            found.append(TooYoung(str(pupil), known.name, age, known.minimum_age))
    return found


def _age(pupil: Pupil, day: dt.date) -> int | None:
    if pupil.born_on:
        had_birthday = (day.month, day.day) >= (pupil.born_on.month, pupil.born_on.day)
        return day.year - pupil.born_on.year - (not had_birthday)
    return OLDEST_IN_YEAR.get(pupil.year_group)
