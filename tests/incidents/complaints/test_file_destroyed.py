"""Sealed files of complaints: destroyed by two people, as those of incidents, behind every wall."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction
from incidents.complaints.abouts import About
from incidents.models import Case, EvidenceFile
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.filed import added, on_the_disk
from tests.incidents.made import again
from tests.incidents.pages import page_of, send, text_of

from .made import complain

WHY = "It shows somebody who has nothing to do with it."
# Whom it is about, who owns it and asks, who confirms.
TWO = [
    (About.SCHOOL, "head", "dsl"),
    (About.STAFF, "head", "dsl"),
    (About.GOVERNOR, "clerk", "dsl"),
    (About.HEAD, "chair", "dsl"),
    (About.CLERK, "chair", "dsl"),
    (About.CHAIR, "clerk", "dsl"),
    (About.BOARD, "clerk", "dsl"),
    (About.UNSURE, "clerk", "dsl"),
]
EVERYBODY = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "handler", "colleague")


def sealed(case: Case, owner) -> EvidenceFile:
    file = seal_evidence(evidence=added(case, owner), by=owner)
    Notification.objects.all().delete()
    return file


@pytest.mark.parametrize(("about", "first", "second"), TWO)
def test_one_asks_on_the_page_and_the_other_destroys_it_and_reads_the_reason_alone(
    client, school, django_capture_on_commit_callbacks, about, first, second
):
    case = complain(about)
    asks, confirms = getattr(school, first), again(getattr(school, second))
    file = sealed(case, asks)
    assert "Have it destroyed" in text_of(page_of(client, asks, "complaint", case.public_id))
    empty = send(client, asks, "complaint-evidence-destruction", file.public_id, reason=" ")
    asked = send(client, asks, "complaint-evidence-destruction", file.public_id, reason=WHY)

    assert (empty.status_code, "Write why it is to be destroyed." in empty.content.decode()) == (422, True)
    assert asked.url == reverse("incidents:complaint-evidence-destruction", args=[file.public_id])
    [mail] = Notification.objects.all()
    assert mail.user == confirms and asked.url in mail.body
    offered = text_of(page_of(client, confirms, "complaint-evidence-destruction", file.public_id))
    assert WHY in offered and "nothing else: the complaint stays" in offered
    assert file.name not in offered and str(asks) in offered
    assert page_of(client, confirms, "complaint", case.public_id).status_code == 404
    for name in set(EVERYBODY) - {first, second}:
        user = again(getattr(school, name))
        for what in ("complaint-evidence-destruction", "complaint-evidence-destruction-confirmation"):
            assert send(client, user, what, file.public_id).status_code in {403, 404}, name
    with django_capture_on_commit_callbacks(execute=True):
        send(client, confirms, "complaint-evidence-destruction-confirmation", file.public_id)
    assert on_the_disk() == []
    assert "Destroyed" in text_of(page_of(client, again(asks), "complaint", case.public_id))


def test_one_about_personal_data_is_the_data_protection_officers_and_the_leads(client, school):
    dpo = UserFactory(role=Role.DPO)
    file = sealed(complain(About.DATA), dpo)
    asked = send(client, dpo, "complaint-evidence-destruction", file.public_id, reason=WHY)

    assert asked.status_code == 302
    assert file.destruction.second_role == Role.DSL


def test_the_pages_of_incidents_destroy_no_file_of_a_complaint_and_these_none_of_an_incident(client, school):
    file = sealed(complain(), school.head)

    for end in ("", "-confirmation"):
        assert send(client, school.head, f"evidence-destruction{end}", file.public_id).status_code == 404
    from_here = "complaint-evidence-destruction"
    assert page_of(client, school.head, from_here, file.public_id).status_code == 200


@pytest.mark.parametrize("end", ["", "-confirmation"])
def test_it_needs_a_fresh_proof_of_who_it_is(client, school, end):
    file = sealed(complain(), school.head)
    if end:
        ask_destruction(evidence=file, reason=WHY, by=school.head)
    client.force_login(school.dsl if end else school.head)
    address = reverse(f"incidents:complaint-evidence-destruction{end}", args=[file.public_id])
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=8)):
        assert client.post(address, {"reason": WHY}).status_code == 401
    assert EvidenceFile.objects.get().destroyed_at is None


def test_a_file_that_is_open_has_no_such_page(client, school):
    file = added(complain(), school.head)

    assert page_of(client, school.head, "complaint-evidence-destruction", file.public_id).status_code == 404
