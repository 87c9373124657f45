"""One form, sent by eight at the same moment, is one message, one file, one next stage; on either database."""

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from audit.models import AuditEvent, Verb
from incidents.complaints.codes import new_code
from incidents.models import EvidenceFile, Receipt, TimelineEntry
from people.models import Notification
from people.sealing import unseal
from tests.incidents.made import School

from .answered import answered
from .coming_back import Way, enter
from .made import complain

EIGHT = 8
ADDED = "something was added"


def _at_once(clients: list[Client], address: str, typed: dict[str, str], *, file: bool = False) -> list[int]:
    """What each of eight browsers is answered, which all press the button at the same moment."""
    answers, ready = [], threading.Barrier(len(clients))

    def press(client: Client) -> None:
        try:
            ready.wait(60)
            more = {"evidence": SimpleUploadedFile("chat.txt", b"words")} if file else {}
            answers.append(client.post(address, {**typed, **more}).status_code)
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
@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.long)])
def test_eight_posts_of_one_form_at_once_are_one(transactional_tables, times):
    school, code = School().everybody_leading(), new_code()
    case = complain(code=code)
    clients = [Client(REMOTE_ADDR=f"203.0.113.{n}") for n in range(EIGHT)]
    for client in clients:
        assert enter(client, case.reference, code).status_code == 302
    way = Way(clients[0], case)

    for _ in range(times):
        typed = {"text": "I saw it on Monday.", "form_key": str(uuid.uuid4())}
        assert _at_once(clients, way.address("message"), typed) == [302] * EIGHT
    assert TimelineEntry.objects.filter(kind="by_author").count() == times
    assert Notification.objects.filter(subject__contains=ADDED).count() == times
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_ADDED).count() == times

    once = {"note": "Seen.", "form_key": str(uuid.uuid4())}
    assert _at_once(clients, way.address("files"), once, file=True) == [302] * EIGHT
    assert EvidenceFile.objects.count() == 1

    answered(case, school.head)
    assert _at_once(clients, way.address("stage"), {"why": "No.", "form_key": str(uuid.uuid4())}) == [302] * EIGHT
    assert AuditEvent.objects.filter(verb=Verb.COMPLAINT_NEXT_STAGE).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_mailed_code_typed_by_eight_at_once_opens_one_browser(transactional_tables):
    School().everybody_leading()
    case = complain()
    Client().post("/complaints/status/code/", {"reference": case.reference})
    code = unseal(bytes(Notification.objects.get(is_secret=True).sealed)).split()[0]
    clients = [Client(REMOTE_ADDR=f"203.0.113.{n}") for n in range(EIGHT)]

    typed = {"reference": case.reference, "code": code}
    answers = _at_once(clients, "/complaints/status/code/typed/", typed)

    assert sorted(answers) == [302] + [422] * (EIGHT - 1)
    assert Receipt.objects.count() == 1
