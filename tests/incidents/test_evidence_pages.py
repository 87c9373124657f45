"""The pages of evidence: who reaches them, what is said there, how a file is given out."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents import just_reported
from incidents.actions.dealing import assign_case
from incidents.walls import Standing
from tests import html

from .filed import added, address, on_the_disk, reached, send, statuses_of
from .hostile_files import REFUSED
from .hostile_pictures import CANARY, PNG
from .made import about, report


def _remembered(client, case) -> None:
    """As after sending the report in this session."""
    session = client.session
    just_reported.remember(session, case)
    session.save()


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

    assert reached(statuses_of(client, school, page)) == adding
    assert reached(statuses_of(client, school, page, post=True), 422) == adding
    assert reached(statuses_of(client, school, address(file))) == fetching


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
