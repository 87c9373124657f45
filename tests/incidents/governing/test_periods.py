"""Every day is in the report of exactly one term, whatever the school entered in its calendar."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from incidents.governing.periods import ORDER, Terms, parsed
from people.models import Term

YEAR = [
    Term(school_year=2026, name="autumn", starts_on=dt.date(2026, 9, 3), ends_on=dt.date(2026, 12, 18)),
    Term(school_year=2026, name="spring", starts_on=dt.date(2027, 1, 4), ends_on=dt.date(2027, 3, 25)),
    Term(school_year=2026, name="summer", starts_on=dt.date(2027, 4, 12), ends_on=dt.date(2027, 7, 21)),
]
days = st.dates(dt.date(2025, 9, 1), dt.date(2028, 8, 31))


def test_a_term_goes_from_the_end_of_the_one_before_to_its_own():
    spring = Terms(YEAR).of(2026, Term.Name.SPRING)

    assert (spring.first, spring.last) == (dt.date(2026, 12, 19), dt.date(2027, 3, 25))
    assert spring.key == "2026-spring" and spring.label == "Spring term 2027"


def test_terms_that_were_not_entered_are_as_usual():
    autumn = Terms([]).of(2026, Term.Name.AUTUMN)

    assert (autumn.first, autumn.last) == (dt.date(2026, 9, 1), dt.date(2026, 12, 31))


@given(days, st.sets(st.sampled_from(range(3))))
def test_every_day_is_of_one_term(day, entered):
    terms = Terms([YEAR[number] for number in entered])
    every = [terms.of(year, name) for year in range(2024, 2029) for name in ORDER]

    assert [period for period in every if period.first <= day <= period.last] == [terms.on(day)]


@given(days)
def test_terms_are_counted_back_and_over_a_year(day):
    terms = Terms(YEAR)
    now = terms.on(day)

    assert terms.before(now).last == now.first - dt.timedelta(days=1)
    assert terms.before(now, 3) == terms.year_before(now)
    assert parsed(now.key) == (now.school_year, now.name)


def test_nothing_else_is_a_key():
    for text in ("2026", "2026-winter", "autumn", "2026-autumn-", "../2026-autumn", "20261-autumn", "２０２６-autumn"):
        assert parsed(text) is None
