"""The panel for whoever complained, by code and signed in alike: each step in plain words, the days, the letter."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from incidents.actions.complaint_answering import Answer
from incidents.actions.panel_deciding import record_decision
from incidents.complaints.stages import Finding
from incidents.models import OfferedDate
from people.models import SchoolSetting
from people.roles import Role
from people.settings import Key
from tests.factories import UserFactory
from tests.incidents.pages import text_of
from tests.readability import grade

from .answered import answered
from .coming_back import Way, key, with_code
from .made import complain
from .panelled import fixed, governors, named, now, offered, with_papers


@pytest.fixture(params=["by code", "signed in"])
def way(request, school, client) -> Way:
    """A complaint that the headteacher answered, at its own page."""
    if request.param == "by code":
        browser, case = with_code(client)
        found = Way(browser, case)
    else:
        parent = UserFactory(role=Role.PARENT)
        found = Way(client, complain(by=parent), parent)
    answered(found.case, school.head)
    found.send("stage", why="Nobody read my letter.")
    return found


def at_day(way: Way, days: int):
    """The page so many days later; signed in, or with the code typed anew, is not what is tested."""
    return time_machine.travel(timezone.now() + dt.timedelta(days=days))


def test_every_step_is_said_in_plain_words(way, school):
    people = governors(3)
    assert "You asked for the next stage" in text_of(way.go())
    named(now(way.case), school.clerk, people)
    page = text_of(way.go())
    assert "A panel of governors has it" in page and "offers you some days" in page
    assert not any(user.surname in page for user in people)
    offered(way.case, school.clerk)
    assert "Tell us below which days suit you." in text_of(way.go())
    (first, _) = OfferedDate.objects.all()
    way.send("panel", days=[first.sign], companion="My sister")
    assert "You told us which days suit you." in text_of(way.go())
    fixed(way.case, school.clerk, first.sign)
    page = text_of(way.go())
    assert "The school library" in page and "You get its letter by" in page
    assert "The panel reads the papers." in page


def test_they_tick_days_and_say_who_comes_and_may_change_it_until_it_is_fixed(way, school):
    named(now(way.case), school.clerk)
    (first, second) = offered(way.case, school.clerk)
    answer = way.send("panel", days=[first.sign, second.sign], companion="My sister")
    assert answer.url == way.address()
    assert [one.suits for one in OfferedDate.objects.all()] == [True, True]
    way.send("panel", days=[second.sign], companion="")
    assert [one.suits for one in OfferedDate.objects.all()] == [False, True]
    assert "You said which days suit you." in text_of(way.go())
    fixed(way.case, school.clerk, second.sign)
    late = way.send("panel", days=[second.sign], companion="My dear aunt")
    assert late.status_code == 409 and "My dear aunt" in late.content.decode()


def test_nothing_ticked_needs_words_and_other_days_are_refused_with_the_words_kept(way, school):
    named(now(way.case), school.clerk)
    (first, _) = offered(way.case, school.clerk)
    refused = way.send("panel", companion="My sister")
    assert refused.status_code == 422 and "Tick a day that suits you" in text_of(refused)
    assert "My sister" in refused.content.decode()
    assert way.send("panel", words="Only on Mondays.").status_code == 302
    offered(way.case, school.clerk, 16, 17)
    old = way.send("panel", days=[first.sign], words="I come then.")
    assert old.status_code == 409 and "I come then." in old.content.decode()


def test_without_days_there_is_nothing_to_answer(way):
    assert "This cannot be done now" in text_of(way.go("panel"))
    assert way.send("panel", words="When?").status_code == 409
    assert way.go("decision").status_code == 302


def _decided(way: Way, school) -> None:
    case = named(now(way.case), school.clerk)
    (first, _) = offered(case, school.clerk)
    way.send("panel", days=[first.sign])
    fixed(case, school.clerk, first.sign)
    with_papers(case, school.head)
    answer = Answer(Finding.UPHELD, "Nobody read your letter.", "We read each letter.", "A canary.", "A canary too.")
    with at_day(way, 15):
        record_decision(case=now(case), answer=answer, form_key=uuid.uuid4(), by=school.clerk)


@pytest.mark.parametrize("is_academy", [False, True])
def test_the_letter_says_what_was_decided_and_where_to_turn_and_it_is_final(way, school, is_academy):
    SchoolSetting.objects.update_or_create(key=Key.IS_ACADEMY, defaults={"value": ""})
    _decided(way, school)
    SchoolSetting.objects.update_or_create(key=Key.IS_ACADEMY, defaults={"value": "yes" if is_academy else ""})
    page, letter = text_of(way.go()), text_of(way.go("decision"))
    assert "A panel has decided" in page and "Department for Education" in page
    for said in ("Upheld: we agree with you.", "Nobody read your letter.", "We read each letter.", "Information Comm"):
        assert said in letter, said
    assert ("academies" in letter) == is_academy
    assert "canary" not in page + letter and school.clerk.surname not in letter
    assert "This is not settled" not in page and "Ask for the next stage" not in page
    assert way.send("reopening", why="It is not.").status_code == 409
    assert "last stage in school" in text_of(way.send("reopening", why="It is not."))


def test_somebody_of_eleven_can_read_it(way, school):
    named(now(way.case), school.clerk)
    offered(way.case, school.clerk)
    assert grade(way.go("panel").content.decode()) <= 6.0
    OfferedDate.objects.all().delete()


def test_somebody_of_eleven_can_read_the_letter(way, school):
    _decided(way, school)
    assert grade(way.go("decision").content.decode()) <= 6.0


def test_after_the_half_hour_the_answer_is_still_there(school, client):
    browser, case = with_code(client)
    way = Way(browser, case)
    answered(case, school.head)
    way.send("stage", why="Nobody read my letter.")
    named(now(case), school.clerk)
    (first, _) = offered(case, school.clerk)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=40)):
        answer = browser.post(way.address("panel"), {"form_key": key(), "days": [first.sign], "words": "I can come."})
    assert answer.status_code == 409 and "I can come." in answer.content.decode()


def test_by_code_it_shows_no_name_of_who_comes_along_and_keeps_it(way, school):
    named(now(way.case), school.clerk)
    (first, _) = offered(way.case, school.clerk)
    way.send("panel", days=[first.sign], companion="My sister Ewa")
    page = way.go("panel").content.decode()
    assert ("My sister Ewa" in page) == (way.user is not None)
    assert ("We do not show here whom you named." in page) == (way.user is None)

    way.send("panel", days=[first.sign], companion="")
    kept = way.case.complaint.hearings.get().companion
    assert kept == ("" if way.user else "My sister Ewa")
