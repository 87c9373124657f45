"""What an empty form says: the list of faults stands above the form, without its labels, so each fault names itself."""

import pytest
from django import forms

from people.forms.accounts import CoverForm, RoleForm
from people.forms.calendar import LessonTimesForm, YearDatesForm
from people.forms.settings import SettingsForm
from people.roles import Role
from people.setting_groups import GROUPS
from people.settings import BOUNDS, Key, read_all
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EMPTY: dict = {}
ASKING = [group for group in GROUPS if len(set(group.keys) & {*BOUNDS, Key.LESSONS_BEGIN, Key.LESSONS_END}) > 1]


def cover_form() -> forms.Form:
    return CoverForm(EMPTY, by=UserFactory(role=Role.HEAD))


@pytest.mark.parametrize(
    "form",
    [
        cover_form,
        lambda: RoleForm(EMPTY),
        lambda: LessonTimesForm(EMPTY),
        lambda: YearDatesForm(EMPTY, school_year=2027),
        *(
            lambda group=group: SettingsForm(EMPTY, kept=read_all(), group=group, may_allow_giving=True)
            for group in ASKING
        ),
    ],
    ids=["cover", "role", "lessons", "dates of a year", *(group.slug for group in ASKING)],
)
def test_no_two_faults_of_an_empty_form_say_the_same(form):
    faults = [fault for said in form().errors.values() for fault in said]

    assert len(faults) > 1
    assert sorted(set(faults)) == sorted(faults)
