"""What few may know, and what the other parent wrote, stays withheld in the lists until somebody gives it."""

import pytest

from consent.models import ReviewEntry, SurveyImport
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

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
