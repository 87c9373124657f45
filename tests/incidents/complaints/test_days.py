"""The days of a complaint, over terms, INSET days, nights on which the clock is changed, leap days, changed terms."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from incidents.actions.complaint_days import clock_again
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import Deadlines, clock_of
from incidents.complaints.stages import Stage
from incidents.complaints.windows import is_closing_soon, last_day_to_reopen
from incidents.models import Case, Complaint
from people.models import Closure
from people.school_days import LONDON, SchoolCalendar, Span

from .made import complain

DAY = dt.timedelta(days=1)
DAYS = Deadlines(acknowledge=5, answer=15, ask_next=10, panel=20, letter=5, months_after=3, data_days=30)
SCHOOL = [about for about in About if about != About.DATA]
# Leap days, and the nights on which the clock is put forward or back, are among them again and again.
SPECIAL = [
    dt.date(2028, 2, 28), dt.date(2028, 2, 29), dt.date(2027, 3, 27), dt.date(2027, 3, 28), dt.date(2026, 10, 24),
    dt.date(2026, 10, 25), dt.date(2026, 12, 24), dt.date(2027, 7, 20),
]  # fmt: skip

NIGHTS = [dt.date(2027, 3, 28), dt.date(2028, 3, 26), dt.date(2026, 10, 25), dt.date(2027, 10, 31)]


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """Two school years of three terms, with half-terms and INSET days anywhere."""
    years, terms, halves = [], [], []
    for year in (2026, 2027, 2028):
        first = dt.date(year, 9, 1) + draw(st.integers(0, 7)) * DAY
        years.append(Span(dt.date(year, 9, 1), dt.date(year + 1, 8, 31)))
        for start, length in ((0, 105), (125, 85), (230, 90)):
            begin = first + (start + draw(st.integers(0, 5))) * DAY
            end = begin + (length - draw(st.integers(0, 10))) * DAY
            terms.append(Span(begin, end))
            half = begin + draw(st.integers(30, 50)) * DAY
            halves.append(Span(half, half + 4 * DAY))
    closed = draw(st.lists(st.dates(dt.date(2026, 9, 1), dt.date(2029, 7, 1)), max_size=12))
    return SchoolCalendar(
        years=tuple(years), terms=tuple(terms), half_terms=tuple(halves), closures=tuple(Span(d, d) for d in closed)
    )


moments = st.builds(
    dt.datetime.combine,
    st.one_of(st.dates(dt.date(2026, 9, 1), dt.date(2028, 7, 1)), st.sampled_from(SPECIAL)),
    st.times(),
    st.just(LONDON),
)


@given(moments, calendars(), st.sampled_from(SCHOOL), st.integers(1, 10), st.integers(5, 40))
def test_days_of_a_complaint_are_school_days_in_order_and_exactly_so_many(sent, calendar, about, first, second):
    days = Deadlines(**{**vars(DAYS), "acknowledge": first, "answer": second})
    clock = clock_of(sent, about, calendar, days)

    assert clock.received_on >= sent.date()
    assert all(map(calendar.is_school_day, (clock.received_on, clock.acknowledge_by, clock.answer_by)))
    assert calendar.school_days_between(clock.received_on, clock.acknowledge_by) == first
    assert calendar.school_days_between(clock.received_on, clock.answer_by) == second


@given(moments, calendars())
def test_nobody_has_fewer_days_for_sending_it_later(sent, calendar):
    later = clock_of(sent + dt.timedelta(hours=7), About.SCHOOL, calendar, DAYS)
    now = clock_of(sent, About.SCHOOL, calendar, DAYS)

    assert (later.received_on, later.answer_by) >= (now.received_on, now.answer_by)


@given(moments, calendars())
def test_the_days_of_the_law_are_thirty_whatever_the_school_has_entered(sent, calendar):
    clock = clock_of(sent, About.DATA, calendar, DAYS)

    assert clock.answer_by - sent.date() == 30 * DAY
    assert clock.acknowledge_by == clock.answer_by


@given(calendars(), st.dates(dt.date(2026, 9, 1), dt.date(2028, 6, 1)))
def test_a_closed_day_more_never_brings_a_day_forward(calendar, closed):
    sent = dt.datetime(2026, 11, 4, 10, tzinfo=LONDON)
    more = SchoolCalendar(
        calendar.years, calendar.terms, (*calendar.closures, Span(closed, closed)), calendar.half_terms
    )
    before, after = (clock_of(sent, About.SCHOOL, one, DAYS) for one in (calendar, more))

    assert after.received_on >= before.received_on
    assert after.answer_by >= before.answer_by


@given(calendars(), st.integers(0, 7), st.times(), st.sampled_from(SCHOOL))
def test_whatever_is_sent_in_the_christmas_holidays_is_received_on_the_first_school_day_of_january(
    calendar, later, at, about
):
    eve = dt.date(2026, 12, 24)
    holidays = Span(eve, eve + 7 * DAY)
    calendar = SchoolCalendar(calendar.years, calendar.terms, (*calendar.closures, holidays), calendar.half_terms)
    sent = dt.datetime.combine(eve + later * DAY, at, LONDON)
    first = calendar.next_school_day(dt.date(2027, 1, 1))
    clock = clock_of(sent, about, calendar, DAYS)

    assert clock.received_on == first >= dt.date(2027, 1, 1)
    assert calendar.school_days_between(first, clock.answer_by) == DAYS.answer


@given(calendars(), st.sampled_from(NIGHTS), st.integers(0, 179), st.sampled_from(list(About)))
def test_in_the_nights_on_which_the_clock_is_changed_every_moment_belongs_to_its_local_day(
    calendar, night, minutes, about
):
    """Also the hour that is there twice, and that which never is: counted from the same moment in Greenwich."""
    greenwich = dt.datetime.combine(night, dt.time(), dt.UTC) + dt.timedelta(minutes=minutes)
    moments = [greenwich, greenwich.astimezone(LONDON), greenwich.astimezone(dt.timezone(dt.timedelta(hours=-8)))]
    found = {clock_of(moment, about, calendar, DAYS) for moment in moments}

    assert len(found) == 1
    assert found == {clock_of(dt.datetime.combine(night, dt.time(12), LONDON), about, calendar, DAYS)}


@given(calendars(), moments, st.integers(0, 40))
def test_the_time_to_say_that_it_is_not_settled_is_so_many_school_days_and_the_last_three_are_told(
    calendar, closed, ahead
):
    last = last_day_to_reopen(closed, calendar, DAYS)
    day = closed.date() + ahead * DAY

    assert calendar.is_school_day(last)
    assert calendar.school_days_between(closed.date(), last) == DAYS.ask_next
    assert is_closing_soon(last, day, calendar) == (day <= last and calendar.school_days_between(day, last) <= 3)


@given(calendars(), calendars(), moments, st.sampled_from([Stage.INFORMAL, Stage.ONE, Stage.TWO]))
def test_what_begins_again_after_the_terms_were_changed_counts_by_the_new_terms_alone(old, new, now, stage):
    complaint = Complaint(about=About.SCHOOL, stage=stage)
    with time_machine.travel(now, tick=False):
        clock_again(complaint, old, DAYS)
        by_old = complaint.answer_by
        clock_again(complaint, new, DAYS)
    count = DAYS.panel if stage == Stage.TWO else DAYS.answer

    for calendar, day in ((old, by_old), (new, complaint.answer_by)):
        assert calendar.is_school_day(day)
        assert calendar.school_days_between(calendar.counts_as_received(now), day) == count


@given(st.sampled_from([2028, 2032]), st.integers(0, 30), st.sampled_from(SCHOOL))
def test_a_leap_day_counts_as_the_day_it_is(year, before, about):
    """For the law a day, for the school a school day, unless it is a Sunday."""
    leap = dt.date(year, 2, 29)
    sent = dt.datetime.combine(leap - before * DAY, dt.time(9), LONDON)
    clock = clock_of(sent, about, SchoolCalendar(), DAYS)
    without = clock_of(sent, about, SchoolCalendar(closures=(Span(leap, leap),)), DAYS)

    assert clock_of(sent, About.DATA, SchoolCalendar(), DAYS).answer_by == sent.date() + 30 * DAY
    assert (without != clock) == (leap.weekday() < 5 and clock.answer_by >= leap)


@pytest.mark.parametrize(("stage", "count"), [(Stage.ONE, 15), (Stage.TWO, 20)])
def test_a_stage_that_begins_again_has_its_own_number_of_school_days(stage, count):
    complaint = Complaint(about=About.SCHOOL, stage=stage)
    calendar = SchoolCalendar()
    clock_again(complaint, calendar, DAYS)
    received = calendar.counts_as_received(dt.datetime.now(LONDON))

    assert calendar.school_days_between(received, complaint.answer_by) == count


@pytest.mark.django_db
def test_a_promised_day_stays_when_terms_change_and_the_next_one_counts_by_the_new_terms(school):
    case = complain()
    promised = (case.due_on, case.complaint.answer_by)
    Closure.objects.create(
        school_year=2026, kind=Closure.Kind.INSET, starts_on=dt.date(2026, 9, 17), ends_on=dt.date(2026, 9, 30)
    )
    again, later = Case.objects.get(pk=case.pk), complain()

    assert (again.due_on, again.complaint.answer_by) == promised
    assert later.complaint.answer_by > promised[1]
