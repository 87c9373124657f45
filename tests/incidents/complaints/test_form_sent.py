"""Sending the form: what was said comes true, the receipt, and the access code that is shown once."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from audit.models import Actor, AuditEvent
from incidents.complaints.codes import digest_of
from incidents.models import Case, Complaint, ComplaintDraft, Receipt
from people.models import RoleAssignment, Term
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page

from .filled import ANSWERS, Complaining
from .test_routing import READ_BY

pytestmark = pytest.mark.django_db
CODE = re.compile(r"(?:[2-9A-HJ-NP-Z]{5} ){4}[2-9A-HJ-NP-Z]{5}")


@pytest.fixture
def writing(school) -> Complaining:
    UserFactory(role=Role.DPO)
    return Complaining()


def _code(answer) -> str:
    found = CODE.search(answer.content.decode())
    assert found
    return found[0]


def test_it_is_sent_without_an_account_and_the_receipt_fits_it(writing):
    assert writing.fill().send().headers["Location"] == writing.at("sent")
    page = writing.look("sent")

    complaint = Complaint.objects.get()
    said = " ".join(Page(page.content.decode()).text.split())
    assert "We’ve got your complaint" in said
    assert complaint.case.reference in said
    assert f"{complaint.acknowledge_by:%A %-d %B %Y}" in said
    assert "The headteacher." in said
    assert Receipt.objects.get().digest == digest_of(_code(page))
    assert AuditEvent.objects.about(complaint.case).get().actor == Actor.PUBLIC
    assert not ComplaintDraft.objects.exists()


def test_the_receipt_holds_no_word_of_what_was_written(writing):
    writing.fill().send()
    typed = [value for page in ANSWERS.values() for value in page.values() if len(value) > 12]

    for answer in (writing.look("sent"), writing.to("receipt")):
        assert not [value for value in typed if value in answer.content.decode()]


def test_everything_typed_is_kept(writing):
    writing.fill(
        you={"wants_interpreter": "on", "language": "Polski", "written_by": "Ewa Friend", "is_name_withheld": "on"},
        what={"place": "online", "happened_on": timezone.localdate().isoformat()},
        who={"about": "staff", "about_name": "Mr Nobody Here"},
    ).send()

    said = Complaint.objects.get()
    kept = (said.name, said.email, said.child_name, said.language, said.written_by, said.place, said.about_name)
    assert kept == (
        "Nadia Ferrier", "nadia.ferrier@example.org", "Una Ferrier", "Polski", "Ewa Friend", "online", "Mr Nobody Here",
    )  # fmt: skip
    assert (said.wants_interpreter, said.is_name_withheld, said.happened_on) == (True, True, timezone.localdate())
    assert said.wish == ANSWERS["tried"]["wish"]


@pytest.mark.parametrize(("about", "role"), READ_BY)
def test_who_reads_it_is_said_before_sending_and_is_true_after(writing, about, role):
    writing.fill(who={"about": str(about), "no_name": "on"})
    before = writing.look("check")
    said = before.context["readers"].readers
    assert f"This will be read by {said.by}." in " ".join(Page(before.content.decode()).text.split())
    writing.send()

    case = Case.objects.get()
    assert case.owner_role == said.owner == role
    assert f"{said.as_start}." in writing.look("sent").content.decode()


def test_a_name_that_may_be_the_headteacher_changes_the_sentence_at_once(writing, school):
    name = str(school.head)
    answer = writing.to("reader", about="staff", about_name=name)
    plain = writing.to("reader", about="staff", about_name="Nobody Known")

    assert "This will be read by the chair of governors." in answer.content.decode()
    assert "This will be read by the headteacher." in plain.content.decode()
    writing.fill(who={"about": "staff", "about_name": name}).send()
    assert Case.objects.get().owner_role == Role.CHAIR


def test_where_nobody_could_read_it_says_whom_to_write_to_and_has_no_button(writing, school):
    RoleAssignment.objects.filter(role__in=[Role.CLERK, Role.CHAIR, Role.VICE_CHAIR]).delete()
    writing.fill(who={"about": "head"})

    page = writing.look("check").content.decode()
    assert "Nobody here can read this just now." in page and "Ring the school office" in page
    assert "Send my complaint" not in page
    assert writing.send().status_code == 422
    assert not Case.objects.exists()
    assert writing.draft


def test_who_reads_it_changed_meanwhile_is_said_before_it_is_sent(writing):
    writing.fill()
    answer = writing.to("check", seen="chair:clerk", send="1")

    assert answer.status_code == 422
    assert "Who reads it has changed" in answer.content.decode()
    assert not Case.objects.exists()


def test_sent_twice_it_is_one_with_one_code(writing):
    seen = writing.fill().seen()
    writing.to("check", seen=seen)
    first = _code(writing.look("sent"))
    again = writing.to("check", seen=seen)

    assert again.headers["Location"] == writing.at("sent")
    assert (Case.objects.count(), _code(writing.look("sent"))) == (1, first)


def test_the_code_is_gone_after_an_hour_and_in_every_other_browser(writing):
    writing.fill().send()
    now = timezone.now()

    assert _code(writing.look("sent")) == _code(writing.look("sent"))
    assert not CODE.search(Client().get(writing.at("sent")).content.decode())
    with time_machine.travel(now + dt.timedelta(minutes=61)):
        assert not CODE.search(writing.look("sent").content.decode())


def test_who_has_kept_it_takes_it_off_the_browser(writing):
    writing.fill().send()
    writing.to("receipt-kept")

    assert not CODE.search(writing.look("sent").content.decode())


def test_the_code_stands_nowhere_in_the_database(writing):
    writing.fill().send()
    code = _code(writing.look("sent"))

    for model in (Receipt, Complaint, Case, AuditEvent):
        for row in model.objects.values():
            assert code not in str(row)
            assert code.replace(" ", "") not in str(row)


def test_the_receipt_as_a_file_is_kept_by_no_cache(writing):
    writing.fill().send()
    answer = writing.to("receipt")

    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert _code(answer) == _code(writing.look("sent"))
    assert writing.client.get(writing.at("receipt")).status_code == 405


def test_who_is_signed_in_finds_it_again_and_who_stays_anonymous_does_not(writing, school):
    mother = UserFactory(role=Role.PARENT)
    writing.client.force_login(mother)
    writing.fill().send()
    writing.fill(you={"is_anonymous": "on"}).send()

    named, unnamed = Case.objects.order_by("pk")
    assert (named.reported_by, unnamed.reported_by) == (mother, None)
    said = unnamed.complaint
    assert (said.name, said.email, said.child_name, said.reach_by) == ("", "", "", "code")
    assert AuditEvent.objects.about(unnamed).get().by is None


def test_on_christmas_eve_it_counts_as_received_in_january_and_says_so(writing):
    spans = [(dt.date(2026, 9, 1), dt.date(2026, 12, 18)), (dt.date(2027, 1, 4), dt.date(2027, 3, 25))]
    spans += [(dt.date(2027, 4, 12), dt.date(2027, 7, 21))]
    for name, (first, last) in zip(Term.Name, spans, strict=True):
        Term.objects.update_or_create(school_year=2026, name=name, defaults={"starts_on": first, "ends_on": last})
    with time_machine.travel(dt.datetime(2026, 12, 24, 20, 14, tzinfo=dt.UTC)):
        writing.fill().send()
        said = " ".join(Page(writing.look("sent").content.decode()).text.split())

    case = Case.objects.get()
    assert case.received_on == dt.date(2027, 1, 4)
    assert f"it counts as received on {case.received_on:%A %-d %B}" in said
