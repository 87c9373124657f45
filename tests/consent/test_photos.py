"""Pictures without an account: a child waits at once, nobody learns who is on the list, no word is lost."""

import datetime as dt
import statistics
import time
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from consent.actions.requests import Asked, Outcome, handle_request, hold_child, send_request
from consent.effective import Status
from consent.faults import ConsentFault, WrongState
from consent.forms.photos import SALT
from consent.models import ConsentResponse, PhotoHold, PhotoRequest, Purpose
from consent.register import register_on
from people.models import Notification
from people.roles import Role
from tests.consent.given import TODAY, answer, children, survey
from tests.consent.parents import mother
from tests.factories import PupilContactFactory, PupilFactory, UserFactory

pytestmark = pytest.mark.django_db
TUESDAY_EVENING = dt.datetime(2026, 10, 13, 19, 14, tzinfo=dt.UTC)
STOP = "/photos/stop/"
SENT = "/photos/stop/sent/"


@pytest.fixture(autouse=True)
def evening(monkeypatch):
    """It is 20:14 on Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY_EVENING)


def seal(seconds=30, key=None):
    """What the page carries that was shown so long ago."""
    return signing.dumps([str(key or uuid4()), TUESDAY_EVENING.timestamp() - seconds], salt=SALT)


def typed(name="Poppy Popson", **more):
    return {"child_name": name, "asked_by": "Leanne Cartwright", "seal": seal(), **more}


def ask(name="Poppy Popson", code="", *, kind="stop", key=None, **more):
    asked = Asked(child_name=name, class_name=code, asked_by="Leanne Cartwright", **more)
    send_request(kind=PhotoRequest.Kind(kind), asked=asked, form_key=key or uuid4())
    return PhotoRequest.objects.latest("pk")


def poppy_in(code="3H"):
    return PupilFactory(code=code, legal_forename="Poppy", legal_surname="Popson")


def held():
    return set(PhotoHold.objects.in_force_at(TUESDAY_EVENING).values_list("pupil_id", flat=True))


def statuses(pupil, day=TODAY):
    return {effective.status for effective in register_on([pupil], day, 2026).entries.values()}


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


# --- nobody learns who is on the list


def known():
    poppy_in()
    return "Poppy Popson"


def unknown():
    return "Nobody Known"


def of_two():
    poppy_in("3H")
    poppy_in("6W")
    return "Poppy Popson"


def left():
    poppy = poppy_in()
    poppy.left_on = TODAY
    poppy.save()
    return "Poppy Popson"


def answers(name, client=None):
    """Everything that is sent back for a name."""
    client = client or Client()
    first = client.post(STOP, typed(name))
    page = client.get(first.headers["Location"])
    return first.status_code, sorted(first.headers.items()), first.content, page.content


@pytest.mark.parametrize("who", [known, of_two, left])
def test_the_answer_is_the_same_to_the_byte_for_every_name(who):
    others = [PupilFactory(code="3H") for _ in range(5)]
    assert others
    nobody = answers(unknown())

    assert answers(who()) == nobody


@pytest.mark.slow  # two hundred requests for each of two names, to a school of 210
def test_the_answer_takes_as_long_for_every_name(office, monkeypatch):
    monkeypatch.setattr("consent.views.throttle.FROM_ONE", 1_000)
    monkeypatch.setattr("consent.views.throttle.STOPS_IN_ALL", 1_000)
    PupilFactory.create_batch(210, code="3H")
    for pupil in children("Poppy"):
        mother(pupil, "Leanne Cartwright")

    client = Client()

    def seconds(name):
        start = time.perf_counter()
        assert client.post(STOP, typed(name)).status_code == 302
        return time.perf_counter() - start

    seconds("Poppy Poppyson"), seconds("Nobody Known")
    times = [(seconds("Poppy Poppyson"), seconds("Nobody Known")) for _ in range(200)]
    found, missing = (statistics.median(column) for column in zip(*times, strict=True))

    assert max(found, missing) / min(found, missing) < 1.25


# --- the page


def test_the_first_page_sets_no_cookie_and_the_form_needs_one(client):
    assert not client.get("/photos/").cookies
    assert set(client.get(STOP).cookies) == {"csrftoken"}


@pytest.mark.parametrize("kind", ["stop", "take-down", "agreed"])
def test_each_of_the_three_is_sent_and_answered_in_words(client, kind):
    response = client.post(f"/photos/{kind}/", typed(where="On the website, page 2"), follow=True)

    assert "We have got it" in response.content.decode()
    assert PhotoRequest.objects.get().kind == kind.replace("-", "_")


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    page = client.post(STOP, typed(name="", message="She is called Poppy.")).content.decode()

    assert "Write the child’s name." in page and "She is called Poppy." in page
    assert not PhotoRequest.objects.exists()


@pytest.mark.parametrize("field", ["child_name", "class_name", "asked_by", "relationship", "reach_by", "message"])
def test_what_is_too_long_is_refused_in_words_and_kept(client, field):
    page = client.post(
        STOP, typed(**{field: "a" * 2001}) if field != "child_name" else typed("a" * 2001)
    ).content.decode()

    assert "Write it in at most" in page and "a" * 2001 in page
    assert not PhotoRequest.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"second_name": "http://spam.example"}, {"seal": seal(0)}, {"seal": ""}, {"seal": "x"}]
)
def test_who_is_taken_for_a_program_presses_once_more_and_loses_nothing(client, sent):
    response = client.post(STOP, typed(message="My own words.", **sent))

    assert response.status_code == 422
    assert not PhotoRequest.objects.exists()
    form = response.context["form"]
    again = {field.html_name: field.value() or "" for field in form}
    assert again["message"] == "My own words."
    assert client.post(STOP, again).headers["Location"] == SENT
    assert PhotoRequest.objects.count() == 1


def test_a_flood_from_one_address_is_stopped_and_keeps_every_word(client):
    for number in range(5):
        assert client.post(STOP, typed(f"Child {number}")).status_code == 302
    response = client.post(STOP, typed("Poppy Popson", message="My own words."))

    assert response.status_code == 429
    assert "My own words." in response.content.decode()
    assert "Press the button again in 6 minutes" in response.content.decode()  # at 20:20 the next ten minutes begin
    assert response["Retry-After"] == "360"
    assert PhotoRequest.objects.count() == 5
    assert client.post(STOP, typed(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_stop_stays_open_whatever_else_is_asked_and_however_often(client):
    for number in range(61):
        sent = client.post("/photos/agreed/", typed(f"Child {number}"), REMOTE_ADDR=f"192.0.2.{number}")
    assert sent.status_code == 429
    assert "Press the button again in 46 minutes" in sent.content.decode()  # an hour's number is used up

    for number in range(61):
        assert client.post(STOP, typed(f"Child {number}"), REMOTE_ADDR=f"192.0.2.{number}").status_code == 302


def test_requests_at_the_same_moment_are_each_counted(monkeypatch, client):
    """Whoever reads an old count takes the next free number all the same."""
    monkeypatch.setattr(cache, "get", lambda key, default=None: default)

    answers = [client.post(STOP, typed(f"Child {number}")).status_code for number in range(7)]

    assert answers == [302] * 5 + [429] * 2


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "{{ 1 }}{% now %}", "=1+1", "\u202egnp.exe", "Zo\u0308e"]
)
def test_hostile_words_stay_words(sign_in, office, words):
    Client().post(STOP, typed(words, message=words))

    page = sign_in(office).get(PhotoRequest.objects.get().get_absolute_url()).content.decode()

    assert "<script>alert" not in page and "\u202e" not in page.replace(words, "", 1)


def test_a_lost_byte_is_refused_in_words(client):
    assert client.post(STOP, typed("Poppy\x00")).status_code == 422


def test_there_is_no_fourth_thing_to_ask(client):
    assert client.get("/photos/delete/").status_code == 404
    assert client.post("/photos/delete/", typed()).status_code == 404
    assert client.get("/photos/delete/sent/").status_code == 404


# --- the office's pages


def test_the_office_finds_what_waits_rings_and_writes_the_no(sign_in, office):
    poppy = poppy_in()
    survey()
    leanne = mother(poppy, "Leanne Cartwright")
    request = ask()
    client = sign_in(office)

    assert "1 child held back" in client.get(reverse("consent:requests")).content.decode()
    page = client.get(request.get_absolute_url()).content.decode()
    assert "the portal keeps no telephone numbers" in page and "Leanne Cartwright, for Poppy Popson" in page
    sent = {"outcome": "confirmed", "contact": leanne.pk, "note": "Rang her at 9:20. She means it."}
    response = client.post(request.get_absolute_url(), sent, follow=True)

    assert "Nothing to answer" in response.content.decode()
    assert statuses(poppy) == {Status.NO}


def test_the_childs_page_says_since_when_it_is_held_and_leads_to_the_request(sign_in, office, dsl):
    poppy = poppy_in()
    request = ask()
    address = reverse("consent:pupil", args=[poppy.public_id])

    page = sign_in(office).get(address).content.decode()
    assert "Held back since 13 October 2026, 20:14" in page and request.get_absolute_url() in page
    page = sign_in(dsl).get(address).content.decode()
    assert "The office answers it" in page and request.get_absolute_url() not in page


def test_a_child_is_found_by_hand_and_what_is_typed_below_stays(sign_in, office):
    poppy = poppy_in()
    request = ask("Poppie Popson")
    client = sign_in(office)

    found = client.post(
        request.get_absolute_url(), {"find": "1", "child": "pop", "note": "Rang twice."}
    ).content.decode()
    assert "Hold back" in found and "Rang twice." in found
    client.post(request.get_absolute_url(), {"hold": str(poppy.public_id), "note": "Rang twice."})

    assert held() == {poppy.pk}


@pytest.mark.parametrize("hold", ["", "nonsense", "0b0f7d3e-5c0e-4e8e-9d55-6f1f6a3c9a10"])
def test_a_child_that_is_not_there_cannot_be_held(sign_in, office, hold):
    request = ask("Nobody Known")

    response = sign_in(office).post(request.get_absolute_url(), {"hold": hold})

    assert "not on the pupil list any more" in response.content.decode()


@pytest.mark.parametrize(
    "sent",
    [{}, {"outcome": "confirmed", "note": "Rang."}, {"outcome": "all good", "note": "x"}, {"outcome": "not_parent"}],
)
def test_half_an_answer_is_refused_in_words(sign_in, office, sent):
    poppy_in()
    request = ask()

    page = sign_in(office).post(request.get_absolute_url(), sent).content.decode()

    assert "Error: " in page
    assert held()


def test_an_answered_request_shows_what_came_of_it_and_asks_no_more(sign_in, office):
    request = ask()
    handle_request(request=request, outcome=Outcome.NOT_PARENT, note="A neighbour.", by=office)

    page = sign_in(office).get(request.get_absolute_url()).content.decode()

    assert "A neighbour." in page and "Keep this answer" not in page


@pytest.mark.parametrize("count", [1, 10])
def test_ten_requests_cost_the_office_as_many_queries_as_one(sign_in, office, count, django_assert_max_num_queries):
    poppy_in()
    for number in range(count):
        ask(message=f"{number}")
    client = sign_in(office)

    with django_assert_max_num_queries(20 + (connection.vendor == "postgresql")):
        client.get(reverse("consent:requests"))


def test_every_purpose_waits_also_one_that_no_survey_asked_about():
    poppy = poppy_in()
    ask()

    register = register_on([poppy], TODAY, 2026)

    assert not any(register.of(poppy, purpose).may_publish for purpose in Purpose.objects.all())


# --- court orders


def barred(pupil, name="Frank Popson", **more):
    return PupilContactFactory(pupil=pupil, name=name, email="frank@families.example", gets_nothing=True, **more)


@pytest.mark.parametrize("kind", ["stop", "take_down", "agreed"])
@pytest.mark.parametrize("ends_on", [None, TODAY - dt.timedelta(days=30)])
def test_every_kind_of_request_says_that_one_contact_gets_no_information(sign_in, office, kind, ends_on):
    barred(poppy_in(), ends_on=ends_on)
    request = ask(kind=kind)

    page = sign_in(office).get(request.get_absolute_url()).content.decode()

    warning = "One contact of this child gets no information. Ask the safeguarding lead before you answer."
    assert warning in page


def test_a_child_held_by_hand_counts_as_meant_and_another_childs_order_says_nothing(sign_in, office):
    poppy = poppy_in()
    barred(poppy)
    request = ask("Poppie Popson")
    client = sign_in(office)
    assert "gets no information" not in client.get(request.get_absolute_url()).content.decode()

    hold_child(request=request, pupil=poppy, by=office)

    assert "gets no information" in client.get(request.get_absolute_url()).content.decode()


def test_a_contact_with_a_court_order_is_offered_nowhere_and_confirms_nothing(sign_in, office):
    poppy = poppy_in()
    frank = barred(poppy)
    again = PupilContactFactory(pupil=poppy, name="FRANK  Popson", email="f@work.example")
    leanne = mother(poppy, "Leanne Cartwright")
    request = ask()
    client = sign_in(office)

    page = client.get(request.get_absolute_url())
    assert set(page.context["form"].contacts) == {str(leanne.pk)}
    assert "Frank" not in page.content.decode()
    for contact in (frank, again):
        sent = {"outcome": "confirmed", "contact": contact.pk, "note": "He rang."}
        assert client.post(request.get_absolute_url(), sent).status_code == 200
        with pytest.raises(ConsentFault, match="which parent"):
            handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=contact)
    assert not ConsentResponse.objects.exists()


def test_a_mark_beside_one_child_shuts_out_the_same_address_beside_the_sibling(sign_in, office):
    barred(PupilFactory(code="6W", legal_forename="Ava", legal_surname="Popson"))
    poppy = poppy_in()
    frank = PupilContactFactory(pupil=poppy, name="F. Popson", email="FRANK@families.example")
    leanne = mother(poppy, "Leanne Cartwright")
    request = ask()

    page = sign_in(office).get(request.get_absolute_url())

    assert set(page.context["form"].contacts) == {str(leanne.pk)}
    assert "One contact of this child gets no information." in page.content.decode()
    with pytest.raises(ConsentFault, match="which parent"):
        handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=frank)


def test_an_account_that_a_mark_shut_out_confirms_nothing_beside_a_sibling(office):
    marked = barred(PupilFactory(code="6W"))
    poppy = poppy_in()
    frank = mother(poppy, "Another Name")
    marked.barred_users.add(frank.user)
    request = ask()

    with pytest.raises(ConsentFault, match="which parent"):
        handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=frank)


# --- who is told


def mails():
    return Notification.objects.filter(kind=Notification.Kind.PERMISSION_CHANGED).count()


def test_stopped_three_times_by_strangers_the_parent_gets_one_mail(office):
    poppy = poppy_in()
    mother(poppy, "Leanne Cartwright")

    first = ask()
    ask(message="And again."), ask(message="And once more.")
    assert mails() == 1

    handle_request(request=first, outcome=Outcome.NOT_PARENT, note="A neighbour.", by=office)
    assert mails() == 1  # two other requests hold the child back still

    for request in PhotoRequest.objects.open():
        handle_request(request=request, outcome=Outcome.NOT_PARENT, note="A neighbour.", by=office)
    assert mails() == 2 and not held()


def test_held_by_hand_for_a_second_request_the_parent_gets_no_second_mail(office):
    poppy = poppy_in()
    mother(poppy, "Leanne Cartwright")
    ask()

    hold_child(request=ask("Poppie Popson"), pupil=poppy, by=office)

    assert mails() == 1


def test_a_parents_no_on_the_telephone_is_told_also_where_another_request_holds_the_child(office):
    poppy, load = poppy_in(), survey()
    leanne = mother(poppy, "Leanne Cartwright")
    first, _ = ask(), ask(message="And again.")

    handle_request(request=first, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=leanne)

    assert mails() == 2 and load.asked


def test_a_name_that_nobody_has_and_a_child_held_already_are_looked_up_alike():
    poppy = poppy_in()
    mother(poppy, "Leanne Cartwright")
    ask()
    with CaptureQueriesContext(connection) as again:
        ask(message="Again.")
    with CaptureQueriesContext(connection) as missing:
        ask("Nobody Known")

    holds = [query for query in again if query["sql"].startswith('INSERT INTO "consent_photohold"')]
    assert len(again) - len(holds) == len(missing)


def test_a_question_ends_in_one_mark(sign_in, office):
    poppy_in()
    ask(kind="agreed")

    page = sign_in(office).get(reverse("consent:requests")).content.decode()

    assert "What have we agreed?</strong>" in page and "?." not in page
