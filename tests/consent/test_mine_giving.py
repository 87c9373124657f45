"""A parent gives a permission in the portal: only where the school lets parents, and what was asked."""

import datetime as dt
from uuid import uuid4

import pytest

from consent.actions.own import give_permission
from consent.effective import Status
from consent.faults import ConsentFault
from consent.models import Purpose, SurveyImport
from people.models import SchoolSetting
from tests.consent.given import SEPTEMBER, children
from tests.consent.parents import mother, said, separated, september, status
from tests.consent.stops import stop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_giving_is_off_until_the_school_turns_it_on():
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne, "no")
    website = Purpose.objects.get(slug="website")

    with pytest.raises(ConsentFault, match="office"):
        give_permission(user=leanne.user, pupil=poppy, purpose=website, token=uuid4())
    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    give_permission(user=leanne.user, pupil=poppy, purpose=website, token=uuid4())

    assert status(poppy) == Status.YES
    kept = SurveyImport.objects.get(kind="portal")
    assert [str(question) for question in kept.questions.all()] == [
        "May the school use pictures of my child here: Website?"
    ]


def test_what_no_survey_asked_cannot_be_given():
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    said(load, leanne, "no")
    SchoolSetting.objects.create(key="parents_may_give", value="yes")

    with pytest.raises(ConsentFault, match="nothing to allow"):
        give_permission(user=leanne.user, pupil=poppy, purpose=Purpose.objects.get(slug="press"), token=uuid4())


def test_a_yes_given_here_permits_nothing_beside_the_other_parents_no():
    load, poppy, leanne, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=1))
    stop(leanne, "website")
    SchoolSetting.objects.create(key="parents_may_give", value="yes")

    give_permission(user=leanne.user, pupil=poppy, purpose=Purpose.objects.get(slug="website"), token=uuid4())

    assert status(poppy) in {Status.CONFLICT, Status.NO}
