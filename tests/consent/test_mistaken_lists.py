"""A pupil or staff list is no survey: it asks about nothing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consent.loading import UnreadableFile, proposed, read_table
from consent.trial import try_file
from tests.people import lists
from tests.people.test_mistaken_files import SHORT_STAFF, SURVEYS
from tests.people.test_roll_shapes import SAMPLES, SHAPES, SHARED, samples_needed

SPREADSHEETS = sorted(set(SHAPES) - {"ctf"})
pytestmark = pytest.mark.django_db


def _load(content: bytes) -> None:
    proposed(read_table(content, "survey"))


@pytest.mark.parametrize("shape", SPREADSHEETS)
def test_a_pupil_list_is_no_survey(shape):
    with pytest.raises(UnreadableFile, match=r"This looks like the pupil list.*Load it under “Pupils”"):
        _load(SHAPES[shape])


@samples_needed
@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith(".xml")])
def test_a_sample_pupil_list_is_no_survey(name):
    with pytest.raises(UnreadableFile, match="This looks like the pupil list"):
        _load((SHARED / name).read_bytes())


@samples_needed
@pytest.mark.parametrize("path", sorted(SHARED.glob("v[0-9]*")), ids=lambda path: path.name)
def test_a_sample_survey_is_taken(path: Path):
    _load(path.read_bytes())


def test_a_staff_list_is_no_survey():
    for content in (lists.STAFF, SHORT_STAFF):
        with pytest.raises(UnreadableFile, match="This looks like the staff list"):
            _load(content.encode())


@pytest.mark.parametrize("survey", SURVEYS)
def test_a_survey_is_taken_also_with_numbers_of_children_in_it(survey):
    _load(SURVEYS[survey].encode())


def test_trying_out_a_pupil_list_says_what_it_is():
    with pytest.raises(UnreadableFile, match="no column asks about pictures"):
        try_file(SHAPES["sims"], "list.csv", school_year=2026, labels={})


def test_the_page_says_that_it_is_the_pupil_list(client, sign_in, office):
    sign_in(office)
    file = SimpleUploadedFile("list.csv", SHAPES["bromcom"])

    response = client.post("/consent/imports/new/", {"school_year": "2026", "file": file})

    assert "This looks like the pupil list" in response.content.decode()
