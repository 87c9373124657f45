"""The page of a request says what is next, where it is done, and to whom; once it is over nothing is to do any more."""

import pytest
from django.utils import timezone

from incidents.models import Right
from tests.factories import PupilContactFactory, PupilFactory
from tests.incidents.pages import a_key, page_of, send, text_of

from .asked import AskedAs, Kind, fresh, gathered, known_person, received, say

pytestmark = pytest.mark.django_db
OF_A_CHILD = {"asked_as": AskedAs.PARENT, "about_name": "Wren Ashdown"}


@pytest.fixture
def wren(school):
    return PupilFactory(legal_forename="Wren", legal_surname="Ashdown", year_group="4", born_on="2018-05-03")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.REFUSED, {"ground": "may_not", "reason": "No.", "told_rights": True, "told_on": "today"}),
        (Kind.WITHDRAWN, {"on": "today", "reason": "She rang."}),
    ],
)
def test_of_one_that_is_over_nothing_is_said_to_be_done(client, school, dpo, kind, said):
    held = received(school.office)
    today = timezone.localdate().isoformat()
    say(held, kind, school.office, **{key: today if value == "today" else value for key, value in said.items()})

    page = text_of(page_of(client, school.office, "data-request", held.public_id))

    assert "What it came to" in page and "To do" not in page and "What is to be done" not in page


def test_two_children_of_one_name_are_told_apart(client, school, dpo, wren):
    PupilFactory(legal_forename="Wren", legal_surname="Ashdown", year_group="1", born_on="2021-01-09")
    held = received(school.office, **OF_A_CHILD)

    page = text_of(send(client, school.office, "data-request-person", held.public_id, name="wren"))

    assert "Pupil, Year 4, born on 3 May 2018" in page and "Pupil, Year 1, born on 9 January 2021" in page


def test_who_finds_no_child_reads_who_does(client, school, dpo, wren):
    held = received(school.office, **OF_A_CHILD)
    door = "A child, or somebody on a contact list, is found by office or headteacher"

    for_officer = text_of(send(client, dpo, "data-request-person", held.public_id, name="wren"))
    for_office = text_of(send(client, school.office, "data-request-person", held.public_id, name="wren"))

    assert door in for_officer and "Year 4" not in for_officer
    assert door not in for_office


def test_data_are_gathered_once_everything_is_said_and_until_then_it_says_what_is_missing(client, school, dpo, wren):
    held = received(school.office, **OF_A_CHILD)

    def page() -> str:
        return text_of(page_of(client, dpo, "data-request", held.public_id))

    assert "gathered here once it is said whose data it is" in page()
    known_person(held, school.office, pupil=wren)
    assert "gathered here once it is said whether they may ask" in page()
    say(held, Kind.MAY_ASK, school.office, may=True, reason="On the contact list.")
    assert "Gather the data" in page() and "gathered here" not in page()
    gathered(held, dpo)
    assert "Gather the data anew" in page()


def test_an_erasure_has_its_door_for_those_who_find_the_person(client, school, dpo):
    held = received(school.office, right=Right.ERASE)
    other = received(school.office)

    office = text_of(page_of(client, school.office, "data-request", held.public_id))
    assert "Where it is erased" in office and "Find the person" not in office
    assert "Find the person under Keep or destroy" in text_of(page_of(client, dpo, "data-request", held.public_id))
    assert "Where it is erased" not in text_of(page_of(client, dpo, "data-request", other.public_id))


def test_who_may_read_none_is_not_told_that_nobody_asked(client, school, dpo):
    received(school.office)

    page = text_of(page_of(client, school.chair, "data-requests"))

    assert "There is none for you to read." in page and "Nobody has asked" not in page


def test_words_that_came_too_early_stand_below_and_it_says_so_first(client, school, dpo, wren):
    held = known_person(received(school.office, **OF_A_CHILD), school.office, pupil=wren)
    say(held, Kind.MAY_ASK, school.office, may=True, reason="On the contact list.")
    gathered(held, dpo)

    answer = send(
        client, school.office, "data-request-entry", held.public_id, "answer", form_key=a_key(),
        revision=fresh(held).revision, on=timezone.localdate().isoformat(), text="Here it is.",
    )  # fmt: skip

    assert "Your words are not saved. They stand below. The data were gathered" in text_of(answer)


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"name": "Ms Imogen Ashdown"}, "Imogen Ashdown stands on the contact list of Wren Ashdown, with parental"),
        (
            {"name": "Imogen Ashdown", "has_parental_responsibility": False},
            "Imogen Ashdown stands on the contact list of Wren Ashdown, without parental",
        ),
        ({"name": "Dario Vance"}, "Nobody called Imogen Ashdown stands on the contact list of Wren Ashdown."),
        ({"name": "Imogen Ashdown", "ends_on": "2026-01-01"}, "Nobody called Imogen Ashdown stands"),
    ],
)
def test_who_says_whether_they_may_ask_reads_what_the_contact_list_says_of_them(
    client, school, dpo, wren, contact, said
):
    """A copy that went to the wrong person does not come back."""
    PupilContactFactory(pupil=wren, **({"has_parental_responsibility": True, "starts_on": "2025-09-01"} | contact))
    held = known_person(received(school.office, **OF_A_CHILD), school.office, pupil=wren)
    grown_up = received(school.office)

    assert said in text_of(page_of(client, dpo, "data-request-entry", held.public_id, "may-ask"))
    assert "contact list of" not in text_of(page_of(client, dpo, "data-request-entry", held.public_id, "identity"))
    assert "contact list of" not in text_of(page_of(client, dpo, "data-request-entry", grown_up.public_id, "may-ask"))


def test_a_restriction_for_somebody_on_a_contact_list_alone_says_what_to_do_instead(client, school, dpo, wren):
    contact = PupilContactFactory(pupil=wren, name="Dario Vance")
    held = known_person(received(school.office, right=Right.OBJECT), school.office, contact=contact)

    answer = send(
        client, school.office, "data-request-entry", held.public_id, "restriction", form_key=a_key(),
        revision=fresh(held).revision, scope="The e-mail address",
    )  # fmt: skip

    assert answer.status_code == 409 and "Record a request about the child, or write in a note" in text_of(answer)


def test_who_closes_a_request_for_a_copy_with_nothing_gathered_reads_that_first(client, school, dpo, wren):
    copy = known_person(received(school.office, **OF_A_CHILD), school.office, pupil=wren)
    mending = received(school.office, right=Right.MEND)

    def page(held) -> str:
        return text_of(page_of(client, school.office, "data-request-entry", held.public_id, "answer"))

    assert "No data were gathered for this request." in page(copy)
    assert "No data were gathered" not in page(mending)
    say(copy, Kind.MAY_ASK, school.office, may=True, reason="On the contact list.")
    gathered(copy, dpo)
    assert "No data were gathered" not in page(copy)
