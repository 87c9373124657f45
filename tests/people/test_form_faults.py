"""What an empty form says: the list of faults stands above the form, without its labels, so each fault names itself."""

import pytest
from django import forms

from people.forms.accounts import CoverForm, RoleForm
from people.forms.calendar import LessonTimesForm, YearDatesForm
from people.forms.settings import SettingsForm
from people.roles import Role
from people.settings import read_all
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EMPTY: dict = {}


def cover_form() -> forms.Form:
    return CoverForm(EMPTY, by=UserFactory(role=Role.HEAD))


@pytest.mark.parametrize(
    "form",
    [
        cover_form,
        lambda: RoleForm(EMPTY),
        lambda: LessonTimesForm(EMPTY),
        lambda: YearDatesForm(EMPTY, school_year=2027),
        lambda: SettingsForm(EMPTY, kept=read_all(), may_allow_giving=True),
    ],
    ids=["cover", "role", "lessons", "dates of a year", "settings"],
)
def test_no_two_faults_of_an_empty_form_say_the_same(form):
    faults = [fault for said in form().errors.values() for fault in said]

    assert len(faults) > 1
    assert sorted(set(faults)) == sorted(faults)
