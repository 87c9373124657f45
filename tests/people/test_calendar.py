"""The calendar's pages and what saving dates does."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.actions.calendar import DatesRefused, SameDates, YearIsPast, save_dates
from people.calendar import bank_holidays, calendar_gaps, school_calendar
from people.calendar_years import dates_of, proposed_dates
from people.models import Closure, NewYear, SchoolSetting, SchoolYear, Term
from people.year_dates import Around, Closed, YearDates, faults
from people.year_proposal import proposal
from tests.html import Page
from tests.people.calendar_dates import dates, day, span

NAMED = bank_holidays(2016, 2036)
FREE = Around(None, dt.date(2027, 8, 31))


def sent(**changes) -> dict[str, str]:
    """The form of those dates, as a browser sends it."""
    boxes = {
        "starts_on": "2026-09-01",
        "autumn_first": "2026-09-02", "autumn_half_first": "2026-10-26", "autumn_half_last": "2026-10-30",
        "autumn_last": "2026-12-18", "spring_first": "2027-01-04", "spring_half_first": "2027-02-15",
        "spring_half_last": "2027-02-19", "spring_last": "2027-03-25", "summer_first": "2027-04-12",
        "summer_half_first": "2027-05-31", "summer_half_last": "2027-06-04", "summer_last": "2027-07-22",
        "inset1": "2026-09-02", "inset2": "2027-01-04", "inset3": "2027-04-12", "inset4": "2027-06-07",
    }  # fmt: skip
    return boxes | changes


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False):
        yield


# --- what must be right about dates ------------------------------------------------------------------------


def test_the_dates_of_a_usual_year_have_no_fault():
    assert faults(dates(), FREE, NAMED) == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"starts_on": day("2026-07-31")}, "starts_on", "from 1 August 2026 to 15 September 2026"),
        ({"starts_on": day("2026-09-03")}, "autumn_first", "The school year begins on 3 September 2026."),
        (
            {"terms": (span("2026-09-02", "2027-01-04"), span("2027-01-04", "2027-03-25"), dates().terms[2])},
            "spring_first",
            "After the autumn term the next can begin on 5 January 2027.",
        ),
        (
            {"terms": (*dates().terms[:2], span("2027-04-12", "2027-09-01"))},
            "summer_last",
            "The year ends on 31 August 2027.",
        ),
        (
            {"terms": (*dates().terms[:2], span("2027-04-12", "2027-04-12"))},
            "summer_last",
            "The term begins on 12 April 2027. Write a later day.",
        ),
        ({"half_terms": (span("2026-12-14", "2026-12-18"), None, None)}, "autumn_half_last", "goes on until"),
        ({"half_terms": (span("2027-02-15", "2027-02-19"), None, None)}, "autumn_half_first", "Write a day within it."),
        ({"half_terms": (span("2026-10-12", "2026-10-30"), None, None)}, "autumn_half_last", "two weeks at the most"),
        ({"half_terms": (span("2026-10-26", "2026-10-23"), None, None)}, "autumn_half_last", "that day or a later"),
        ({"inset": (day("2026-11-07"),)}, "inset1", "7 November 2026 is a Saturday. Write a weekday."),
        ({"inset": (day("2027-05-03"),)}, "inset1", "bank holiday (May Day)"),
        ({"inset": (day("2026-12-22"),)}, "inset1", "lies in no term"),
        ({"inset": (day("2026-10-27"),)}, "inset1", "lies in a half-term"),
        ({"inset": (day("2026-09-02"), day("2026-09-02"))}, "inset2", "stands here already"),
        ({"closed": (Closed(span("2026-12-17", "2027-01-06")),)}, "closed1_first", "within one term"),
        ({"closed": (Closed(span("2026-12-03", "2026-12-02")),)}, "closed1_last", "that day or a later"),
    ],
)
def test_dates_that_cannot_be_so_are_told_at_their_box(changes, field, words):
    found = {fault.field: fault.text for fault in faults(dates(**changes), FREE, NAMED)}
    assert words in found[field]


def test_a_year_cannot_begin_before_the_summer_term_before_is_over():
    found = faults(dates(), Around(day("2026-09-01"), FREE.ends_on), NAMED)
    assert [fault.field for fault in found] == ["starts_on"]


# --- the proposal ------------------------------------------------------------------------------------------


def test_the_next_year_is_proposed_in_the_same_weeks_and_easter_with_easter():
    """Easter Sunday is 28 March in 2027 and 16 April in 2028; the spring bank holiday 31 May and 29 May."""
    found = proposal(dates(), NAMED)

    assert found.starts_on == day("2027-09-01")
    assert found.terms == (
        span("2027-09-01", "2027-12-17"),
        span("2028-01-04", "2028-04-13"),
        span("2028-05-02", "2028-07-20"),
    )
    assert found.half_terms[2] == span("2028-05-29", "2028-06-02")
    assert found.inset[:3] == (day("2027-09-01"), day("2028-01-04"), day("2028-05-02")), "no bank holiday"
    assert found.inset[3] == day("2028-06-05"), "the Monday after the half-term stays the Monday after it"


def test_a_proposal_keeps_weekdays_and_leaves_snow_out():
    snow = dates(closed=(Closed(span("2027-01-20", "2027-01-21"), "Snow"),))
    this = snow
    for _ in range(8):
        found = proposal(this, NAMED)
        assert found.closed == ()
        assert [t.last.weekday() for t in found.terms] == [t.last.weekday() for t in dates().terms]
        assert found.terms[0].first >= dt.date(found.school_year, 9, 1)
        between = Around(this.terms[2].last, dt.date(found.school_year + 1, 8, 31))
        assert faults(found, between, NAMED) == []
        this = found


# --- saving ------------------------------------------------------------------------------------------------


def test_saving_dates_makes_the_calendar_known(office):
    assert not school_calendar().is_known(day("2026-10-27"))
    save_dates(dates=dates(closed=(Closed(span("2027-01-20", "2027-01-20"), "Snow"),)), by=office)

    calendar = school_calendar()
    assert calendar.is_known(day("2026-10-27"))
    closed = ("2026-09-02", "2026-10-27", "2026-12-21", "2027-01-20", "2027-05-03")
    assert not any(calendar.is_school_day(day(text)) for text in closed)
    assert calendar.is_school_day(day("2026-09-03"))
    event = AuditEvent.objects.get(verb=Verb.CALENDAR_CHANGED)
    assert event.details == {"school_year": 2026, "terms": 3, "half_terms": 3, "inset": 4, "closed": 1}
    assert dates_of(2026) == dates(closed=(Closed(span("2027-01-20", "2027-01-20"), "Snow"),))


def test_saving_the_same_dates_twice_changes_nothing(office):
    save_dates(dates=dates(), by=office)
    with pytest.raises(SameDates):
        save_dates(dates=dates(), by=office)
    assert AuditEvent.objects.filter(verb=Verb.CALENDAR_CHANGED).count() == 1


def test_wrong_dates_change_nothing(office):
    with pytest.raises(DatesRefused):
        save_dates(dates=dates(inset=(day("2026-12-25"),)), by=office)
    assert not Term.objects.exists() and not AuditEvent.objects.exists()
    assert not SchoolYear.objects.exists()


@pytest.mark.parametrize("year", [2025, 2029])
def test_a_year_that_is_over_or_far_off_is_not_changed(office, year):
    with pytest.raises(YearIsPast):
        save_dates(dates=dates(school_year=year), by=office)


def test_years_meet_without_gap_or_overlap(office):
    """The year that begins later makes the year before longer, and the other way round."""
    save_dates(dates=dates(), by=office)
    following = proposed_dates(2027)
    later = YearDates(**{**vars(following), "starts_on": day("2027-08-30")})
    save_dates(dates=later, by=office)

    rows = {row.starts_in: (row.starts_on, row.ends_on) for row in SchoolYear.objects.all()}
    assert rows == {2026: (day("2026-09-01"), day("2027-08-29")), 2027: (day("2027-08-30"), day("2028-08-31"))}
    assert SchoolYear.objects.year_on(day("2027-08-30")) == 2027


def test_the_first_day_stays_while_classes_are_prepared_for_it(office):
    save_dates(dates=dates(), by=office)
    NewYear.objects.create(school_year=2026, status=NewYear.Status.PREPARED)
    with pytest.raises(DatesRefused, match="Take that back first"):
        save_dates(dates=dates(starts_on=day("2026-09-02")), by=office)


def test_a_half_entered_year_counts_as_not_known(db):
    Term.objects.create(school_year=2026, name=Term.Name.AUTUMN, starts_on=day("2026-09-02"), ends_on=day("2026-12-18"))
    calendar = school_calendar()
    assert not calendar.is_known(day("2027-02-02"))
    assert calendar.is_school_day(day("2027-02-02"))


def test_what_is_missing_is_said_this_year_at_once_and_next_year_from_april_on(office):
    assert calendar_gaps(day("2026-11-24")) == [
        "The terms of 2026/27 are not entered. Until they are, every weekday counts as a school day."
    ]
    save_dates(dates=dates(), by=office)
    assert calendar_gaps(day("2027-03-31")) == []
    assert [gap[:20] for gap in calendar_gaps(day("2027-04-01"))] == ["The terms of 2027/28"]


# --- pages -------------------------------------------------------------------------------------------------


def test_the_office_enters_the_dates_and_sees_them(sign_in, office):
    client = sign_in(office)
    answer = client.post(reverse("people:calendar-year", args=[2026]), sent(), follow=True)

    assert "The dates of 2026/27 are saved." in answer.content.decode()
    assert "Wednesday 2 September 2026 to Friday 18 December 2026" in answer.content.decode()
    assert Closure.objects.filter(kind=Closure.Kind.INSET).count() == 4


def test_next_year_is_proposed_from_this_one_and_not_saved_by_looking(sign_in, office):
    save_dates(dates=dates(), by=office)
    page = sign_in(office).get(reverse("people:calendar-year", args=[2027])).content.decode()

    assert "Nothing is saved yet." in page and 'value="2027-12-17"' in page
    assert "Monday 27 December 2027" in page, "Christmas Day falls on a Saturday"
    assert Term.objects.filter(school_year=2027).count() == 0


def test_faults_stand_at_their_boxes_and_nothing_typed_is_lost(sign_in, office):
    """The INSET days are judged in the order of the calendar, and told where they were typed."""
    wrong = sent(inset1="2027-06-07", inset2="2026-11-07", inset4="", autumn_half_last="", closed2_note="Snow")
    page = Page(sign_in(office).post(reverse("people:calendar-year", args=[2026]), wrong).content.decode())
    assert "Write the last day." in page.text and "Write the first day, or empty the boxes" in page.text

    wrong = sent(inset1="2027-06-07", inset2="2026-11-07", inset4="")
    html = sign_in(office).post(reverse("people:calendar-year", args=[2026]), wrong).content.decode()
    assert 'href="#id_inset2">7 November 2026 is a Saturday.' in html
    assert 'value="2026-11-07"' in html
    assert not Term.objects.exists()


def test_letters_for_a_date_are_asked_for_again(sign_in, office):
    html = (
        sign_in(office).post(reverse("people:calendar-year", args=[2026]), sent(autumn_first="soon")).content.decode()
    )
    assert "Write it as 04/09/2026." in html and 'value="soon"' in html


def test_a_year_that_is_over_has_no_page_to_change_it(sign_in, office):
    assert sign_in(office).get(reverse("people:calendar-year", args=[2025])).status_code == 404
    assert sign_in(office).post(reverse("people:calendar-year", args=[2030])).status_code == 404


def test_lessons_are_set_in_hours_and_minutes(sign_in, office):
    client, address = sign_in(office), reverse("people:lesson-times")
    assert (
        "Write a time after lessons begin." in client.post(address, {"begin": "15:00", "end": "08:45"}).content.decode()
    )
    client.post(address, {"begin": "09:00", "end": "15:30"})

    assert (school_calendar().lessons.begin, school_calendar().lessons.end) == (dt.time(9), dt.time(15, 30))
    assert AuditEvent.objects.filter(verb=Verb.SETTING_CHANGED).count() == 2
    client.post(address, {"begin": "09:00", "end": "15:30"})
    assert AuditEvent.objects.filter(verb=Verb.SETTING_CHANGED).count() == 2


@pytest.mark.parametrize(("begin", "end"), [("soon", "15:15"), ("25:00", "15:15"), ("16:00", "15:15"), ("", "")])
def test_times_that_make_no_sense_leave_the_usual_ones(db, begin, end):
    SchoolSetting.objects.create(key="lessons_begin", value=begin)
    SchoolSetting.objects.create(key="lessons_end", value=end)
    assert school_calendar().lessons.end == dt.time(15, 15)
    assert school_calendar().lessons.begin == dt.time(8, 45)


def test_the_calendar_takes_the_same_few_queries_however_many_years(office, django_assert_num_queries):
    save_dates(dates=dates(), by=office)
    save_dates(dates=proposed_dates(2027), by=office)
    with django_assert_num_queries(1):
        school_calendar()
