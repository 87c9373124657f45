"""The wizard over HTTP: upload, matching, preview, save, take back, with wrong input as well as right."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.effective import Status
from consent.loading import proposed, read_table
from consent.models import Purpose, ReviewEntry, StagedSurvey, SurveyImport, SurveyMapping
from consent.questions import headings
from consent.register import register_on
from consent.survey.wire import back, out

from .surveys import child_with_parents, csv_of, plan_of, row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
HEAD = (
    "Date submitted,Parent name,Email address,Child's full name,Class,"
    "May we use photographs of your child on the school website?,"
    "I do NOT want photographs of my child on Facebook,Any allergies?,Comments"
)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def survey_file(*lines, name="survey.csv"):
    return SimpleUploadedFile(name, "\n".join([HEAD, *lines]).encode("utf-8-sig"), "text/csv")


def line(child="Wren Ashdown", website="Yes", not_facebook="No", comment="", when="02/09/2026 08:14"):
    return f"{when},Imogen Ashdown,,{child},3H,{website},{not_facebook},Hazelnuts,{comment}"


def upload(client, *lines, year=2026):
    data = {"school_year": str(year), "file": survey_file(*lines)}
    response = client.post(reverse("consent:import-new"), data)
    assert response.status_code == 302, response.content.decode()
    return SurveyImport.objects.latest("pk")


def mapping_answers(client, survey, **changes):
    """What a person sends who agrees to everything on the matching page."""
    page = client.get(reverse("consent:mapping", args=[survey.public_id])).context["page"]
    data = {"only_parents_could_answer": "on"}
    for form in page.columns:
        for name, field in form.fields.items():
            value = form.get_initial_for_field(field, name)
            if name == "confirmed":
                data[f"{form.prefix}-confirmed"] = "on"
            elif value not in (None, "", []):
                data[f"{form.prefix}-{name}"] = value
    return {**data, **changes}


def match(client, survey, **changes):
    data = mapping_answers(client, survey, **changes)
    return client.post(reverse("consent:mapping", args=[survey.public_id]), data)


def save(client, survey, **changes):
    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    data = {"seen": form.digest, **changes}
    return client.post(reverse("consent:confirmation", args=[survey.public_id]), data)


def status(pupil, slug):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def test_the_whole_way_from_upload_to_the_register(sign_in, office):
    wren = child_with_parents("Wren")
    child_with_parents("Lucinda")
    client = sign_in(office)

    survey = upload(client, line(), line("Lucnda Ashdown"))
    assert match(client, survey).url == reverse("consent:preview", args=[survey.public_id])
    assert save(client, survey).url == survey.get_absolute_url()

    survey.refresh_from_db()
    assert (survey.status, survey.applied_by) == ("applied", office)
    assert (status(wren, "website"), status(wren, "facebook")) == (Status.YES, Status.YES)
    assert not StagedSurvey.objects.exists()


def test_nothing_counts_before_it_is_saved(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)

    survey = upload(client, line())
    match(client, survey)

    assert status(wren, "website") is Status.NOT_ANSWERED


def test_columns_that_are_not_used_are_dropped_once_the_questions_are_matched(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line())

    match(client, survey)

    page = client.get(reverse("consent:mapping", args=[survey.public_id]))
    assert "Hazelnuts" not in page.content.decode()


def test_an_opt_out_wording_must_be_confirmed(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line())
    data = mapping_answers(client, survey)

    response = client.post(
        reverse("consent:mapping", args=[survey.public_id]),
        {key: value for key, value in data.items() if not key.endswith("-confirmed")},
    )

    assert response.status_code == 200
    assert "a yes in it will count as a no" in response.content.decode()
    survey.refresh_from_db()
    assert survey.status == "uploaded"


def test_a_matched_survey_is_remembered_for_the_next_file(sign_in, office):
    child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    save(client, survey)
    assert SurveyMapping.objects.count() == 1

    second = upload(client, line(when="03/09/2026 09:00"))

    page = client.get(reverse("consent:mapping", args=[second.public_id])).context["page"]
    refusal = next(form for form in page.columns if "NOT" in form.column.header)
    assert refusal.column.polarity == "refusal"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("survey.csv", b"", "empty"),
        ("survey.pdf", b"%PDF-1.7 something", "spreadsheet"),
        ("survey.xlsx", b"PK\x03\x04 broken", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(sign_in, office, name, content, said):
    response = sign_in(office).post(
        reverse("consent:import-new"), {"school_year": "2026", "file": SimpleUploadedFile(name, content)}
    )

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not SurveyImport.objects.exists()


def test_last_years_file_says_why_it_gives_nothing(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line(when="04/09/2025 08:14"))
    match(client, survey)

    page = client.get(reverse("consent:preview", args=[survey.public_id])).content.decode()

    assert "another year’s survey" in page
    save(client, survey)
    assert status(wren, "website") is Status.NOT_ANSWERED


def test_a_comment_read_in_the_preview_does_not_wait(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line(comment="Thank you for asking"))
    match(client, survey)

    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    [comment] = form.called
    save(client, survey, **{comment: "no"})

    assert status(wren, "website") is Status.YES
    assert ReviewEntry.objects.get().comment == ""


def test_the_preview_comes_again_if_the_pupil_list_changed_meanwhile(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    child_with_parents("Wren")

    response = client.post(reverse("consent:confirmation", args=[survey.public_id]), {"seen": form.digest})

    assert "Look again" in response.content.decode()
    survey.refresh_from_db()
    assert survey.status == "previewed"


def test_saving_twice_saves_once(sign_in, office):
    child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    form = client.get(reverse("consent:preview", args=[survey.public_id])).context["form"]
    address = reverse("consent:confirmation", args=[survey.public_id])

    answers = [client.post(address, {"seen": form.digest}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert survey.responses.count() == 1


def test_stopping_drops_what_was_held(sign_in, office):
    client = sign_in(office)
    survey = upload(client, line())

    client.post(reverse("consent:cancellation", args=[survey.public_id]))

    survey.refresh_from_db()
    assert (survey.status, StagedSurvey.objects.count()) == ("cancelled", 0)


def test_a_load_can_be_taken_back_on_its_page(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line())
    match(client, survey)
    save(client, survey)

    assert "Take this load back" in client.get(reverse("consent:undoing", args=[survey.public_id])).content.decode()
    client.post(reverse("consent:undoing", args=[survey.public_id]))

    assert status(wren, "website") is Status.NOT_ANSWERED
    assert "taken back" in client.get(survey.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_loads_makes_as_many_queries_for_three_as_for_one(
    sign_in, office, count, django_assert_num_queries
):
    for number in range(count):
        SurveyImport.objects.create(school_year=2026, file_name=f"{number}.csv", uploaded_by=office)
    client = sign_in(office)
    client.get(reverse("consent:imports"))

    with django_assert_num_queries(7):
        client.get(reverse("consent:imports"))


def test_a_teacher_may_not_load_a_survey(sign_in, teacher):
    assert sign_in(teacher).get(reverse("consent:imports")).status_code == 403


def test_the_survey_we_propose_matches_itself(sign_in, office):
    purposes = list(Purpose.objects.all())
    heads = ",".join(f'"{heading}"' for heading in ["Timestamp", *headings(purposes)])
    cells = ",".join(["02/09/2026 08:00", "Imogen Ashdown", "i@families.example", "Wren Ashdown", "3H", *["Yes"] * 11])
    table = read_table(f"{heads}\n{cells}\n".encode(), "own.csv")

    mapping = proposed(table)

    asked = {slug for column in mapping.columns for slug in column.purposes}
    assert asked == {purpose.slug for purpose in purposes}
    assert [column.role for column in mapping.columns][:5] == ["when", "who", "email", "child_fullname", "class"]


def test_a_long_file_is_read_by_the_worker_and_held_for_its_preview(sign_in, office):
    wren = child_with_parents("Wren")
    client = sign_in(office)
    survey = upload(client, line(), *(line(f"Nobody{n}", when="") for n in range(2001)))

    assert match(client, survey).url == survey.get_absolute_url()
    survey.refresh_from_db()
    assert (survey.status, survey.progress_done) == ("previewed", 2002)
    assert survey.staged.judged is not None
    save(client, survey, accepted_unknown="2001")

    assert status(wren, "website") is Status.YES


def test_a_load_that_is_being_read_says_how_far_it_is(sign_in, office):
    survey = SurveyImport.objects.create(
        school_year=2026, file_name="long.csv", status="reading", progress_done=3000, progress_total=9000
    )

    page = sign_in(office).get(survey.get_absolute_url()).content.decode()

    assert "3000 of 9000 rows are read and matched." in page


def test_what_is_held_of_a_read_file_comes_back_the_same():
    child_with_parents("Wren")
    judged = plan_of(csv_of(row("Wren Ashdown", "Yes but", comment="Hm"), row("Lucnda Ashdown"))).judged

    assert [back(json.loads(json.dumps(out(entry)))) for entry in judged] == judged
