"""The pages on which a file is sealed, and destroyed by two people."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents.actions.dealing import assign_case
from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction
from incidents.models import EvidenceFile
from incidents.walls import Standing
from tests.conftest import LookingClient

from .filed import added, address, on_the_disk, reached, safe, statuses_of
from .made import about, report

# --- sealed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reporter", "head", "dsl"])
def test_one_press_seals_it_and_it_is_not_there_for_anybody(client, school, who):
    case = report(school.reporter)
    file = added(case, school.reporter)
    client.force_login(getattr(school, who))

    response = client.post(address(file, "evidence-sealing"), follow=True)

    assert "Sealed. Nobody can open this file any more" in response.content.decode()
    assert set(statuses_of(client, school, address(file)).values()) <= {403, 404}
    assert safe().content not in response.content


@pytest.mark.parametrize("who", ["reporter", "head"])
def test_the_button_bears_the_token_without_which_nothing_is_taken(school, who):
    case = report(school.reporter)
    file = added(case, school.reporter)
    client = LookingClient(enforce_csrf_checks=True)
    client.force_login(getattr(school, who))
    page = case.get_absolute_url() if who == "head" else reverse("incidents:evidence-new", args=[case.public_id])

    form = client.get(page).content.decode().partition(f'action="{address(file, "evidence-sealing")}"')[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.partition("</form>")[0])
    assert token
    assert client.post(address(file, "evidence-sealing")).status_code == 403
    assert client.post(address(file, "evidence-sealing"), {"csrfmiddlewaretoken": token[1]}).status_code == 302


def test_sealing_takes_a_post(client, school):
    file = added(report(school.reporter), school.head)
    client.force_login(school.head)

    assert client.get(address(file, "evidence-sealing")).status_code == 405
    assert EvidenceFile.objects.get().sealed_at is None


def test_who_added_a_file_sees_it_listed_with_the_button_and_no_way_to_open_it(client, school):
    case = report(school.reporter)
    file = added(case, school.reporter)
    client.force_login(school.reporter)

    page = client.get(reverse("incidents:evidence-new", args=[case.public_id])).content.decode()

    assert "chat.txt" in page and "I should not have uploaded this" in page
    assert f'href="{address(file)}"' not in page


# --- destroyed ------------------------------------------------------------------------------------------------


def test_one_asks_on_the_page_and_the_other_destroys_it(client, school, django_capture_on_commit_callbacks):
    case = report(school.reporter)
    file = seal_evidence(evidence=added(case, school.reporter), by=school.reporter)
    page, confirm = (address(file, f"evidence-destruction{more}") for more in ("", "-confirmation"))

    client.force_login(school.head)
    empty, asked = client.post(page, {"reason": " "}), client.post(page, {"reason": "As the police said."}, follow=True)
    own = client.post(confirm, follow=True)
    client.force_login(school.dsl)
    offered = client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(confirm, follow=True)

    assert (empty.status_code, "Write why it is to be destroyed." in empty.content.decode()) == (422, True)
    assert "It waits for the other of you." in asked.content.decode()
    assert "the other confirms" in own.content.decode()
    assert "As the police said." in offered and "Destroy the file" in offered
    assert "Destroyed" in done.content.decode()
    assert on_the_disk() == []


def test_where_one_alone_reads_the_page_names_the_second_who_reads_the_reason_and_nothing_else(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    file = seal_evidence(evidence=added(case, school.chair), by=school.chair)
    client.force_login(school.chair)

    page = client.get(address(file, "evidence-destruction")).content.decode()

    assert school.dsl.get_short_name() in page and "Ask for its destruction" in page
    assert "They read your reason and nothing else of this incident" in page


def test_who_may_destroy(client, school):
    case = report(school.reporter, about(school.colleague), child_at_risk=True)
    file = seal_evidence(evidence=added(case, school.head), by=school.head)
    assign_case(case=case, user=school.handler, by=school.head)

    assert reached(statuses_of(client, school, address(file, "evidence-destruction"))) == {"head", "dsl"}


@pytest.mark.parametrize("name", ["evidence-destruction", "evidence-destruction-confirmation"])
def test_destroying_needs_a_fresh_proof_of_who_it_is(client, school, name):
    file = seal_evidence(evidence=added(report(school.reporter), school.head), by=school.head)
    ask_destruction(evidence=file, reason="So.", by=school.head) if name.endswith("confirmation") else None
    client.force_login(school.dsl)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=8)):
        response = client.post(address(file, name), {"reason": "As the police said."})

    assert response.status_code == 401
    assert EvidenceFile.objects.get().destroyed_at is None


def test_a_file_that_is_not_sealed_has_no_such_page(client, school):
    file = added(report(school.reporter), school.head)
    client.force_login(school.head)

    assert client.get(address(file, "evidence-destruction")).status_code == 404
