"""A decision is undone by a newer answer, whichever way it comes: survey, paper, a call, the parent's own page."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from consent.actions import decide, record_paper_answers, undo_import
from consent.actions.letters import Entered, Way, enter_answer
from consent.actions.own import give_permission, stop_permission
from consent.actions.paper import PaperAnswers
from consent.effective import Status
from consent.models import ConsentDecision, Purpose, SurveyImport
from consent.record import record_of
from consent.register import register_on
from people.models import SchoolSetting

from .given import MORNING, SEPTEMBER, TODAY
from .parents import said, separated, september

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(days=7)
COUNTS, AGAIN = "It counts.", "Answered again since: it is one voice beside the newer answer."


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def website():
    return Purpose.objects.get(slug="website")


def by_survey(contact, value, office):
    load = september()
    SurveyImport.objects.filter(pk=load.pk).update(applied_at=LATER)
    said(load, contact, value, only=["website"], given=LATER, recorded=LATER)


def by_paper(contact, value, office):
    rows = [PaperAnswers(contact.pupil, contact, {"website": value})]
    record_paper_answers(
        rows=rows, school_year=2026, answered_on=LATER.date(), source="Paper form", asked=[website()], by=office
    )


def by_letter(contact, value, office):
    entered = Entered(contact, Way.LETTER, LATER.date(), {"website": value}, "In the book bag.")
    enter_answer(entered=entered, token=uuid4(), by=office)


def by_telephone(contact, value, office):
    entered = Entered(contact, Way.CALL, LATER.date(), {"website": value}, "Rang at nine.")
    enter_answer(entered=entered, token=uuid4(), by=office)


def by_own_page(contact, value, office):
    if value == "no":
        stop_permission(user=contact.user, pupil=contact.pupil, purposes=[website()], token=uuid4())
    else:
        SchoolSetting.objects.create(key="parents_may_give", value="yes")
        give_permission(user=contact.user, pupil=contact.pupil, purpose=website(), token=uuid4())


WAYS = [by_survey, by_paper, by_letter, by_telephone, by_own_page]


def differing(office, value):
    """Parents differ about the website; somebody asked both and decided."""
    load, poppy, leanne, gareth = separated()
    said(load, gareth, "no", only=["website"], given=SEPTEMBER + dt.timedelta(days=2))
    decide(pupil=poppy, purpose=website(), school_year=2026, value=value, reason="Rang both of them.", by=office)
    return poppy, leanne, gareth


def found(pupil):
    """What is effective now, and what the child's page says of the decision."""
    today = LATER.date()
    [made] = record_of(pupil, today).decisions
    return register_on([pupil], today).of(pupil, website()).status, made.state


@pytest.mark.parametrize("way", WAYS)
def test_a_newer_no_after_a_decided_yes_is_asked_about_again(office, way):
    poppy, _, gareth = differing(office, "yes")
    assert found(poppy) == (Status.YES, COUNTS)

    with time_machine.travel(LATER, tick=False):
        way(gareth, "no", office)

        assert found(poppy) == (Status.CONFLICT, AGAIN)
    assert ConsentDecision.objects.count() == 1  # never changed, never removed


@pytest.mark.parametrize("way", WAYS)
def test_a_newer_yes_after_a_decided_no_is_asked_about_again_and_permits_nothing(office, way):
    poppy, leanne, gareth = differing(office, "no")
    assert found(poppy) == (Status.NO, COUNTS)

    with time_machine.travel(LATER, tick=False):
        # On the own page nothing may be given where the parent's own word is a yes already.
        way(gareth if way is by_own_page else leanne, "yes", office)

        assert found(poppy) == (Status.CONFLICT, AGAIN)


@pytest.mark.parametrize("way", [by_paper, by_letter])
def test_where_the_newer_answer_is_taken_back_the_decision_counts_again(office, way):
    poppy, _, gareth = differing(office, "yes")
    with time_machine.travel(LATER, tick=False):
        way(gareth, "no", office)
        undo_import(survey=SurveyImport.objects.latest("pk"), by=office)

        assert found(poppy) == (Status.YES, COUNTS)


@pytest.mark.parametrize("way", WAYS)
def test_an_unclear_answer_that_was_decided_is_asked_about_again_after_a_newer_no(office, way):
    load, poppy, leanne, gareth = separated()
    said(load, gareth, "unclear", only=["website"], given=SEPTEMBER + dt.timedelta(days=2))
    decide(pupil=poppy, purpose=website(), school_year=2026, value="yes", reason="He meant yes.", by=office)
    assert found(poppy) == (Status.YES, COUNTS)

    with time_machine.travel(LATER, tick=False):
        way(leanne, "no", office)

        assert found(poppy) == (Status.CONFLICT, AGAIN)


def test_the_day_of_the_decision_itself_is_told_apart_by_what_it_was_made_on(office):
    poppy, _, gareth = differing(office, "yes")

    enter_answer(
        entered=Entered(gareth, Way.CALL, TODAY, {"website": "no"}, "Rang after all."), token=uuid4(), by=office
    )

    assert found(poppy) == (Status.CONFLICT, AGAIN)
