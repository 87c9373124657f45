"""A file that was taken for another one is refused in words, before anybody is shown as left."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from people.models import Pupil, RollImport
from people.roll.loading import Kind, open_pupil_list, open_staff_list, refuse_other_file
from people.spreadsheets.heading import find_table
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.reading import read
from people.spreadsheets.table import UnreadableFile
from tests.consent.wordings import GIVES
from tests.html import Page

from . import lists
from .test_roll_shapes import SAMPLES, SHAPES, SHARED, samples_needed

HEAD = "Submitted,Your name,Child,Class,"
SURVEYS = {
    "questions": HEAD + "May we show pictures of your child on the website?\n02/09/2026,A Lovell,Ada Lovell,3H,Yes\n",
    "places": HEAD + "Website,Facebook\n02/09/2026,A Lovell,Ada Lovell,3H,Yes - I agree,No\n",
    "places without a day": "Child,Class,Website,Facebook\nAda Lovell,3H,yes,no\n",
    "ticks": "Timestamp,Name,Class,I give permission for the following (tick all)\n1,Ada Lovell,3H,Website; Press\n",
    "one row a question": "Date,Child,Class,Question,Answer\n02/09/2026,Ada Lovell,3H,Website?,Yes\n",
    "with births and years": HEAD + "Date of birth,Year group,Website,Press,Film\n"
    "02/09/2026,A Lovell,Ada Lovell,3H,01/02/2018,3,Yes,No,Yes\n",
    "with numbers": HEAD + "UPN,Website,Press,Film\n02/09/2026,A Lovell,Ada Lovell,3H,R372999926001,Yes,No,Yes\n",
    "columns nobody knows": HEAD + "Insta,Noticeboards,TV\n02/09/2026,A Lovell,Ada Lovell,3H,Yes,No,Yes\n",
}
ROLLS = {
    "names and classes": "Name,Class\nAda Lovell,3H\n",
    "with meals and needs": "Name,DOB,Year,Class,FSM,EAL,SEN\nAda Lovell,01/02/2018,3,3H,Yes,No,No\n",
    "with the school's own mark": "Adno,Name,Class,Photo consent,Website\n4001,Ada Lovell,3H,Yes,Yes\n",
    "births, years and one mark": "Name,DOB,Year,Class,Photo consent: website\nAda Lovell,01/02/2018,3,3H,No\n",
    "one mark": "Name,Class,No photographs\nAda Lovell,3H,yes\n",
    "contacts": "Adno,Parent name,Parent email,Parental responsibility\n4001,A Lovell,a@example.org,Yes\n",
}
SHORT_STAFF = "Staff Code,Forename,Surname,Work Email,Job Title,Class\nHD,Ruth,Ellison,head@example.org,Headteacher,\n"


def _pupils(content: bytes) -> None:
    refuse_other_file(Kind.PUPILS, open_pupil_list(content, "list"))


def _staff(content: bytes) -> None:
    refuse_other_file(Kind.STAFF, open_staff_list(content, "list"))


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_survey_is_no_pupil_list_and_no_staff_list(db, survey):
    for load in (_pupils, _staff):
        with pytest.raises(
            UnreadableFile, match=r"This looks like answers to a survey.*Load it under “Load the survey”"
        ):
            load(SURVEYS[survey].encode())


@pytest.mark.parametrize("wording", sorted({wording for wording, _ in GIVES}))
def test_one_question_in_any_wording_makes_a_survey(db, wording):
    quoted = wording.replace('"', "'")

    with pytest.raises(UnreadableFile, match="answers to a survey"):
        _pupils(f'{HEAD}"{quoted}"\n02/09/2026,A Lovell,Ada Lovell,3H,Yes\n'.encode())


@pytest.mark.parametrize("roll", ROLLS)
def test_a_pupil_list_with_columns_of_its_own_is_taken(db, roll):
    _pupils(ROLLS[roll].encode())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_of_any_system_is_taken_for_what_it_is(db, shape):
    _pupils(SHAPES[shape])
    with pytest.raises(UnreadableFile, match="This looks like the pupil list, not like the staff list"):
        _staff(SHAPES[shape])


@samples_needed
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_list_is_taken_for_what_it_is(db, name):
    _pupils((SHARED / name).read_bytes())
    with pytest.raises(UnreadableFile, match="This looks like the pupil list"):
        _staff((SHARED / name).read_bytes())


@samples_needed
@pytest.mark.parametrize("path", sorted(SHARED.glob("v[0-9]*")), ids=lambda path: path.name)
def test_a_sample_survey_is_refused_as_a_pupil_list(db, path: Path):
    with pytest.raises(UnreadableFile, match="answers to a survey"):
        _pupils(path.read_bytes())


def test_a_staff_list_is_no_pupil_list(db):
    for content in (lists.STAFF, SHORT_STAFF):
        _staff(content.encode())
        with pytest.raises(UnreadableFile, match="This looks like the staff list, not like the pupil list"):
            _pupils(content.encode())


@pytest.fixture
def upload(client, sign_in, office):
    def _upload(content: str, **fields: str):
        sign_in(office)
        file = SimpleUploadedFile("list.csv", content.encode())
        data = {"kind": "pupils", "school_year": "2026", "whole": "all", **fields, "file": file}
        return client.post("/people/lists/new/", data)

    return _upload


def test_the_page_says_which_file_it_is_and_shows_nobody_as_left(upload):
    lists.load(lists.NEUTRAL)

    response = upload(SURVEYS["places"])

    page = Page(response.content.decode())
    assert "This looks like answers to a survey" in page.text
    assert "Load it under “Load the survey”" in page.text
    assert "tick “Let me check what each column holds” below and load it again" in page.text
    assert "in the portal" not in page.text
    assert not RollImport.objects.waiting().exists()


def test_whoever_says_what_each_column_holds_is_believed(client, upload):
    response = upload(SURVEYS["places"], match="on")
    columns = {"column1": "ignore", "column2": "ignore", "column3": "full_name", "column4": "class"}
    client.post(f"{response.url}columns/", {**columns, "column5": "ignore", "column6": "ignore"})

    response = upload(SURVEYS["places"])

    assert response.status_code == 302, "once they were settled, these headings are known"


def test_the_command_refuses_a_survey_in_one_line(db, tmp_path, capsys):
    path = tmp_path / "survey.csv"
    path.write_text(SURVEYS["questions"])

    with pytest.raises(SystemExit) as stopped:
        call_command("import_roll", str(path))

    assert stopped.value.code == 2
    assert "answers to a survey" in capsys.readouterr().err
    assert not Pupil.objects.exists()


@pytest.mark.parametrize(
    ("kind", "open_list", "named"),
    [("pupils", open_pupil_list, "the pupil list"), ("staff", open_staff_list, "the staff list")],
)
def test_a_refusal_names_the_list_that_was_to_be_loaded(kind, open_list, named):
    tiny = Limits(upload_bytes=10)
    refused = []
    for content, limits in (
        (b"%PDF-1.7\n", DEFAULT_LIMITS),
        (b"ten and more signs", tiny),
        (b"12\n13\n", DEFAULT_LIMITS),
    ):
        with pytest.raises(UnreadableFile) as fault:
            open_list(content, "list.csv", limits)
        refused.append(str(fault.value))

    assert all(named in message and "answers" not in message for message in refused), refused


def test_a_refusal_of_a_survey_speaks_of_answers():
    for refuse in (lambda: read(b"%PDF-1.7\n", "survey.csv"), lambda: find_table(read(b"12\n13\n", "s"), bool)):
        with pytest.raises(UnreadableFile, match="the answers"):
            refuse()
