"""What may stand against a complaint: programs, too many at once, a full disk. No word is lost, no receipt is false."""

import datetime as dt

import pytest
from django.db import OperationalError
from django.utils import timezone

from incidents.actions import complaining
from incidents.actions.complaint_drafts import sweep_drafts
from incidents.models import Case, ComplaintDraft, Receipt
from incidents.views.complaints import throttle

from .filled import Complaining

pytestmark = pytest.mark.django_db


@pytest.fixture
def writing(school) -> Complaining:
    return Complaining()


def _full(*args, **kwargs):
    raise OperationalError("database or disk is full")


def test_the_box_for_programs_is_hidden_from_everybody(writing):
    page = writing.fill().look("check").content.decode()

    box = page.index('name="homepage"')
    before = page[:box]
    assert before.rindex("<div hidden>") > before.rindex("</div>")


def test_a_program_that_fills_it_in_sends_nothing_and_a_person_presses_again(writing):
    writing.fill()
    answer = writing.send(homepage="https://buy.example")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "https://buy.example" not in page
    assert "Press the button again." in page
    assert not Case.objects.exists()
    assert writing.send().status_code == 302


def test_from_one_address_so_many_are_taken_and_the_words_wait(school, monkeypatch):
    monkeypatch.setattr(throttle, "SENT_BY_ONE", 2)
    answers = [Complaining().fill().send().status_code for _ in range(2)]
    third = Complaining().fill()
    refused = third.send()

    assert answers == [302, 302]
    assert (refused.status_code, Case.objects.count()) == (429, 2)
    assert "What you wrote is still here." in refused.content.decode()
    assert third.draft


def test_one_form_counts_once_however_many_windows_send_it_at_once(db, rf, monkeypatch):
    monkeypatch.setattr(throttle, "SENT_BY_ONE", 1)
    request = rf.post("/complaints/new/check/")

    assert [throttle.wait_to_send(request, "one-form") for _ in range(5)] == [0] * 5
    assert throttle.wait_to_send(request, "another-form") > 0
    assert throttle.wait_to_send(request, "another-form") > 0


def test_other_parents_are_not_locked_out(school, monkeypatch):
    monkeypatch.setattr(throttle, "SENT_BY_ONE", 1)
    for _ in range(3):
        Complaining().fill().send()
    elsewhere = Complaining()
    elsewhere.client.defaults["REMOTE_ADDR"] = "198.51.100.7"

    assert elsewhere.fill().send().status_code == 302


def test_where_the_disk_is_full_it_is_not_sent_and_no_receipt_says_so(writing, monkeypatch):
    writing.fill()
    with monkeypatch.context() as full:
        full.setattr(complaining.Receipt.objects, "create", _full)
        answer = writing.send()

    page = answer.content.decode()
    assert answer.status_code == 507
    assert "Not sent: the portal has no room to write just now. What you wrote is still here." in page
    assert "The newsletter showed my daughter" in page
    assert (Case.objects.count(), Receipt.objects.count()) == (0, 0)
    assert writing.send().status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize("page", ["you", "what"])
def test_where_the_disk_is_full_a_page_keeps_its_words_on_the_screen(writing, monkeypatch, page):
    writing.fill("you")
    typed = {"words": "It was the gate.", "happened_when": "today"}
    sent = {"you": {"name": "Nadia Ferrier-Orde", "reach_by": "code"}, "what": typed}[page]
    monkeypatch.setattr(ComplaintDraft, "save", _full)
    answer = writing.to(page, **sent)

    assert answer.status_code == 507
    assert "Not saved, and not sent" in answer.content.decode()
    assert {"you": "Nadia Ferrier-Orde", "what": "It was the gate."}[page] in answer.content.decode()


def test_a_draft_nobody_sends_is_swept_after_a_day(writing):
    writing.fill()
    assert sweep_drafts(timezone.now() + dt.timedelta(hours=23)) == 0
    assert sweep_drafts(timezone.now() + dt.timedelta(hours=25)) == 1
    assert not ComplaintDraft.objects.exists()
