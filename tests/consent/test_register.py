"""The register: effective permissions as rows of the database give them."""

import datetime as dt

import pytest
import time_machine

from consent.actions import decide, undo_import
from consent.effective import Status, Word
from consent.hindsight import recorded_later
from consent.models import ConsentRetraction, Purpose, ReviewEntry, ReviewWaiting
from consent.register import register_on
from people.models import Pupil, SchoolYear
from tests.factories import PupilFactory

from .given import MORNING, SEPTEMBER, TODAY, answer, children, six, survey

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def status(pupil, slug="website", day=TODAY):
    pupil = Pupil.objects.get(pk=pupil.pk)
    return register_on([pupil], day).of(pupil, Purpose.objects.get(slug=slug)).status


def test_A11_25a_each_of_the_six_has_the_status_that_their_answers_come_to():
    assert [status(pupil) for pupil in six(survey())] == [
        Status.YES, Status.YES, Status.NO, Status.NOT_ANSWERED, Status.WITHDRAWN, Status.CONFLICT,
    ]  # fmt: skip


def test_A11_25b_on_the_first_of_september_of_a_new_year_nothing_is_permitted():
    [wren] = children("Wren")
    answer(survey(), wren)

    assert status(wren, day=dt.date(2027, 8, 31)) is Status.YES
    assert status(wren, day=dt.date(2027, 9, 1)) is Status.NOT_ANSWERED


def test_the_schools_own_boundary_of_the_year_is_the_one_that_counts():
    [wren] = children("Wren")
    answer(survey(), wren)
    SchoolYear.objects.create(starts_in=2027, starts_on=dt.date(2027, 8, 25), ends_on=dt.date(2028, 7, 20))

    assert status(wren, day=dt.date(2027, 8, 25)) is Status.NOT_ANSWERED


def test_a_purpose_that_no_survey_of_the_year_asked_about_was_not_given():
    [wren] = children("Wren")
    answer(survey(["website"]), wren)

    register = register_on([wren], TODAY)

    assert [purpose.slug for purpose in register.asked] == ["website"]
    assert register.word(wren, [Purpose.objects.get(slug="press")]) is Word.NO


def test_leaving_today_ends_every_permission_and_joining_tomorrow_has_none_yet():
    load = survey()
    gone, coming = PupilFactory(left_on=TODAY), PupilFactory(joined_on=TODAY + dt.timedelta(days=1))
    answer(load, gone)
    answer(load, coming)

    assert status(gone, day=YESTERDAY) is Status.YES
    assert status(gone) is Status.NOT_ANSWERED
    assert status(coming) is Status.NOT_ANSWERED


def test_a_flag_beats_every_yes():
    wren = PupilFactory(do_not_publish=True)
    answer(survey(), wren)

    assert status(wren) is Status.DO_NOT_PUBLISH


def test_a_load_taken_back_counted_until_then(office):
    [wren] = children("Wren")
    load = survey()
    answer(load, wren)
    undo_import(survey=load, by=office)

    assert status(wren) is Status.NOT_ANSWERED
    assert status(wren, day=YESTERDAY) is Status.YES


def test_an_answer_counts_from_the_day_the_portal_knew_of_it():
    [wren] = children("Wren")
    answer(survey(), wren, recorded=MORNING)

    assert status(wren, day=YESTERDAY) is Status.NOT_ANSWERED
    assert status(wren) is Status.YES


def test_what_was_recorded_later_of_a_day_gone_by_is_told_apart():
    wren, finn = children("Wren", "Finn")
    load = survey(["website"])
    answer(load, wren)
    answer(load, finn)
    answer(load, wren, "no", given=SEPTEMBER + dt.timedelta(days=1), recorded=MORNING)
    answer(load, finn, "no", given=MORNING)

    register = register_on([wren, finn], YESTERDAY)
    later = recorded_later(register, [wren, finn])

    website = Purpose.objects.get(slug="website")
    assert register.of(wren, website).status is Status.YES
    assert {place: effective.status for place, effective in later.now.items()} == {
        (wren.pk, website.pk): Status.WITHDRAWN
    }


def test_a_retracted_response_counts_no_longer_but_did_before(office):
    [wren] = children("Wren")
    response = answer(survey(), wren)
    ConsentRetraction.objects.create(response_id=response, by=office)

    assert status(wren) is Status.NOT_ANSWERED
    assert status(wren, day=YESTERDAY) is Status.YES


def test_a_child_waits_for_what_the_load_asked_about_until_the_row_is_settled():
    [wren] = children("Wren")
    load = survey(["website"])
    answer(survey(["press"], file_name="other.csv"), wren)
    answer(load, wren)
    entry = ReviewEntry.objects.create(survey=load, identity="one", opened_at=SEPTEMBER)
    ReviewWaiting.objects.create(entry=entry, pupil=wren)

    assert (status(wren), status(wren, "press")) == (Status.WAITING, Status.YES)

    entry.status, entry.settled_at = ReviewEntry.Status.REJECTED, MORNING
    entry.save()

    assert status(wren) is Status.YES
    assert status(wren, day=YESTERDAY) is Status.WAITING


@pytest.mark.parametrize("unread", [{"kind": "comment"}, {"kind": "entry", "comment_digest": "words"}])
def test_a_child_waits_for_every_purpose_while_nobody_has_read_what_a_parent_wrote(unread):
    [wren] = children("Wren")
    load = survey(["website"])
    answer(survey(["press"], file_name="other.csv"), wren)
    answer(load, wren)
    entry = ReviewEntry.objects.create(survey=load, identity="one", opened_at=SEPTEMBER, **unread)
    ReviewWaiting.objects.create(entry=entry, pupil=wren)

    assert (status(wren), status(wren, "press")) == (Status.WAITING, Status.WAITING)


@pytest.mark.parametrize(("found", "expected"), [("condition", Status.UNCLEAR), ("no_condition", Status.YES)])
def test_a_condition_in_a_comment_makes_the_answers_beside_it_unclear(found, expected):
    [wren] = children("Wren")
    load = survey()
    answer(load, wren)
    ReviewEntry.objects.create(
        survey=load, kind="comment", status=found, pupil=wren, respondent_key="imogen ashdown",
        answered_at=SEPTEMBER, opened_at=SEPTEMBER, settled_at=SEPTEMBER, identity="one",
    )  # fmt: skip

    assert status(wren) is expected


def test_a_decision_holds_until_a_load_it_rests_on_is_taken_back(head, office):
    [wren] = children("Wren")
    load, other = survey(), survey(file_name="other.csv")
    answer(load, wren)
    answer(other, wren, "no", who="Tobias Ashdown")
    website = Purpose.objects.get(slug="website")

    decide(pupil=wren, purpose=website, school_year=2026, value="yes", reason="Both agreed by telephone.", by=head)
    decided = status(wren)
    undo_import(survey=load, by=office)

    assert (decided, status(wren)) == (Status.YES, Status.NO)


@pytest.mark.parametrize("count", [1, 30])
def test_the_register_makes_as_many_queries_for_thirty_as_for_one(count, django_assert_num_queries):
    load = survey()
    pupils = children(*(f"Wren{n}" for n in range(count)))
    for pupil in pupils:
        answer(load, pupil)

    with django_assert_num_queries(7):
        register_on(pupils, TODAY, 2026)
