"""Loading a survey: what is kept, what waits, what is refused."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.actions import cancel_survey
from consent.effective import Status
from consent.faults import AlreadyLoaded, ConsentFault, TooManyChanges, WrongState
from consent.models import ConsentAnswer, ConsentResponse, Purpose, ReviewEntry, SurveyImport
from consent.register import register_on
from consent.survey.mapping import MappingFault

from .surveys import COLUMNS, child_with_parents, csv_of, load, plan_of, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _in_november():
    """Every test of this module happens on 24 November 2026."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def status(pupil, slug="x_twitter", day=TODAY):
    pupil.refresh_from_db()
    return register_on([pupil], day).of(pupil, Purpose.objects.get(slug=slug)).status


def test_clear_answers_of_certain_matches_are_kept():
    wren = child_with_parents("Wren")

    survey = load(csv_of(row("Wren Ashdown", "Yes", "No", "")))

    assert survey.status == SurveyImport.Status.APPLIED
    assert (status(wren, "website"), status(wren), status(wren, "video")) == (
        Status.YES,
        Status.NO,
        Status.NOT_ANSWERED,
    )


def test_an_import_is_one_audit_event_without_names():
    child_with_parents("Wren")

    survey = load(csv_of(row("Wren Ashdown")))

    event = AuditEvent.objects.about(survey).get()
    assert event.verb == Verb.SURVEY_IMPORTED
    assert event.details["new_yes"] == 3
    assert "Wren" not in str(event.details)


@pytest.mark.parametrize(
    "wrote", ["Yes but not her face", "I do not give permission at all", "OK for newsletter", "Y?"]
)
def test_an_answer_that_looks_like_a_yes_never_becomes_one(wrote):
    wren = child_with_parents("Wren")

    load(csv_of(row("Wren Ashdown", "Yes", wrote)))

    assert status(wren) in (Status.UNCLEAR, Status.NO)


def test_the_very_same_file_is_refused_unless_its_load_was_undone():
    child_with_parents("Wren")
    content = csv_of(row("Wren Ashdown"))
    survey = load(content)

    with pytest.raises(AlreadyLoaded, match=f"already imported as {survey.pk}"):
        load(content)


def test_another_file_with_the_same_answers_writes_none():
    child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))
    before = ConsentAnswer.objects.count(), ConsentResponse.objects.count()

    load(csv_of(row("Wren Ashdown"), row("", when="")))

    assert (ConsentAnswer.objects.count(), ConsentResponse.objects.count()) == before


def test_a_misspelt_name_waits_and_its_best_suggestion_shows_waiting():
    wren = child_with_parents("Lucinda")

    load(csv_of(row("Lucnda Ashdown")))

    entry = ReviewEntry.objects.get()
    assert (entry.status, entry.suggestions[0]["pupil"]) == ("open", wren.pk)
    assert status(wren) is Status.WAITING


def test_last_years_export_under_this_year_permits_nobody():
    wren = child_with_parents("Wren")

    survey = load(csv_of(row("Wren Ashdown", when="10/09/2025 09:00")))

    assert survey.counts["outside_year"] == 1
    assert status(wren) is Status.NOT_ANSWERED


def test_a_respondent_who_is_no_contact_waits():
    wren = child_with_parents("Wren")

    load(csv_of(row("Wren Ashdown", parent="Nan Betty Clough")))

    assert ReviewEntry.objects.get().reason == "respondent_not_on_list"
    assert status(wren) is Status.WAITING


def test_a_bare_mum_counts_only_where_only_parents_could_answer():
    wren = child_with_parents("Wren")
    other = child_with_parents("Rowan")

    load(csv_of(row("Wren Ashdown", parent="Mum")))
    load(csv_of(row("Rowan Ashdown", parent="Mum")), only_parents_could_answer=False)

    assert (status(wren), status(other)) == (Status.YES, Status.WAITING)


def test_a_comment_waits_until_it_is_read():
    wren = child_with_parents("Wren")

    load(csv_of(row("Wren Ashdown", comment="Please not in swimming things")))

    assert ReviewEntry.objects.get().kind == "comment"
    assert status(wren) is Status.WAITING


def test_two_parents_who_differ_are_a_conflict():
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")

    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))

    assert (status(wren), status(wren, "website")) == (Status.CONFLICT, Status.YES)


def test_the_same_parent_again_replaces_the_answer_and_a_later_no_is_a_withdrawal():
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))

    load(csv_of(row("Wren Ashdown", "Yes", "No", when="03/10/2026 19:14")))

    assert (status(wren), status(wren, "website")) == (Status.WITHDRAWN, Status.YES)


def test_an_earlier_export_after_a_withdrawal_revives_nothing():
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown", "Yes", "Yes", when="02/09/2026 08:00")))
    load(csv_of(row("Wren Ashdown", "Yes", "No", when="03/10/2026 19:14")))

    load(csv_of(row("Wren Ashdown", "Yes", "Yes", when="01/09/2026 07:00")))

    assert status(wren) is Status.WITHDRAWN


def test_columns_that_are_not_mapped_leave_no_trace():
    child_with_parents("Wren")

    load(csv_of(row("Wren Ashdown", allergies="Hazelnut anaphylaxis")))

    texts = [str(list(model.objects.values())) for model in (SurveyImport, ConsentResponse, ReviewEntry, AuditEvent)]
    assert "Hazelnut" not in "".join(texts)


def test_many_turning_answers_need_the_number():
    children = [child_with_parents(f"Child{chr(97 + n)}") for n in range(25)]
    load(csv_of(*(row(f"{child.legal_forename} Ashdown") for child in children)))
    turned = csv_of(*(row(f"{c.legal_forename} Ashdown", "No", when="05/10/2026 10:00") for c in children))

    with pytest.raises(TooManyChanges) as refused:
        load(turned)
    survey = load(turned, accepted_changes=refused.value.turned)
    assert survey.counts["yes_to_no"] == 25


def test_a_refused_load_changes_nothing():
    children = [child_with_parents(f"Child{chr(97 + n)}") for n in range(25)]
    load(csv_of(*(row(f"{child.legal_forename} Ashdown") for child in children)))
    before = ConsentAnswer.objects.count(), SurveyImport.objects.count(), AuditEvent.objects.count()

    with pytest.raises(TooManyChanges):
        load(csv_of(*(row(f"{c.legal_forename} Ashdown", "No", when="05/10/2026 10:00") for c in children)))

    assert (ConsentAnswer.objects.count(), SurveyImport.objects.count(), AuditEvent.objects.count()) == before


def test_a_survey_that_applied_nothing_still_counts_as_having_asked():
    wren = child_with_parents("Wren")

    load(csv_of(row("Nobody Known Here")))

    register = register_on([wren], TODAY)
    assert {purpose.slug for purpose in register.asked} == {"website", "x_twitter", "video"}


def test_a_file_without_dates_needs_the_day_the_survey_opened():
    child_with_parents("Wren")
    undated = [{**column, "role": "ignore"} if column["role"] == "when" else column for column in COLUMNS]

    with pytest.raises((ConsentFault, MappingFault), match="opened"):
        plan_of(csv_of(row("Wren Ashdown")), columns=undated)


def test_a_settled_load_cannot_be_applied_again():
    child_with_parents("Wren")
    survey = load(csv_of(row("Wren Ashdown")))

    with pytest.raises(WrongState):
        cancel_survey(survey=survey, by=None)


def test_the_register_of_a_past_day_shows_what_was_known_then():
    wren = child_with_parents("Wren")
    load(csv_of(row("Wren Ashdown")))

    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert status(wren, day=yesterday) is Status.NOT_ANSWERED
