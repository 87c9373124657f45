"""Requests about pictures at the seams: a court order beside a sibling, and parents told once for each change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.actions.requests import Outcome, handle_request, hold_child
from consent.faults import ConsentFault
from consent.models import PhotoRequest
from people.models import Notification
from tests.consent.given import survey
from tests.consent.parents import mother
from tests.consent.photo_requests import ask, held, poppy_in
from tests.consent.test_photos_office import barred
from tests.factories import PupilContactFactory, PupilFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]


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
