"""The first two steps of the wizard: long files that are opened beside the requests, and the page of the questions."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.actions import finish_opening
from consent.loading import read_table
from consent.models import StagedSurvey, SurveyImport

from .surveys import child_with_parents, csv_of, mapping, row
from .test_import_views import line, mapping_answers, match, survey_file, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def test_what_needs_a_persons_word_comes_first_and_what_is_left_out_last(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line(comment="Thank you"))

    response = client.get(reverse("consent:mapping", args=[survey.public_id]))

    page, text = response.context["page"], response.content.decode()
    assert [form.number for form in page.to_confirm] == [7, 9]
    assert [form.column.header for form in page.left_out] == ["Email address", "Any allergies?"]
    places = [text.index(f'id="column-{form.number}"') for form in [*page.to_confirm, *page.used, *page.left_out]]
    assert places == sorted(places)
    assert text.count("Look here</span>") == 2


def test_a_column_left_out_can_be_brought_back_on_the_page(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    address = reverse("consent:mapping", args=[survey.public_id])
    assert "Choose the same file again" in client.get(address).content.decode()

    client.post(reverse("consent:file", args=[survey.public_id]), {"file": survey_file(line())})

    assert "Hazelnuts" in client.get(address).content.decode()
    match(client, survey, **{"c7-role": "comment", "c7-confirmed": "on"})
    survey.refresh_from_db()
    assert survey.mapping["columns"][7]["role"] == "comment"


@pytest.mark.parametrize(("file", "said"), [(None, "Choose the file that was loaded."), ("other", "another file")])
def test_bringing_a_column_back_needs_the_same_file(sign_in, office, file, said):
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)

    data = {"file": survey_file(line("Rowan Ashdown"))} if file else {}
    page = client.post(reverse("consent:file", args=[survey.public_id]), data, follow=True)

    assert said in page.content.decode()
    assert "Hazelnuts" not in page.content.decode()


def test_a_long_file_is_opened_by_the_worker(sign_in, office):
    child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line(), *(line(f"Nobody{n} Of This School", when="") for n in range(3001)))

    held = StagedSurvey.objects.get()
    survey.refresh_from_db()
    assert (survey.status, survey.progress_total) == ("uploaded", 3002)
    assert held.content is None and held.table is not None


def test_a_long_file_that_is_no_survey_is_refused_in_words_and_nothing_of_it_is_held(sign_in, office):
    client = sign_in(office)
    picture = SimpleUploadedFile("picture.png", b"\x89PNG" + bytes(200_000))

    page = client.post(reverse("consent:import-new"), {"school_year": "2026", "file": picture}, follow=True)

    assert "Choose another file" in page.content.decode()
    assert StagedSurvey.objects.get().content is None
    survey = SurveyImport.objects.get()
    assert client.get(reverse("consent:mapping", args=[survey.public_id])).status_code == 302
    client.post(reverse("consent:cancellation", args=[survey.public_id]))
    assert not StagedSurvey.objects.exists()


def test_a_file_that_is_being_opened_says_so_and_can_be_left(sign_in, office):
    survey = SurveyImport.objects.create(school_year=2026, file_name="long.csv", status="opening")
    StagedSurvey.objects.create(survey=survey, content=b"x", expires_at=survey.uploaded_at)
    client = sign_in(office)

    assert "Opening the file" in client.get(survey.get_absolute_url()).content.decode()
    client.post(reverse("consent:cancellation", args=[survey.public_id]))
    finish_opening(survey=survey, table=read_table(csv_of(row("Wren")), "s.csv"), proposal=mapping())

    survey.refresh_from_db()
    assert (survey.status, StagedSurvey.objects.count()) == ("cancelled", 0)


LONG = """Response ID,Submitted,Parent name,Child,Class,Question,Answer
1,05/09/2026 10:00,Imogen Ashdown,Wren Ashdown,3H,Photos on the website,Yes
1,05/09/2026 10:00,Imogen Ashdown,Wren Ashdown,3H,I don´t want photos in the newsletter,Yes
"""


def test_a_question_of_a_long_file_is_marked_exactly_where_its_word_is_demanded(sign_in, office):
    client = sign_in(office)
    file = SimpleUploadedFile("long.csv", LONG.encode())
    client.post(reverse("consent:import-new"), {"school_year": "2026", "file": file})
    survey = SurveyImport.objects.get()
    address = reverse("consent:mapping", args=[survey.public_id])
    sent = {key: value for key, value in mapping_answers(client, survey).items() if not key.endswith("-confirmed")}
    sent |= {"q0-purposes": ["website"], "q0-polarity": "consent", "q1-purposes": ["newsletter"]}

    page = client.post(address, sent | {"q1-polarity": "refusal"}).context["page"]
    turned = client.post(address, sent | {"q1-polarity": "consent"}).context["page"]

    assert [bool(form["confirmed"].errors) for form in page.questions] == [False, True]
    assert [form.shows_confirmation for form in page.questions] == [False, True]
    assert [form.a_yes for form in page.questions] == ["A yes gives permission", "A yes is a no"]
    assert [bool(form["confirmed"].errors) for form in turned.questions] == [False, True]
    client.post(address, sent | {"q1-polarity": "refusal", "q1-confirmed": "on"})
    survey.refresh_from_db()
    assert survey.status == "previewed"
