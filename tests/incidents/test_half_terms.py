"""Half-terms out of the school's calendar: in order, without a gap, each day in exactly one."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.half_terms import SHOWN, last_halves
from people.school_days import SchoolCalendar, Span

DAY = dt.timedelta(days=1)
TERMS = (
    (2025, "autumn", Span(dt.date(2025, 9, 2), dt.date(2025, 12, 19))),
    (2025, "spring", Span(dt.date(2026, 1, 5), dt.date(2026, 3, 27))),
    (2025, "summer", Span(dt.date(2026, 4, 13), dt.date(2026, 7, 21))),
    (2026, "autumn", Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))),
)
BREAKS = (
    Span(dt.date(2025, 10, 27), dt.date(2025, 10, 31)),
    Span(dt.date(2026, 2, 16), dt.date(2026, 2, 20)),
    Span(dt.date(2026, 5, 25), dt.date(2026, 5, 29)),
    Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
)
ENTERED = SchoolCalendar(named_terms=TERMS, half_terms=BREAKS)
EMPTY = SchoolCalendar()
CALENDARS = [ENTERED, EMPTY, SchoolCalendar(named_terms=TERMS[1:2]), SchoolCalendar(half_terms=BREAKS)]
THAT_DAY = dt.date(2026, 11, 24)


def days(calendar: SchoolCalendar, today: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    return [(half.label, half.first, half.last) for half in last_halves(calendar, today)]


def test_a_half_term_ends_before_its_break_or_with_its_term_and_begins_the_day_after():
    assert days(ENTERED, THAT_DAY) == [
        ("Autumn 2, ’25", dt.date(2025, 10, 27), dt.date(2025, 12, 19)),
        ("Spring 1, ’26", dt.date(2025, 12, 20), dt.date(2026, 2, 15)),
        ("Spring 2, ’26", dt.date(2026, 2, 16), dt.date(2026, 3, 27)),
        ("Summer 1, ’26", dt.date(2026, 3, 28), dt.date(2026, 5, 24)),
        ("Summer 2, ’26", dt.date(2026, 5, 25), dt.date(2026, 7, 21)),
        ("Autumn 1, ’26", dt.date(2026, 7, 22), dt.date(2026, 10, 25)),
        ("Autumn 2, ’26", dt.date(2026, 10, 26), dt.date(2026, 12, 18)),
    ]


def test_where_no_calendar_is_entered_terms_and_breaks_are_where_they_usually_are():
    assert days(EMPTY, THAT_DAY)[-3:] == [
        ("Summer 2, ’26", dt.date(2026, 6, 1), dt.date(2026, 8, 31)),
        ("Autumn 1, ’26", dt.date(2026, 9, 1), dt.date(2026, 10, 31)),
        ("Autumn 2, ’26", dt.date(2026, 11, 1), dt.date(2026, 12, 31)),
    ]


def test_a_term_without_a_break_is_parted_on_its_usual_day_or_else_in_its_middle():
    early = (2026, "autumn", Span(dt.date(2026, 9, 2), dt.date(2026, 10, 31)))

    assert days(SchoolCalendar(named_terms=TERMS), THAT_DAY)[-2][2] == dt.date(2026, 10, 31)
    assert days(SchoolCalendar(named_terms=(*TERMS[:3], early)), dt.date(2026, 10, 1))[-1] == (
        "Autumn 2, ’26", dt.date(2026, 9, 11), dt.date(2026, 10, 31),
    )  # fmt: skip


def test_of_several_breaks_in_a_term_the_first_parts_it_and_one_on_its_first_day_does_not():
    second = Span(dt.date(2026, 11, 16), dt.date(2026, 11, 17))
    on_the_first = Span(dt.date(2026, 7, 22), dt.date(2026, 7, 24))
    calendar = SchoolCalendar(named_terms=TERMS, half_terms=(second, on_the_first, *BREAKS))

    assert days(calendar, THAT_DAY) == days(ENTERED, THAT_DAY)


@given(
    today=st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31)),
    calendar=st.sampled_from(CALENDARS),
)
def test_on_every_day_the_seven_last_follow_one_another_and_the_day_lies_in_the_last(today, calendar):
    halves = last_halves(calendar, today)

    assert len(halves) == SHOWN
    assert halves[-1].first <= today <= halves[-1].last
    assert all(half.first <= half.last for half in halves)
    assert all(one.last + DAY == other.first for one, other in pairwise(halves))
    assert [half.number for half in halves] in ([1, 2, 1, 2, 1, 2, 1], [2, 1, 2, 1, 2, 1, 2])


@pytest.mark.parametrize("day", [dt.date(2026, 10, 25), dt.date(2026, 10, 26)])
def test_the_last_day_before_the_break_and_its_first_lie_in_two_half_terms(day):
    number = 1 if day < BREAKS[-1].first else 2

    assert days(ENTERED, day)[-1][0] == f"Autumn {number}, ’26"
