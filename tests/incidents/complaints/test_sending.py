"""Sending a complaint: what is kept, what is not, and what goes out."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from audit.models import Actor, AuditEvent, Verb
from incidents.actions.complaining import Complained, send_complaint
from incidents.actions.faults import CannotBeSo
from incidents.complaints.abouts import About
from incidents.complaints.codes import digest_of, new_code
from incidents.models import Case, Complaint, Receipt
from people.models import Notification, SchoolSetting, Term
from people.school_days import LONDON

from .made import complain


def test_it_is_kept_with_its_receipt_of_which_only_the_digest_is(school):
    code = new_code()
    case = complain(code=code)

    assert case.reference.startswith("CMP-")
    receipt = Receipt.objects.get()
    assert receipt.digest == digest_of(code.lower().replace(" ", "-"))
    assert code.replace(" ", "") not in str(vars(receipt))
    event = AuditEvent.objects.about(case).get()
    assert (event.verb, event.actor, event.by) == (Verb.COMPLAINT_SENT, Actor.PUBLIC, None)


def test_sent_twice_with_one_form_it_is_one(school):
    key, code = uuid.uuid4(), new_code()
    complained = Complained(about=About.SCHOOL, words="The gate was open again.")
    first = send_complaint(complained=complained, form_key=key, code=code, by=None)

    assert send_complaint(complained=complained, form_key=key, code=code, by=None) == first
    assert Case.objects.complaints().count() == Receipt.objects.count() == 1


def test_the_mails_hold_a_reference_and_no_word_of_it(school):
    case = complain(About.HEAD, words="A canary sang in the hall.", name="Petra Canary", email="petra@example.org")

    mails = list(Notification.objects.filter(kind=Notification.Kind.CASE))
    assert {mail.user for mail in mails} == {school.chair, school.clerk, None}
    for mail in mails:
        assert case.reference in mail.subject
        assert "canary" not in f"{mail.subject} {mail.body}".lower()
    assert [mail.address for mail in mails if mail.user is None] == ["petra@example.org"]


def test_without_an_address_nobody_is_mailed_but_who_reads_it(school):
    complain(About.SCHOOL, email="")

    assert {mail.user for mail in Notification.objects.filter(kind=Notification.Kind.CASE)} == {school.head}


def test_without_words_nothing_is_kept(school):
    with pytest.raises(CannotBeSo):
        complain(words="  ")
    assert not Complaint.objects.exists()


def test_who_stays_anonymous_leaves_no_name_behind(school):
    case = complain(is_anonymous=True, child_name="Una Ferrier")

    said = case.complaint
    assert (said.name, said.email, said.child_name) == ("", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=case.pk).update(name="Nadia Ferrier")


def test_a_school_that_takes_no_anonymous_ones_says_so(school):
    SchoolSetting.objects.create(key="complaint_anonymous", value="")

    with pytest.raises(CannotBeSo):
        complain(is_anonymous=True)


@pytest.fixture
def terms(db) -> None:
    """The school has entered its terms of 2026/27: Christmas from 19 December to 3 January."""
    spans = {
        Term.Name.AUTUMN: (dt.date(2026, 9, 1), dt.date(2026, 12, 18)),
        Term.Name.SPRING: (dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
        Term.Name.SUMMER: (dt.date(2027, 4, 12), dt.date(2027, 7, 21)),
    }
    for name, (first, last) in spans.items():
        Term.objects.update_or_create(school_year=2026, name=name, defaults={"starts_on": first, "ends_on": last})


def test_c2_what_is_sent_on_christmas_eve_is_received_on_the_first_school_day_of_january(school, terms):
    with time_machine.travel(dt.datetime(2026, 12, 24, 10, tzinfo=LONDON)):
        case = complain()

    assert case.received_on == dt.date(2027, 1, 4)
    assert (case.complaint.acknowledge_by, case.complaint.answer_by) == (dt.date(2027, 1, 11), dt.date(2027, 1, 25))


def test_what_is_about_personal_data_runs_in_calendar_days_from_the_day_it_was_sent(school):
    with time_machine.travel(dt.datetime(2026, 12, 24, 10, tzinfo=LONDON)):
        case = complain(About.DATA)

    assert case.complaint.acknowledge_by == dt.date(2027, 1, 23)
