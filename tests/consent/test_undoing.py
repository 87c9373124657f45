"""Taking a load back: what it brought goes, what came before or after stands."""

import datetime as dt

import pytest
import time_machine

from consent.actions import read_comment, reject_entry, reopen_entry, settle_entry, undo_import
from consent.effective import Status
from consent.faults import WrongState
from consent.models import Purpose, ReviewEntry
from consent.register import register_on

from .surveys import COLUMNS, child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def statuses(*pupils):
    register = register_on(list(pupils), TODAY)
    return {
        (pupil.pk, purpose.slug): register.of(pupil, purpose)
        for pupil in pupils
        for purpose in Purpose.objects.order_by("slug")
    }


def test_undo_restores_the_register_exactly():
    wren, rowan = child_with_parents("Wren"), child_with_parents("Rowan")
    load(csv_of(row("Wren Ashdown"), row("Rowan Ashdown", "No")))
    before = statuses(wren, rowan)
    second = load(csv_of(row("Wren Ashdown", "No", "No", when="01/10/2026 10:00"), row("Rwoan Ashdown")))

    undo_import(survey=second, by=None)

    assert statuses(wren, rowan) == before


def test_later_answers_stand_when_an_earlier_load_is_taken_back():
    wren = child_with_parents("Wren")
    first = load(csv_of(row("Wren Ashdown")))
    load(csv_of(row("Wren Ashdown", "Yes", "No", when="01/10/2026 10:00")))

    undo_import(survey=first, by=None)

    after = statuses(wren)
    assert (after[wren.pk, "website"].status, after[wren.pk, "x_twitter"].status) == (Status.YES, Status.NO)


def test_answers_that_a_later_export_brought_again_stand_on_their_own():
    wren, rowan = child_with_parents("Wren"), child_with_parents("Rowan")
    first = load(csv_of(row("Wren Ashdown")))
    load(csv_of(row("Rowan Ashdown"), row("Wren Ashdown")))

    undo_import(survey=first, by=None)

    shown = statuses(wren, rowan)[wren.pk, "website"]
    assert (shown.status, shown.shown.record) == (Status.YES, 3)


def test_doubtful_rows_of_a_later_export_go_on_waiting():
    wren = child_with_parents("Lucinda")
    first = load(csv_of(row("Lucnda Ashdown")))
    load(csv_of(row("Lucnda Ashdown"), row("Nobody At All")))
    assert ReviewEntry.objects.waiting_count() == 1

    undo_import(survey=first, by=None)

    assert ReviewEntry.objects.waiting_count() == 1
    assert statuses(wren)[wren.pk, "website"].status is Status.WAITING


def test_a_load_is_taken_back_once():
    child_with_parents("Wren")
    survey = load(csv_of(row("Wren Ashdown")))
    undo_import(survey=survey, by=None)

    with pytest.raises(WrongState):
        undo_import(survey=survey, by=None)


def test_the_same_file_may_be_loaded_again_after_it_was_taken_back():
    wren = child_with_parents("Wren")
    content = csv_of(row("Wren Ashdown"))
    undo_import(survey=load(content), by=None)

    load(content)

    assert statuses(wren)[wren.pk, "website"].status is Status.YES


WITHOUT_COMMENTS = [{**c, "role": "ignore"} if c["header"] == "Comment" else c for c in COLUMNS]


def asked(pupil):
    """What is effective for everything that the surveys asked about."""
    register = register_on([pupil], TODAY)
    return [register.of(pupil, purpose) for purpose in register.asked]


def test_a_condition_goes_on_in_a_later_load_that_left_the_comments_out(office):
    wren = child_with_parents("Wren")
    rows = [row("Wren Ashdown", comment="never on X")]
    first = load(csv_of(*rows))
    read_comment(entry=ReviewEntry.objects.get(), has_condition=True, condition="Never on X", by=office)
    load(csv_of(*rows, row("Nobody At All")), columns=WITHOUT_COMMENTS)

    undo_import(survey=first, by=office)

    assert {effective.status for effective in asked(wren)} == {Status.UNCLEAR}
    [copied] = ReviewEntry.objects.filter(survey__status="applied", kind="comment")
    assert (copied.condition, copied.record) == ("Never on X", 2)


def test_a_comment_that_nobody_has_read_waits_on_in_a_later_load_that_left_the_comments_out(office):
    wren = child_with_parents("Wren")
    rows = [row("Wren Ashdown", comment="never on X")]
    first = load(csv_of(*rows))
    load(csv_of(*rows, row("Nobody At All")), columns=WITHOUT_COMMENTS)

    undo_import(survey=first, by=office)

    assert {effective.status for effective in asked(wren)} == {Status.WAITING}
    assert ReviewEntry.objects.open().get().comment == "never on X"


def test_a_row_opened_again_leaves_the_answers_that_a_later_load_matched_by_itself(office):
    pupil = child_with_parents("Lucinda")
    rows = [row("Lucnda Ashdown", "No", "No", "No")]
    load(csv_of(*rows))
    entry = ReviewEntry.objects.get()
    settle_entry(entry=entry, pupil=pupil, by=office)
    pupil.legal_forename = "Lucnda"
    pupil.save()
    later = load(csv_of(*rows, row("Nobody At All")))

    entry.refresh_from_db()
    reopen_entry(entry=entry, by=office)
    waiting = {effective.status for effective in asked(pupil)}
    entry.refresh_from_db()
    reject_entry(entry=entry, by=office)

    after = asked(pupil)
    assert (waiting, {effective.status for effective in after}) == ({Status.WAITING}, {Status.NO})
    assert {effective.shown.survey for effective in after} == {later.pk}
