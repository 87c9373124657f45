"""A complaint that came by letter, telephone or in person, written down by the office (requirements 2.4, D21)."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from audit.models import Actor, AuditEvent
from incidents.complaints.abouts import About
from incidents.complaints.codes import digest_of
from incidents.models import Case, Complaint, Receipt
from people.models import RoleAssignment
from people.roles import Role
from policies.demo import load_demo_policy
from tests.factories import UserFactory

from .filled import Complaining

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(source|about|about_name|no_name|form_key|seen)" value="([^"]*)"')
WHO = {"name": "Nadia Ferrier", "reach_by": "code"}
NOT_FOR_THE_OFFICE = [About.HEAD, About.GOVERNOR, About.CHAIR, About.BOARD, About.CLERK, About.UNSURE, About.DATA]


@pytest.fixture
def office(school) -> Complaining:
    UserFactory(role=Role.DPO)
    writing = Complaining()
    writing.client.force_login(school.office)
    return writing


def _begin(office: Complaining, about: About, source: str = "letter", **more: str):
    answer = office.to("on-behalf", about=str(about), source=source, **{"no_name": "on", **more})
    return answer, dict(HIDDEN.findall(answer.content.decode()))


def test_what_the_headteacher_reads_the_office_writes_down(office, school):
    page, kept = _begin(office, About.SCHOOL, "telephone")
    assert "This will be read by the headteacher." in page.content.decode()
    answer = office.to("on-behalf-words", **kept, **WHO, way="complaint", words="The gate was open.")

    assert answer.headers["Location"] == office.at("on-behalf-receipt")
    said = Complaint.objects.get()
    assert (said.words, said.source, said.recorded_by, said.is_on_paper) == (
        "The gate was open.", "telephone", school.office, False,
    )  # fmt: skip
    event = AuditEvent.objects.about(said.case).get()
    assert (event.actor, event.by, said.case.reported_by) == (Actor.USER, school.office, None)


@pytest.mark.parametrize("about", NOT_FOR_THE_OFFICE)
def test_what_somebody_else_reads_has_no_box_for_words(office, about):
    page, kept = _begin(office, about)
    assert 'name="words"' not in page.content.decode()
    assert "Leave the envelope closed." in page.content.decode()
    office.to("on-behalf-words", **kept, **WHO, words="The office read this.", wish="And this.")

    said = Complaint.objects.get()
    assert (said.words, said.wish, said.is_on_paper) == ("", "", True)
    assert "Do not open or read it." in office.look("on-behalf-receipt").content.decode()


def test_a_caller_about_the_headteacher_is_rung_by_whoever_reads_it(office):
    page, kept = _begin(office, About.HEAD, "telephone")
    assert "Do not ask what happened." in page.content.decode()
    office.to("on-behalf-words", **kept, name="Nadia Ferrier", reach_by="telephone", telephone="01709 555 0111")

    assert Complaint.objects.get().wants_call


def test_the_office_writes_down_nothing_about_itself(office, school):
    page, _ = _begin(office, About.STAFF, about_name=str(school.office), no_name="")

    assert 'name="words"' not in page.content.decode()


def test_a_name_that_may_be_the_headteacher_keeps_the_words_away_from_the_office(office, school):
    page, _ = _begin(office, About.STAFF, about_name=str(school.head), no_name="")

    assert 'name="words"' not in page.content.decode()
    assert "This will be read by the chair of governors." in page.content.decode()


def test_a_mistake_keeps_every_word_and_says_what_to_do(office):
    _, kept = _begin(office, About.SCHOOL)
    answer = office.to("on-behalf-words", **kept, reach_by="code", way="complaint", words="The gate was open.")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The gate was open." in page
    assert "Write who complains, or tick that they gave no name." in page
    again = dict(HIDDEN.findall(page))
    assert again == kept


def test_pressed_twice_it_is_one_and_the_receipt_has_its_code(office):
    _, kept = _begin(office, About.SCHOOL)
    for _ in range(2):
        office.to("on-behalf-words", **kept, **WHO, way="complaint", words="The gate was open.")

    assert Case.objects.count() == 1
    code = office.look("on-behalf-receipt").context["code"]
    assert Receipt.objects.get().digest == digest_of(code)


@pytest.mark.parametrize("role", [Role.PARENT, Role.STAFF, Role.GOVERNOR])
def test_nobody_else_records_for_somebody(school, role):
    writing = Complaining()
    writing.client.force_login(UserFactory(role=role))

    assert writing.look("on-behalf").status_code == 403


def test_the_head_who_writes_down_a_call_about_the_head_gets_no_code(school):
    writing = Complaining()
    writing.client.force_login(school.head)
    _, kept = _begin(writing, About.HEAD, "telephone")

    answer = writing.to("on-behalf-words", **kept, **WHO)

    assert Complaint.objects.get().about == About.HEAD
    assert answer.headers["Location"] == writing.at("on-behalf")
    assert Receipt.objects.count() == 1
    assert not re.search(r"(?:[2-9A-HJ-NP-Z]{5} ){4}", writing.look("on-behalf-receipt").content.decode())


def test_where_nobody_is_left_to_read_it_what_was_typed_stays_and_comes_along(office):
    _, kept = _begin(office, About.SCHOOL)
    chairs = list(RoleAssignment.objects.filter(role__in=[Role.HEAD, Role.CLERK, Role.CHAIR, Role.VICE_CHAIR]))
    RoleAssignment.objects.filter(pk__in=[one.pk for one in chairs]).delete()
    typed = WHO | {"way": "complaint", "words": "The gate was open.", "wish": "A lock.", "wants_interpreter": "on"}
    refused = office.to("on-behalf-words", **kept, **typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Nobody here can read this just now." in page
    assert '<blockquote class="said">The gate was open.</blockquote>' in page

    RoleAssignment.objects.bulk_create(chairs)
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    carried.pop("csrfmiddlewaretoken", None)
    again = office.to("on-behalf", **carried, about="school", source="letter", no_name="on").context["form"]
    found = {name: again[name].value() for name in ("words", "wish", "name", "wants_interpreter")}
    assert found == {
        "words": "The gate was open.", "wish": "A lock.", "name": "Nadia Ferrier", "wants_interpreter": "on",
    }  # fmt: skip


def test_the_office_ticks_the_schools_methods_that_they_tried(office, school):
    since = timezone.localdate() - dt.timedelta(days=60)
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=since)
    page, kept = _begin(office, About.SCHOOL)
    assert "How have they been in touch with us about it?" in page.content.decode()
    typed = {"way": "complaint", "words": "The gate was open.", "tried": ["letters", "conversation"]}
    office.to("on-behalf-words", **kept, **WHO, **typed)

    assert Complaint.objects.get().tried == ["letters", "conversation"]


def test_the_file_of_a_code_that_is_handed_on_says_that_it_opens_once(office):
    _, kept = _begin(office, About.SCHOOL)
    office.to("on-behalf-words", **kept, **WHO, way="complaint", words="The gate was open.")

    assert "opens once. After that use the one you were shown." in office.to("receipt").content.decode()
