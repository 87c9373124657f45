"""The form of a report: danger first, three short steps, nothing typed is lost, criticism stops."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.forms.reporting import HandOverForm, PeopleForm, WhatForm
from incidents.models import Case, ReportDraft
from people.models import RoleAssignment, SchoolSetting
from people.roles import Role
from people.settings import RINGING, Key
from tests import html

from .filled import Reporting, send_a_report, what

NEW = reverse("incidents:new")
MINE = reverse("incidents:mine")
NUMBERS = {Key.LEAD_PHONE: "01709 555 0151", Key.LEAD_COVER_PHONE: "01709 555 0152",
           Key.CHAIR_PHONE: "01709 555 0153", Key.LADO_PHONE: "01709 555 0160"}  # fmt: skip


def fill_in(*but: Key) -> None:
    for key in NUMBERS.keys() - set(but):
        SchoolSetting.objects.create(key=key, value=NUMBERS[key])


@pytest.fixture
def reporting(school, sign_in):
    """`reporting(...)` begins a report of the teacher's, with other words for step 1."""
    client = sign_in(school.reporter)
    return lambda **changes: Reporting(client, **changes)


def text_of(response) -> str:
    return html.Page(response.content.decode()).text


# --- danger first ------------------------------------------------------------------------------------------


def test_the_first_question_is_whether_a_child_is_at_risk_with_whom_to_ring(school, sign_in):
    fill_in()
    RoleAssignment.objects.create(user=school.colleague, role=Role.DSL, is_cover=True)

    page = html.Page(sign_in(school.reporter).get(NEW).content.decode())

    assert page.controls[[control.name for control in page.controls].index("child_at_risk")].in_label
    named = [control.name for control in page.controls if control.name not in {"csrfmiddlewaretoken", "form_key"}]
    assert named[:3] == ["child_at_risk", "child_at_risk", "kind"] or "child_at_risk" in named[:3]
    for word in (str(school.dsl), str(school.colleague), str(school.chair), *NUMBERS.values(), "999"):
        assert word in page.text
    assert "About the headteacher or the safeguarding lead? Ring the chair of governors or the LADO." in page.text


@pytest.mark.parametrize("empty", list(RINGING))
def test_in_production_the_form_is_shut_while_a_number_is_empty(school, sign_in, settings, empty):
    settings.DEMO = False
    fill_in(empty)

    page = text_of(sign_in(school.reporter).get(NEW))

    assert "Reporting is not open yet" in page
    assert f"the telephone number of {RINGING[empty]}" in page
    assert "In your own words" not in page


def test_in_production_the_form_opens_once_every_number_is_there(school, sign_in, settings):
    settings.DEMO = False
    fill_in()

    assert "In your own words" in text_of(sign_in(school.reporter).get(NEW))


def test_the_numbers_are_settings_of_the_school(office, sign_in):
    page = html.Page(sign_in(office).get(reverse("people:settings-group", args=["incidents"])).content.decode())

    assert {str(key) for key in RINGING} <= {control.name for control in page.controls}


def test_a_child_at_risk_goes_on_as_a_hand_over_note_only(reporting, school):
    fill_in()
    writing = reporting(child_at_risk="yes")
    assert writing.begin().headers["Location"] == writing.address("report-danger")
    assert NUMBERS[Key.LEAD_PHONE] in text_of(writing.look("report-danger"))
    assert writing.look("report-people").headers["Location"] == writing.address("report-danger")
    assert "Ring first" in text_of(writing.to("report-danger", told=""))

    writing.to("report-danger", told="Mrs Example, at 10:20")
    assert "Hand-over note" in text_of(writing.look("report-people"))
    writing.say_who()
    writing.send()

    case = Case.objects.get()
    assert case.is_safeguarding
    assert case.incident.words.endswith("Told already: Mrs Example, at 10:20")


# --- short -------------------------------------------------------------------------------------------------


def test_at_most_seven_things_must_be_filled_in():
    forms = (WhatForm(), HandOverForm(), PeopleForm(has_somebody=False))
    required = [name for form in forms for name, field in form.fields.items() if field.required]

    # And one of: somebody linked, nobody in particular, oneself.
    assert [*required, "whom it is about"] == [
        "child_at_risk", "kind", "words", "happened_on", "place", "told", "whom it is about",
    ]  # fmt: skip


def test_a_report_is_sent_in_three_steps_and_confirmed(reporting, school):
    writing = reporting()
    assert writing.begin().headers["Location"] == writing.address("report-people")
    assert writing.say_who().headers["Location"] == writing.address("report-check")
    sent = writing.send()

    case = Case.objects.get()
    page = text_of(writing.client.get(sent.headers["Location"]))
    assert case.reference in page
    assert "Read by the headteacher and the safeguarding lead" in page
    assert case.incident.words == writing.first["words"]
    assert list(Case.objects.visible_to(school.head)) == [case]


def test_the_confirmation_is_shown_once_and_then_ones_own_report_stands_for_it(reporting):
    writing = send_a_report(reporting().client)
    writing.look("report-sent")

    again = writing.look("report-sent")

    assert again.headers["Location"] == reverse("incidents:own", args=[Case.objects.get().public_id])


# --- nothing typed is lost ---------------------------------------------------------------------------------


def test_what_was_typed_is_kept_when_a_step_has_a_fault(reporting):
    writing = reporting(kind="", words="Half a sentence", account="x" * 200)

    page = writing.begin().content.decode()

    assert page.count("Half a sentence") == 1
    assert "Error: Report an incident" in page
    assert "Half a sentence" in writing.look("report-what").content.decode()
    assert "x" * 200 in writing.look("report-what").content.decode()


def test_back_works_and_what_was_said_on_the_way_is_there_again(reporting, school):
    writing = reporting()
    writing.begin()
    writing.say_who()
    assert writing.to("report-check", back="1", in_lessons="yes").headers["Location"] == writing.address(
        "report-people"
    )
    assert writing.to("report-people", back="1", is_nobody="on", affected="pupil").headers[
        "Location"
    ] == writing.address("report-what")

    assert writing.first["words"] in writing.look("report-what").content.decode()
    people = writing.look("report-people").context["more"]
    assert people["is_nobody"].value() is True
    assert people["affected"].value() == ["pupil"]
    assert writing.look("report-check").context["form"]["in_lessons"].value() == "yes"


def test_each_step_can_be_left_and_found_again_among_ones_own_reports(reporting):
    writing = reporting()
    assert writing.client.post(NEW, {**writing.first, "later": "1", "kind": ""}).headers["Location"] == MINE
    page = writing.client.get(MINE).content.decode()

    assert writing.first["words"] in page
    assert writing.address("report-what") in page
    assert not Case.objects.exists()


def test_a_draft_is_let_go_by_its_writer_and_twice_is_once(reporting):
    writing = reporting()
    writing.begin()

    assert [writing.to("draft-dropping").headers["Location"] for _ in range(2)] == [MINE, MINE]
    assert not ReportDraft.objects.exists()
    assert writing.look("report-what").status_code == 404


def test_a_draft_is_not_there_for_anybody_else(reporting, school, sign_in):
    writing = reporting()
    writing.begin()
    sign_in(school.head)

    steps = ("report-what", "report-people", "report-check", "report-danger", "report-stopped", "report-sent")
    assert [writing.look(step).status_code for step in steps] == [404] * 6
    writes = ("report-what", "report-people", "report-check", "report-danger")
    assert [writing.to(step, words="Mine now").status_code for step in writes] == [404] * 4
    writing.to("draft-dropping")
    assert writing.draft.typed["what"]["words"] == [writing.first["words"]]


def test_the_key_of_somebody_elses_draft_gets_a_draft_of_its_own(reporting, school, sign_in):
    writing = reporting()
    writing.begin()
    sign_in(school.colleague)

    other = Reporting(writing.client, form_key=str(writing.key), words="The colleague's own words").begin()

    assert other.status_code == 302
    assert str(writing.key) not in other.headers["Location"]
    assert writing.draft.user == school.reporter
    assert set(ReportDraft.objects.values_list("user", flat=True)) == {school.reporter.pk, school.colleague.pk}


def test_a_later_day_makes_lesson_time_a_question_again(reporting):
    today = timezone.localdate()
    writing = reporting(happened_on=today.isoformat(), happened_at="10:15")
    writing.begin()
    writing.say_who()
    writing.to("report-check", back="1", in_lessons="yes")

    writing.to("report-what", **what(happened_on=today.isoformat(), happened_at="17:00"))

    assert writing.look("report-check").context["form"]["in_lessons"].value() == "no"


# --- criticism ---------------------------------------------------------------------------------------------


def test_a_parents_criticism_is_not_recorded_and_the_words_are_kept(reporting):
    writing = reporting(is_post_of_a_parent="on", kind="comment", words="They wrote that lunch is cold.")
    assert writing.begin().headers["Location"] == writing.address("report-stopped")

    page = text_of(writing.look("report-stopped"))
    assert "Criticism, fair or unfair, is not recorded" in page
    assert "They wrote that lunch is cold." in page
    for step in ("report-people", "report-check"):
        assert writing.look(step).headers["Location"] == writing.address("report-stopped")
    writing.to("report-check", send="1")
    assert not Case.objects.exists()
    assert writing.draft.typed["what"]["words"] == ["They wrote that lunch is cold."]


def test_what_is_more_than_criticism_goes_on(reporting):
    writing = reporting(is_post_of_a_parent="on", beyond_criticism="threat")

    assert writing.begin().headers["Location"] == writing.address("report-people")
    assert writing.look("report-stopped").headers["Location"] == writing.address("report-people")
    writing.say_who()
    writing.send()
    assert Case.objects.count() == 1


def test_a_day_to_come_is_refused_in_words(reporting):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    assert "That day is still to come." in text_of(reporting(happened_on=tomorrow.isoformat()).begin())
