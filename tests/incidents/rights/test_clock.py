"""The month of the law: rules by example, and what holds whatever the day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from incidents.request_clock import (
    Running,
    last_day,
    last_day_to_extend,
    same_day_after,
    stood_still,
    working_day,
)
from people.calendar import bank_holidays

HOLIDAYS = frozenset(bank_holidays(2024, 2034))
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_it_is_answered_by_the_same_day_of_the_next_month():
    assert last_day(Running(day("2026-09-03")), HOLIDAYS) == day("2026-10-05")  # the third is a Saturday
    assert last_day(Running(day("2026-09-16")), HOLIDAYS) == day("2026-10-16")


def test_a_month_without_that_day_ends_with_its_last_one():
    assert last_day(Running(day("2027-03-31")), HOLIDAYS) == day("2027-04-30")
    assert same_day_after(day("2028-01-31"), 1) == day("2028-02-29")
    assert same_day_after(day("2026-12-31"), 2) == day("2027-02-28")


def test_a_weekend_or_bank_holiday_moves_it_to_the_next_working_day():
    assert last_day(Running(day("2026-11-25")), HOLIDAYS) == day("2026-12-29")  # Christmas, weekend, Boxing Day moved
    assert last_day(Running(day("2026-12-01")), HOLIDAYS) == day("2027-01-04")


def test_the_holidays_of_the_school_move_nothing():
    assert last_day(Running(day("2026-07-05")), HOLIDAYS) == day("2026-08-05")


def test_it_does_not_run_while_they_have_not_shown_who_they_are_or_what_they_mean():
    assert last_day(Running(None), HOLIDAYS) is None
    assert last_day(Running(day("2026-09-03"), paused_on=day("2026-09-10")), HOLIDAYS) is None


def test_the_days_until_they_said_what_is_meant_do_not_count():
    assert stood_still(day("2026-09-10"), day("2026-09-20")) == 10
    assert last_day(Running(day("2026-09-03"), paused_days=10), HOLIDAYS) == day("2026-10-13")


def test_it_is_put_off_by_two_more_months_and_they_hear_so_within_the_first():
    running = Running(day("2026-09-16"), is_extended=True)

    assert last_day(running, HOLIDAYS) == day("2026-12-16")
    assert last_day_to_extend(running, HOLIDAYS) == day("2026-10-16")


@given(DAYS)
def test_the_last_day_is_a_working_day_no_sooner_than_a_month_and_no_later_than_a_long_weekend_after(begins):
    last = last_day(Running(begins), HOLIDAYS)

    assert last is not None
    assert working_day(last, HOLIDAYS) == last
    assert dt.timedelta(days=28) <= last - begins <= dt.timedelta(days=36)
    assert (last.year * 12 + last.month) - (begins.year * 12 + begins.month) in (1, 2)


@given(DAYS, DAYS)
def test_who_asks_later_gets_no_earlier_answer(one, other):
    first, second = sorted((one, other))

    assert last_day(Running(first), HOLIDAYS) <= last_day(Running(second), HOLIDAYS)


@given(DAYS, st.integers(0, 60))
def test_a_pause_never_brings_the_day_nearer_and_puts_it_off_by_no_more_than_its_days_and_a_long_weekend(begins, days):
    without, with_it = last_day(Running(begins), HOLIDAYS), last_day(Running(begins, paused_days=days), HOLIDAYS)

    assert without <= with_it <= without + dt.timedelta(days=days + 6)


@given(DAYS)
def test_to_put_off_is_two_months_more_by_the_calendar(begins):
    last = last_day(Running(begins, is_extended=True), HOLIDAYS)

    assert last == working_day(same_day_after(begins, 3), HOLIDAYS)
