"""Parents are told that something about their child's permission changed, whoever changed it (issue 3, item 6)."""

import datetime as dt
import time
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consent.actions import (
    decide,
    import_survey,
    read_comment,
    record_paper_answers,
    reject_entry,
    reopen_entry,
    settle_entry,
)
from consent.actions.comments import read_comments
from consent.actions.paper import PaperAnswers
from consent.actions.undoing import undo_import
from consent.faults import WrongState
from consent.loading import read_table
from consent.models import Purpose, ReviewEntry, ReviewWaiting
from consent.survey import mapping as mappings
from people.actions.flags import flag_pupil, unflag_pupil
from people.actions.telling import tell_parents
from people.models import Notification
from people.roles import Role
from tests.consent.given import MORNING, SEPTEMBER, TODAY, children, survey
from tests.consent.parents import CHANGED, family, mother, said, told
from tests.consent.surveys import csv_of, load, plan_of, row
from tests.consent.surveys import mapping as agreed
from tests.factories import PupilFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october(monkeypatch):
    """It is Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


# --- a survey


def test_a_survey_tells_the_parents_of_those_for_whom_something_turned_once_each():
    _, imogen = family()
    mother(children("Robin")[0], "Imogen Ashdown", user=imogen.user)
    family("Jay", "Leanne Pike")

    load(csv_of(row("Wren Wrenson"), row("Robin Robinson")))

    assert told() == ["imogen"]


def test_answers_that_change_nothing_tell_nobody():
    family()
    load(csv_of(row("Wren Wrenson")))
    told()

    load(csv_of(row("Wren Wrenson", when="20/09/2026 08:00")))

    assert told() == []


def test_a_child_that_waits_since_a_survey_has_parents_who_are_told():
    family()
    load(csv_of(row("Wren Wrenson")))
    told()

    load(csv_of(row("Wren Wrenson", when="20/09/2026 08:00", comment="Not on the beach please")))

    assert told() == ["imogen"]


def test_a_survey_taken_back_tells_those_it_had_told():
    family()
    family("Jay", "Leanne Pike")
    kept = load(csv_of(row("Wren Wrenson")))
    told()

    undo_import(survey=kept, by=UserFactory(role=Role.OFFICE))

    assert told() == ["imogen"]


def test_the_import_by_command_tells_too(tmp_path):
    family()
    file = tmp_path / "survey.csv"
    file.write_bytes(csv_of(row("Wren Wrenson")))
    mapping = tmp_path / "mapping.json"
    mapping.write_text(mappings.dump(agreed()))
    call_command("import_survey", str(file), "--mapping", str(mapping), "--school-year", "2026")

    assert told() == ["imogen"]


def test_last_years_survey_is_not_taken_back_and_nobody_is_told():
    _, imogen = family()
    old = survey(year=2025, file_name="Last year.csv")
    said(old, imogen)

    with pytest.raises(WrongState, match="The year 2025/26 is over"):
        undo_import(survey=old, by=UserFactory(role=Role.OFFICE))

    assert told() == []


# --- by a person


def test_a_decision_tells_both_parents(office):
    kept = survey()
    wren, imogen = family()
    gareth = mother(wren, "Gareth Pike", relationship="Father")
    said(kept, imogen)
    said(kept, gareth, "no", given=SEPTEMBER + dt.timedelta(hours=1))

    website = Purpose.objects.get(slug="website")
    decide(pupil=wren, purpose=website, school_year=2026, value="no", reason="Rang both.", by=office)

    assert told() == ["gareth", "imogen"]


def test_a_doubtful_row_settled_reopened_and_rejected_tells_whoever_waited(office):
    wren, _ = family()
    load(csv_of(row("Wren Wrensen")))
    told()
    entry = ReviewEntry.objects.get()

    settled = settle_entry(entry=entry, pupil=wren, by=office, respondent_confirmed=True)
    assert told() == ["imogen"]
    reopened = reopen_entry(entry=settled, by=office)
    assert told() == ["imogen"]
    reject_entry(entry=reopened, by=office)
    assert told() == ["imogen"]


def test_a_comment_read_tells_the_parent_and_a_second_reading_of_nothing_nobody(office):
    family()
    load(csv_of(row("Wren Wrenson", comment="Thank you for asking")))
    told()

    read_comment(entry=ReviewEntry.objects.get(), has_condition=False, by=office)

    assert told() == ["imogen"]


def test_paper_answers_tell_the_parents_of_the_children_whose_answer_turned(office):
    kept = survey()
    wren, imogen = family()
    jay, leanne = family("Jay", "Leanne Pike")
    said(kept, imogen)
    website = Purpose.objects.get(slug="website")
    rows = [PaperAnswers(wren, imogen, {"website": "yes"}), PaperAnswers(jay, leanne, {"website": "yes"})]

    record_paper_answers(
        rows=rows, school_year=2026, answered_on=TODAY, source="Paper form", asked=[website], by=office, token=uuid4()
    )

    assert told() == ["leanne"]


def test_not_to_be_published_set_and_taken_off_tells_and_another_reason_for_it_does_not(head):
    wren, _ = family()

    flagged = flag_pupil(pupil=wren, reason="Asked by the local authority.", by=head)
    assert told() == ["imogen"]
    flag_pupil(pupil=flagged, reason="Asked by the local authority in March.", by=head)
    assert told() == []
    unflag_pupil(pupil=flagged, by=head)
    assert told() == ["imogen"]


def test_a_mail_says_nothing_of_what_changed(head):
    wren, _ = family()

    flag_pupil(pupil=wren, reason="Asked by the local authority.", by=head)

    [mail] = Notification.objects.filter(kind=CHANGED)
    assert not any(word in mail.subject + mail.body for word in ("Wren", "Imogen", "publish", "authority"))


@pytest.mark.parametrize("years", [(2026,), (2026, 2027)])
def test_a_comment_read_in_loads_of_two_school_years_is_one_mail(office, years):
    wren, imogen = family()
    load(csv_of(row("Wren Wrenson", comment="Thank you for asking")))
    entries = [ReviewEntry.objects.get()]
    for year in years[1:]:
        later = survey(year=year, file_name="next.csv")
        said(later, imogen)
        copy = ReviewEntry.objects.get()
        copy.pk, copy.public_id, copy.survey, copy.identity = None, uuid4(), later, "next"
        copy.save()
        ReviewWaiting.objects.create(entry=copy, pupil=wren)
        entries.append(copy)
    told()

    read_comments(entries=entries, has_condition=False, by=office)

    assert told() == ["imogen"]


# --- many at once


@pytest.mark.parametrize("parents", [1, 30])
def test_telling_one_parent_and_thirty_takes_the_same_queries(parents):
    pupils = children(*(f"Wren{number}" for number in range(parents)))
    for number, pupil in enumerate(pupils):
        mother(pupil, f"Imogen{number} Ashdown")

    with CaptureQueriesContext(connection) as queries:
        assert tell_parents(pupils) == parents

    assert len(queries) == 2


def test_a_survey_of_420_rows_with_a_parents_account_for_each_is_saved_within_two_seconds():
    """In seconds of the processor: what else the machine does meanwhile makes them no longer (performance 1)."""
    pupils = [PupilFactory(code="3H", legal_forename=f"Wren{number}", legal_surname="Ash") for number in range(420)]
    for number, pupil in enumerate(pupils):
        mother(pupil, f"Imogen{number} Ashdown")
    content = csv_of(*(row(f"Wren{n} Ash", parent=f"Imogen{n} Ashdown") for n in range(420)))
    plan = plan_of(content)
    table = read_table(content, "survey.csv", agreed())

    began = time.process_time()
    import_survey(table=table, plan=plan, file_name="survey.csv", sha256="ab" * 32)
    took = time.process_time() - began

    assert len(told()) == 420
    assert took < 2
