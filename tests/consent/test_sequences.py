"""Sequences of loads and sorting out after which nothing may be a yes that was not said."""

import datetime as dt

import pytest
import time_machine

from consent.actions import (
    decide,
    import_survey,
    read_comment,
    record_paper_answers,
    reject_entry,
    reopen_entry,
    settle_entry,
    undo_import,
)
from consent.actions.paper import PaperAnswers
from consent.effective import Status
from consent.faults import ConsentFault, WrongState
from consent.loading import read_table
from consent.models import ConsentAnswer, Purpose, ReviewEntry
from consent.recalling import remembered
from consent.register import register_on

from .surveys import COLUMNS, child_with_parents, contact_of, csv_of, load, mapping, plan_of, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def again(*rows):
    """The same rows as another file: a later export has one more line."""
    return csv_of(*rows, row("Nobody At All"))


def test_a_wrongly_matched_load_taken_back_later_does_not_revive_its_yes():
    wren = child_with_parents("Wren")
    first = load(csv_of(row("Wren Ashdown", "Yes", "Yes")))
    turned = [{**c, "polarity": "refusal"} if c["header"] == "X" else c for c in COLUMNS]
    load(again(row("Wren Ashdown", "Yes", "Yes")), columns=turned)
    assert status(wren) is Status.WITHDRAWN

    undo_import(survey=first, by=None)

    assert (status(wren), status(wren, "website")) == (Status.NO, Status.YES)


def test_a_condition_outlives_the_load_in_which_it_was_read(office):
    wren = child_with_parents("Wren")
    first = load(csv_of(row("Wren Ashdown", comment="Not on the website")))
    read_comment(entry=ReviewEntry.objects.get(), has_condition=True, condition="Not on the website", by=office)
    load(again(row("Wren Ashdown", comment="Not on the website")))

    undo_import(survey=first, by=office)

    assert status(wren) is Status.UNCLEAR


def test_a_settled_row_outlives_the_load_in_which_it_was_settled(office):
    wren = child_with_parents("Lucinda", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Lucinda Ashdown", "Yes", "Yes", parent="Felix Ashdown")))
    first = load(csv_of(row("Lucnda Ashdown", "Yes", "No")))
    load(again(row("Lucnda Ashdown", "Yes", "No")))
    settle_entry(entry=ReviewEntry.objects.open().first(), pupil=wren, by=office)
    assert status(wren) is Status.CONFLICT

    undo_import(survey=first, by=office)

    assert status(wren) is Status.CONFLICT


def test_a_wrong_settlement_can_be_taken_back_after_its_load_was(office):
    child_with_parents("Lucinda")
    wrong = child_with_parents("Rowan")
    first = load(csv_of(row("Lucnda Ashdown")))
    settle_entry(entry=ReviewEntry.objects.get(), pupil=wrong, by=office, respondent_confirmed=True)
    load(again(row("Lucnda Ashdown")))
    undo_import(survey=first, by=office)
    assert status(wrong) is Status.YES

    reopen_entry(entry=ReviewEntry.objects.get(survey__status="applied", status="settled"), by=office)

    assert status(wrong) is Status.WAITING


def test_reopening_takes_every_use_of_a_submission_back(office):
    right, wrong = child_with_parents("Lucinda"), child_with_parents("Rowan")
    load(csv_of(row("Lucnda Ashdown")))
    load(again(row("Lucnda Ashdown")), columns=[c for c in COLUMNS if c["header"] != "Film"])
    for entry in ReviewEntry.objects.open():
        entry.refresh_from_db()
        if entry.status == "open":
            settle_entry(entry=entry, pupil=wrong, by=office, respondent_confirmed=True)

    reopen_entry(entry=ReviewEntry.objects.filter(status="settled").first(), by=office)
    for entry in ReviewEntry.objects.open():
        entry.refresh_from_db()
        if entry.status == "open":
            settle_entry(entry=entry, pupil=right, by=office)

    assert (status(right), status(wrong)) == (Status.YES, Status.NOT_ANSWERED)


def test_a_comment_is_not_forgotten_when_its_row_is_opened_again(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", comment="Not on the website")))
    entry = ReviewEntry.objects.get()
    reject_entry(entry=entry, by=office)
    reopen_entry(entry=entry, by=office)
    entry.refresh_from_db()

    with pytest.raises(ConsentFault, match="condition"):
        settle_entry(entry=entry, pupil=wren, by=office)
    settle_entry(entry=entry, pupil=wren, by=office, has_condition=True, condition="Not on the website")

    assert status(wren) is Status.UNCLEAR


def test_a_condition_moves_with_its_row_to_the_right_child(office):
    right, wrong = child_with_parents("Lucinda"), child_with_parents("Rowan")
    load(csv_of(row("Lucnda Ashdown", comment="Not on the website")))
    entry = ReviewEntry.objects.get()
    settle_entry(
        entry=entry, pupil=wrong, by=office, respondent_confirmed=True, has_condition=True, condition="Not online"
    )
    reopen_entry(entry=entry, by=office)
    entry.refresh_from_db()

    settle_entry(entry=entry, pupil=right, by=office, has_condition=True, condition="Not on the website")

    assert (status(right), status(wrong)) == (Status.UNCLEAR, Status.NOT_ANSWERED)


def test_a_comment_read_by_mistake_can_be_opened_again(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="Only from behind")))
    entry = ReviewEntry.objects.get()
    read_comment(entry=entry, has_condition=False, by=office)

    reopen_entry(entry=entry, by=office)

    assert status(wren) is Status.WAITING


def test_rows_that_say_different_things_are_sorted_out_one_by_one(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", "Yes", "No"), row("Lucnda Ashdown", "Yes", "Yes")))
    assert ReviewEntry.objects.waiting_count() == 2

    settle_entry(entry=ReviewEntry.objects.order_by("record").first(), pupil=wren, by=office)

    assert ReviewEntry.objects.waiting_count() == 1
    assert status(wren) is Status.WAITING


def test_two_answers_of_one_parent_at_one_moment_that_differ_are_unclear():
    wren = child_with_parents("Wren")
    rows = row("Wren Ashdown", "Yes", "No"), row("Wren Ashdown", "Yes", "Yes")

    load(csv_of(*rows))
    written = ConsentAnswer.objects.count()
    load(again(*rows))

    assert (status(wren), status(wren, "website")) == (Status.UNCLEAR, Status.YES)
    assert ConsentAnswer.objects.count() == written


def test_a_telephoned_no_of_the_same_day_counts(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", when="23/11/2026 08:00")))

    record_paper_answers(
        rows=[PaperAnswers(wren, contact_of(wren), {"x_twitter": "no"})],
        school_year=2026,
        answered_on=dt.date(2026, 11, 23),
        source="Telephone call",
        asked=[Purpose.objects.get(slug="x_twitter")],
        by=office,
    )

    assert status(wren) is Status.WITHDRAWN


def test_a_decision_waits_until_the_comment_is_read(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown", comment="Only if"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    x = Purpose.objects.get(slug="x_twitter")

    with pytest.raises(WrongState, match="comment"):
        decide(pupil=wren, purpose=x, school_year=2026, value="yes", reason="Both agree.", by=office)


def test_a_row_put_aside_is_asked_about_again_when_it_says_something_else(office):
    child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes")))
    reject_entry(entry=ReviewEntry.objects.get(), by=office)

    load(csv_of(row("Lucnda Ashdown", "Yes", "Yes"), row("Nobody At All")))
    assert ReviewEntry.objects.waiting_count() == 0
    load(csv_of(row("Lucnda Ashdown", "Yes", "No")))

    assert ReviewEntry.objects.waiting_count() == 1


def test_two_answers_that_name_nobody_are_not_taken_for_one_voice():
    wren = child_with_parents("Wren")

    load(csv_of(row("Wren Ashdown", "Yes", "No", parent=""), row("Wren Ashdown", parent="", when="05/09/2026 10:00")))

    assert status(wren) is Status.CONFLICT


def test_a_plan_made_before_another_load_is_not_applied():
    child_with_parents("Wren")
    content = csv_of(row("Wren Ashdown"))
    plan = plan_of(content)
    load(again(row("Wren Ashdown", "No")))

    with pytest.raises(WrongState, match="meanwhile"):
        import_survey(table=read_table(content, "s.csv", mapping()), plan=plan, file_name="s.csv", sha256="x")


def test_who_could_answer_is_asked_anew_for_each_survey():
    child_with_parents("Wren")
    content = csv_of(row("Wren Ashdown", parent="Mum"))
    load(content)

    kept = remembered(read_table(content, "s.csv", mapping()))

    assert kept is not None
    assert (kept.only_parents_could_answer, kept.survey_opened) == (False, None)


def test_a_yes_of_somebody_who_has_lost_parental_responsibility_is_asked_about():
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "No")))

    wren.contacts.update(has_parental_responsibility=False)

    assert (status(wren, "website"), status(wren)) == (Status.UNCLEAR, Status.NO)


def test_a_comment_column_that_was_empty_before_is_looked_at_when_it_is_not():
    child_with_parents("Wren")
    ignored = [{**c, "role": "ignore"} if c["header"] == "Comment" else c for c in COLUMNS]
    load(csv_of(row("Wren Ashdown")), columns=ignored)

    kept = remembered(read_table(csv_of(row("Wren Ashdown", comment="Only from behind please")), "s.csv", mapping()))

    [column] = [column for column in kept.columns if column.header == "Comment"]
    assert (column.role, bool(column.confirm)) == ("comment", True)
