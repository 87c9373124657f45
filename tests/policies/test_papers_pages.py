"""Who gets which document as PDF, what is kept of it where, and what is on record (issue 4, 9; access matrix)."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import User
from people.pdf import rendering
from people.roles import Role
from policies.actions import begin_draft
from policies.actions.letters import make_letter
from policies.models import Policy, PolicyVersion
from policies.views import papers
from tests.factories import UserFactory
from tests.people.read_paper import ReadPaper

from .readers import RULES, agree, ask, publish, somebody
from .wordings import a_rule

pytestmark = pytest.mark.django_db
POLICY, PHONES = "/policies/social-media/", "/policies/phones/"
PUBLIC = ("policy.pdf", "versions/1/policy.pdf", "for/staff/card.pdf", "for/parents/card.pdf", "compare/changes.pdf")
REGISTER = f"{PHONES}acknowledgements/register.pdf"


@pytest.fixture
def made(monkeypatch) -> list[bytes]:
    """What was asked of the child process, which is not started: its papers are looked at elsewhere."""
    asked: list[bytes] = []
    monkeypatch.setattr(rendering, "_KEPT", rendering.Kept(10_000))
    monkeypatch.setattr(rendering, "_ask_child", lambda request: asked.append(request) or b"%PDF-1.7 made")
    return asked


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_gets_what_is_public_without_a_cookie_and_to_keep_for_five_minutes(client, version, made, name):
    response = client.get(POLICY + name)

    assert (response.status_code, response.content) == (200, b"%PDF-1.7 made")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="Social media policy')
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize("name", PUBLIC)
def test_who_has_it_already_is_told_so_without_its_being_made_again(client, version, made, name):
    tag = client.get(POLICY + name)["ETag"]
    rendering._KEPT = rendering.Kept(0)
    again = client.get(POLICY + name, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (tag, "public, max-age=300")
    assert not again.cookies
    assert len(made) == 1
    assert client.get(POLICY + name, headers={"if-none-match": '"another"'}).status_code == 200


def test_it_is_made_once_for_all_readers_of_a_day_and_anew_when_anything_on_it_changes(client, version, made):
    for _ in range(3):
        client.get(f"{POLICY}policy.pdf")
    assert len(made) == 1
    Policy.objects.update(title="Phones and posts")
    client.get(f"{POLICY}policy.pdf")
    assert len(made) == 2


def test_somebody_signed_in_keeps_nothing_on_the_device(client, version, made, teacher):
    client.force_login(teacher)
    response = client.get(f"{POLICY}policy.pdf")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["policy.pdf", "for/staff/card.pdf"])
def test_what_is_not_in_force_has_no_paper_of_today(client, version, made, name):
    PolicyVersion.objects.update(status="withdrawn", withdrawn_on=timezone.localdate())

    assert client.get(POLICY + name).status_code == 404
    assert client.get(f"{POLICY}versions/1/policy.pdf").status_code == 200


@pytest.mark.parametrize(
    "name", ["nobody.pdf", "versions/9/policy.pdf", "for/aliens/card.pdf", "compare/changes.pdf?to=9"]
)
def test_what_does_not_exist_is_not_found(client, version, made, name):
    assert client.get(POLICY + name).status_code == 404
    assert client.get(f"/policies/nothing/{name}").status_code == 404


@pytest.mark.parametrize("name", ["versions/2/policy.pdf", "compare/changes.pdf?from=1&to=2"])
def test_a_draft_is_there_for_those_who_may_read_it_and_for_nobody_else(client, version, head, governor, made, name):
    begin_draft(policy=version.policy, by=head)
    for user in (head, governor):
        client.force_login(user)
        response = client.get(POLICY + name)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"] and "ETag" not in response
    assert len(rendering._KEPT._held) == 0
    for role in (Role.STAFF, Role.OFFICE, Role.PARENT, Role.DPO):
        client.force_login(UserFactory(role=role))
        assert client.get(POLICY + name).status_code == 404
    assert Client().get(POLICY + name).status_code == 404


def test_the_letter_is_for_who_writes_it_once_it_is_made(client, version, office, head, teacher, made):
    teacher.assignments.update(ends_on=timezone.localdate())
    address = reverse("policies:leaver-letter-pdf", args=[teacher.pk])
    client.force_login(office)
    assert client.get(address).status_code == 404
    make_letter(user=teacher, by=office)

    for user in (office, head):
        client.force_login(user)
        response = client.get(address)
        assert (response.status_code, response.content) == (200, b"%PDF-1.7 made")
        assert "no-store" in response["Cache-Control"]
    for role in (Role.STAFF, Role.DSL, Role.CHAIR, Role.PARENT):
        client.force_login(UserFactory(role=role))
        assert client.get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.fixture
def phones(head, chair) -> PolicyVersion:
    version = publish(*RULES, a_rule("A5"), by=head, chair=chair)
    ask(version.policy, head)
    return version


@pytest.mark.slow  # a child process
def test_the_register_names_all_who_are_asked_and_at_its_foot_who_took_it_and_when(client, phones, head):
    colleague = somebody(Role.STAFF, forename="Zoë", surname="O’Neill")
    stubborn = somebody(Role.DSL, surname="Pike")
    agree(phones, head)
    agree(phones, stubborn, agrees=False, reason="My *sister*\nworks #here.")
    client.force_login(head)
    paper = ReadPaper(client.post(REGISTER).content)

    assert paper.title == "Who has read it: Phones"
    figures, left, agreed = paper.all("Table")
    assert figures.words == "Who is asked Have agreed Cannot agree Not yet Staff 1 of 3 1 1"
    assert f"{colleague} Staff" in left.words
    assert f"{head} Staff 1" in agreed.words
    assert f"{stubborn} Staff, version 1" in paper.words
    assert paper.all("BlockQuote")[0].words == "My *sister*works #here."
    assert phones.acknowledgements.first().text_hash in paper.words
    assert f"Taken from the portal by {head} on" in paper.seen


def test_the_register_is_for_those_who_see_names_and_its_taking_is_on_record(client, phones, head, made):
    for role in (Role.OFFICE, Role.STAFF, Role.CHAIR, Role.CLERK, Role.GOVERNOR, Role.PARENT):
        client.force_login(UserFactory(role=role))
        assert client.post(REGISTER).status_code == 403
    client.force_login(head)
    assert client.get(REGISTER).status_code == 405
    response = client.post(REGISTER)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert str(head).split()[-1] in response["Content-Disposition"]
    [event] = AuditEvent.objects.filter(verb=Verb.POLICY_REGISTER_EXPORTED)
    assert event.details["form"] == "pdf" and event.details["number"] == 1
    assert event.by == head


def test_the_register_asks_for_a_fresh_proof_of_who_it_is(client, phones, head, made):
    client.force_login(head)
    assert client.post(REGISTER).content == b"%PDF-1.7 made"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=8)):
        assert client.post(REGISTER).content != b"%PDF-1.7 made"


def test_what_cannot_be_made_is_said_in_words_and_not_on_record(client, phones, head, monkeypatch):
    def refuse(*_: object) -> bytes:
        raise rendering.NoPaper(rendering.TOO_LONG)

    monkeypatch.setattr(papers, "rendered", refuse)
    monkeypatch.setattr(papers, "kept", refuse)
    public = client.get(f"{PHONES}policy.pdf")
    client.force_login(head)
    private = client.post(REGISTER)

    for response in (public, private):
        assert response.status_code == 503
        assert "This is too long for one PDF." in response.content.decode()
    assert "Cache-Control" not in public and "ETag" not in public and not public.cookies
    assert not AuditEvent.objects.filter(verb=Verb.POLICY_REGISTER_EXPORTED).exists()


@pytest.mark.parametrize(
    ("page", "pdf"),
    [
        (POLICY, f"{POLICY}policy.pdf"),
        (f"{POLICY}for/helpers/", f"{POLICY}for/helpers/card.pdf"),
        (f"{POLICY}versions/1/", f"{POLICY}versions/1/policy.pdf"),
    ],
)
def test_each_page_has_its_pdf_beside_it(client, version, page, pdf):
    assert f'href="{pdf}">Download as PDF</a>' in client.get(page).content.decode()


def test_a_day_in_the_past_leads_to_the_paper_of_that_version(client, version):
    page = client.get(f"{POLICY}?on={timezone.localdate() - dt.timedelta(days=3)}").content.decode()

    assert f'href="{POLICY}versions/1/policy.pdf">Download as PDF</a>' in page


def test_pages_for_few_have_their_pdf_beside_them_too(client, phones, head, chair, version):
    publish(a_rule("A1", text="New."), by=head, chair=chair)
    leaver: User = somebody(Role.STAFF)
    leaver.assignments.update(ends_on=timezone.localdate())
    make_letter(user=leaver, by=head)
    client.force_login(head)

    assert f'action="{REGISTER}"' in client.get(f"{PHONES}acknowledgements/").content.decode()
    assert "compare/changes.pdf?from=1&amp;to=2" in client.get(f"{PHONES}compare/").content.decode()
    letter = reverse("policies:leaver-letter", args=[leaver.pk])
    assert f'href="{letter}letter.pdf"' in client.get(letter).content.decode()


def test_papers_take_as_many_queries_for_two_hundred_rules_as_for_ten(client, head, chair, made):
    few = publish(*(a_rule(f"A{n}") for n in range(10)), by=head, chair=chair, slug="few")
    many = publish(*(a_rule(f"A{n}") for n in range(200)), by=head, chair=chair, slug="many")
    counts = []
    for version in (few, many):
        for name in ("policy.pdf", "for/staff/card.pdf"):
            with CaptureQueriesContext(connection) as seen:
                client.get(f"/policies/{version.policy.slug}/{name}")
            counts.append(len(seen))

    assert counts[:2] == counts[2:]
