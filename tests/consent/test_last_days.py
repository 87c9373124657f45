"""The last days of a school year: where the new one begins after 1 September, what a parent says until then counts."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command

from consent.actions import record_paper_answers
from consent.actions.letters import Entered, Way, enter_answer
from consent.actions.own import stop_permission
from consent.actions.paper import PaperAnswers
from consent.effective import Status
from consent.models import Purpose
from people.models import SchoolYear

from .given import children, survey
from .parents import mother, said, status

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2027, 9, 2, 9, 0, tzinfo=dt.UTC)
TODAY = LATE.date()


@pytest.fixture(autouse=True)
def _the_second_of_september():
    """The year 2026/27 goes on until 5 September 2027, as the school has entered it."""
    SchoolYear.objects.update_or_create(
        starts_in=2026, defaults={"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2027, 9, 5)}
    )
    with time_machine.travel(LATE, tick=False):
        yield


@pytest.fixture
def imogen():
    """A mother who said yes to everything in September, and is asked about the website alone."""
    load = survey(["website"])
    contact = mother(children("Wren")[0])
    said(load, contact)
    return contact


def website():
    return Purpose.objects.get(slug="website")


def now(contact):
    return status(contact.pupil, day=TODAY)


def test_the_file_of_today_says_no_where_a_parent_stopped_it_today(sign_in, office, imogen, tmp_path):
    stop_permission(user=imogen.user, pupil=imogen.pupil, purposes=[website()], token=uuid4())

    file = sign_in(office).post("/consent/register/", {"form": "csv"}).content.decode("utf-8-sig")
    out = tmp_path / "register.csv"
    call_command("export_permissions", "--school-year", "2026", "--out", str(out))

    assert now(imogen) is Status.WITHDRAWN
    for rows in (file, out.read_text(encoding="utf-8-sig")):
        assert ",website,withdrawn,0," in rows and ",1," not in rows


def test_the_office_enters_today_what_a_parent_says_today(office, imogen):
    entered = Entered(imogen, Way.CALL, TODAY, {"website": "no"}, "Rang in the morning.")

    assert enter_answer(entered=entered, token=uuid4(), by=office)

    assert now(imogen) is Status.WITHDRAWN


def test_a_paper_form_of_today_counts(office, imogen):
    record_paper_answers(
        rows=[PaperAnswers(imogen.pupil, imogen, {"website": "no"})], school_year=2026, answered_on=TODAY,
        source="Paper form", asked=[website()], by=office,
    )  # fmt: skip

    assert now(imogen) is Status.WITHDRAWN
