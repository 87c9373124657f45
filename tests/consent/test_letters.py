"""What a parent tells the office in a letter, on the telephone or at the door: kept as that parent's newest word."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.actions import undo_import
from consent.actions.letters import Entered, Way, enter_answer
from consent.effective import Status
from consent.faults import AlreadySaved, ConsentFault
from consent.models import ConsentResponse, Purpose, SurveyImport
from consent.register import register_on
from people.models import Notification, PupilContact, SchoolAccount
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory

from .given import MORNING, SEPTEMBER, TODAY, children
from .parents import mother, said, separated, september
from .test_check_views import text

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)
KINDS = Notification.Kind


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def poppy():
    """Her mother said yes to everything in September."""
    load = september()
    [pupil] = children("Poppy")
    said(load, mother(pupil, "Leanne Cartwright"))
    return pupil


def status(pupil, slug="website", day=TODAY, year=2026):
    return register_on([pupil], day, year).of(pupil, Purpose.objects.get(slug=slug)).status


def enter(contact, by, values, *, on=YESTERDAY, way=Way.CALL, note="Rang at nine.", token=None):
    entered = Entered(contact, way, on, values, note)
    return enter_answer(entered=entered, token=token or uuid4(), by=by)


def leanne(pupil):
    return pupil.contacts.get(name="Leanne Cartwright")


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


# --- the page


def page_of(pupil):
    return reverse("consent:answer-new", args=[pupil.public_id])


def typed(pupil, **more):
    return {
        "token": str(uuid4()), "contact": str(leanne(pupil).pk), "way": "Letter", "said_on": "2026-10-12",
        "every": "", "note": "In the book bag.", **more,
    }  # fmt: skip


def test_the_record_leads_to_the_page_and_shows_the_answer_with_its_source(poppy, sign_in, office):
    client = sign_in(office)
    record = reverse("consent:pupil", args=[poppy.public_id])
    assert f'href="{page_of(poppy)}"' in client.get(record).content.decode()

    page = client.post(page_of(poppy), typed(poppy, **{"place-website": "no"}), follow=True)

    assert page.redirect_chain == [(record, 302)]
    said_there = text(page)
    assert "Saved: what Leanne Cartwright said. The parents with an account hear that something changed." in said_there
    assert "Letter, entered by the office, recorded 13 October 2026, 09:20 by" in said_there
    assert "In the book bag." in said_there
    assert status(poppy) is Status.WITHDRAWN


def test_no_to_everything_means_every_place_and_yes_to_everything_what_was_asked(poppy, sign_in, office):
    client = sign_in(office)

    client.post(page_of(poppy), typed(poppy, every="no"))
    assert ConsentResponse.objects.latest("pk").answers.count() == Purpose.objects.active_on(TODAY).count()
    sent = typed(poppy, every="yes", said_on="2026-10-13", **{"place-display": "no"})
    client.post(page_of(poppy), sent | {"accepted": client.post(page_of(poppy), sent).context["form"].stamp})

    given = {answer.purpose.slug: answer.value for answer in ConsentResponse.objects.latest("pk").answers.all()}
    assert given == {"website": "yes", "x_twitter": "yes", "newsletter": "yes", "display": "no", "video": "yes"}


def test_where_it_does_not_decide_the_page_says_so(sign_in, office):
    load, poppy, _, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=2))

    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "yes"}), follow=True)

    assert "It does not decide everything: Website is “Parents differ”." in text(page)


def test_sent_twice_the_page_says_that_nothing_was_written_twice(poppy, sign_in, office):
    client, sent = sign_in(office), typed(poppy, **{"place-website": "no"})
    client.post(page_of(poppy), sent)

    page = client.post(page_of(poppy), sent, follow=True)

    assert "Nothing was written twice." in text(page)
    assert SurveyImport.objects.filter(kind="letter").count() == 1


def test_a_page_saved_with_other_answers_can_be_saved_as_another_one(poppy, sign_in, office):
    client, sent = sign_in(office), typed(poppy, **{"place-website": "no"})
    client.post(page_of(poppy), sent)

    again = client.post(page_of(poppy), sent | {"place-website": "", "place-display": "no"})
    assert "This page was saved already" in text(again)
    token = again.context["form"]["token"].value()
    client.post(page_of(poppy), sent | {"place-website": "", "place-display": "no", "token": token})

    assert status(poppy, "display") is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"contact": ""}, "Choose who said it."),
        ({"contact": "0"}, "Choose somebody from the list."),
        ({"way": ""}, "Choose how we heard of it."),
        ({"said_on": ""}, "Write the day on which it was said."),
        ({"said_on": "soon"}, "Write the day like 02/09/2026."),
        ({"said_on": "2026-10-14"}, "The day must lie between 1 June 2026 and today."),
        ({"note": " "}, "Write in a few words what was said."),
        ({"note": "a" * 501}, "Write it in at most 500 letters."),
        ({"place-website": ""}, "Choose Yes or No for everything, or for at least one place below."),
        ({"place-website": "", "place-press": "yes"}, "did not ask about Press"),
        ({"token": "x"}, "Open the child’s page again before you save."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(poppy, sign_in, office, change, fault):
    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "no"} | change))

    assert page.status_code == 200 and "<title>Error: " in page.content.decode()
    assert fault in text(page)
    assert page.context["form"]["said_on"].value() == change.get("said_on", "2026-10-12")
    assert not SurveyImport.objects.filter(kind="letter").exists()


def test_only_who_may_answer_is_offered(poppy, sign_in, office):
    mother(poppy, "Aunt Hester", has_parental_responsibility=False)

    page = sign_in(office).get(page_of(poppy))

    assert list(page.context["form"].contacts.values()) == [leanne(poppy)]
    assert "Aunt Hester" not in text(page)


def test_where_nobody_may_answer_the_page_says_what_comes_first(sign_in, office):
    [alone] = children("Alone")
    client = sign_in(office)

    assert "Nobody on the contact list may answer for this child" in text(client.get(page_of(alone)))
    client.post(page_of(alone), {"contact": "", "way": "Letter"})

    assert not SurveyImport.objects.exists()


def test_it_is_for_the_office_and_the_head_and_not_for_leavers(poppy, sign_in, dsl, teacher, office):
    for user in (dsl, teacher):
        assert sign_in(user).get(page_of(poppy)).status_code == 403
    poppy.left_on = TODAY
    poppy.save()

    assert sign_in(office).get(page_of(poppy)).status_code == 404


def test_no_parent_sees_the_note(poppy, sign_in, office):
    enter(leanne(poppy), office, {"website": "no"}, note="She was very upset about it.")

    page = text(sign_in(leanne(poppy).user).get(reverse("consent:mine")))

    assert "No, 12 October 2026" in page
    assert "upset" not in page


def test_where_no_parent_has_an_account_the_page_says_of_nobody_that_they_hear(sign_in, office):
    september()
    [alone] = children("Alone")
    contact = PupilContactFactory(pupil=alone, name="Leanne Cartwright", user=None)

    sent = typed(alone, contact=str(contact.pk), **{"place-website": "no"})
    page = sign_in(office).post(page_of(alone), sent, follow=True)

    assert "Saved: what Leanne Cartwright said." in text(page)
    assert "hear that something changed" not in text(page)


# --- what becomes a yes


def stopped(poppy, office):
    """The mother's no of nine days ago."""
    enter(leanne(poppy), office, {"website": "no"}, on=TODAY - dt.timedelta(days=9))


def test_a_yes_after_a_stop_is_listed_with_its_day_before_anything_is_written(poppy, sign_in, office):
    stopped(poppy, office)
    client, sent = sign_in(office), typed(poppy, **{"place-website": "yes"})

    page = client.post(page_of(poppy), sent)

    said_there = text(page)
    assert "<title>Error: " in page.content.decode()
    assert "Website" in said_there and "4 October 2026" in said_there
    assert "One answer becomes a Yes. Nothing is saved yet" in said_there
    assert "The parent says Yes for this answer." in said_there
    assert status(poppy) is Status.WITHDRAWN

    stamp = page.context["form"].stamp
    client.post(page_of(poppy), sent | {"accepted": stamp})
    assert status(poppy) is Status.YES


def test_a_tick_for_other_answers_than_were_shown_is_asked_for_anew(poppy, sign_in, office):
    stopped(poppy, office)
    client, sent = sign_in(office), typed(poppy, **{"place-website": "yes"})
    stamp = client.post(page_of(poppy), sent).context["form"].stamp
    enter(leanne(poppy), office, {"newsletter": "no"}, on=TODAY - dt.timedelta(days=8))

    page = client.post(page_of(poppy), sent | {"accepted": stamp, "place-newsletter": "yes"})

    assert "2 answers become a Yes" in text(page)
    assert (status(poppy), status(poppy, "newsletter")) == (Status.WITHDRAWN, Status.WITHDRAWN)


def test_the_other_parents_yes_that_would_end_nothing_is_not_asked_about(sign_in, office):
    load, poppy, _, gareth = separated()
    said(load, gareth, "no", given=SEPTEMBER + dt.timedelta(days=2))

    page = sign_in(office).post(page_of(poppy), typed(poppy, **{"place-website": "yes"}), follow=True)

    assert "It does not decide everything" in text(page)


# --- court orders


@pytest.mark.parametrize("where", ["here", "sibling"])
def test_a_yes_of_who_is_under_a_court_order_is_refused_and_a_no_counts(poppy, sign_in, office, where):
    frank = mother(poppy, "Frank Popson")
    if where == "here":
        PupilContact.objects.filter(pk=frank.pk).update(gets_nothing=True)
    else:
        [bo] = children("Bo")
        PupilContactFactory(pupil=bo, name="F. Popson", email=frank.email.upper(), gets_nothing=True)
    frank.refresh_from_db()

    refused("Ask the safeguarding lead before you enter this", frank, office, {"website": "yes", "video": "no"})
    assert "ask the safeguarding lead before you enter a Yes" in text(sign_in(office).get(page_of(poppy)))

    assert enter(frank, office, {"website": "no"})
    assert status(poppy) is Status.CONFLICT
