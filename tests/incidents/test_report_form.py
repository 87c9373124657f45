"""The form of a report: danger first, three short steps, nothing typed is lost, sent twice is once."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions.handling import open_case
from incidents.actions.reporting import save_draft
from incidents.forms.reporting import HandOverForm, PeopleForm, WhatForm
from incidents.models import Case, Incident, ReportDraft
from incidents.walls import Wall
from people.models import Notification, RoleAssignment, SchoolSetting
from people.roles import Role
from people.settings import RINGING, Key
from tests import html
from tests.factories import PupilFactory, UserFactory

from .filled import Reporting, send_a_report, what
from .made import about, report

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
    page = html.Page(sign_in(office).get(reverse("people:settings")).content.decode())

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


# --- once --------------------------------------------------------------------------------------------------


def test_sent_twice_is_once_and_both_lead_to_the_confirmation(reporting):
    writing = reporting()
    writing.begin()
    writing.say_who()
    seen = writing.look("report-check").context["seen"]

    sent = [writing.to("report-check", send="1", seen=seen) for _ in range(2)]

    assert [answer.headers["Location"] for answer in sent] == [writing.address("report-sent")] * 2
    assert Case.objects.count() == 1
    assert Notification.objects.count() == 1  # to the headteacher, once


def test_the_first_step_sent_again_after_the_report_leads_to_it(reporting):
    writing = send_a_report(reporting().client)

    assert writing.begin().headers["Location"] == writing.address("report-sent")
    assert not ReportDraft.objects.exists()


def test_a_draft_that_came_back_after_sending_is_gone_with_the_second_sending(reporting, school):
    writing = reporting()
    writing.begin()
    writing.say_who()
    drafted = writing.draft.typed
    writing.send()
    writing.look("report-sent")
    save_draft(user=school.reporter, form_key=writing.key, typed=drafted)

    assert writing.to("report-check", send="1").headers["Location"] == writing.address("report-sent")
    assert Case.objects.count() == 1


def test_nothing_is_sent_when_who_reads_it_changed_since_the_page_was_opened(reporting, school):
    writing = reporting()
    writing.begin()
    writing.to("report-people", add=f"subject|user:{school.colleague.pk}")
    writing.say_who(is_nobody="")
    seen = writing.look("report-check").context["seen"]
    RoleAssignment.objects.filter(role=Role.HEAD).delete()

    page = text_of(writing.to("report-check", send="1", seen=seen))

    assert "Who reads it has changed" in page
    assert "This will be read by the chair of governors." in page
    assert not Case.objects.exists()


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


# --- own reports -------------------------------------------------------------------------------------------


def test_the_reporter_sees_seen_and_closed_with_the_time_and_own_words_and_nothing_else(school, sign_in):
    case = report(school.reporter, about(school.colleague), words="My own words.")
    address = reverse("incidents:own", args=[case.public_id])
    client = sign_in(school.reporter)
    assert "Not seen yet" in text_of(client.get(address))

    open_case(case=case, by=school.head)

    page = text_of(client.get(address))
    assert "Seen" in page and f"on {timezone.localtime():%-d %B %Y, %H:%M}" in page
    assert "My own words." in page
    assert not any(word in page for word in (str(school.head), str(school.colleague), "LADO", "harm threshold"))
    assert "Seen" in text_of(client.get(MINE))


def test_nobody_else_opens_ones_own_report_by_that_address(school, sign_in):
    case = report(school.reporter)
    address = reverse("incidents:own", args=[case.public_id])

    others = (school.colleague, school.chair, school.office, school.head)
    assert [sign_in(other).get(address).status_code for other in others] == [404] * 4


def test_a_self_report_is_confirmed_once_and_then_not_there(reporting, school):
    writing = reporting()
    writing.begin()
    page = writing.to("report-people", is_self_report="on")
    assert "You will not see it here after you have sent it." in text_of(page)
    writing.say_who(is_self_report="on")
    writing.send()

    case = Case.objects.get()
    assert case.incident.is_self_report
    assert case.people.get().user == school.reporter
    assert case.reference in text_of(writing.look("report-sent"))
    assert writing.look("report-sent").status_code == 404
    assert case.reference not in text_of(writing.client.get(MINE))
    assert writing.client.get(reverse("incidents:own", args=[case.public_id])).status_code == 404


def test_whoever_links_themself_as_whom_it_is_about_reports_on_themself(reporting, school):
    writing = reporting()
    writing.begin()
    writing.to("report-people", add=f"subject|user:{school.reporter.pk}")
    writing.say_who(is_nobody="")
    writing.send()

    case = Case.objects.get()
    assert (case.incident.is_self_report, case.people.count()) == (True, 1)


def test_a_head_who_reports_on_themself_is_read_by_the_chair(school, sign_in):
    writing = Reporting(sign_in(school.head))
    writing.begin()

    page = text_of(writing.to("report-people", is_self_report="on"))
    assert "This will be read by the chair of governors." in page
    writing.say_who(is_self_report="on")
    writing.send()
    assert Case.objects.get().wall == Wall.HEAD


# --- who may -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PARENT, Role.DPO])
def test_parents_and_the_data_protection_officer_do_not_report_here(db, sign_in, role):
    client = sign_in(UserFactory(role=role))

    assert [client.get(address).status_code for address in (NEW, MINE)] == [403, 403]
    assert client.post(NEW, what()).status_code == 403
    assert not ReportDraft.objects.exists()


def test_a_governor_reports_and_finds_no_pupil(school, sign_in):
    PupilFactory(code="3H", legal_forename="Wrenfred")
    writing = Reporting(sign_in(school.governor))
    writing.begin()

    found = writing.to("report-people", look="1", find="Wrenfred").context["found"]

    assert (found.people, found.too_short) == ([], False)


# --- counts ------------------------------------------------------------------------------------------------


def _queries(django_assert_max_num_queries, look) -> int:
    with django_assert_max_num_queries(1000) as counted:
        assert look().status_code == 200
    return len(counted)


def test_no_page_of_a_report_asks_more_for_more_people(reporting, school, django_assert_max_num_queries):
    writing = reporting(account="@somebody", platform="Instagram", happened_at="10:15")
    writing.begin()

    def link(count: int) -> None:
        for _ in range(count):
            staff, child = UserFactory(role=Role.STAFF), PupilFactory(code="3H")
            writing.to("report-people", add=f"subject|user:{staff.pk}")
            writing.to("report-people", add=f"affected|pupil:{child.public_id.hex}")
        writing.say_who(is_nobody="")

    def pages() -> list[int]:
        looks = [lambda step=step: writing.look(step) for step in ("report-people", "report-check")]
        found = [lambda: writing.to("report-people", look="1", find="Ashdown Marlowe"[:7])]
        return [_queries(django_assert_max_num_queries, look) for look in [*looks, *found]]

    link(1)
    few = pages()
    link(2)
    assert pages() == few


def test_the_page_of_own_reports_asks_no_more_for_three_than_for_one(school, sign_in, django_assert_max_num_queries):
    client = sign_in(school.reporter)

    def more(count: int) -> int:
        for _ in range(count):
            report(school.reporter)
            save_draft(user=school.reporter, form_key=uuid.uuid4(), typed={"what": {"words": ["One"]}})
        return _queries(django_assert_max_num_queries, lambda: client.get(MINE))

    assert more(1) == more(2)
    assert Incident.objects.count() == 3
