"""The pages of evidence: who reaches them, what is said there, how a file is given out."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents import just_reported
from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction
from incidents.actions.handling import assign_case
from incidents.models import EvidenceFile
from incidents.walls import Standing
from tests import html
from tests.conftest import LookingClient

from .filed import added, address, on_the_disk, safe, send
from .hostile_files import REFUSED, SAFE
from .hostile_pictures import CANARY, PNG
from .made import about, again, report

ANYBODY = ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter", "handler", "colleague")


def _remembered(client, case) -> None:
    """As after sending the report in this session."""
    session = client.session
    just_reported.remember(session, case)
    session.save()


def _statuses(client, school, url: str, *, post: bool = False) -> dict[str, int]:
    found = {}
    for name in ANYBODY:
        client.force_login(again(getattr(school, name)))
        found[name] = (client.post(url) if post else client.get(url)).status_code
    return found


def _reached(statuses: dict[str, int], *more: int) -> set[str]:
    assert set(statuses.values()) <= {200, 403, 404, *more}
    return {name for name, status in statuses.items() if status not in {403, 404}}


# --- who ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "whose", "adding", "fetching"),
    [
        (None, "", {"head", "dsl", "handler", "reporter"}, {"head", "dsl", "handler"}),
        (Standing.STAFF, "colleague", {"head"}, {"head", "handler"}),
        (Standing.HEAD, "head", {"chair"}, {"chair"}),
        (Standing.GOVERNOR, "governor", {"clerk"}, {"clerk"}),
    ],
)
def test_who_adds_and_who_fetches(client, school, standing, whose, adding, fetching):
    case = report(school.reporter, *([about(getattr(school, whose), standing)] if standing else []))
    file = added(case, school.reporter, is_reporting=True)
    if "handler" in fetching:
        assign_case(case=case, user=school.handler, by=school.head)
    page = reverse("incidents:evidence-new", args=[case.public_id])

    assert _reached(_statuses(client, school, page)) == adding
    assert _reached(_statuses(client, school, page, post=True), 422) == adding
    assert _reached(_statuses(client, school, address(file))) == fetching


def test_who_has_just_reported_adds_in_that_session_for_an_hour(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    page = reverse("incidents:evidence-new", args=[case.public_id])
    client.force_login(school.reporter)
    before = client.get(page).status_code
    _remembered(client, case)

    assert (before, client.get(page).status_code, send(client, case).status_code) == (404, 200, 302)
    assert case.evidence.get().added_by == school.reporter
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        client.force_login(school.reporter)
        _remembered(client, case)
        assert (client.get(page).status_code, send(client, case).status_code) == (404, 404)
    assert case.evidence.count() == 1


def test_what_one_session_remembers_opens_nothing_for_another_person(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    client.force_login(school.colleague)
    _remembered(client, case)

    assert send(client, case).status_code == 404
    assert on_the_disk() == []


def test_a_file_that_does_not_exist_looks_like_one_that_is_not_for_you(client, school):
    file = added(report(school.reporter), school.reporter)
    client.force_login(school.colleague)

    for name in ("evidence", "evidence-sealing", "evidence-destruction", "evidence-destruction-confirmation"):
        method = client.post if name in {"evidence-sealing", "evidence-destruction-confirmation"} else client.get
        nowhere = reverse(f"incidents:{name}", args=[uuid.uuid4()])
        statuses = {method(url).status_code for url in (address(file, name), nowhere)}
        assert len(statuses) == 1 and statuses <= {403, 404}, name


# --- sent -----------------------------------------------------------------------------------------------------


def test_what_may_never_be_uploaded_stands_beside_the_box(client, school):
    client.force_login(school.head)

    page = html.Page(
        client.get(reverse("incidents:evidence-new", args=[report(school.reporter).public_id])).content.decode()
    )

    words = page.text
    for said in (
        "Never upload a naked or sexual picture of a child",
        "Do not look at it",
        "UKCIS",
        "safeguarding lead",
    ):
        assert said in words


def test_several_files_are_sent_at_once_and_listed_on_the_page_of_the_incident(client, school):
    case = report(school.reporter)
    client.force_login(school.head)

    response = send(client, case, ("one.png", PNG), ("two.txt", b"Words <b>bold</b>."), note="In the chat. <i>")

    assert response.url == case.get_absolute_url()
    assert list(case.evidence.values_list("name", "note")) == [
        ("one.png", "In the chat. <i>"),
        ("two.txt", "In the chat. <i>"),
    ]
    page = client.get(response.url).content.decode()
    assert "In the chat. &lt;i&gt;" in page and "two.txt" in page


def test_a_form_that_is_sent_twice_is_one(client, school):
    case, key = report(school.reporter), str(uuid.uuid4())
    client.force_login(school.head)

    for _ in range(2):
        assert send(client, case, form_key=key).status_code == 302
    assert case.evidence.count() == 1


def test_one_file_that_is_refused_keeps_none_and_the_words_stay(client, school):
    case = report(school.reporter)
    client.force_login(school.head)

    response = send(client, case, ("one.png", PNG), ("two.png", b"MZ" + bytes(60)), note="Seen at the gate.")

    page = response.content.decode()
    assert response.status_code == 422
    assert "File 2 of 2: This is a program." in page and "None of these files was kept." in page
    assert "Seen at the gate." in page
    assert (case.evidence.count(), on_the_disk()) == (0, [])


def test_without_a_file_or_with_eleven_it_is_said(client, school):
    case = report(school.reporter)
    client.force_login(school.head)

    none, many = send(client, case, evidence=""), send(client, case, *[(f"{n}.png", PNG) for n in range(11)])

    assert (none.status_code, many.status_code) == (422, 422)
    assert "Choose at least one file." in none.content.decode()
    assert "Choose up to 10 files at once" in many.content.decode()


def test_of_a_hundred_files_sent_to_do_harm_none_is_stored(client, school):
    """Ten at a time, each named in its place; a file without a byte is not even taken for a file."""
    case, labels = report(school.reporter), sorted(label for label in REFUSED if REFUSED[label])
    client.force_login(school.head)

    for at in range(0, len(labels), 9):
        some = [*labels[at : at + 9], "GIF"]
        response = send(client, case, *[(f"{label}.png", REFUSED[label]) for label in some])

        page = response.content.decode()
        assert response.status_code == 422
        assert [f"File {n} of {len(some)}: " in page for n in range(1, len(some) + 1)] == [True] * len(some)
        assert CANARY not in page
    assert len(labels) > 90
    assert (case.evidence.count(), on_the_disk()) == (0, [])


def test_where_there_is_no_room_it_is_said_and_the_words_stay(client, school, settings):
    case = report(school.reporter)
    settings.DISK_FLOOR_BYTES = 10**18
    client.force_login(school.head)

    response = send(client, case, note="Seen at the gate.")

    page = response.content.decode()
    assert response.status_code == 507
    assert "Not sent: the portal has no room to write just now." in page and "Seen at the gate." in page
    assert (case.evidence.count(), on_the_disk()) == (0, [])


def test_to_a_closed_incident_nothing_is_added_and_it_is_said(client, school):
    case = report(school.reporter)
    type(case).objects.filter(pk=case.pk).update(state="closed", closed_at=timezone.now())
    client.force_login(school.reporter)

    response = send(client, case)

    assert response.status_code == 409
    assert "is closed, so nothing can be added to it" in response.content.decode()


# --- fetched --------------------------------------------------------------------------------------------------


KINDS = (
    "JPEG with notes",
    "PNG with a page behind it",
    "WEBP with notes",
    "PDF with a page behind it",
    "text with marks",
)
TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain; charset=utf-8"]


def test_every_file_is_given_out_as_an_attachment_under_its_checked_kind_in_a_sandbox(client, school):
    case = report(school.reporter)
    client.force_login(school.head)
    assert send(client, case, *[("page.html", SAFE[kind][0]) for kind in KINDS]).status_code == 302

    answers = [client.get(address(file)) for file in case.evidence.order_by("pk")]

    assert [answer["Content-Type"] for answer in answers] == TYPES
    for answer in answers:
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert ".html" not in answer["Content-Disposition"]
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store, private")
    assert AuditEvent.objects.about(case).filter(verb=Verb.EVIDENCE_OPENED, by_id=school.head.pk).count() == 5


def test_a_damaged_file_is_told_on_the_page_of_the_incident(client, school):
    case = report(school.reporter)
    file = added(case, school.head)
    EvidenceFile.objects.filter(pk=file.pk).update(sha256_kept="0" * 64)
    client.force_login(school.head)

    response = client.get(address(file), follow=True)

    assert response.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "damaged or missing on the server" in response.content.decode()


def test_36_c3_a_screenshot_is_not_reached_without_signing_in_nor_guessed_and_each_fetching_is_recorded(client, school):
    case = report(school.reporter)
    file = added(case, school.reporter)
    url = address(file)

    nobody = client.get(url)
    client.force_login(school.head)
    fetched = client.get(url)

    assert (nobody.status_code, nobody.url) == (302, f"/accounts/login/?next={url}")
    assert (fetched.content, len(file.public_id.hex), file.public_id.version) == (safe().content, 32, 4)
    recorded = AuditEvent.objects.about(case).filter(verb=Verb.EVIDENCE_OPENED)
    assert [event.by_id for event in recorded] == [school.head.pk]


# --- sealed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reporter", "head", "dsl"])
def test_one_press_seals_it_and_it_is_not_there_for_anybody(client, school, who):
    case = report(school.reporter)
    file = added(case, school.reporter)
    client.force_login(getattr(school, who))

    response = client.post(address(file, "evidence-sealing"), follow=True)

    assert "Sealed. Nobody can open this file any more" in response.content.decode()
    assert set(_statuses(client, school, address(file)).values()) <= {403, 404}
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


def test_where_one_alone_reads_the_page_says_that_it_stays_sealed(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    file = seal_evidence(evidence=added(case, school.chair), by=school.chair)
    client.force_login(school.chair)

    page = client.get(address(file, "evidence-destruction")).content.decode()

    assert "It stays sealed." in page and "Ask for its destruction" not in page


def test_who_may_destroy(client, school):
    case = report(school.reporter, about(school.colleague), child_at_risk=True)
    file = seal_evidence(evidence=added(case, school.head), by=school.head)
    assign_case(case=case, user=school.handler, by=school.head)

    assert _reached(_statuses(client, school, address(file, "evidence-destruction"))) == {"head", "dsl"}


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
