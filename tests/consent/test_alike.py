"""The same submission waiting in two loads: one line, sorted out together; the number on the tab."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from consent.actions import read_comment, reject_entry, reopen_entry, settle_entry, undo_import
from consent.effective import Status
from consent.models import Purpose, ReviewEntry
from consent.register import register_on
from consent.sorting import brought_by, desk
from consent.tab_number import number_waiting

from .surveys import COLUMNS, child_with_parents, contact_of, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
LESS = [c for c in COLUMNS if c["header"] != "Film"]  # an earlier export that asked about less


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def in_two_loads(*first, **more):
    """A doubtful row in an export, and again in a later one that asked about films too."""
    one = load(csv_of(row("Lucnda Ashdown", *first, **more)), columns=LESS)
    return one, load(csv_of(row("Lucnda Ashdown", *first, **more), row("Nobody At All")))


def test_a_row_that_a_later_export_repeats_with_one_question_more_is_one_line(sign_in, office):
    child_with_parents("Lucinda")
    in_two_loads()

    page = sign_in(office).get(reverse("consent:review")).content.decode()

    assert (ReviewEntry.objects.open().count(), ReviewEntry.objects.waiting_count(), desk(office, TODAY).count) == (
        2, 1, 1
    )  # fmt: skip
    assert page.count("Lucnda Ashdown</a>") == 1 and "in two loads" in page


def test_its_page_shows_what_both_loads_say_and_settles_both(sign_in, office):
    lucinda = child_with_parents("Lucinda")
    in_two_loads("Yes", "No")
    entry = desk(office, TODAY).entries[0]
    client = sign_in(office)

    page = client.get(entry.get_absolute_url()).content.decode()
    client.post(entry.get_absolute_url(), {"who": str(lucinda.public_id)})

    assert "One answer of yours sorts out both." in page and "Website, Film" in page
    assert {e.status for e in ReviewEntry.objects.all()} == {"settled"}
    assert [status(lucinda, slug) for slug in ("website", "x_twitter", "video")] == [Status.YES, Status.NO, Status.YES]


def test_each_load_keeps_its_own_when_the_other_is_taken_back(office):
    lucinda = child_with_parents("Lucinda")
    first, second = in_two_loads()
    settle_entry(entry=ReviewEntry.objects.first(), pupil=lucinda, by=office)

    undo_import(survey=second, by=office)
    assert (status(lucinda), status(lucinda, "video")) == (Status.YES, Status.NOT_ANSWERED)
    undo_import(survey=first, by=office)

    assert status(lucinda) is Status.NOT_ANSWERED


def test_both_are_put_aside_and_opened_again_together(office):
    lucinda = child_with_parents("Lucinda")
    in_two_loads()

    reject_entry(entry=ReviewEntry.objects.last(), by=office)
    assert (ReviewEntry.objects.waiting_count(), status(lucinda)) == (0, Status.NOT_ANSWERED)
    reopen_entry(entry=ReviewEntry.objects.first(), by=office)

    assert (ReviewEntry.objects.open().count(), status(lucinda)) == (2, Status.WAITING)


def test_what_differs_in_one_place_or_in_the_comment_stays_two(office):
    child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes")), columns=LESS)
    load(csv_of(row("Lucnda Ashdown", "Yes", "No")))
    assert ReviewEntry.objects.waiting_count() == 2

    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes", comment="Not on the website")))

    assert ReviewEntry.objects.waiting_count() == 3


def test_two_rows_that_differ_are_not_joined_by_a_third_that_asked_about_less(office):
    child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes", "Yes"), row("Lucnda Ashdown", "Yes", "Yes", "No")))
    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes")), columns=LESS)

    assert ReviewEntry.objects.waiting_count() == 3


def test_a_load_says_what_of_its_queue_is_new_and_what_waited(sign_in, office):
    child_with_parents("Lucinda"), child_with_parents("Wren")
    load(csv_of(row("Lucnda Ashdown"), row("Wren Ashdown", comment="Thank you")), columns=LESS)
    survey = load(
        csv_of(
            row("Lucnda Ashdown"),
            row("Wren Ashdown", comment="Thank you"),
            row("Wren Ashdown", comment="Not online", when="05/09/2026 09:00"),
        )
    )

    page = sign_in(office).get(survey.get_absolute_url()).content.decode()

    found = brought_by(survey, "comment")
    assert (found.count, found.new, found.before) == (2, 1, 1)
    assert "1 answer to sort out (0 new, 1 waited already), 2 comments to read (1 new, 1 waited already)." in page


def test_the_number_on_the_tab_is_exact_after_every_change(office):
    lucinda, wren = child_with_parents("Lucinda", "Imogen Ashdown", "Felix Ashdown"), child_with_parents("Wren")
    seen = []

    def look():
        seen.append((number_waiting(office, TODAY), desk(office, TODAY).count))

    look()
    load(csv_of(row("Wren Ashdown", comment="Thank you"), row("Lucinda Ashdown", "No", parent="Felix Ashdown")))
    look()
    second = in_two_loads()[1]
    look()
    read_comment(entry=ReviewEntry.objects.get(kind="comment"), has_condition=True, condition="Not online", by=office)
    look()
    settle_entry(entry=ReviewEntry.objects.open().first(), pupil=lucinda, by=office)
    look()
    reopen_entry(entry=ReviewEntry.objects.filter(kind="entry").first(), by=office)
    look()
    undo_import(survey=second, by=office)
    look()
    assert contact_of(wren).has_parental_responsibility

    assert all(tab == counted for tab, counted in seen)
    assert len({counted for _, counted in seen}) > 2


def test_the_number_on_the_tab_costs_one_query_while_nothing_changes(office, django_assert_num_queries):
    child_with_parents("Lucinda")
    in_two_loads()
    assert number_waiting(office, TODAY) == 1

    with django_assert_num_queries(1):
        assert number_waiting(office, TODAY) == 1


def test_the_number_is_counted_where_the_cache_is_gone(office):
    child_with_parents("Lucinda")
    in_two_loads()
    assert number_waiting(office, TODAY) == 1
    if connection.vendor == "sqlite":
        connection.cursor().execute("ALTER TABLE portal_cache RENAME TO portal_cache_away")
        caches["process"].clear()

        assert number_waiting(office, TODAY) == 1
