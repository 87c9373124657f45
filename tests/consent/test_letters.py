"""What a parent tells the office in a letter, on the telephone or at the door: kept as that parent's newest word."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.actions import undo_import
from consent.actions.letters import Way
from consent.effective import Status
from consent.faults import AlreadySaved, ConsentFault
from consent.models import ConsentResponse, Purpose, SurveyImport
from people.models import Notification, SchoolAccount
from people.roles import Role
from tests.factories import UserFactory

from .given import SEPTEMBER, TODAY
from .letters import YESTERDAY, enter, leanne
from .parents import mother, said, separated, status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
KINDS = Notification.Kind


# --- what it does


def test_a_no_told_to_the_office_counts_at_once_and_leaves_the_other_places(poppy, office):
    assert enter(leanne(poppy), office, {"website": "no"})

    assert status(poppy) is Status.WITHDRAWN
    assert status(poppy, "newsletter") is Status.YES


@pytest.mark.parametrize("way", Way)
def test_it_is_kept_with_its_way_its_note_and_who_entered_it(poppy, office, way):
    enter(leanne(poppy), office, {"website": "no", "x_twitter": "yes"}, way=way, note="  She saw the picture. ")

    load = SurveyImport.objects.get(kind="letter")
    kept = load.responses.get()
    assert (load.file_name, load.note, load.asked, load.uploaded_by) == (way.value, "She saw the picture.", [], office)
    assert (kept.respondent_name, kept.recorded_by, kept.answered_precision) == ("Leanne Cartwright", office, "day")
    assert timezone.localdate(kept.answered_at) == YESTERDAY
    assert {a.purpose.slug: a.value for a in kept.answers.all()} == {"website": "no", "x_twitter": "yes"}


def test_nothing_earlier_is_changed(poppy, office):
    before = ConsentResponse.objects.values().get()

    enter(leanne(poppy), office, {"website": "no"})

    assert ConsentResponse.objects.count() == 2
    assert ConsentResponse.objects.values().get(pk=before["id"]) == before


def test_a_yes_after_the_same_parents_no_counts(poppy, office):
    enter(leanne(poppy), office, {"website": "no"}, on=TODAY - dt.timedelta(days=9))

    enter(leanne(poppy), office, {"website": "yes"}, way=Way.LETTER)

    assert status(poppy) is Status.YES


def test_a_yes_beside_the_other_parents_no_is_a_conflict(office):
    load, poppy, leanne, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=2))

    enter(leanne, office, {"website": "yes"})

    assert status(poppy) is Status.CONFLICT


def test_a_letter_dated_before_the_same_parents_survey_does_not_beat_it(poppy, office):
    enter(leanne(poppy), office, {"website": "no"}, on=SEPTEMBER.date() - dt.timedelta(days=1), way=Way.LETTER)

    assert status(poppy) is Status.YES


def test_of_one_day_a_no_beats_a_yes_whatever_was_entered_first(poppy, office):
    enter(leanne(poppy), office, {"website": "no"}, on=TODAY)

    enter(leanne(poppy), office, {"website": "yes"}, on=TODAY)

    assert status(poppy) is Status.WITHDRAWN


def test_in_summer_a_no_is_kept_for_the_coming_year_too_and_a_yes_is_not(poppy, office):
    with time_machine.travel(dt.datetime(2027, 7, 6, 9, 0, tzinfo=dt.UTC), tick=False):
        enter(leanne(poppy), office, {"website": "no", "newsletter": "yes"}, on=dt.date(2027, 7, 5))

    of_year = {
        load.school_year: {answer.purpose.slug: answer.value for answer in load.responses.get().answers.all()}
        for load in SurveyImport.objects.filter(kind="letter")
    }
    assert of_year == {2026: {"website": "no", "newsletter": "yes"}, 2027: {"website": "no"}}


def test_what_is_taken_back_counts_no_longer_and_stays_in_the_history(poppy, office):
    enter(leanne(poppy), office, {"website": "no"})

    undo_import(survey=SurveyImport.objects.get(kind="letter"), by=office)

    assert status(poppy) is Status.YES
    assert ConsentResponse.objects.count() == 2


# --- who hears of it


def test_the_parents_hear_too_when_it_is_taken_back(poppy, office):
    enter(leanne(poppy), office, {"website": "no"})
    undo_import(survey=SurveyImport.objects.get(kind="letter"), by=office)

    assert [mail.user for mail in Notification.objects.filter(kind=KINDS.PERMISSION_CHANGED)] == [
        leanne(poppy).user
    ] * 2


def test_the_parents_hear_that_something_changed_and_not_what(office):
    _, poppy, leanne, gareth = separated()

    enter(leanne, office, {"website": "no"})

    mails = Notification.objects.filter(kind=KINDS.PERMISSION_CHANGED)
    assert {mail.user for mail in mails} == {leanne.user, gareth.user}
    for mail in mails:
        assert not any(word in mail.subject + mail.body for word in ("Poppy", "Leanne", "ebsite", "stopped", "Rang"))
    assert poppy.called == "Poppy"


def test_of_a_no_those_hear_who_may_have_to_take_a_picture_down_and_of_a_yes_nobody_does(poppy, office):
    holder = UserFactory(role=Role.STAFF)
    account = SchoolAccount.objects.create(platform="x", handle="@todwick", purpose="News", first_holder=holder)
    Purpose.objects.filter(slug="x_twitter").update(account=account)
    told = Notification.objects.filter(kind=KINDS.PERMISSION_STOPPED)

    enter(leanne(poppy), office, {"website": "yes"})
    assert not told.exists()
    enter(leanne(poppy), office, {"x_twitter": "no"})
    assert {mail.user for mail in told} == {office, holder}


def test_it_is_recorded_once_and_holds_no_word_of_what_was_said(poppy, office):
    enter(leanne(poppy), office, {"website": "no", "x_twitter": "yes"})

    event = AuditEvent.objects.get(verb=Verb.ANSWER_ENTERED)
    load = SurveyImport.objects.get(kind="letter")
    assert (event.by, event.target_id) == (office, str(poppy.pk))
    assert event.details == {"way": "call", "places": 2, "loads": [load.pk]}


# --- what writes nothing


def test_the_same_answer_again_writes_nothing_new(poppy, office):
    token = uuid4()
    assert enter(leanne(poppy), office, {"website": "no"}, token=token)

    assert not enter(leanne(poppy), office, {"website": "no"}, token=token)
    assert not enter(leanne(poppy), office, {"website": "no"}, note="The same call, typed by somebody else.")

    assert SurveyImport.objects.filter(kind="letter").count() == 1
    assert AuditEvent.objects.filter(verb=Verb.ANSWER_ENTERED).count() == 1
    assert Notification.objects.filter(kind=KINDS.PERMISSION_CHANGED).count() == 1


def test_taken_back_it_may_be_entered_again_from_a_new_page(poppy, office):
    token = uuid4()
    enter(leanne(poppy), office, {"website": "no"}, token=token)
    undo_import(survey=SurveyImport.objects.get(kind="letter"), by=office)

    with pytest.raises(AlreadySaved):
        enter(leanne(poppy), office, {"website": "no"}, token=token)
    assert enter(leanne(poppy), office, {"website": "no"})
    assert status(poppy) is Status.WITHDRAWN


def test_a_page_saved_with_other_answers_in_it_is_refused(poppy, office):
    token = uuid4()
    enter(leanne(poppy), office, {"website": "no"}, token=token)

    with pytest.raises(AlreadySaved, match="saved already"):
        enter(leanne(poppy), office, {"newsletter": "no"}, token=token)
    assert status(poppy, "newsletter") is Status.YES


# --- what is refused


def refused(match, *arguments, **more):
    loads = SurveyImport.objects.count()
    with pytest.raises(ConsentFault, match=match):
        enter(*arguments, **more)
    assert SurveyImport.objects.count() == loads
    assert not AuditEvent.objects.filter(verb=Verb.ANSWER_ENTERED).exists()


def test_who_has_no_parental_responsibility_is_refused(poppy, office):
    aunt = mother(poppy, "Aunt Hester", has_parental_responsibility=False)
    former = mother(poppy, "Old Uncle", ends_on=TODAY)

    refused("no parental responsibility", aunt, office, {"website": "no"})
    refused("no parental responsibility", former, office, {"website": "no"})


@pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), dt.date(2026, 5, 31), dt.date(2025, 10, 13)])
def test_a_day_to_come_or_outside_the_years_window_is_refused_in_words(poppy, office, day):
    refused("between 1 June 2026 and today", leanne(poppy), office, {"website": "no"}, on=day)


def test_the_first_day_of_the_window_and_today_are_inside(poppy, office):
    assert enter(leanne(poppy), office, {"website": "no"}, on=dt.date(2026, 6, 1))
    assert enter(leanne(poppy), office, {"website": "no"}, on=TODAY)


def test_a_yes_where_nobody_was_asked_this_year_is_refused_and_a_no_is_kept(poppy, office):
    refused("did not ask about Press", leanne(poppy), office, {"press": "yes"})

    assert enter(leanne(poppy), office, {"press": "no"})


@pytest.mark.parametrize("values", [{}, {"website": ""}, {"website": "perhaps"}, {"nowhere": "no"}])
def test_without_a_yes_or_no_there_is_nothing_to_keep(poppy, office, values):
    refused("at least one place", leanne(poppy), office, values)


def test_without_a_note_it_is_refused(poppy, office):
    refused("in a few words", leanne(poppy), office, {"website": "no"}, note="  ")


def test_for_a_child_who_has_left_nothing_is_entered(poppy, office):
    poppy.left_on = TODAY
    poppy.save()

    refused("not at the school now", leanne(poppy), office, {"website": "no"})
