"""Sorting out doubtful rows, comments, and parents who differ; answers on paper."""

import datetime as dt

import pytest
import time_machine

from audit.models import AuditEvent, Verb
from consent.actions import (
    decide,
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
from consent.models import ConsentDecision, Purpose, ReviewEntry
from consent.register import register_on
from tests.factories import PupilContactFactory

from .surveys import child_with_parents, contact_of, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def test_settling_a_doubtful_row_uses_it_for_the_child(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown", "Yes", "No")))

    settle_entry(entry=ReviewEntry.objects.get(), pupil=wren, by=office)

    assert (status(wren, "website"), status(wren)) == (Status.YES, Status.NO)
    assert AuditEvent.objects.filter(verb=Verb.ENTRY_SETTLED, by=office).count() == 1


def test_settling_twice_is_refused(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.get()
    settle_entry(entry=entry, pupil=wren, by=office)

    with pytest.raises(WrongState):
        settle_entry(entry=entry, pupil=wren, by=office)


def test_a_stranger_counts_only_once_somebody_made_sure(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", parent="Betty Clough")))
    entry = ReviewEntry.objects.get()

    with pytest.raises(ConsentFault, match="parental responsibility"):
        settle_entry(entry=entry, pupil=wren, by=office)
    settle_entry(entry=entry, pupil=wren, by=office, respondent_confirmed=True, note="Court order seen.")

    assert status(wren) is Status.YES


def test_a_namesake_counts_only_once_somebody_made_sure(office):
    wren = child_with_parents("Wren", "Donna Silva")
    other = child_with_parents("Rui", "Donna Silva", surname="Costa")
    load(csv_of(row("Wren Ashdown", parent="Donna Silva", email=contact_of(other).email)))
    entry = ReviewEntry.objects.get()
    assert (entry.reason, status(wren)) == ("respondent_namesake", Status.WAITING)

    with pytest.raises(ConsentFault):
        settle_entry(entry=entry, pupil=wren, by=office)
    settle_entry(entry=entry, pupil=wren, by=office, respondent_confirmed=True)

    assert status(wren) is Status.YES


def test_putting_a_row_aside_ends_the_waiting_and_uses_it_for_nobody(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))

    reject_entry(entry=ReviewEntry.objects.get(), by=office)

    assert status(wren) is Status.NOT_ANSWERED


def test_a_settlement_can_be_taken_back(office):
    wren, other = child_with_parents("Lucinda"), child_with_parents("Rowan")
    load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.get()
    settle_entry(entry=entry, pupil=other, by=office, respondent_confirmed=True)

    reopen_entry(entry=entry, by=office)

    assert status(other) is Status.WAITING
    assert status(wren) is Status.WAITING


def test_the_same_submission_in_a_later_export_is_taken_the_same_way(office):
    wren = child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    settle_entry(entry=ReviewEntry.objects.get(), pupil=wren, by=office)

    load(csv_of(row("Lucnda Ashdown"), row("", when="")))

    assert not ReviewEntry.objects.open().exists()
    assert status(wren) is Status.YES


def test_a_row_without_a_date_needs_the_day(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", when="some day in autumn")))
    entry = ReviewEntry.objects.get()

    with pytest.raises(ConsentFault, match="day"):
        settle_entry(entry=entry, pupil=wren, by=office)
    with pytest.raises(ConsentFault, match="between"):
        settle_entry(entry=entry, pupil=wren, by=office, answered_on=dt.date(2025, 9, 3))
    settle_entry(entry=entry, pupil=wren, by=office, answered_on=dt.date(2026, 9, 3))

    assert status(wren) is Status.YES


def test_a_comment_without_condition_lets_the_answers_count_and_its_text_goes(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="Thank you")))
    entry = ReviewEntry.objects.get()

    read_comment(entry=entry, has_condition=False, by=office)

    entry.refresh_from_db()
    assert (entry.comment, status(wren)) == ("", Status.YES)


def test_a_condition_makes_the_answers_beside_it_unclear(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "No", comment="Only from behind")))

    read_comment(entry=ReviewEntry.objects.get(), has_condition=True, condition="Only from behind", by=office)

    assert (status(wren, "website"), status(wren)) == (Status.UNCLEAR, Status.NO)


def test_a_decision_needs_a_reason_and_something_to_decide(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    x, website = Purpose.objects.get(slug="x_twitter"), Purpose.objects.get(slug="website")

    with pytest.raises(ConsentFault, match="reason"):
        decide(pupil=wren, purpose=x, school_year=2026, value="yes", reason=" ", by=office)
    with pytest.raises(WrongState):
        decide(pupil=wren, purpose=website, school_year=2026, value="no", reason="Rang.", by=office)
    decide(pupil=wren, purpose=x, school_year=2026, value="no", reason="Rang both on 3 October.", by=office)

    assert status(wren) is Status.NO


def test_a_decision_falls_with_the_load_it_was_made_on(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown", "Yes", "No")))
    second = load(csv_of(row("Wren Ashdown", parent="Felix Ashdown")))
    x = Purpose.objects.get(slug="x_twitter")
    decide(pupil=wren, purpose=x, school_year=2026, value="yes", reason="Both say yes now.", by=office)
    assert status(wren) is Status.YES

    undo_import(survey=second, by=office)

    assert status(wren) is Status.NO
    assert ConsentDecision.objects.count() == 1


def test_a_no_after_a_decision_is_asked_about_again(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    x = Purpose.objects.get(slug="x_twitter")
    decide(pupil=wren, purpose=x, school_year=2026, value="yes", reason="Both agreed.", by=office)

    load(csv_of(row("Wren Ashdown", "Yes", "No", when="20/11/2026 10:00")))

    assert status(wren) is Status.CONFLICT


def paper(pupil, contact, office, answered_on=dt.date(2026, 9, 4)):
    return record_paper_answers(
        rows=[PaperAnswers(pupil, contact, {"website": "yes", "x_twitter": "no"})],
        school_year=2026,
        answered_on=answered_on,
        source="Paper form",
        asked=list(Purpose.objects.filter(slug__in=["website", "x_twitter"])),
        by=office,
    )


def test_paper_answers_count_for_the_parent_who_gave_them(office):
    wren = child_with_parents("Wren")

    paper(wren, contact_of(wren), office)

    assert (status(wren, "website"), status(wren)) == (Status.YES, Status.NO)


def test_paper_answers_and_the_survey_of_the_same_parent_are_one_voice(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))

    paper(wren, contact_of(wren), office, dt.date(2026, 10, 4))

    assert status(wren) is Status.WITHDRAWN


@pytest.mark.parametrize("day", [dt.date(2025, 9, 1), dt.date(2026, 12, 24)])
def test_paper_answers_of_another_year_or_the_future_are_refused(office, day):
    wren = child_with_parents("Wren")

    with pytest.raises(ConsentFault, match="between"):
        paper(wren, contact_of(wren), office, day)


def test_somebody_without_parental_responsibility_cannot_answer_on_paper(office):
    wren = child_with_parents("Wren")
    nan = PupilContactFactory(pupil=wren, name="Betty Clough", has_parental_responsibility=False)

    with pytest.raises(ConsentFault, match="may not answer"):
        paper(wren, nan, office)


def test_a_comment_is_read_and_never_placed_and_an_answer_placed_and_never_read(office):
    wren = child_with_parents("Wren")
    child_with_parents("Lucinda")
    load(csv_of(row("Wren Ashdown", comment="no surname"), row("Lucnda Ashdown")))
    comment, answer = ReviewEntry.objects.get(kind="comment"), ReviewEntry.objects.get(kind="entry")

    with pytest.raises(WrongState, match="This is a comment"):
        reject_entry(entry=comment, by=office)
    with pytest.raises(WrongState, match="This is a comment"):
        settle_entry(entry=comment, pupil=wren, by=office)
    with pytest.raises(WrongState, match="an answer to place"):
        read_comment(entry=answer, has_condition=False, by=office)

    assert status(wren) is Status.WAITING
    assert ReviewEntry.objects.open().count() == 2
