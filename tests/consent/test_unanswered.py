"""Who has not answered: nobody is forgotten, nobody asked in vain, and nobody with a court order written to."""

import csv
import io
import re
import zipfile

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.models import ReviewEntry, ReviewWaiting
from people.models import ClassMembership, Pupil
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, SchoolClassFactory, UserFactory

from .given import MORNING, SEPTEMBER, TODAY, answer, children, survey
from .test_check_views import text

pytestmark = pytest.mark.django_db
LIST = reverse("consent:non-answers")
FILE = reverse("consent:non-answers-file")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def listed(page):
    """By class: who stands there, with what is missing."""
    return {
        group.figures.code: {f.pupil.called: "all" if f.is_silent else f.missing for f in group.families}
        for group in page.context["found"].classes
        if group.families
    }


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_by_class_whoever_left_something_open_with_what(sign_in, office):
    load = survey(["website", "display"])
    esme, _, _ = children("Esme", "Finn", "Ava")
    answer(load, esme)
    [cy] = children("Cy", code="4K")
    answer(load, cy, only=["website"])

    page = sign_in(office).get(LIST)

    assert listed(page) == {"3H": {"Ava": "all", "Finn": "all"}, "4K": {"Cy": ["Display"]}}
    assert "The families of 2 of 4 children have answered for 2026/27." in text(page)
    assert "3H 2 to go, 1 of 3 have answered" in text(page)


def test_a_place_left_empty_is_no_answer_and_a_no_is_one(sign_in, office):
    load = survey(["website", "display"])
    [ava] = children("Ava")
    answer(load, ava, {"website": "no", "display": "blank"})

    assert listed(sign_in(office).get(LIST)) == {"3H": {"Ava": ["Display"]}}


def test_where_one_parent_has_answered_the_family_has(sign_in, office):
    load = survey(["website"])
    [ava] = children("Ava")
    PupilContactFactory(pupil=ava, name="Imogen Ashdown")
    PupilContactFactory(pupil=ava, name="Tobias Ashdown")
    answer(load, ava)

    assert listed(sign_in(office).get(LIST)) == {}
    assert "Everybody has answered everything." in text(sign_in(office).get(LIST))


def test_last_years_answer_is_none_and_before_the_survey_nobody_was_asked(sign_in, office):
    [ava] = children("Ava")
    old = survey(["website"], year=2025)
    answer(old, ava)
    client = sign_in(office)

    page = client.get(LIST)
    assert "No answers are loaded for 2026/27 yet, so nobody has been asked." in text(page)
    assert listed(page) == {}
    survey(["website"])
    assert listed(client.get(LIST)) == {"3H": {"Ava": "all"}}


def test_who_waits_is_shown_and_is_in_no_file(sign_in, office):
    load = survey(["website"])
    nell, _ = children("Nell", "Olive")
    entry = ReviewEntry.objects.create(survey=load, identity="one", opened_at=SEPTEMBER)
    ReviewWaiting.objects.create(entry=entry, pupil=nell)
    client = sign_in(office)

    assert "Waiting for us: not in the file" in text(client.get(LIST))
    assert [row["child"] for row in rows(client.post(FILE, {"form": "csv"}))] == ["Olive Oliveson"]


def test_who_is_not_to_be_published_or_has_left_is_not_asked_in_vain(sign_in, office):
    survey(["website"])
    here, never, gone = children("Here", "Never", "Gone")
    Pupil.objects.filter(pk=never.pk).update(do_not_publish=True)
    Pupil.objects.filter(pk=gone.pk).update(left_on=TODAY)
    client = sign_in(office)

    page = client.get(LIST)
    assert listed(page) == {"3H": {"Here": "all"}}
    assert "Not listed: 1 child of whom nothing may be published" in text(page)
    assert [row["child"] for row in rows(client.post(FILE, {"form": "csv"}))] == [str(here)]


def test_named_is_who_may_answer_and_nobody_with_a_court_order(sign_in, office):
    survey(["website"])
    [ava] = children("Ava")
    PupilContactFactory(pupil=ava, name="Leanne Pike", email="home@families.example")
    PupilContactFactory(pupil=ava, name="Rosa Pike", email="rosa@families.example")
    PupilContactFactory(pupil=ava, name="Gareth Pike", email="HOME@families.example", gets_nothing=True)
    PupilContactFactory(pupil=ava, name="GARETH  Pike", email="other@families.example")
    PupilContactFactory(pupil=ava, name="Aunt Hester", has_parental_responsibility=False)
    PupilContactFactory(pupil=ava, name="Old Uncle", ends_on=TODAY)
    client = sign_in(office)

    said, file = text(client.get(LIST)), client.post(FILE, {"form": "csv"})

    # Leanne reads at the address that he reads at: the one rule takes them for one person (people.barred).
    assert [(row["parent"], row["email"]) for row in rows(file)] == [("Rosa Pike", "rosa@families.example")]
    for nobody in ("Leanne", "Gareth", "GARETH", "Hester", "Uncle", "home@", "HOME@", "other@"):
        assert nobody not in said + file.content.decode("utf-8-sig")


def test_an_account_with_a_court_order_is_barred_under_every_name(sign_in, office):
    survey(["website"])
    [ava] = children("Ava")
    user = UserFactory(role=Role.PARENT)
    PupilContactFactory(pupil=ava, name="Gareth Pike", user=user, gets_nothing=True, ends_on=TODAY)
    PupilContactFactory(pupil=ava, name="G. Pike", email="g@families.example", user=user)

    [row] = rows(sign_in(office).post(FILE, {"form": "csv"}))

    assert (row["child"], row["parent"], row["email"]) == ("Ava Avason", "", "")  # not forgotten: nobody may answer


def test_a_mark_beside_one_child_keeps_the_address_out_of_the_siblings_line(sign_in, office):
    survey(["website"])
    ava, bo = children("Ava", "Bo")
    PupilContactFactory(pupil=ava, name="Gareth Pike", email="gareth@families.example", gets_nothing=True)
    PupilContactFactory(pupil=bo, name="G. Pike", email=" Gareth@Families.example")
    PupilContactFactory(pupil=bo, name="Rosa Pike", email="rosa@families.example")

    file = sign_in(office).post(FILE, {"form": "csv"})

    assert [(row["child"], row["parent"]) for row in rows(file)] == [("Ava Avason", ""), ("Bo Boson", "Rosa Pike")]
    assert "gareth@" not in file.content.decode("utf-8-sig").casefold()


def test_the_file_has_a_row_for_each_parent_with_what_the_next_mail_needs(sign_in, office):
    load = survey(["website", "display"])
    ava = PupilFactory(code="3H", legal_forename="Ava", legal_surname="Ashdown", admission_number="000123")
    answer(load, ava, only=["website"])
    PupilContactFactory(pupil=ava, name="Imogen Ashdown", email="imogen@families.example", relationship="Mother")

    [row] = rows(sign_in(office).post(FILE, {"form": "csv"}))

    assert row == {
        "admission_number": "000123", "child": "Ava Ashdown", "class": "3H", "not_answered": "Display",
        "parent": "Imogen Ashdown", "relationship": "Mother", "email": "imogen@families.example",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_name_in_the_file_is_never_a_formula(sign_in, office, form):
    survey(["website"])
    ava = PupilFactory(code="3H", legal_forename="=HYPERLINK(1)", legal_surname="x")
    PupilContactFactory(pupil=ava, name="=cmd|1", email="")

    response = sign_in(office).post(FILE, {"form": form})

    if form == "csv":
        [row] = rows(response)
        assert row["child"].startswith("'=") and row["parent"].startswith("'=")
    else:
        sheet = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_says_who_took_it_and_when_where_it_is_in_nobodys_way(sign_in, office, form):
    survey(["website"])
    children("Ava")

    response = sign_in(office).post(FILE, {"form": form, "school_class": "3H"})

    name = re.search(r'filename="([^"]+)"', response["Content-Disposition"]).group(1)
    assert name == f"not-answered-3h-2026-10-13-0920-robin-{office.surname.lower()}.{form}"
    if form == "xlsx":
        book = zipfile.ZipFile(io.BytesIO(response.content))
        mark = f"Downloaded by {office} on 13 October 2026 at 09:20"
        assert mark in book.read("docProps/core.xml").decode()
        assert mark in book.read("xl/worksheets/sheet1.xml").decode()  # at the foot of each printed page
    else:
        assert response.content.decode("utf-8-sig").startswith("admission_number,")


def test_taking_it_is_recorded_once_with_counts_only(sign_in, office):
    survey(["website"])
    ava, _ = children("Ava", "Bo")
    PupilContactFactory(pupil=ava), PupilContactFactory(pupil=ava)
    client = sign_in(office)

    client.get(LIST)
    client.post(FILE, {"form": "xlsx"})

    event = AuditEvent.objects.get(verb=Verb.NON_ANSWERS_EXPORTED)
    assert (event.by, event.details) == (office, {"school_year": 2026, "form": "xlsx", "children": 2, "rows": 3})


def test_it_narrows_to_a_class_and_to_the_children_of_none(sign_in, office):
    survey(["website"])
    [ava], [cy] = children("Ava"), children("Cy", code="4K")
    ClassMembership.objects.create(pupil=ava, school_class=SchoolClassFactory(code="4K"))
    PupilFactory(code=None, legal_forename="Nowhere")
    client = sign_in(office)

    assert listed(client.get(LIST, {"school_class": "3H"})) == {"3H": {"Ava": "all"}}
    assert listed(client.get(LIST, {"school_class": "-"})) == {"-": {"Nowhere": "all"}}
    assert set(listed(client.get(LIST))) == {"3H", "4K", "-"}
    assert client.get(LIST, {"school_class": "9Z"}).status_code == 404
    assert client.post(FILE, {"school_class": "9Z"}).status_code == 404
    assert [row["child"] for row in rows(client.post(FILE, {"school_class": "4K"}))] == ["Ava Avason", "Cy Cyson"]
    assert cy.called == "Cy"


def test_a_child_of_two_classes_is_in_the_file_once(sign_in, office):
    survey(["website"])
    [ava] = children("Ava")
    ClassMembership.objects.create(pupil=ava, school_class=SchoolClassFactory(code="4K"))

    [row] = rows(sign_in(office).post(FILE, {"form": "csv"}))

    assert row["class"] == "3H"


def test_the_safeguarding_lead_reads_it_and_takes_no_file(sign_in, dsl):
    survey(["website"])
    children("Ava")
    client = sign_in(dsl)

    page = client.get(LIST)

    assert listed(page) == {"3H": {"Ava": "all"}}
    assert FILE not in page.content.decode()
    assert client.post(FILE, {"form": "csv"}).status_code == 403
    assert not AuditEvent.objects.filter(verb=Verb.NON_ANSWERS_EXPORTED).exists()


@pytest.mark.parametrize("role", [Role.STAFF, Role.PARENT, Role.GOVERNOR, Role.CHAIR])
def test_it_is_not_for_others(sign_in, role):
    client = sign_in(UserFactory(role=role))

    assert client.get(LIST).status_code == 403
    assert client.post(FILE).status_code == 403


def test_the_overview_and_the_start_page_lead_to_it(sign_in, office):
    survey(["website"])
    children("Ava")
    client = sign_in(office)

    for page in (reverse("consent:classes"), reverse("dashboard")):
        assert f'href="{LIST}"' in client.get(page).content.decode()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_thirty_families_cost_as_many_queries_as_one(sign_in, office, count, django_assert_num_queries):
    survey()
    for pupil in children(*(f"Wren{n}" for n in range(count))):
        PupilContactFactory(pupil=pupil), PupilContactFactory(pupil=pupil)
    client = sign_in(office)
    client.get(LIST)  # the number on the tab is counted once for each state of the school

    with django_assert_num_queries(17):
        client.get(LIST)
