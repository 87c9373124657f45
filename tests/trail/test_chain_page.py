"""Is the record whole? The page of head and chair: it shows what was tampered with, and compares a seal."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from audit.checking import check_chain
from audit.models import Actor, AuditEvent, ChainCheck, Verb
from people.roles import Role
from tests import html
from tests.audit.events import write_events
from tests.factories import UserFactory
from tests.trail.events import cut_off, queries, tampering
from todwick_portal.trail import jobs, views

pytestmark = pytest.mark.django_db
CHECKERS = {Role.HEAD, Role.CHAIR}


def _text(client, **typed) -> str:
    address = reverse("record:chain")
    answer = client.post(address, typed) if typed else client.get(address)
    return html.Page(answer.content.decode()).text


@pytest.fixture
def chair(db):
    return UserFactory(role=Role.CHAIR)


@pytest.fixture
def at_the_page(client, chair):
    client.force_login(chair)
    return client


def test_the_button_checks_stores_and_records_it_once(at_the_page, chair):
    events = write_events(5)

    answer = at_the_page.post(reverse("record:check"), follow=True)

    check = ChainCheck.objects.get()
    assert (check.is_whole, check.events, check.head, check.fault) == (True, 5, events[-1].seal, "")
    event = AuditEvent.objects.get(verb=Verb.CHAIN_CHECKED)
    assert (event.by, event.actor, event.target_id) == (chair, Actor.USER, str(check.pk))
    assert event.details == {"events": 5, "whole": True}
    text = html.Page(answer.content.decode()).text
    assert "Whole. All 5 events hold." in text and check.head in text


def test_before_the_first_check_the_page_says_so(at_the_page):
    assert "The record was never checked." in _text(at_the_page)


def test_a_changed_event_shows_on_the_page_the_start_page_and_in_the_health(at_the_page, client):
    write_events(5)
    with tampering():
        AuditEvent.objects.filter(sequence=3).update(target_id="changed")

    text = html.Page(at_the_page.post(reverse("record:check"), follow=True).content.decode()).text

    assert "It does not hold. Event 3 was changed after it was written. The 2 events before it hold." in text
    assert client.get(reverse("health")).json()["faults"] == ["the last check found the record broken"]
    for role in Role:
        client.force_login(UserFactory(role=role))
        start = html.Page(client.get(reverse("dashboard"), follow=True).content.decode()).text
        assert ("The record of the portal does not hold." in start) == (role in CHECKERS), role


def test_while_it_holds_nothing_is_said_on_the_start_page_or_in_the_health(at_the_page, client):
    check_chain(by=None)

    assert client.get(reverse("health")).json() == {"status": "ok", "faults": []}
    assert "does not hold" not in html.Page(client.get(reverse("dashboard")).content.decode()).text


def test_the_last_check_counts_and_the_ones_before_stay_on_the_page(at_the_page):
    write_events(2)
    for _ in range(views.CHECKS_SHOWN + 3):
        check_chain(by=None)

    context = at_the_page.get(reverse("record:chain")).context

    assert context["last"] == ChainCheck.objects.latest("pk")
    assert len(context["before"]) == views.CHECKS_SHOWN - 1


@pytest.mark.parametrize("role", sorted(set(Role) - CHECKERS))
def test_nobody_else_opens_it_or_checks(client, role):
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("record:chain")).status_code == 403
    assert client.post(reverse("record:check")).status_code == 403
    assert not ChainCheck.objects.exists()


# --- comparing a seal ---------------------------------------------------------------------------------------


def test_a_kept_seal_that_is_still_there_is_proved_by_a_check_that_reaches_as_far(at_the_page):
    seal = write_events(5)[3].seal

    before = _text(at_the_page, seal=seal)
    check_chain(by=None)
    after = _text(at_the_page, seal=f"  {seal[:30].upper()} \n{seal[30:]} ")

    assert "This seal is in the record, at event 4." in before and "Check the record now" in before
    assert "This seal is in the record. It is event 4, written on" in after


def test_a_seal_of_what_was_cut_off_the_end_is_missed(at_the_page):
    seal = write_events(5)[4].seal
    cut_off(3)

    assert "This seal is not in the record." in _text(at_the_page, seal=seal)


def test_a_seal_that_somebody_planted_is_not_taken_for_proof(at_the_page):
    """Whoever owns the database can write any seal into it, but the chain then does not hold."""
    seal = write_events(5)[4].seal
    cut_off(3)
    with tampering():
        AuditEvent.objects.filter(sequence=3).update(seal=seal)
    check_chain(by=None)

    assert "Nothing up to it was changed" not in _text(at_the_page, seal=seal)


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "a" * 65])
def test_what_is_no_seal_is_told_what_to_paste(at_the_page, typed):
    page = html.Page(at_the_page.post(reverse("record:chain"), {"seal": typed}).content.decode())

    assert page.title.startswith("Error: ") and "as it stands in the mail" in page.text


# --- a long record ------------------------------------------------------------------------------------------


@pytest.fixture
def queue(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(views, "LONG", 4)


def test_a_long_record_is_read_by_the_worker_and_the_page_says_so(queue, at_the_page, chair, db):
    write_events(5)

    first = html.Page(at_the_page.post(reverse("record:check"), follow=True).content.decode())
    again = html.Page(at_the_page.post(reverse("record:check"), follow=True).content.decode())

    assert "The portal reads 5 events now." in first.text
    assert "It is being checked already." in again.text and DBTaskResult.objects.count() == 1
    jobs.check_in_the_worker.func(chair.pk)
    assert ChainCheck.objects.get().events == 5


def test_as_many_queries_for_three_checks_as_for_one(at_the_page):
    write_events(2)
    check_chain(by=None)
    few = queries(at_the_page, reverse("record:chain"))
    for _ in range(2):
        check_chain(by=None)

    assert queries(at_the_page, reverse("record:chain")) == few
