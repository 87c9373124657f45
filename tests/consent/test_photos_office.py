"""The office's pages about requests: found, rung, answered, and nothing told to who is under a court order."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from consent.actions.requests import Outcome, handle_request, hold_child
from consent.effective import Status
from consent.faults import ConsentFault
from consent.models import ConsentResponse
from tests.consent.given import TODAY, survey
from tests.consent.parents import mother
from tests.consent.photo_requests import ask, held, poppy_in, statuses
from tests.factories import PupilContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]


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


def test_a_question_ends_in_one_mark(sign_in, office):
    poppy_in()
    ask(kind="agreed")

    page = sign_in(office).get(reverse("consent:requests")).content.decode()

    assert "What have we agreed?</strong>" in page and "?." not in page
