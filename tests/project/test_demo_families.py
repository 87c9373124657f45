"""The people of the demo school: the same on every run, and nobody outside of it."""

import datetime as dt
from collections import Counter

import pytest

from people.school_year import school_year_of, survey_window
from todwick_portal.demo import families, rows, school, survey
from todwick_portal.demo.answers import AS_DOUBTFUL_ROW, FLAGGED, PICTURE, SECOND_PARENT, STOPPED, TOLD, UNANSWERED


def test_the_families_are_the_same_on_every_run():
    assert families.children() == families.children()


def test_seven_classes_of_thirty_and_24_families_with_siblings():
    now = school.this_year(families.children())

    assert Counter(child.class_code for child in now) == dict.fromkeys(families.CLASSES, 30)
    assert sum(count > 1 for count in Counter(child.family for child in now).values()) == 24


def test_only_the_namesakes_of_the_story_share_a_name():
    names = Counter(child.name for child in school.this_year(families.children()))

    assert {name for name, count in names.items() if count > 1} == {"Zainab Iqbal", "Harry Lamb"}


def test_everybody_of_whom_the_story_tells_is_at_the_school():
    told = {*TOLD, *SECOND_PARENT, *STOPPED, *AS_DOUBTFUL_ROW, *UNANSWERED, *PICTURE, FLAGGED}

    assert told <= {child.name for child in school.this_year(families.children())}


def test_numbers_and_addresses_are_nobody_elses():
    everybody = families.children()
    people = {parent for child in everybody for parent in child.parents}

    assert len({child.admission_number for child in everybody}) == len(everybody)
    assert len({parent.email for parent in people}) == len(people)
    assert all(parent.email.endswith(("@families.example", "@todwick.example")) for parent in people)


@pytest.mark.parametrize("today", ["2026-09-01", "2026-09-05", "2026-11-24", "2027-03-01", "2027-08-31"])
def test_no_answer_lies_in_the_future_or_outside_the_year(today):
    day = dt.date.fromisoformat(today)
    year = school_year_of(day)
    season = rows.Season.of(year, day)
    first, last = survey_window(year)

    answered = [
        row.at.date() for row in survey.all_rows(families.children(), season) if isinstance(row.at, dt.datetime)
    ]

    inside = [one for one in answered if first <= one <= min(last, day)]
    assert len(answered) - len(inside) == 1  # the one left over from last year's survey
    assert season.day(38) < day


@pytest.mark.parametrize("weekday", range(7))
def test_the_office_loads_the_survey_again_on_a_weekday_of_the_last_week(weekday):
    today = dt.date(2026, 11, 23) + dt.timedelta(days=weekday)

    again = rows.Season.of(2026, today).again

    assert again.weekday() < 5
    assert 5 <= (today - again).days <= 7
