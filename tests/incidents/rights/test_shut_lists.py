"""What few may know, and what the other parent wrote, stays withheld in the lists until somebody gives it."""

import pytest

from consent.models import ReviewEntry, SurveyImport
from people.models import MarkPeriod
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory

from .asked import gathered, mother_of, own

pytestmark = pytest.mark.django_db


def test_why_a_child_is_not_published_and_what_a_parent_wrote_is_withheld_at_first(school):
    dpo = UserFactory(role=Role.DPO)
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown", do_not_publish_reason="Zqwhyzq")
    survey = SurveyImport.objects.create(school_year=2026)
    ReviewEntry.objects.create(
        survey=survey, kind="comment", pupil=wren, identity="a", comment="Zqcommentzq: not where Dad lives.",
        condition="Zqconditionzq",
    )  # fmt: skip

    part = gathered(own(mother_of(wren), pupil=wren), dpo)[0]

    for word in ("Zqwhyzq", "Zqcommentzq", "Zqconditionzq"):
        piece = next(one for one in part.pieces if word in one["text"])
        assert piece["withheld"]["why"] == "others", word


def test_what_a_court_said_of_the_other_parent_is_withheld_at_first_and_of_whom_it_said_nothing_too(school):
    """By which of two is withheld one could tell whom it means: both are."""
    dpo = UserFactory(role=Role.DPO)
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown")
    mother = mother_of(wren)
    marked = PupilContactFactory(pupil=wren, name="Dario Vance", gets_nothing=True)
    MarkPeriod.objects.create(kind=MarkPeriod.Kind.COURT_ORDER, pupil=wren, contact=marked)

    part = gathered(own(mother, pupil=wren), dpo)[0]

    orders = [one for one in part.pieces if one["label"].startswith("Court order")]
    marks = [one for one in part.pieces if one["label"] == "Mark"]
    assert [one["text"] for one in orders] == ["No", "Yes"] and len(marks) == 1
    assert all(one["withheld"]["why"] == "others" for one in (*orders, *marks))
