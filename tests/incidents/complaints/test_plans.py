"""A plan for contact: after one full procedure alone, told, looked at again, at most twelve months, ended."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_words import write_to_school
from incidents.actions.contact_plans import Planned, end_plan, make_plan, review_plan
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.complaint_author import Author
from incidents.complaint_own_page import own_page
from incidents.complaints.abouts import About
from incidents.complaints.stages import Progress, Stage
from incidents.contact_plans import add_months, is_gone_through
from incidents.models import Case, Complaint, ContactPlan, StageAnswer
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.made import again
from tests.incidents.pages import a_key, page_of, send, text_of
from todwick_portal.mornings.morning import send_morning_mails

from .answered import answered, closed
from .made import complain
from .test_answering import fresh

TODAY = dt.date(2026, 9, 16)
IN_MARCH = dt.date(2027, 3, 16)


def over(about: About = About.SCHOOL, by=None, **said) -> Case:
    """A complaint that was answered at stage 1 and closed, and nobody asked for the next stage in time."""
    case = closed(answered(complain(about, **said), by, days=-1))
    return fresh(case)


def planned(**changes) -> Planned:
    plain = {
        "contact": "The business manager.", "frequency": "Once in two weeks.", "reason": "Forty letters of one point.",
        "review_on": dt.date(2026, 12, 16),
    }  # fmt: skip
    return Planned(**plain | changes)


def plan_of(case, by, key=None, **changes) -> ContactPlan:
    return make_plan(case=case, planned=planned(**changes), form_key=key or uuid.uuid4(), by=again(by))


def told() -> int:
    """How many people the worker's mail of today tells."""
    with acting_as(Actor.WORKER):
        return send_morning_mails()


# --- never before -------------------------------------------------------------------------------------------


def test_none_is_offered_before_one_full_procedure(client, school):
    for case in (
        complain(),
        answered(complain(), school.head),
        answered(complain(), school.head, days=-1),  # the days are over, and it is not closed
        closed(answered(complain(), school.head)),  # closed, and the next stage can still be asked for
        closed(answered(complain(), school.head, days=-1, stage=Stage.INFORMAL)),
        closed(answered(complain(), school.head, days=-1), Progress.WITHDRAWN),
    ):
        with pytest.raises(WrongState, match="gone the whole way"):
            plan_of(case, school.head)
        page = text_of(page_of(client, again(school.head), "complaint", case.public_id))
        assert "Make a plan for contact" not in page
        assert "Not now." in text_of(page_of(client, again(school.head), "complaint-plan", case.public_id))
    assert not ContactPlan.objects.exists()


def test_it_is_offered_when_the_panel_has_decided_or_the_days_to_ask_for_it_are_over(client, school):
    by_panel = complain()
    Complaint.objects.filter(pk=by_panel.pk).update(stage=Stage.TWO)
    assert not is_gone_through(fresh(by_panel), TODAY)
    StageAnswer.objects.create(
        complaint=by_panel.complaint, stage=Stage.TWO, finding="not_upheld", reason="No.", decided_by=school.chair
    )
    of_data = over(About.DATA, school.clerk)
    Complaint.objects.filter(pk=of_data.pk).update(next_stage_by=None)

    assert is_gone_through(fresh(by_panel), TODAY)
    assert is_gone_through(fresh(of_data), TODAY)
    case = over(by=school.head)
    assert "Make a plan for contact" in text_of(page_of(client, again(school.head), "complaint", case.public_id))


def test_of_somebody_without_a_name_none_is_made(school):
    case = over(by=school.head, name="", email="", reach_by="code", is_anonymous=True)

    with pytest.raises(WrongState, match="gave no name"):
        plan_of(case, school.head)


# --- made and told ------------------------------------------------------------------------------------------


def test_the_person_is_told_all_of_it_by_a_letter_that_is_on_their_page(school):
    case = over(by=school.head)
    plan_of(case, school.head)
    said = own_page(Author(fresh(case)))["thread"][-1]

    for words in (
        "The business manager.", "Once in two weeks.", "Forty letters of one point.", "by 16 December 2026",
        "never goes on after 16 September 2027", "make a new complaint", "a child may be in danger",
    ):  # fmt: skip
        assert words in said.words
    mail = Notification.objects.filter(user=None).latest("pk")
    assert mail.subject == f"{case.reference}: we have written to you"
    assert "business" not in mail.body
    event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_PLAN_MADE)
    assert (event.by, event.details) == (school.head, {"last_day": "2026-12-16"})


def test_sent_twice_it_is_one_plan_and_a_second_one_waits_for_its_end(school):
    case, key = over(by=school.head), uuid.uuid4()
    assert plan_of(case, school.head, key) == plan_of(case, school.head, key)
    with pytest.raises(WrongState, match="There is a plan already"):
        plan_of(case, school.head)

    assert ContactPlan.objects.count() == 1


@pytest.mark.parametrize("day", [TODAY, dt.date(2027, 3, 17), dt.date(2020, 1, 1)])
def test_it_is_looked_at_again_by_six_months_ahead_at_most(school, day):
    with pytest.raises(CannotBeSo, match="at most 6 months ahead"):
        plan_of(over(by=school.head), school.head, review_on=day)


@pytest.mark.parametrize("field", ["contact", "frequency", "reason"])
def test_it_says_all_that_it_has_to(school, field):
    with pytest.raises(CannotBeSo) as fault:
        plan_of(over(by=school.head), school.head, **{field: "  "})
    assert fault.value.field == field


def test_typed_braces_stay_what_they_are(school):
    case = over(by=school.head)
    plan_of(case, school.head, contact="{last} {0}", reason="{review.__class__} [name]")

    assert "{last} {0}" in own_page(Author(fresh(case)))["thread"][-1].words


# --- what it never stops ------------------------------------------------------------------------------------


def test_it_stops_no_new_complaint_no_message_and_no_call_for_help(client, school):
    case = over(by=school.head)
    plan_of(case, school.head)
    again_complained = complain()
    write_to_school(author=Author(fresh(case)), text="Once more.", form_key=uuid.uuid4())

    assert again_complained.is_open
    assert "Nadia" not in client.get("/complaints/new/").content.decode()
    assert client.get("/complaints/new/").status_code == 200
    assert case.timeline.filter(kind="by_author").exists()


# --- looked at again, ended ---------------------------------------------------------------------------------


def test_it_goes_on_to_a_new_day_and_never_beyond_twelve_months_in_all(school):
    case = over(by=school.head)
    plan = plan_of(case, school.head, review_on=IN_MARCH)
    with time_machine.travel(dt.datetime(2027, 3, 10, 9, tzinfo=dt.UTC)):
        with pytest.raises(CannotBeSo, match="10 September 2027"):
            review_plan(plan=plan, review_on=dt.date(2027, 9, 17), form_key=uuid.uuid4(), by=again(school.head))
        review_plan(plan=plan, review_on=dt.date(2027, 9, 10), form_key=uuid.uuid4(), by=again(school.head))
    with time_machine.travel(dt.datetime(2027, 9, 8, 9, tzinfo=dt.UTC)):
        with pytest.raises(CannotBeSo, match="16 September 2027"):
            review_plan(plan=plan, review_on=dt.date(2027, 9, 17), form_key=uuid.uuid4(), by=again(school.head))
        end_plan(plan=plan, reason="A year is over.", by=again(school.head))
    with time_machine.travel(dt.datetime(2027, 9, 16, 9, tzinfo=dt.UTC)), pytest.raises(WrongState, match="12 months"):
        plan_of(case, school.head, review_on=dt.date(2027, 10, 1))

    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_PLAN_MADE).count() == 2


def test_one_that_nobody_looks_at_again_is_over_by_itself(client, school):
    plan = plan_of(over(by=school.head), school.head)
    with time_machine.travel(dt.datetime(2026, 12, 17, 9, tzinfo=dt.UTC)):
        assert not plan.is_in_force
        with pytest.raises(WrongState, match="is over"):
            end_plan(plan=plan, reason="Late.", by=again(school.head))


def test_it_is_ended_with_a_reason_that_stays_in_school_and_they_are_told(client, school):
    case = over(by=school.head)
    plan = plan_of(case, school.head)
    empty = send(client, school.head, "complaint-plan-ending", case.public_id, plan.public_id, reason="")
    assert empty.status_code == 400
    typed = {"reason": "It is calm now."}
    look = send(client, school.head, "complaint-plan-ending", case.public_id, plan.public_id, **typed)
    assert "like everybody else" in text_of(look)
    send(client, school.head, "complaint-plan-ending", case.public_id, plan.public_id, **typed, sent="1")
    plan.refresh_from_db()

    assert (plan.ended_by, plan.ended_reason) == (school.head, "It is calm now.")
    told = own_page(Author(fresh(case)))["thread"][-1].words
    assert "like everybody else" in told
    assert "calm" not in told
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_PLAN_ENDED).count() == 1


def test_its_owner_is_reminded_before_the_day_and_nobody_else(school):
    case = over(by=school.head)
    plan_of(case, school.head)
    with time_machine.travel(dt.datetime(2026, 12, 11, 8, tzinfo=dt.UTC)):
        assert told() == 0
    with time_machine.travel(dt.datetime(2026, 12, 14, 8, tzinfo=dt.UTC)):
        assert told() == 1
        assert told() == 0

    mail = Notification.objects.filter(user=school.head).latest("pk")
    assert f"{case.reference}: look again at the plan for contact, by 16 December 2026" in mail.body
    assert "Nadia" not in mail.body


# --- who ----------------------------------------------------------------------------------------------------


def test_only_who_owns_the_complaint_makes_one(client, school):
    case = over(by=school.head)
    give_complaint_to = again(school.handler)
    Case.objects.filter(pk=case.pk).update(state="reopened", closed_at=None)
    give_complaint(case=fresh(case), user=give_complaint_to, knows_who=True, by=school.head)
    closed(fresh(case))
    for user in (give_complaint_to, school.dsl, school.clerk, school.chair, UserFactory(role=Role.PARENT)):
        with pytest.raises(NotAllowed):
            plan_of(case, user)
        assert page_of(client, again(user), "complaint-plan", case.public_id).status_code in (403, 404)
    plan = plan_of(case, school.head)
    page = text_of(page_of(client, again(school.handler), "complaint", case.public_id))
    assert "Look at it again by" in page
    for name in ("complaint-plan-review", "complaint-plan-ending"):
        assert page_of(client, again(school.handler), name, case.public_id, plan.public_id).status_code == 403
        assert page_of(client, again(school.chair), name, case.public_id, plan.public_id).status_code == 404


def test_a_plan_is_found_under_its_own_complaint_alone(client, school):
    plan, other = plan_of(over(by=school.head), school.head), over(by=school.head)

    for name in ("complaint-plan-review", "complaint-plan-ending"):
        assert page_of(client, again(school.head), name, other.public_id, plan.public_id).status_code == 404


def test_on_its_page_it_is_looked_over_first_and_made_with_a_second_button(client, school):
    case = over(by=school.head)
    typed = {
        "contact": "The office.", "frequency": "Weekly.", "reason": "So much.", "review_on": "2026-12-01",
        "form_key": a_key(),
    }  # fmt: skip
    look = send(client, school.head, "complaint-plan", case.public_id, **typed)
    assert "Please write to: The office." in text_of(look)
    assert not ContactPlan.objects.exists()
    late = send(client, school.head, "complaint-plan", case.public_id, **typed | {"review_on": "2027-12-01"}, sent="1")
    assert late.status_code == 400
    assert late.context["form"]["reason"].value() == "So much."
    for _ in range(2):
        assert send(client, school.head, "complaint-plan", case.public_id, **typed, sent="1").status_code == 302
    plan = ContactPlan.objects.get()
    page = text_of(page_of(client, school.head, "complaint", case.public_id))
    assert "The office." in page
    later = {"review_on": "2027-01-15", "form_key": a_key()}
    send(client, school.head, "complaint-plan-review", case.public_id, plan.public_id, **later, sent="1")
    plan.refresh_from_db()
    assert plan.review_on == dt.date(2027, 1, 15)


def test_a_second_plan_costs_no_query_more(client, school):
    case, counts = over(by=school.head), []
    for _ in range(2):
        plan = plan_of(case, school.head)
        page_of(client, school.head, "complaint", case.public_id)
        with CaptureQueriesContext(connection) as asked:
            page_of(client, school.head, "complaint", case.public_id)
        counts.append(len(asked))
        end_plan(plan=plan, reason="Over.", by=again(school.head))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("day", [dt.date(2026, 8, 31), dt.date(2028, 2, 29), dt.date(2026, 12, 31)])
def test_months_are_counted_to_the_same_day_or_the_last(day):
    for months in range(13):
        found = add_months(day, months)
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
        assert found.day == day.day or (found + dt.timedelta(days=1)).day == 1
    assert timezone.localdate() == TODAY
