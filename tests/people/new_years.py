"""A school in July whose next year is prepared, for tests."""

import datetime as dt

import pytest
import time_machine

from people.actions.calendar import save_dates
from people.actions.years import keep_choices, start_year
from people.calendar_years import proposed_dates
from people.models import ClassMembership, ClassTeacher, Pupil, SchoolClass
from people.moving_up import Move
from people.new_year import groups_of, plan_year, proposed_choices
from people.year_choices import Choices
from tests.people import lists
from tests.people.calendar_dates import dates

JULY = dt.datetime(2027, 7, 5, 9, tzinfo=dt.UTC)
SEPTEMBER = dt.datetime(2027, 9, 1, 7, tzinfo=dt.UTC)
FIRST = dt.date(2027, 9, 1)
HEAD = "Adno,Forename,Surname,DOB,Year,Class\n"
CHILDREN = [("R", "RB"), ("R", "RB"), ("2", "2P"), ("3", "3H"), ("3", "3H"), ("3", "3/4B"), ("4", "3/4B"), ("6", "6W")]


def roll(rows: list[tuple[str, str]], first: int = 4001) -> str:
    """A pupil list: one child for each year group and class."""
    return HEAD + "".join(
        f"{n},Wren{n},Ash{n},{n % 28 + 1:02d}/03/2018,{year},{code}\n"
        for n, (year, code) in enumerate(rows, start=first)
    )


@pytest.fixture
def in_july():
    with time_machine.travel(JULY, tick=False) as clock:
        yield clock


@pytest.fixture
def school(in_july, office):
    """2026/27 with its children, in July, the dates of both years saved."""
    in_july.move_to(dt.datetime(2026, 9, 10, 9, tzinfo=dt.UTC))
    lists.load(roll(CHILDREN))
    in_july.move_to(JULY)
    save_dates(dates=dates(), by=office)
    save_dates(dates=proposed_dates(2027), by=office)
    return in_july


def prepare(office, **changes):
    proposed = proposed_choices(2027, groups_of(2027))
    choices = Choices(**{**vars(proposed), **changes})
    keep_choices(school_year=2027, choices=choices, by=office)
    return start_year(school_year=2027, seen=plan_year(2027, choices).fingerprint, by=office)


def classes_on(day: dt.date, year: int) -> dict[str, str]:
    """The class of each child on the roll by admission number."""
    found = Pupil.objects.on_roll_on(day).with_class_code(year, day)
    return {pupil.admission_number: pupil.class_code for pupil in found}


def state() -> list:
    """Everything that preparing a year may touch."""
    return [
        list(Pupil.objects.order_by("pk").values_list("pk", "left_on", "year_group")),
        list(ClassMembership.objects.order_by("pk").values_list("pupil_id", "school_class_id", "starts_on", "ends_on")),
        list(SchoolClass.objects.order_by("pk").values_list("school_year", "code")),
        list(ClassTeacher.objects.order_by("pk").values_list("user_id", "school_class_id", "starts_on", "ends_on")),
    ]


def _all_moves() -> tuple[Move, ...]:
    found = proposed_choices(2027, groups_of(2027)).moves
    return tuple(Move("3/4B", "4", to="5B") if move.key == ("3/4B", "4") else move for move in found)
