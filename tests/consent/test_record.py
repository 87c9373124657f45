"""The page of a child has everything: each answer with its source, and what has become of it, for whom it may be."""

import datetime as dt
import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from consent.actions import decide, record_paper_answers, undo_import
from consent.actions.letters import Entered, Way, enter_answer
from consent.actions.own import stop_permission
from consent.actions.paper import PaperAnswers
from consent.actions.requests import Asked, Outcome, handle_request, send_request
from consent.models import ConsentRetraction, PhotoRequest, Purpose, ReviewEntry, SurveyImport
from people.actions.flags import flag_pupil, unflag_pupil

from .given import MORNING, SEPTEMBER, TODAY, answer, survey
from .parents import said, separated
from .test_check_views import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def page(client, pupil):
    return re.sub(r" ([.,])", r"\1", text(client.get(reverse("consent:pupil", args=[pupil.public_id]))))


def held(pupil, office, note="Rang him: a mistake."):
    """Somebody asked to stop, and the office found out that nothing was meant."""
    asked = Asked(child_name=str(pupil), asked_by="Grandfather")
    send_request(kind=PhotoRequest.Kind.STOP, asked=asked, form_key=uuid4())
    request = PhotoRequest.objects.latest("pk")
    return handle_request(request=request, outcome=Outcome.NOT_PARENT, note=note, by=office)


def test_every_way_of_answering_stands_in_the_history_with_who_and_whence(sign_in, office):
    _, poppy, leanne, gareth = separated()
    website = Purpose.objects.get(slug="website")
    rows = [PaperAnswers(poppy, gareth, {"website": "yes"})]
    record_paper_answers(
        rows=rows, school_year=2026, answered_on=TODAY, source="Paper form", asked=[website], by=office
    )
    entered = Entered(leanne, Way.EMAIL, TODAY, {"newsletter": "no"}, "Wrote to the office.")
    enter_answer(entered=entered, token=uuid4(), by=office)
    stop_permission(user=gareth.user, pupil=poppy, purposes=[website], token=uuid4())

    said_there = page(sign_in(office), poppy)

    assert "September.csv, row 2, recorded" in said_there
    assert f"Paper form, typed from paper, recorded 13 October 2026, 09:20 by {office}." in said_there
    assert f"E-mail, entered by the office, recorded 13 October 2026, 09:20 by {office}." in said_there
    assert "Wrote to the office." in said_there
    assert f"A parent, in the portal, recorded 13 October 2026, 09:20 by {gareth.user}." in said_there


def test_a_load_taken_back_says_when_and_by_whom(sign_in, office, head):
    _, poppy, leanne, _ = separated()
    enter_answer(entered=Entered(leanne, Way.CALL, TODAY, {"website": "no"}, "Misheard."), token=uuid4(), by=office)
    undo_import(survey=SurveyImport.objects.get(kind="letter"), by=head)

    said_there = page(sign_in(office), poppy)

    assert f"Does not count This load was taken back on 13 October 2026, 09:20 by {head}." in said_there
    assert "Misheard." in said_there


def test_an_answer_sorted_wrongly_says_when_and_by_whom_it_was_taken_back(sign_in, office):
    load, poppy, leanne, _ = separated()
    ConsentRetraction.objects.create(response_id=said(load, leanne, "no"), by=office)

    assert f"It had been used for the wrong child and was taken back on 13 October 2026, 09:20 by {office}." in page(
        sign_in(office), poppy
    )


def test_a_hold_is_told_of_after_its_end_with_who_ended_it(sign_in, office, dsl):
    _, poppy, *_ = separated()
    held(poppy, office)

    assert "Held back until 13 October 2026, 09:20, ended by" in page(sign_in(office), poppy)
    assert "Not a parent or carer. Rang him: a mistake." in page(sign_in(office), poppy)
    assert "Held back until 13 October 2026" in page(sign_in(dsl), poppy)
    assert "Rang him" not in page(sign_in(dsl), poppy)  # what came of a request is for who answers them


def test_when_a_flag_was_set_and_taken_off_is_for_those_who_may_know_why(sign_in, office, head, dsl):
    _, poppy, *_ = separated()
    flag_pupil(pupil=poppy, reason="A court order.", by=dsl)
    unflag_pupil(pupil=poppy, by=head)

    for user in (head, dsl):
        said_there = page(sign_in(user), poppy)
        assert f"Not to be published: set by {dsl}, 13 October 2026, 09:20." in said_there
        assert f"Not to be published: taken off by {head}, 13 October 2026, 09:20." in said_there
        assert "court" not in said_there  # the reason goes with the flag
    assert "Not to be published" not in page(sign_in(office), poppy)


def test_what_has_become_of_each_decision_is_said(sign_in, office):
    load, poppy, _, gareth = separated()
    website = Purpose.objects.get(slug="website")
    said(load, gareth, "no", only=["website"], given=SEPTEMBER + dt.timedelta(days=2))
    decide(pupil=poppy, purpose=website, school_year=2026, value="no", reason="Rang both.", by=office)
    with time_machine.travel(MORNING + dt.timedelta(days=1), tick=False):
        entered = Entered(gareth, Way.CALL, TODAY, {"website": "yes"}, "Rang.")
        enter_answer(entered=entered, token=uuid4(), by=office)
        decide(pupil=poppy, purpose=website, school_year=2026, value="yes", reason="Both agree.", by=office)

        said_there = page(sign_in(office), poppy)

    assert "Both agree. It counts." in said_there
    assert "Rang both. A later decision took its place." in said_there


def test_a_decision_whose_load_is_gone_and_one_of_last_year_count_no_more(sign_in, office):
    load, poppy, _, gareth = separated()
    website = Purpose.objects.get(slug="website")
    said(load, gareth, "no", only=["website"], given=SEPTEMBER + dt.timedelta(days=2))
    decide(pupil=poppy, purpose=website, school_year=2026, value="yes", reason="Rang both.", by=office)
    undo_import(survey=load, by=office)

    assert "Rang both. It no longer counts: what it was made on has changed." in page(sign_in(office), poppy)
    with time_machine.travel(MORNING + dt.timedelta(days=365), tick=False):
        assert "Rang both. Of 2026/27: history only." in page(sign_in(office), poppy)


def test_a_decided_no_whose_answers_are_partly_gone_is_one_voice(sign_in, office):
    load, poppy, _, gareth = separated()
    second = survey(file_name="Later.csv")
    website = Purpose.objects.get(slug="website")
    said(second, gareth, "no", only=["website"], given=SEPTEMBER + dt.timedelta(days=2))
    decide(pupil=poppy, purpose=website, school_year=2026, value="no", reason="Rang both.", by=office)
    undo_import(survey=second, by=office)

    assert "What it was made on has changed: it is one voice among the answers left." in page(sign_in(office), poppy)
    assert load.file_name == "September.csv"


@pytest.mark.parametrize("count", [1, 5])
def test_a_long_history_costs_as_many_queries_as_a_short_one(sign_in, office, head, count, django_assert_num_queries):
    load, poppy, leanne, gareth = separated()
    website = Purpose.objects.get(slug="website")
    for number in range(count):
        with time_machine.travel(MORNING + dt.timedelta(minutes=number), tick=False):
            answer(load, poppy, who=f"Somebody {number}", only=["display"])
            said(load, gareth, "no", only=["website"], given=SEPTEMBER + dt.timedelta(days=number + 2))
            held(poppy, office)
            flag_pupil(pupil=poppy, reason=f"Reason {number}", by=head)
            unflag_pupil(pupil=poppy, by=head)
            day = TODAY - dt.timedelta(days=number)
            entered = Entered(leanne, Way.CALL, day, {"newsletter": "no"}, f"Call {number}")
            enter_answer(entered=entered, token=uuid4(), by=office)
            undo_import(survey=SurveyImport.objects.filter(kind="letter").latest("pk"), by=office)
            ReviewEntry.objects.create(survey=load, identity=f"one {number}", pupil=poppy, status="condition")
            decide(pupil=poppy, purpose=website, school_year=2026, value="yes", reason=f"R {number}", by=head)
    client = sign_in(head)
    address = reverse("consent:pupil", args=[poppy.public_id])
    with time_machine.travel(MORNING + dt.timedelta(hours=1), tick=False):
        client.force_login(head)
        client.get(address)  # the number on the tab is counted once for each state of the school

        # On PostgreSQL the line in the record waits for a lock.
        with django_assert_num_queries(30 + (connection.vendor == "postgresql")):
            client.get(address)
