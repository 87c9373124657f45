"""What a decision outlives and what not: conditions found later, blanks, loads taken back, earlier decisions."""

import datetime as dt

import pytest
import time_machine

from audit.models import AuditEvent, Verb
from consent.actions import decide, read_comment, reopen_entry, undo_import
from consent.deciding import comment_beside
from consent.effective import Status
from consent.models import Purpose, ReviewEntry
from consent.register import register_on

from .surveys import COLUMNS, child_with_parents, csv_of, load, plan_of, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
NEVER = "Never in a swimsuit"
WITHOUT_COMMENTS = [{**c, "role": "ignore"} if c["header"] == "Comment" else c for c in COLUMNS]


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=True):
        yield


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def again(*rows):
    return csv_of(*rows, row("Nobody At All"))


def decided(pupil, by, value="yes", slug="x_twitter"):
    purpose = Purpose.objects.get(slug=slug)
    return decide(pupil=pupil, purpose=purpose, school_year=2026, value=value, reason="Rang both.", by=by)


def read(entry, by, condition=NEVER, **more):
    entry.refresh_from_db()
    return read_comment(entry=entry, has_condition=bool(condition), condition=condition, by=by, **more)


DIFFERING = [
    row("Wren Ashdown", comment="Never on X in a swimsuit"),
    row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown"),
]


def test_a_condition_in_a_comment_that_the_first_load_left_out_makes_a_decided_yes_unclear(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(*DIFFERING), columns=WITHOUT_COMMENTS)
    decided(wren, office)
    load(again(*DIFFERING))
    entry = ReviewEntry.objects.open().get()
    assert status(wren) is Status.WAITING
    assert [place.purpose.slug for place in comment_beside(entry, NOW + dt.timedelta(minutes=5)).places] == [
        "website", "x_twitter", "video"
    ]  # fmt: skip

    read(entry, office)

    assert status(wren) is Status.UNCLEAR


def test_a_condition_found_when_a_comment_is_read_again_makes_a_decided_yes_unclear(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(*DIFFERING))
    entry = read(ReviewEntry.objects.open().get(), office, "")
    decided(wren, office)
    reopen_entry(entry=entry, by=office)

    read(entry, office)

    assert status(wren) is Status.UNCLEAR


def test_a_condition_known_when_it_was_decided_leaves_the_yes_also_when_a_later_load_repeats_it(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="Never in a swimsuit")))
    read(ReviewEntry.objects.open().get(), office, values={"x_twitter": "yes"}, reason="Rang Mum.")

    load(again(row("Wren Ashdown", comment="Never in a swimsuit")))

    assert status(wren) is Status.YES


def test_a_condition_found_later_leaves_a_decided_no(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(*DIFFERING), columns=WITHOUT_COMMENTS)
    decided(wren, office, "no")
    load(again(*DIFFERING))

    read(ReviewEntry.objects.open().get(), office)

    assert status(wren) is Status.NO


def test_a_blank_of_the_same_parent_after_a_decision_takes_the_decided_yes_back(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "Yes but only groups")))
    decided(wren, office)
    assert status(wren) is Status.YES

    load(csv_of(row("Wren Ashdown", "Yes", "", when="20/11/2026 10:00")))

    assert status(wren) is Status.NOT_ANSWERED


def test_a_blank_that_was_given_before_what_was_decided_about_takes_nothing_back(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "Yes but only groups")))
    decided(wren, office)

    load(csv_of(row("Wren Ashdown", "Yes", "", when="01/09/2026 10:00")))

    assert status(wren) is Status.YES


def test_a_blank_of_another_parent_takes_nothing_back_and_one_of_a_decided_no_gives_no_yes(office):
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown", "Yes", "Perhaps", "Perhaps")))
    decided(wren, office)
    decided(wren, office, "no", "video")

    load(csv_of(row("Wren Ashdown", "Yes", "", "Yes", when="20/11/2026 10:00", parent="Felix Ashdown")))
    load(csv_of(row("Wren Ashdown", "Yes", "Yes", "", when="20/11/2026 10:00")))

    assert (status(wren), status(wren, "video")) == (Status.YES, Status.CONFLICT)


def test_a_decided_no_is_heard_again_when_the_yes_decided_after_it_falls(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="hm")))
    entry = read(ReviewEntry.objects.open().get(), office, values={"x_twitter": "no"}, reason="Rang Mum.")
    second = load(csv_of(row("Wren Ashdown", when="20/11/2026 08:00")))
    decided(wren, office)

    undo_import(survey=second, by=office)
    after_undoing = status(wren)
    entry.refresh_from_db()
    reopen_entry(entry=entry, by=office)
    read(entry, office, "")

    assert (after_undoing, status(wren)) == (Status.NO, Status.CONFLICT)


def test_a_decided_no_that_fell_is_heard_before_an_older_decided_yes(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "Perhaps")))
    decided(wren, office)
    second = load(csv_of(row("Wren Ashdown", "Yes", "Not sure", when="20/11/2026 08:00")))
    decided(wren, office, "no")

    undo_import(survey=second, by=office)

    assert status(wren) is Status.UNCLEAR


def test_the_record_of_a_decision_holds_no_answer(office):
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "maybe")))

    decision = decided(wren, office, "no")

    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.details) == (Verb.CONFLICT_DECIDED, {"decisions": [decision.pk]})


def test_a_preview_counts_no_yes_that_is_unclear_because_of_a_condition(office):
    child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", comment="hm")))
    read(ReviewEntry.objects.open().get(), office)

    plan = plan_of(csv_of(row("Wren Ashdown", "Yes", "No", when="20/11/2026 08:00")))

    assert not plan.difference.yes_to_no


def test_a_preview_counts_no_yes_of_somebody_without_parental_responsibility():
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", parent="Imogen Ashdown")))
    wren.contacts.update(has_parental_responsibility=False)

    plan = plan_of(csv_of(row("Wren Ashdown", "Yes", "No", when="20/11/2026 08:00", parent="Mum")))

    assert not plan.difference.yes_to_no
