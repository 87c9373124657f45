"""A parent can stop as often as something is left to stop, also from a page that was sent before."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from consent.actions import decide
from consent.actions.own import give_permission
from consent.effective import Status
from consent.faults import ConsentFault
from consent.models import ConsentResponse, Purpose, SurveyImport
from consent.own import own_children
from people.models import Notification, SchoolSetting
from tests.consent.given import SEPTEMBER, TODAY, children, survey
from tests.consent.parents import CHANGED, mother, said, separated, september, status
from tests.consent.stops import stop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def one_parent():
    load = september()
    leanne = mother(children("Poppy")[0])
    said(load, leanne)
    return leanne


def website():
    return Purpose.objects.get(slug="website")


def place_of(contact, day=TODAY):
    [child] = own_children(contact.user, day)
    return next(place for place in child.places if place.purpose == website())


# --- a page that was sent before


def test_another_place_chosen_on_a_page_that_was_sent_before_is_stopped_too():
    leanne, token = one_parent(), uuid4()
    stop(leanne, "website", token=token)

    stop(leanne, "website", "newsletter", token=token)

    assert status(leanne.pupil, "newsletter") is Status.WITHDRAWN
    assert SurveyImport.objects.filter(kind="portal").count() == 2
    stop(leanne, "website", "newsletter", token=token)
    assert SurveyImport.objects.filter(kind="portal").count() == 2


def test_a_stop_on_a_page_that_was_sent_before_counts_again_after_a_yes():
    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    leanne, token = one_parent(), uuid4()
    stop(leanne, "website", token=token)
    give_permission(user=leanne.user, pupil=leanne.pupil, purpose=website(), token=uuid4())
    given = ConsentResponse.objects.latest("pk")
    assert status(leanne.pupil) is Status.YES

    stop(leanne, "website", token=token)

    assert ConsentResponse.objects.latest("pk").pk > given.pk
    assert status(leanne.pupil) is Status.WITHDRAWN


def test_a_yes_on_a_page_that_was_sent_before_is_never_said_to_be_kept_where_it_is_not():
    SchoolSetting.objects.create(key="parents_may_give", value="yes")
    leanne, token = one_parent(), uuid4()
    stop(leanne)
    give_permission(user=leanne.user, pupil=leanne.pupil, purpose=website(), token=token)
    give_permission(user=leanne.user, pupil=leanne.pupil, purpose=website(), token=token)

    with pytest.raises(ConsentFault, match="Open My children again"):
        give_permission(
            user=leanne.user, pupil=leanne.pupil, purpose=Purpose.objects.get(slug="newsletter"), token=token
        )
    stop(leanne, "website")
    with pytest.raises(ConsentFault, match="Open My children again"):
        give_permission(user=leanne.user, pupil=leanne.pupil, purpose=website(), token=token)

    assert status(leanne.pupil, "newsletter") is status(leanne.pupil) is Status.WITHDRAWN


def test_one_page_sent_twice_tells_nobody_twice():
    leanne, token = one_parent(), uuid4()
    for _ in range(2):
        stop(leanne, "website", token=token)

    assert Notification.objects.filter(kind=CHANGED).count() == 1


# --- a no that does not hold


def test_a_parent_whose_no_was_decided_to_be_a_yes_can_still_stop_it(office):
    load, poppy, _, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=1))
    decide(pupil=poppy, purpose=website(), school_year=2026, value="yes", reason="He said so on the phone.", by=office)
    place = place_of(gareth)
    assert place.in_use and place.said.value == "no" and not place.is_stopped

    stop(gareth, "website")

    place = place_of(gareth)
    assert not place.in_use and place.is_stopped


def test_a_no_of_this_year_does_not_hide_the_stop_of_a_yes_for_the_coming_one(monkeypatch):
    july = dt.date(2027, 7, 20)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 7, 20, 12, tzinfo=dt.UTC))
    leanne = one_parent()
    said(survey(file_name="Second.csv"), leanne, "no", given=SEPTEMBER + dt.timedelta(days=1))
    assert place_of(leanne, july).is_stopped
    said(survey(["website"], year=2027), leanne, given=dt.datetime(2027, 6, 20, tzinfo=dt.UTC))
    assert not place_of(leanne, july).is_stopped

    stop(leanne, "website")

    assert place_of(leanne, july).is_stopped
    assert status(leanne.pupil, day=july, year=2027) is Status.WITHDRAWN
