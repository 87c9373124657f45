"""One form, sent by eight windows at the same moment, is one complaint with one code, on either database."""

import threading

import pytest
from django.db import connection
from django.test import Client

from audit.models import AuditEvent, Verb
from incidents.models import Case, Complaint, ComplaintDraft, EvidenceFile, Receipt
from incidents.views.complaints import throttle
from tests.incidents.made import School

from .filled import Complaining

EIGHT = 8


def _press_at_once(writing: Complaining, seen: str) -> list[tuple[int, str]]:
    """What eight windows of one browser are answered, in which the button is pressed at the same moment."""
    answers, ready = [], threading.Barrier(EIGHT)

    def press(client: Client) -> None:
        try:
            ready.wait(60)
            answer = client.post(writing.at("check"), {"send": "1", "seen": seen})
            answers.append((answer.status_code, answer.headers.get("Location", "")))
        finally:
            connection.close()

    clients = [Client() for _ in range(EIGHT)]
    for client in clients:
        client.cookies = writing.client.cookies
    taps = [threading.Thread(target=press, args=[client]) for client in clients]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # eight windows at once
@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.long)])
def test_eight_posts_of_one_form_at_once_are_one_complaint(transactional_tables, monkeypatch, times):
    School().everybody_leading()
    for most in ("SENT_BY_ONE", "BEGUN_BY_ONE"):
        monkeypatch.setattr(throttle, most, 10_000)
    wrong = []

    for _ in range(times):
        writing = Complaining().fill()
        answers = _press_at_once(writing, writing.seen())
        receipt = writing.look("sent")
        if answers != [(302, writing.at("sent"))] * EIGHT or not receipt.context.get("code"):
            wrong.append(answers)

    assert wrong == []
    found = (Case, Complaint, Receipt)
    assert {model.__name__: model.objects.count() for model in found} == dict.fromkeys(
        (model.__name__ for model in found), times
    )
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_SENT).count() == times
    assert not ComplaintDraft.objects.exists()
    assert not EvidenceFile.objects.exists()
