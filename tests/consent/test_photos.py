"""Pictures without an account: a child waits at once, and the office alone lets it go."""

import datetime as dt
from uuid import uuid4

import pytest

from audit.models import Actor, AuditEvent, Verb
from consent.actions.requests import Outcome, handle_request, hold_child
from consent.effective import Status
from consent.faults import ConsentFault, WrongState
from consent.models import ConsentResponse, PhotoHold, PhotoRequest, Purpose
from consent.register import register_on
from people.models import Notification
from people.roles import Role
from tests.consent.given import TODAY, answer, survey
from tests.consent.parents import mother
from tests.consent.photo_requests import ask, held, poppy_in, statuses
from tests.factories import PupilFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]


# --- who is held back


def test_stop_makes_the_child_wait_at_once_everywhere():
    poppy, load = poppy_in(), survey()
    answer(load, poppy)

    ask()

    assert statuses(poppy) == {Status.WAITING}


def test_yesterday_the_child_did_not_wait_and_after_the_answer_it_does_no_more(office):
    poppy, load = poppy_in(), survey()
    answer(load, poppy)
    request = ask()

    assert statuses(poppy, TODAY - dt.timedelta(days=1)) == {Status.YES}
    handle_request(request=request, outcome=Outcome.ANSWERED, note="Rang her mother: a mistake.", by=office)
    assert statuses(poppy) == {Status.YES}


@pytest.mark.parametrize(
    "name", ["poppy popson", "POPPY  POPSON", "Popson, Poppy", "Póppy Popson", " Poppy\u200b Popson "]
)
def test_a_name_is_compared_as_the_survey_compares_it(name):
    poppy = poppy_in()

    ask(name)

    assert held() == {poppy.pk}


def test_two_of_one_name_are_both_held_unless_the_class_tells_them_apart():
    older, younger = poppy_in("6W"), poppy_in("3H")

    ask()
    assert held() == {older.pk, younger.pk}
    PhotoHold.objects.all().delete()
    ask(code="3H")
    assert held() == {younger.pk}
    PhotoHold.objects.all().delete()
    ask(code="a class that is none")
    assert held() == {older.pk, younger.pk}


def test_a_class_in_which_no_such_child_is_was_mistyped_and_lets_nobody_out():
    poppy = poppy_in("3H")
    PupilFactory(code="6W")

    ask(code="6W")

    assert held() == {poppy.pk}


def test_who_has_left_or_is_called_otherwise_is_not_held():
    poppy = poppy_in()
    poppy.left_on = TODAY
    poppy.save()

    ask()
    ask("Poppy")

    assert held() == set()


@pytest.mark.parametrize("kind", ["take_down", "agreed"])
def test_only_stop_holds_a_child(kind):
    poppy_in()

    ask(kind=kind)

    assert held() == set()


def test_every_purpose_waits_also_one_that_no_survey_asked_about():
    poppy = poppy_in()
    ask()

    register = register_on([poppy], TODAY, 2026)

    assert not any(register.of(poppy, purpose).may_publish for purpose in Purpose.objects.all())


# --- what is kept, and who hears of it


def test_it_is_due_within_one_school_day_and_recorded_as_of_somebody_without_account(office):
    poppy_in()

    request = ask()

    assert request.due_on in {dt.date(2026, 10, 14), dt.date(2026, 10, 15)}  # after lessons: counts from tomorrow
    event = AuditEvent.objects.get(verb=Verb.PHOTO_REQUEST_SENT)
    assert (event.actor, event.by, event.details) == (Actor.PUBLIC, None, {"kind": "stop", "held": 1})


def test_the_office_and_the_childs_parents_hear_of_it_without_a_name(office):
    leanne = mother(poppy_in(), "Leanne Cartwright")

    ask()

    mails = Notification.objects.all()
    assert {(mail.kind, mail.user) for mail in mails} == {
        ("photo_request", office), ("permission_changed", leanne.user),
    }  # fmt: skip
    assert not any("Poppy" in mail.subject + mail.body for mail in mails)


def test_where_nobody_is_the_office_the_head_hears_of_it():
    head = UserFactory(role=Role.HEAD)

    ask("Nobody Known")

    assert [mail.user for mail in Notification.objects.all()] == [head]


def test_sent_twice_it_is_one_request_and_with_other_words_two():
    poppy_in()
    key = uuid4()

    ask(key=key)
    ask(key=key)
    assert PhotoRequest.objects.count() == 1
    ask(key=key, message="And please ring my mobile.")
    assert PhotoRequest.objects.count() == 2


# --- the answer of the office


def test_confirmed_on_the_telephone_the_parents_no_is_written_and_the_hold_ends(office):
    poppy, load = poppy_in(), survey()
    leanne = mother(poppy, "Leanne Cartwright")
    request = ask()

    handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang 20 past 9.", by=office, contact=leanne)

    assert statuses(poppy) == {Status.NO}
    kept = ConsentResponse.objects.get()
    assert (kept.survey.kind, kept.recorded_by, kept.respondent_name) == ("letter", office, "Leanne Cartwright")
    assert held() == set()
    request.refresh_from_db()
    assert (request.handled_by, request.outcome) == (office, "Confirmed by a parent: no to everything. Rang 20 past 9.")
    assert AuditEvent.objects.filter(verb=Verb.ANSWER_ENTERED, target_id=str(poppy.pk)).count() == 1
    assert load.asked


@pytest.mark.parametrize("note", ["", "  "])
def test_a_hold_ends_only_with_a_reason(office, note):
    poppy_in()
    request = ask()

    with pytest.raises(ConsentFault, match="Write whom you rang"):
        handle_request(request=request, outcome=Outcome.NOT_PARENT, note=note, by=office)
    assert held()


def test_a_contact_of_another_child_or_without_responsibility_confirms_nothing(office):
    poppy = poppy_in()
    request = ask()
    stranger = mother(PupilFactory(), "Somebody Else")
    without = mother(poppy, "Gareth Pike", has_parental_responsibility=False)

    for contact in (None, stranger, without):
        with pytest.raises(ConsentFault, match="Choose which parent"):
            handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=contact)
    assert held() == {poppy.pk}


def test_it_is_answered_once(office):
    request = ask()
    handle_request(request=request, outcome=Outcome.WRONG_CHILD, note="Another school.", by=office)

    with pytest.raises(WrongState, match="answered this request already"):
        handle_request(request=request, outcome=Outcome.ANSWERED, note="Again.", by=office)
    with pytest.raises(WrongState):
        hold_child(request=request, pupil=poppy_in(), by=office)


def test_a_child_under_another_spelling_is_found_and_held_by_hand(office):
    poppy = poppy_in()
    request = ask("Poppie Popson")
    assert held() == set()

    hold_child(request=request, pupil=poppy, by=office)
    hold_child(request=request, pupil=poppy, by=office)

    assert held() == {poppy.pk}
    assert AuditEvent.objects.filter(verb=Verb.PHOTO_REQUEST_HANDLED).count() == 1
