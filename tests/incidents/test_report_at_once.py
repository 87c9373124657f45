"""One form, sent by eight at the same moment, is one record: with transactions of their own, on either database."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb
from incidents.models import Case, CaseStep, Incident, ReportDraft, TimelineEntry
from people.models import Notification, User

from .filled import Reporting
from .made import School

EIGHT = 8


def _press_at_once(user: User, key: uuid.UUID, seen: str) -> list[tuple[int, str]]:
    """What each of eight browsers of one person is answered, who all press the button at the same moment."""
    clients, answers, ready = [], [], threading.Barrier(EIGHT)
    for _ in range(EIGHT):
        clients.append(Client())
        clients[-1].force_login(user)

    def press(client: Client) -> None:
        try:
            ready.wait(60)
            answer = client.post(reverse("incidents:report-check", args=[key]), {"send": "1", "seen": seen})
            answers.append((answer.status_code, answer.headers.get("Location", "")))
        finally:
            connection.close()

    taps = [threading.Thread(target=press, args=[client]) for client in clients]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # eight people press at once
@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.long)])
def test_eight_posts_of_one_form_at_once_are_one_record(transactional_tables, times):
    school = School().everybody_leading()
    client = Client()
    client.force_login(school.reporter)
    wrong = []

    for _ in range(times):
        writing = Reporting(client)
        writing.begin()
        writing.say_who()
        seen = writing.look("report-check").context["seen"]
        answers = _press_at_once(school.reporter, writing.key, seen)
        if answers != [(302, writing.address("report-sent"))] * EIGHT:
            wrong.append(answers)

    assert wrong == []
    found = (Case, Incident, TimelineEntry, Notification)
    assert {model.__name__: model.objects.count() for model in found} == dict.fromkeys(
        (model.__name__ for model in found), times
    )
    assert AuditEvent.objects.filter(verb=Verb.INCIDENT_REPORTED).count() == times
    assert CaseStep.objects.count() == times * 4  # as many as are proposed for a picture
    assert not ReportDraft.objects.exists()


def test_a_press_that_meets_the_moment_in_which_it_is_sent_leads_to_the_confirmation(db, monkeypatch):
    """Between "was it sent?" and "where is its draft?" another press sends it: no page is missing then."""
    school = School().everybody_leading()
    client = Client()
    client.force_login(school.reporter)
    writing = Reporting(client)
    writing.begin()
    writing.say_who()
    answers = iter([False, True])

    def another_sends_it(*_) -> bool:
        ReportDraft.objects.all().delete()
        return next(answers)

    monkeypatch.setattr("incidents.views.drafts.was_sent", another_sends_it)
    answer = client.post(reverse("incidents:report-check", args=[writing.key]), {"send": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (302, writing.address("report-sent"))
