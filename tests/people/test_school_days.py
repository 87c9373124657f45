"""Counting by school days: twenty years of made calendars, and the days on which clocks and calendars are odd."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from people.calendar import bank_holidays
from people.school_days import CalendarEnds, Lessons, SchoolCalendar, Span
from people.school_year import first_day, last_day

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR, YEARS = 2024, 20
BANK_HOLIDAYS = frozenset(bank_holidays(FIRST_YEAR - 1, FIRST_YEAR + YEARS + 3))
DAYS = st.dates(first_day(FIRST_YEAR), last_day(FIRST_YEAR + YEARS - 1))
MOMENTS = st.datetimes(dt.datetime(2024, 9, 1), dt.datetime(2044, 8, 31), timezones=st.just(dt.UTC))
COUNTS = st.integers(0, 60)
days = settings(max_examples=300, deadline=None)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str | None = None) -> Span:
    return Span(day(first), day(last or first))


def moment(text: str, **fields: int) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON, **fields)


@st.composite
def calendars(draw):
    """Twenty school years, each with three terms, half-terms, INSET days and snow where chance puts them.

    Some years are left out, as in a school that has not entered them.
    """
    years, terms, half_terms, closures = [], [], [], []
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        if draw(st.integers(0, 9)) == 0:
            continue
        years.append(Span(first_day(year), last_day(year)))
        for begins, ends in (((year, 9, 1), (year, 12, 19)), ((year + 1, 1, 3), (year + 1, 3, 27)),
                             ((year + 1, 4, 11), (year + 1, 7, 20))):  # fmt: skip
            first = dt.date(*begins) + dt.timedelta(days=draw(st.integers(0, 6)))
            last = dt.date(*ends) + dt.timedelta(days=draw(st.integers(0, 5)))
            terms.append(Span(first, last))
            middle = first + dt.timedelta(days=draw(st.integers(30, 45)))
            half_terms.append(Span(middle, middle + dt.timedelta(days=4)))
            odd = first + dt.timedelta(days=draw(st.integers(0, 60)))
            closures.append(Span(odd, odd + dt.timedelta(days=draw(st.integers(0, 2)))))
    return SchoolCalendar(tuple(years), tuple(terms), tuple(closures), tuple(half_terms), BANK_HOLIDAYS)


# 2026/27 of an invented school; 2027/28 up to its spring term.
YEAR = SchoolCalendar(
    years=(span("2026-09-01", "2027-08-31"), span("2027-09-01", "2028-08-31")),
    terms=(
        span("2026-09-02", "2026-12-18"), span("2027-01-04", "2027-03-25"), span("2027-04-12", "2027-07-22"),
        span("2027-09-02", "2027-12-17"), span("2028-01-04", "2028-04-07"), span("2028-04-24", "2028-07-21"),
    ),
    half_terms=(span("2026-10-26", "2026-10-30"), span("2027-02-15", "2027-02-19"), span("2027-05-31", "2027-06-04"),
                span("2028-02-14", "2028-02-18")),
    closures=(span("2026-09-02"), span("2027-01-04")),
    bank_holidays=BANK_HOLIDAYS,
)  # fmt: skip


@days
@given(calendars(), DAYS, COUNTS)
def test_counting_never_ends_on_a_closed_day(calendar, begin, count):
    found = calendar.add_school_days(begin, count)
    assert calendar.is_school_day(found)
    assert found.weekday() < 5 and found not in BANK_HOLIDAYS
    assert not any(found in closed for closed in (*calendar.closures, *calendar.half_terms))
    if calendar.is_known(found):
        assert any(found in term for term in calendar.terms)


@days
@given(calendars(), DAYS, COUNTS)
def test_counting_and_measuring_undo_each_other(calendar, begin, count):
    """From a school day, n days on are n school days between; the day itself does not count, the last does."""
    begin = calendar.next_school_day(begin)
    assert calendar.school_days_between(begin, calendar.add_school_days(begin, count)) == count


@days
@given(calendars(), DAYS, st.integers(1, 60))
def test_from_a_day_without_school_the_count_is_the_same_as_what_lies_between(calendar, begin, count):
    assert calendar.school_days_between(begin, calendar.add_school_days(begin, count)) == count


@days
@given(calendars(), DAYS, DAYS, COUNTS, COUNTS)
def test_later_days_and_longer_counts_never_end_earlier(calendar, one, other, few, many):
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    assert calendar.add_school_days(early, many) <= calendar.add_school_days(late, many)
    assert calendar.add_school_days(early, few) <= calendar.add_school_days(early, many)
    if few < many and calendar.is_school_day(early):
        assert calendar.add_school_days(early, few) < calendar.add_school_days(early, many)


@days
@given(calendars(), DAYS, st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_goes_is_counting_once(calendar, begin, first, then):
    assume(first > 0 or calendar.is_school_day(begin))
    in_two = calendar.add_school_days(calendar.add_school_days(begin, first), then)
    assert in_two == calendar.add_school_days(begin, first + then)


@days
@given(calendars(), DAYS, st.integers(0, 200), st.integers(0, 200))
def test_what_lies_between_adds_up(calendar, begin, first, then):
    """The first day is left out and the last is in, so two stretches that meet share no day."""
    middle, end = begin + dt.timedelta(days=first), begin + dt.timedelta(days=first + then)
    parts = calendar.school_days_between(begin, middle) + calendar.school_days_between(middle, end)
    assert parts == calendar.school_days_between(begin, end)


@days
@given(calendars(), DAYS)
def test_nothing_added_is_the_day_itself_or_the_next_with_school(calendar, begin):
    found = calendar.add_school_days(begin, 0)
    assert found == begin if calendar.is_school_day(begin) else found == calendar.add_school_days(begin, 1)
    assert not any(calendar.is_school_day(begin + dt.timedelta(days=n)) for n in range((found - begin).days))


@days
@given(calendars(), MOMENTS)
def test_what_is_sent_is_received_on_a_school_day_and_never_before(calendar, sent):
    received = calendar.counts_as_received(sent)
    assert calendar.is_school_day(received)
    assert received >= sent.astimezone(LONDON).date()
    if calendar.is_lesson_time(sent):
        assert received == sent.astimezone(LONDON).date()


@days
@given(calendars(), MOMENTS, MOMENTS)
def test_what_is_sent_later_is_never_received_earlier(calendar, one, other):
    early, late = sorted((one, other))
    assert calendar.counts_as_received(early) <= calendar.counts_as_received(late)


@days
@given(calendars(), DAYS)
def test_the_next_half_term_is_not_over_and_none_lies_before_it(calendar, begin):
    found = calendar.next_half_term(begin)
    if found is None:
        assert all(half.last < begin for half in calendar.half_terms)
    else:
        assert found.last >= begin
        assert not any(begin <= half.last and half.first < found.first for half in calendar.half_terms)


@days
@given(calendars(), MOMENTS)
def test_lessons_are_held_on_school_days_alone(calendar, when):
    if calendar.is_lesson_time(when):
        local = when.astimezone(LONDON)
        assert calendar.is_school_day(local.date())
        assert dt.time(8, 45) <= local.time() < dt.time(15, 15)


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("2026-12-18 15:14", "2026-12-18"),
        ("2026-12-18 15:15", "2027-01-05"),  # the last afternoon of term; 4 January is an INSET day
        ("2026-12-24 10:00", "2027-01-05"),
        ("2026-10-23 16:00", "2026-11-02"),
        ("2026-10-25 01:30", "2026-11-02"),
        ("2027-03-25 09:00", "2027-03-25"),
        ("2027-05-03 12:00", "2027-05-04"),  # a bank holiday within the term
        ("2027-07-22 15:15", "2027-09-02"),
        ("2026-11-10 00:00", "2026-11-10"),
        ("2026-11-10 23:59", "2026-11-11"),
    ],
)
def test_a_complaint_counts_from_the_day_it_is_received(sent, received):
    assert YEAR.counts_as_received(moment(sent)) == day(received)


def test_the_night_the_clock_goes_forward():
    """On 29 March 2026 there is no 1:30: whoever writes it means an hour that was 0:30 or 2:30, of the same Sunday."""
    weekdays = SchoolCalendar(bank_holidays=BANK_HOLIDAYS)
    for fold in (0, 1):
        night = moment("2026-03-29 01:30", fold=fold)
        assert weekdays.counts_as_received(night) == day("2026-03-30")
        assert not weekdays.is_lesson_time(night)
    before, after = dt.datetime(2026, 3, 27, 8, 45, tzinfo=dt.UTC), dt.datetime(2026, 3, 30, 7, 45, tzinfo=dt.UTC)
    assert weekdays.is_lesson_time(before) and weekdays.is_lesson_time(after)
    assert not weekdays.is_lesson_time(after - dt.timedelta(minutes=1))


def test_the_night_the_clock_goes_back():
    """On 25 October 2026 there are two 1:30s. Both are that Sunday, and the Monday after begins the half-term."""
    first, second = moment("2026-10-25 01:30", fold=0), moment("2026-10-25 01:30", fold=1)
    assert second.astimezone(dt.UTC) - first.astimezone(dt.UTC) == dt.timedelta(hours=1)
    assert YEAR.counts_as_received(first) == YEAR.counts_as_received(second) == day("2026-11-02")
    assert YEAR.add_school_days(day("2026-10-25"), 1) == day("2026-11-02")


def test_a_moment_counts_by_the_local_day_and_not_by_that_of_greenwich():
    """Half past midnight in June is still the day before in UTC."""
    late = dt.datetime(2027, 6, 8, 23, 30, tzinfo=dt.UTC)
    assert YEAR.counts_as_received(late) == day("2027-06-09")
    with pytest.raises(ValueError, match="time zone"):
        YEAR.counts_as_received(dt.datetime(2027, 6, 9, 10))


def test_a_leap_day_is_a_day_like_any_other():
    leap = day("2028-02-29")
    assert YEAR.is_school_day(leap)
    assert YEAR.add_school_days(day("2028-02-28"), 1) == leap
    assert YEAR.add_school_days(leap, 1) == day("2028-03-01")
    assert YEAR.school_days_between(day("2028-02-25"), day("2028-03-01")) == 3
    assert YEAR.counts_as_received(moment("2028-02-29 15:14")) == leap
    assert YEAR.counts_as_received(moment("2028-02-29 15:15")) == day("2028-03-01")


def test_both_ends_of_a_half_term_are_free():
    assert [YEAR.is_school_day(day(f"2026-10-{n}")) for n in (23, 26, 30)] == [True, False, False]
    assert YEAR.is_school_day(day("2026-11-02"))
    assert YEAR.next_half_term(day("2026-10-30")) == span("2026-10-26", "2026-10-30")
    assert YEAR.next_half_term(day("2026-10-31")) == span("2027-02-15", "2027-02-19")
    assert YEAR.next_half_term(day("2028-02-19")) is None


def test_lessons_begin_on_the_minute_and_are_over_on_the_minute():
    at = [YEAR.is_lesson_time(moment(f"2026-11-10 {time}")) for time in ("08:44", "08:45", "15:14", "15:15")]
    assert at == [False, True, True, False]
    assert not YEAR.is_lesson_time(moment("2026-10-27 10:00"))
    early = SchoolCalendar(lessons=Lessons(dt.time(8), dt.time(12)))
    assert early.is_lesson_time(moment("2026-11-10 08:00")) and not early.is_lesson_time(moment("2026-11-10 12:00"))


def test_beyond_what_was_entered_a_day_is_judged_by_weekday_and_says_so():
    assert YEAR.is_known(day("2028-08-31")) and not YEAR.is_known(day("2028-09-01"))
    assert not YEAR.is_school_day(day("2028-08-01"))
    assert YEAR.is_school_day(day("2028-09-01")), "a Friday of which nobody said anything"
    assert not YEAR.is_school_day(day("2028-12-25"))
    assert YEAR.add_school_days(day("2028-07-21"), 1) == day("2028-09-01")


def test_counting_backwards_and_a_school_that_never_opens_are_refused():
    with pytest.raises(ValueError, match="forwards"):
        YEAR.add_school_days(day("2026-11-10"), -1)
    shut = SchoolCalendar(closures=(span("2020-01-01", "2060-01-01"),))
    with pytest.raises(CalendarEnds, match="no school day within three years of 10 November 2026"):
        shut.next_school_day(day("2026-11-10"))
