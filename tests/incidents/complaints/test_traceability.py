"""Sentences of the policy about complaints, each by its number (requirements, part 4), on the pages as people use them.

Which other tests prove an item stands in docs/traceability.md.
"""

import datetime as dt
import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from incidents.complaints.elsewhere import DECIDED_ELSEWHERE
from incidents.models import Case
from people.calendar import school_calendar
from people.school_days import LONDON
from policies.demo import load_demo_policy
from tests.incidents.made import again
from tests.incidents.pages import text_of

from .coming_back import enter
from .filled import Complaining
from .test_sending import terms

__all__ = ["terms"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(school):
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2026, 9, 1))


def test_29_30_parents_and_carers_are_who_the_form_speaks_to_and_are_never_asked_for_an_account(client, policy):
    page = client.get(reverse("incidents:complaint-new"))
    relations = Complaining().fill("new").look("you").content.decode()

    assert page.status_code == 200 and "never changes how we treat you or your child" in text_of(page)
    assert "A parent or carer" in relations


@pytest.mark.parametrize("method", ["Prospectus", "School website", "Newsletters", "Letters", "Talking with us"])
def test_31_each_of_the_five_methods_can_be_chosen_and_is_kept_and_none_has_to_be(school, policy, method):
    writing = Complaining().fill("who")
    choices = {name: key for key, name in writing.look("tried").context["form"].fields["tried"].choices}
    assert writing.to("tried", tried=[choices[method]], wish="").status_code == 302
    assert method in text_of(writing.look("check"))
    assert writing.send().status_code == 302

    assert Case.objects.complaints().select_related("complaint").get().complaint.tried == [choices[method]]


def test_32_a_call_or_a_complaint_is_the_first_choice_and_what_others_decide_has_its_door(client):
    page = client.get(reverse("incidents:complaint-new")).content.decode()

    assert 'name="way" value="concern"' in page and 'name="way" value="complaint"' in page
    assert len(DECIDED_ELSEWHERE) >= 3
    assert [door.what for door in DECIDED_ELSEWHERE if door.what not in unescape(page)] == []


def test_33_the_one_sentence_of_mutual_respect_is_read_before_anything_is_typed(client):
    page = client.get(reverse("incidents:complaint-new")).content.decode()

    assert "respect" in page
    assert "<textarea" not in page and not re.search(r'<input type="(text|email)"', page)


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        (dt.datetime(2026, 9, 16, 9, tzinfo=LONDON), dt.date(2026, 9, 16)),
        (dt.datetime(2026, 12, 24, 9, tzinfo=LONDON), dt.date(2027, 1, 4)),
    ],
)
def test_35_c2_logged_out_a_receipt_comes_back_by_code_and_the_head_sees_the_day_in_school_days(
    school, policy, terms, sent, received
):
    with time_machine.travel(sent, tick=False):
        writing = Complaining().fill()
        assert writing.send().status_code == 302
        receipt = writing.look("sent")
        case = Case.objects.complaints().select_related("complaint").get()
        assert case.reference in text_of(receipt) and receipt.context["code"] in receipt.content.decode()
        parent = Client()
        assert enter(parent, case.reference, receipt.context["code"]).status_code == 302
        assert "We’ve got it" in text_of(parent.get(reverse("incidents:complaint-own")))
        reader = Client()
        reader.force_login(again(school.head))
        page = text_of(reader.get(case.get_absolute_url()))
        calendar = school_calendar()

    assert case.received_on == received
    assert calendar.school_days_between(received, case.due_on) == 5
    assert f"{case.due_on:%-d %B %Y}" in page
