"""Files of children's names say who took them and when, where it is in nobody's way (requirements, A4)."""

import datetime as dt
import io
import re
import zipfile

import pytest
import time_machine

from tests.factories import PupilFactory

from .given import survey

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 10, 13, 8, 20, tzinfo=dt.UTC)
REGISTER, NOT_ANSWERED = "/consent/register/", "/consent/non-answers/file/"


@pytest.fixture(autouse=True)
def _one_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("address", "stem"), [(REGISTER, "photo-permission-2026"), (NOT_ANSWERED, "not-answered")])
def test_the_name_of_either_file_says_the_moment_and_the_person(sign_in, office, address, stem, form):
    survey(["website"])
    PupilFactory(code="3H")

    response = sign_in(office).post(address, {"form": form})

    name = re.search(r'filename="([^"]+)"', response["Content-Disposition"]).group(1)
    assert name == f"{stem}-2026-10-13-0920-robin-{office.surname.lower()}.{form}"


@pytest.mark.parametrize("address", [REGISTER, NOT_ANSWERED])
def test_the_workbook_says_it_in_its_properties_and_on_each_printed_page(sign_in, office, address):
    survey(["website"])
    PupilFactory(code="3H")

    book = zipfile.ZipFile(io.BytesIO(sign_in(office).post(address, {"form": "xlsx"}).content))

    mark = f"Downloaded by {office} on 13 October 2026 at 09:20"
    assert mark in book.read("docProps/core.xml").decode()
    assert mark in book.read("xl/worksheets/sheet1.xml").decode()


def test_the_columns_of_the_register_are_those_of_the_contract(sign_in, office):
    survey(["website"])
    PupilFactory(code="3H")

    first = sign_in(office).post(REGISTER, {"form": "csv"}).content.decode("utf-8-sig").splitlines()[0]

    assert first == "admission_number,purpose,status,may_publish,answered_by,answered_at,survey_file,survey_record"
