"""The form for everybody: its pages, what each asks, and that nothing typed is lost (requirements 6.3)."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from incidents.complaints.abouts import About
from incidents.models import Complaint, ComplaintDraft
from people.models import SchoolSetting
from people.settings import Key
from policies.demo import load_demo_policy
from tests.html import Page

from .filled import PAGES, Complaining

pytestmark = pytest.mark.django_db


@pytest.fixture
def writing(school) -> Complaining:
    return Complaining()


def _main(answer) -> str:
    return " ".join(Page(answer.content.decode()).text.split())


def test_the_first_page_sets_no_cookie_and_begins_with_how_we_treat_whoever_complains(writing):
    page = writing.look("new")

    assert not page.cookies
    assert not ComplaintDraft.objects.exists()
    said = _main(page)
    first = said.index("Complaining never changes how we treat you or your child.")
    assert first < said.index("respect") < said.index("A child is at risk?") < said.index("What would you like?")
    assert "999" in said


def test_33_one_sentence_of_mutual_respect_stands_on_the_first_page(writing):
    assert "We listen to you with respect, and we ask the same of you." in _main(writing.look("new"))


def test_the_session_begins_with_the_first_page_that_is_sent(writing):
    assert not writing.to("new", way="complaint").cookies
    assert writing.look("you").cookies.keys() == {"csrftoken"}
    assert not ComplaintDraft.objects.exists()
    assert "sessionid" in writing.to("you", name="Nadia Ferrier", reach_by="code").cookies


def test_each_page_leads_to_the_next_and_says_which_it_is(writing):
    for number, page in enumerate(PAGES, start=1):
        assert f"Complaint, step {number} of 6" in _main(writing.look(page))
        writing.fill(page)
    assert "Complaint, step 6 of 6" in _main(writing.look("check"))


def test_no_address_holds_a_secret(writing):
    writing.fill()
    addresses = [writing.at(page) for page in (*PAGES, "check", "sent", "stop")]

    keys = writing.client.session["complaint_writing"].values()
    assert not [key for key in keys for address in addresses if key in address]
    page = writing.look("check").content.decode()
    assert not [key for key in keys if key in page]


def test_going_back_shows_what_was_typed_and_no_word_about_it(writing):
    writing.fill()

    for page in PAGES:
        answer = writing.look(page)
        assert not answer.context["shown_errors"]
    assert "The newsletter showed my daughter" in writing.look("what").content.decode()
    assert 'value="Nadia Ferrier"' in writing.look("you").content.decode()


def test_a_page_that_is_wrong_keeps_every_word_and_says_what_to_do(writing):
    writing.fill("new")
    answer = writing.refused("you", child_name="Una Ferrier", reach_by="telephone", wants_call="on")

    page = answer.content.decode()
    assert "<title>Error: " in page
    assert 'value="Una Ferrier"' in page
    assert "Write your name, or tick that you do not want to give it." in page
    assert "Write your telephone number, or choose another way." in page
    assert 'value="Una Ferrier"' in writing.look("you").content.decode()


def test_words_that_are_too_long_say_by_how_much_and_are_not_cut_off(writing):
    writing.fill("you")
    answer = writing.refused("what", words="x" * 4_010, happened_when="today")

    page = answer.content.decode()
    assert "You wrote 4,010 letters. 4,000 fit. Take out 10." in page
    assert "x" * 4_010 in page
    assert "maxlength" not in page


def test_four_thousand_letters_with_line_ends_of_a_browser_fit(writing):
    writing.fill("you")

    answer = writing.to("what", words="x\r\n" * 1_999 + "xx", happened_when="today")
    assert answer.headers["Location"] == writing.at("who")


def test_an_old_matter_is_asked_why_once_and_never_refused(writing):
    writing.fill("you")
    long_ago = (timezone.localdate() - dt.timedelta(days=120)).isoformat()
    sent = {"words": "The gate was open.", "happened_on": long_ago}

    asked = writing.refused("what", **sent)
    assert "This was more than 3 months ago." in _main(asked)
    answer = writing.to("what", **sent, late_asked="1", late_because="")
    assert answer.headers["Location"] == writing.at("who")


def test_what_happened_lately_is_not_asked_why(writing):
    writing.fill("you")
    lately = (timezone.localdate() - dt.timedelta(days=80)).isoformat()

    answer = writing.to("what", words="The gate was open.", happened_on=lately)
    assert answer.headers["Location"] == writing.at("who")


def test_a_day_to_come_is_put_right(writing):
    writing.fill("you")
    tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()

    assert "That day is still to come." in _main(writing.refused("what", words="It rained.", happened_on=tomorrow))


def test_about_one_person_asks_for_the_name_or_that_it_is_not_known(writing):
    writing.fill("what")

    refused = writing.refused("who", about="staff")
    assert "Write the name, or tick “I do not know the name”" in _main(refused)
    for enough in ({"about": "staff", "no_name": "on"}, {"about": "head"}):
        assert writing.to("who", **enough).headers["Location"] == writing.at("tried")


def test_somebody_who_wants_a_call_is_asked_for_a_number(writing):
    writing.to("new", way="concern")

    assert "checked" in str(writing.look("you").context["form"]["wants_call"])
    answer = writing.refused("you", name="Nadia Ferrier", reach_by="code", wants_call="on")
    assert "Write the number to ring" in _main(answer)


def test_how_data_was_used_goes_to_its_own_reader(writing):
    writing.fill("you", new={"way": "data"})

    assert writing.look("who").context["form"]["about"].value() == About.DATA


def test_31_the_methods_of_communication_of_the_policy_are_the_choices(writing, school):
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2020, 9, 1))
    writing.fill("who")

    labels = [label for _, label in writing.look("tried").context["form"].fields["tried"].choices]
    assert labels == ["Prospectus", "School website", "Newsletters", "Letters", "Talking with us"]
    writing.to("tried", tried=["letters", "conversation"])
    writing.send()
    assert Complaint.objects.get().tried == ["letters", "conversation"]


def test_where_anonymous_complaints_are_not_taken_there_is_no_box_for_it(writing):
    SchoolSetting.objects.create(key=Key.COMPLAINT_ANONYMOUS, value="")
    writing.fill("new")

    assert "is_anonymous" not in writing.look("you").content.decode()
    assert "Write your name." in _main(writing.refused("you", is_anonymous="on", reach_by="code"))


def test_the_last_page_has_a_way_to_change_each_answer_and_back(writing):
    writing.fill()
    page = writing.look("check").content.decode()
    for step in PAGES:
        assert f'href="{writing.at(step)}?check#' in page

    answer = writing.to("tried", "?check", wish="An apology.")
    assert answer.headers["Location"] == writing.at("check")
    assert "An apology." in _main(writing.look("check"))


def test_who_skips_a_page_is_led_to_it_and_told_what_is_missing(writing):
    writing.fill("you")
    answer = writing.look("check")

    assert answer.headers["Location"] == f"{writing.at('what')}?check&undone"
    page = writing.client.get(answer.headers["Location"])
    assert "<title>Error: " in page.content.decode()
    assert "Write what happened." in _main(page)


def test_what_was_typed_waits_for_a_day_and_no_longer(writing):
    writing.fill("what")
    now = timezone.now()

    with time_machine.travel(now + dt.timedelta(hours=23, minutes=59)):
        assert "The newsletter showed" in writing.look("what").content.decode()
    with time_machine.travel(now + dt.timedelta(hours=24, minutes=1)):
        assert writing.look("what").status_code == 302


def test_another_browser_sees_nothing_of_it(writing):
    writing.fill("what")

    other = Complaining(Client())
    assert other.look("what").headers["Location"] == other.at("new")


def test_a_page_sent_when_the_session_is_gone_keeps_its_words(writing):
    writing.fill("you")
    writing.client.logout()
    assert writing.to("what", words="It was the gate.", happened_when="today").status_code == 302

    assert "It was the gate." in writing.look("what").content.decode()


def test_a_form_without_its_token_keeps_its_words(school):
    writing = Complaining(Client(enforce_csrf_checks=True))
    writing.to("new", way="complaint")
    answer = writing.to("what", words="It was the gate.", happened_when="today")

    assert answer.status_code == 403
    assert "It was the gate." in answer.content.decode()


def test_stop_asks_once_and_then_all_of_it_is_gone(writing):
    writing.fill("what")
    assert writing.to("who", about="school", stop="1").headers["Location"] == writing.at("stop")
    assert ComplaintDraft.objects.get().page("who") == {"about": ["school"]}

    assert "It is deleted" in _main(writing.to("stop"))
    assert not ComplaintDraft.objects.exists()
    assert writing.look("what").status_code == 302
