"""Last year frozen: what was answered in a school year that is over stays as it was (requirements B19)."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from audit.models import AuditEvent
from consent.actions import (
    decide,
    read_comment,
    read_comments,
    record_paper_answers,
    reject_entry,
    reopen_entry,
    settle_entry,
    undo_import,
)
from consent.actions.paper import PaperAnswers
from consent.faults import WrongState
from consent.forms.upload import year_choices
from consent.models import Purpose, ReviewEntry, SurveyImport
from people.models import PupilContact, User
from people.roles import Role
from tests.factories import UserFactory

from .surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
OVER = "The year 2026/27 is over: its answers are history and stay as they are."
NOVEMBER = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
SUMMER = dt.datetime(2027, 8, 31, 9, 30, tzinfo=dt.UTC)
SEPTEMBER = dt.datetime(2027, 9, 2, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOVEMBER, tick=True) as traveller:
        yield traveller


@pytest.fixture
def office() -> User:
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def year() -> SurveyImport:
    """One survey of 2026/27: an answer, a doubtful one, a comment twice."""
    child_with_parents("Wren")
    return load(
        csv_of(
            row("Wren Ashdown", comment="Not on the beach"),
            row("Rwoan Ashdown"),
        )
    )


def entry_of(kind) -> ReviewEntry:
    return ReviewEntry.objects.filter(kind=kind).first()


def doubtful() -> ReviewEntry:
    return entry_of(ReviewEntry.Kind.ENTRY)


def comment() -> ReviewEntry:
    return entry_of(ReviewEntry.Kind.COMMENT)


def wren():
    return PupilContact.objects.first().pupil


ACTS = {
    "taking it back": lambda by, survey: undo_import(survey=survey, by=by),
    "using a doubtful row": lambda by, _: settle_entry(entry=doubtful(), pupil=wren(), by=by),
    "putting one aside": lambda by, _: reject_entry(entry=doubtful(), by=by),
    "reading a comment": lambda by, _: read_comment(entry=comment(), has_condition=False, by=by),
    "reading several": lambda by, _: read_comments(entries=[comment()], has_condition=False, by=by),
    "deciding": lambda by, _: decide(
        pupil=wren(), purpose=Purpose.objects.get(slug="website"), school_year=2026, value="no", reason="Rang.", by=by
    ),
    "entering paper": lambda by, _: record_paper_answers(
        rows=[PaperAnswers(wren(), PupilContact.objects.first(), {"website": "no"})], school_year=2026,
        answered_on=dt.date(2026, 11, 1), source="Forms", asked=list(Purpose.objects.filter(slug="website")), by=by,
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nothing_of_a_year_that_is_over_is_changed(act, year, office, clock):
    clock.move_to(SEPTEMBER)
    before = AuditEvent.objects.count()

    with pytest.raises(WrongState, match=OVER):
        act(office, year)

    year.refresh_from_db()
    assert year.status == SurveyImport.Status.APPLIED
    assert AuditEvent.objects.count() == before


def test_what_was_settled_is_not_opened_again_once_the_year_is_over(year, office, clock):
    reject_entry(entry=doubtful(), by=office)
    clock.move_to(SEPTEMBER)

    with pytest.raises(WrongState, match=OVER):
        reopen_entry(entry=doubtful(), by=office)

    assert doubtful().status == ReviewEntry.Status.REJECTED


def test_on_its_last_day_a_load_is_taken_back_as_ever(year, office, clock):
    clock.move_to(SUMMER)

    assert undo_import(survey=year, by=office).status == SurveyImport.Status.UNDONE


def test_in_the_first_days_a_load_of_the_new_year_is_taken_back_as_ever(office, clock):
    clock.move_to(SEPTEMBER)
    child_with_parents("Wren")
    survey = load(csv_of(row("Wren Ashdown", when="01/09/2027 08:00")), 2027)

    assert undo_import(survey=survey, by=office).status == SurveyImport.Status.UNDONE


def test_what_waited_last_year_waits_for_nobody_now(year, office, clock):
    assert ReviewEntry.objects.waiting_count() == 2
    clock.move_to(SEPTEMBER)

    assert ReviewEntry.objects.waiting_count() == 0


def test_the_page_of_last_years_load_has_no_button_and_refuses_the_post(year, office, clock, sign_in):
    clock.move_to(SEPTEMBER)
    client, back = sign_in(office), reverse("consent:undoing", args=[year.public_id])

    page = client.get(reverse("consent:import", args=[year.public_id])).content.decode()
    asked = client.get(back).content.decode()
    sent = client.post(back, follow=True).content.decode()

    assert OVER in page and OVER in asked and OVER in sent
    assert back not in page and '<button class="btn btn--stop">' not in asked


def test_the_upload_form_offers_last_year_only_until_this_one_has_begun(year, clock):
    clock.move_to(SEPTEMBER)
    assert [label for _, label in year_choices(SEPTEMBER.date())] == ["2027/28", "2028/29", "2026/27"]

    load(csv_of(row("Wren Ashdown", when="01/09/2027 08:00")), 2027)

    assert [label for _, label in year_choices(SEPTEMBER.date())] == ["2027/28", "2028/29"]


def test_a_late_file_is_history_until_this_year_has_begun_and_then_refused(clock):
    child_with_parents("Wren")
    clock.move_to(SEPTEMBER)
    late = csv_of(row("Wren Ashdown"))

    assert load(late).school_year == 2026
    load(csv_of(row("Wren Ashdown", when="01/09/2027 08:00")), 2027)

    with pytest.raises(WrongState, match=OVER):
        load(csv_of(row("Wren Ashdown", "No")))


def test_the_command_leaves_a_year_that_is_over_alone(tmp_path, clock, capsys):
    clock.move_to(SEPTEMBER)
    file = tmp_path / "late.csv"
    file.write_bytes(csv_of(row("Wren Ashdown")))

    with pytest.raises(SystemExit) as refused:
        call_command("import_survey", str(file), school_year=2026)

    assert refused.value.code == 2
    assert OVER in capsys.readouterr().err
    assert not SurveyImport.objects.exists()
