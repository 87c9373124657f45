"""A file as a whole is judged and compared as if each of its rows and answers were looked at closely by itself.

The import works by different contents: a child, a parent, a set of answers is looked at once however many rows hold it.
Here the same made-up sheets, faults and all, go through the long way as well.
"""

import datetime as dt
from collections import Counter
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from consent.difference import Difference, difference
from consent.facts import Facts
from consent.known import Known
from consent.models import Purpose
from consent.survey.entries import both, read_entries
from consent.survey.judging import _Bench, _keep_sides_apart, _let_wait, judge
from consent.survey.verdict import Judged, Outcome
from people.spreadsheets.table import Table

from .listed import pupil, roll
from .test_reading_quickly import ANSWERS, HEADINGS, rows, sheets, table_of

ROLL = roll(pupil("Ella Holt", admission_number="004001"), pupil("Ben Sykes", "2P"))
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PURPOSES = {slug: Purpose(pk=pk, slug=slug) for pk, slug in enumerate(("website", "video", "press", "display"), 1)}

# A row of any cells names a certain child, parent and moment now and then. Most of these do, and meet one another.
CERTAIN = {
    "Completed": ("02/09/2026 08:00:00", "2026-09-03 10:00"),
    "Child": ("Ella Holt", "Ben Sykes"),
    "Parent": ("Joanne Holt", "Mark Barker"),
    "Web?": ANSWERS,
    "No film?": ANSWERS,
    "Ticks": ("Press", "All", "Press, All", "None", ""),
}
certain_rows = st.tuples(*(st.sampled_from(CERTAIN.get(heading, ("",))) for heading in HEADINGS)).map(list)
answered_sheets = st.lists(st.one_of(certain_rows, certain_rows, certain_rows, rows), min_size=1, max_size=20)


def judged_at_once(lines, only_parents=True) -> list[Judged]:
    entries = read_entries(*table_of(lines)).entries
    return judge(
        entries, ROLL, school_year=2026, now=NOW, only_parents_could_answer=only_parents, survey_opened=None
    )  # fmt: skip


def judged_closely(lines, only_parents) -> list[Judged]:
    """Each row a table of its own, read and judged by somebody who remembers nothing."""
    whole, mapping = table_of(lines)
    judged = []
    for line in whole.lines:
        for entry in read_entries(Table(HEADINGS, [line]), mapping).entries:
            bench = _Bench(ROLL, 2026, NOW, only_parents, None)
            judged.append(bench._judge_closely(entry) if entry.is_response else bench.judge(entry))
    judged = _keep_sides_apart(judged)
    answered = frozenset(one.pupil for one in judged if one.pupil is not None)
    return [_let_wait(one, answered) if one.outcome is Outcome.REVIEW else one for one in judged]


@given(sheets, st.booleans())
def test_a_file_is_judged_as_if_each_row_were_looked_at_closely_by_itself(lines, only_parents):
    assert judged_at_once(lines, only_parents) == judged_closely(lines, only_parents)


def compared(judged: list[Judged], known: Known) -> Difference:
    known.__dict__["facts"] = Facts()  # what turns is told elsewhere; here no database is asked
    return difference(judged, known, survey=1, school_year=2026, purposes=PURPOSES, opened=None, now=NOW)


def written(found: Difference) -> Counter:
    """Each new answer by itself, with how many times it would be written."""
    return Counter(
        ((new.pupil, new.respondent_key, new.answered_at), purpose, str(value))
        for new in found.new
        for purpose, value in new.answers.items()
    )


def found_again(found: Difference) -> Counter:
    return Counter((response, purpose) for response, _, _, purposes in found.repeats for purpose in purposes)


def answer_by_answer(judged: list[Judged]) -> Counter:
    """Every answer that a file holds, put together purpose by purpose."""
    values: dict = {}
    for one in judged:
        if one.pupil is None or one.entry.moment is None:
            continue
        for slug, value in one.entry.answers.items():
            place = (one.pupil, one.respondent_key, one.entry.moment.at), PURPOSES[slug].pk
            values.setdefault(place, []).append(value)
    return Counter((*place, reduce(both, said).value) for place, said in values.items())


def known_from(found: Difference) -> Known:
    """What the year knows once these answers are written, one response each."""
    known = Known(2026, frozenset({1}))
    for number, new in enumerate(found.new, start=1):
        submission = (new.pupil, new.respondent_key, new.answered_at)
        known.answers.setdefault(submission, []).append((number, new.answers))
    return known


@given(st.lists(certain_rows, min_size=1, max_size=8))
def test_the_made_up_answers_count(lines):
    """Else all that follows would hold of files of which nothing is written."""
    assert all(one.pupil is not None for one in judged_at_once(lines))


@given(answered_sheets)
def test_what_is_written_is_every_answer_of_the_file_once(lines):
    judged = judged_at_once(lines)
    found = compared(judged, Known(2026))

    assert written(found) == answer_by_answer(judged)
    values = Counter(value for _, _, value in answer_by_answer(judged))
    assert found.new_values == {value: values[value] for value in ("yes", "no", "blank", "unclear")}


@given(answered_sheets)
def test_the_same_file_again_writes_nothing_and_finds_every_answer(lines):
    judged = judged_at_once(lines)
    known = known_from(compared(judged, Known(2026)))
    again = compared(judged, known)

    assert again.new == []
    assert found_again(again) == Counter(
        (response, purpose) for told in known.answers.values() for response, said in told for purpose in said
    )


@given(answered_sheets, answered_sheets)
def test_of_a_later_file_only_what_was_not_known_is_written(earlier, later):
    known = known_from(compared(judged_at_once(earlier), Known(2026)))
    holds = {
        (submission, purpose, value): response
        for submission, told in known.answers.items()
        for response, said in told
        for purpose, value in said.items()
    }
    judged = judged_at_once(later)
    found = compared(judged, known)

    asked = answer_by_answer(judged)
    assert written(found) == Counter({answer: times for answer, times in asked.items() if answer not in holds})
    assert found_again(found) == Counter((holds[answer], answer[1]) for answer in asked if answer in holds)
