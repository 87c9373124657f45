"""Children of one name in a cumulative export: nobody is given another child's answer."""

import datetime as dt

import pytest
import time_machine

from consent.actions import reject_entry, settle_entry
from consent.effective import Status
from consent.models import Purpose, ReviewEntry
from consent.register import register_on

from .surveys import COLUMNS, child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
NAMELESS = {
    "columns": [{**c, "role": "ignore"} if c["header"] in ("When", "Parent", "E-mail") else c for c in COLUMNS],
    "survey_opened": "2026-09-01",
}


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def ellas():
    return [child_with_parents("Ella", surname="Smith") for _ in range(2)]


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def again(*rows):
    return csv_of(*rows, row("Nobody At All"))


def waiting():
    return list(ReviewEntry.objects.open().order_by("survey", "record"))


def test_a_later_export_gives_each_of_two_namesakes_their_own_answers_again(office, ellas):
    one, other = ellas
    rows = [row("Ella Smith"), row("Ella Smith", "Yes", "", "No")]
    load(csv_of(*rows), **NAMELESS)
    for entry, pupil in zip(waiting(), ellas, strict=True):
        settle_entry(entry=entry, pupil=pupil, by=office)

    load(again(*rows), **NAMELESS)

    assert (status(one), status(one, "video")) == (Status.YES, Status.YES)
    assert (status(other), status(other, "video")) == (Status.NOT_ANSWERED, Status.NO)
    assert not waiting()


def test_rows_of_namesakes_that_say_something_new_are_looked_at_again(office, ellas):
    rows = [row("Ella Smith"), row("Ella Smith", "Yes", "", "No")]
    load(csv_of(*rows), **NAMELESS)
    for entry, pupil in zip(waiting(), ellas, strict=True):
        settle_entry(entry=entry, pupil=pupil, by=office)

    load(again(row("Ella Smith", "No"), row("Ella Smith", "Yes", "Yes", "No")), **NAMELESS)

    assert [status(pupil) for pupil in ellas] == [Status.WAITING, Status.WAITING]


def test_equal_rows_of_two_namesakes_are_placed_one_by_one(office, ellas):
    one, other = ellas
    rows = [row("Ella Smith", "No", "No", "No")] * 2
    load(csv_of(*rows), **NAMELESS)
    load(again(*rows), **NAMELESS)
    assert len(waiting()) == 4

    settle_entry(entry=waiting()[0], pupil=one, by=office)

    assert [entry.record for entry in waiting()] == [3, 3]
    assert (status(one), status(other)) == (Status.WAITING, Status.WAITING)
    settle_entry(entry=waiting()[0], pupil=other, by=office)
    assert (waiting(), status(one), status(other)) == ([], Status.NO, Status.NO)


def test_a_second_row_of_the_same_name_is_not_given_to_the_child_of_the_first(office, ellas):
    one, other = ellas
    load(csv_of(row("Ella Smith")), **NAMELESS)
    settle_entry(entry=waiting()[0], pupil=one, by=office)

    load(again(row("Ella Smith"), row("Ella Smith")), **NAMELESS)

    assert status(other) is not Status.YES
    assert len(waiting()) == 2


def test_where_one_equal_row_was_used_and_one_put_aside_a_person_looks_again(office, ellas):
    one, _ = ellas
    load(csv_of(row("Ella Smith"), row("Ella Smith")), **NAMELESS)
    settle_entry(entry=waiting()[0], pupil=one, by=office)
    reject_entry(entry=waiting()[0], by=office)

    load(again(row("Ella Smith"), row("Ella Smith")), **NAMELESS)

    assert len(waiting()) == 2
