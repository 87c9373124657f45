"""Sequences around a condition and what was decided because of it: nothing may be a yes that was not said."""

import datetime as dt

import pytest
import time_machine

from audit.models import AuditEvent, Verb
from consent.actions import decide_places, read_comment, reopen_entry, undo_import
from consent.deciding import undecided, undecided_of
from consent.effective import Status
from consent.faults import ConsentFault, WrongState
from consent.models import ConsentDecision, Purpose, ReviewEntry
from consent.register import register_on

from .surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
NEVER = "Never with her surname"
RANG = "Rang Mum on 24 November: never with her surname."


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def again(*rows):
    """The same rows as another file: a later export has one more line."""
    return csv_of(*rows, row("Nobody At All"))


def with_comment(*answers, **more):
    return row("Wren Ashdown", *answers, comment="ok but no surname", **more)


def read(by, entry=None, **values):
    """A condition found, and some places decided on the same page."""
    entry = entry or ReviewEntry.objects.open().get(kind="comment")
    return read_comment(
        entry=entry, has_condition=True, condition=NEVER, values=values, reason=RANG if values else "", by=by
    )


def test_what_is_decided_with_a_comment_counts_and_what_is_left_stays_unclear(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment("Yes", "Yes", "No")))

    entry = read(office, website="yes")

    assert (status(wren, "website"), status(wren), status(wren, "video")) == (Status.YES, Status.UNCLEAR, Status.NO)
    decision = ConsentDecision.objects.get()
    assert (decision.condition, decision.reason, decision.readings) == (NEVER, RANG, [entry.pk])
    assert [place.purpose.slug for place in undecided_of(wren, TODAY).places] == ["x_twitter"]


def test_it_is_one_event_without_a_word_of_what_was_written(office):
    child_with_parents("Wren")
    load(csv_of(with_comment()))
    before = AuditEvent.objects.count()

    read(office, website="yes", x_twitter="no")

    event = AuditEvent.objects.latest("sequence")
    assert AuditEvent.objects.count() == before + 1
    assert (event.verb, event.by) == (Verb.COMMENT_READ, office)
    assert event.details == {"condition": True, "decisions": [d.pk for d in ConsentDecision.objects.order_by("pk")]}
    assert "surname" not in str(event.details) and "Rang" not in str(event.details)


def test_a_condition_is_not_kept_without_its_words_and_nothing_decided_without_a_reason(office):
    child_with_parents("Wren")
    load(csv_of(with_comment()))
    entry = ReviewEntry.objects.get()

    with pytest.raises(ConsentFault, match="what the condition is"):
        read_comment(entry=entry, has_condition=True, condition="  ", by=office)
    with pytest.raises(ConsentFault, match="reason"):
        read_comment(entry=entry, has_condition=True, condition=NEVER, values={"website": "no"}, by=office)
    with pytest.raises(ConsentFault, match="count as they stand"):
        read_comment(entry=entry, has_condition=False, values={"website": "no"}, reason=RANG, by=office)

    entry.refresh_from_db()
    assert (entry.status, entry.comment) == ("open", "ok but no surname")


def test_one_place_that_cannot_be_decided_undoes_the_whole_page(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment("Yes", "Yes", "No")))

    with pytest.raises(WrongState, match="nothing left to decide about Film"):
        read(office, website="yes", video="yes")

    assert status(wren, "website") is Status.WAITING
    assert not ConsentDecision.objects.exists()


def test_a_decision_made_with_a_comment_falls_with_its_load(office):
    wren = child_with_parents("Wren")
    survey = load(csv_of(with_comment()))
    read(office, website="yes", x_twitter="no")

    undo_import(survey=survey, by=office)

    assert (status(wren, "website"), status(wren)) == (Status.NOT_ANSWERED, Status.NOT_ANSWERED)
    load(again(with_comment()))
    assert (status(wren, "website"), status(wren)) == (Status.WAITING, Status.WAITING)


def test_a_comment_opened_again_takes_the_yes_decided_because_of_it_back(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    entry = read(office, website="yes")

    reopen_entry(entry=entry, by=office)
    waiting = status(wren, "website")
    entry.refresh_from_db()
    read_comment(entry=entry, has_condition=True, condition="Not on the website at all", by=office)

    assert (waiting, status(wren, "website")) == (Status.WAITING, Status.UNCLEAR)


def test_a_no_that_was_decided_is_asked_about_again_when_the_comment_turns_out_harmless(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    entry = read(office, website="no")
    reopen_entry(entry=entry, by=office)
    entry.refresh_from_db()

    read_comment(entry=entry, has_condition=False, by=office)

    assert (status(wren, "website"), status(wren)) == (Status.CONFLICT, Status.YES)
    decide_places(pupil=wren, values={"website": "yes"}, school_year=2026, reason="A slip of ours.", by=office)
    assert status(wren, "website") is Status.YES


def test_a_no_that_was_decided_outlives_one_of_the_loads_it_was_made_on(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown")))
    second = load(csv_of(row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    decide_places(pupil=wren, values={"x_twitter": "no"}, school_year=2026, reason="Both agree: no.", by=office)

    undo_import(survey=second, by=office)

    assert status(wren) is Status.CONFLICT


def test_a_newer_no_stands_beside_the_yes_decided_with_a_comment(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    read(office, website="yes", x_twitter="no")

    load(csv_of(row("Wren Ashdown", "No", "Yes", when="20/11/2026 10:00")))

    assert (status(wren, "website"), status(wren)) == (Status.CONFLICT, Status.CONFLICT)


def test_a_newer_answer_with_another_comment_waits_and_is_unclear_until_decided(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    read(office, website="yes")
    load(csv_of(row("Wren Ashdown", when="20/11/2026 10:00", comment="and not in a swimsuit")))
    waiting = status(wren, "website")

    read_comment(entry=ReviewEntry.objects.open().get(), has_condition=True, condition="No swimsuits", by=office)

    assert (waiting, status(wren, "website")) == (Status.WAITING, Status.UNCLEAR)
    decide_places(pupil=wren, values={"website": "no"}, school_year=2026, reason=RANG, by=office)
    decision = ConsentDecision.objects.latest("pk")
    assert decision.condition.splitlines() == [NEVER, "No swimsuits"]


def test_a_cumulative_export_keeps_the_condition_and_the_decision(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    read(office, website="yes")

    load(again(with_comment()))

    assert (status(wren, "website"), status(wren)) == (Status.YES, Status.UNCLEAR)
    assert set(ReviewEntry.objects.values_list("condition", flat=True)) == {NEVER}


def test_no_place_is_decided_while_another_comment_about_the_child_waits(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(with_comment(), row("Wren Ashdown", parent="Felix Ashdown", comment="Only from behind")))
    first, second = ReviewEntry.objects.open().order_by("record")

    with pytest.raises(WrongState, match="waits"):
        read(office, first, website="yes")
    read(office, first)
    read(office, second, website="yes")

    assert (status(wren, "website"), status(wren)) == (Status.YES, Status.UNCLEAR)


def test_the_same_comment_in_two_loads_is_read_once_and_reopened_in_both(office):
    wren = child_with_parents("Wren")
    load(csv_of(with_comment()))
    load(again(with_comment()))
    assert ReviewEntry.objects.waiting_count() == 1
    entry = read(office, ReviewEntry.objects.open().first(), website="yes")
    assert not ReviewEntry.objects.open().exists()

    reopen_entry(entry=entry, by=office)

    assert ReviewEntry.objects.open().count() == 2
    assert status(wren, "website") is Status.WAITING


def test_taking_the_first_of_two_loads_back_asks_anew_and_gives_no_yes(office):
    wren = child_with_parents("Wren")
    first = load(csv_of(with_comment()))
    load(again(with_comment()))
    read(office, ReviewEntry.objects.open().first(), website="yes", x_twitter="no")

    undo_import(survey=first, by=office)

    assert not {status(wren, "website"), status(wren)} & {Status.YES}


def test_the_list_of_children_to_decide_about_is_what_the_register_says(office):
    for name in ("Wren", "Rowan", "Linnet", "Martin", "Robin"):
        child_with_parents(name, "Imogen Ashdown", "Felix Ashdown")
    load(
        csv_of(
            row("Wren Ashdown"),
            row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown"),
            row("Rowan Ashdown", "Yes but not her face"),
            row("Linnet Ashdown", parent="Felix Ashdown", comment="no surname"),
            row("Martin Ashdown"),
            row("Robin Ashdown", "Yes", "No", parent=""),
            row("Robin Ashdown", "Yes", "Yes", parent="", when="05/09/2026 10:00"),
        )
    )
    read(office)

    found = undecided(TODAY)

    pupils = [child.pupil for child in found]
    register = register_on(pupils, TODAY)
    assert sorted(pupil.called for pupil in pupils) == ["Linnet", "Robin", "Rowan", "Wren"]
    for child in found:
        expected = [
            p.slug for p in register.asked if register.of(child.pupil, p).status in (Status.CONFLICT, Status.UNCLEAR)
        ]
        assert [place.purpose.slug for place in child.places] == expected
