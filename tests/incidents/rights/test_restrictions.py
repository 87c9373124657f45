"""A request to restrict the use of a child's data, or an objection: what is put on with it, and how it ends."""

import pytest
from django.db import transaction
from django.urls import reverse

from consent.effective import Status
from consent.models import RemovalList
from incidents.actions.data_requests import say_whose
from incidents.actions.faults import CannotBeSo, WrongState
from incidents.holding_back import what_is_not_over
from incidents.models import Right
from incidents.rights.page import everything_of_request
from people.about_person import SECTIONS, Person
from people.actions.erasing import traces_of_pupil
from people.models import DataRestriction, Pupil
from tests.consent.given import answer, children, survey
from tests.consent.parents import status
from tests.factories import PupilFactory, UserFactory
from tests.incidents.pages import a_key, page_of, send, text_of

from .asked import Kind, fresh, mother_of, own, received, say

pytestmark = pytest.mark.django_db
REASON = "It is settled. They were told on Monday."


@pytest.fixture
def wren(school):
    """Whose parents said yes to everything."""
    load = survey()
    [pupil] = children("Wren")
    answer(load, pupil)
    return pupil


def now(pupil) -> Status:
    return status(Pupil.objects.get(pk=pupil.pk))


def restricted(pupil, by, right=Right.RESTRICT):
    """A mother asks, and somebody restricts the use."""
    found = own(mother_of(pupil), right, pupil=pupil)
    say(found, Kind.RESTRICTED, by, scope="The permission of this year")
    return fresh(found)


@pytest.mark.parametrize("right", [Right.RESTRICT, Right.OBJECT])
def test_restricted_nothing_of_the_child_is_published_from_that_moment(school, dpo, wren, right):
    assert now(wren) is Status.YES

    restricted(wren, school.office, right)

    assert now(wren) is Status.DO_NOT_PUBLISH
    assert RemovalList.objects.filter(pupil=wren).exists()


def test_it_is_offered_for_an_objection_too(school, dpo, wren):
    found = own(mother_of(wren), Right.OBJECT, pupil=wren)

    assert "The use is restricted" in [step.words for step in everything_of_request(found, dpo)["steps"]]


def test_the_restriction_the_entry_and_the_pictures_stand_or_fall_together(school, dpo, wren):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        restricted(wren, school.office)
        raise ZeroDivisionError

    assert now(wren) is Status.YES
    assert not DataRestriction.objects.exists() and not RemovalList.objects.exists()


def test_to_end_it_somebody_decides_what_holds_for_pictures_and_says_why(school, dpo, wren):
    found = restricted(wren, school.office)

    with pytest.raises(CannotBeSo) as fault:
        say(found, Kind.LIFTED, dpo, reason=REASON)
    assert fault.value.field == "pictures"
    with pytest.raises(CannotBeSo):
        say(found, Kind.LIFTED, dpo, reason=" ", pictures="answered")
    with pytest.raises(CannotBeSo):
        say(found, Kind.LIFTED, dpo, reason=REASON, pictures="anything else")
    assert now(wren) is Status.DO_NOT_PUBLISH

    entry = say(found, Kind.LIFTED, dpo, reason=REASON, pictures="answered")

    assert now(wren) is Status.YES
    assert (entry.by, entry.said["reason"]) == (dpo, REASON)
    assert DataRestriction.objects.get().ended_by == dpo


def test_whoever_ends_it_can_keep_the_child_shut_by_the_mark(school, dpo, wren):
    found = restricted(wren, school.office)

    say(found, Kind.LIFTED, dpo, reason=REASON, pictures="never")

    assert not DataRestriction.objects.running().exists()
    assert now(wren) is Status.DO_NOT_PUBLISH


def test_a_request_that_is_refused_or_taken_back_keeps_its_restriction_until_somebody_ends_it(school, dpo, wren):
    found = restricted(wren, school.office)
    say(found, Kind.WITHDRAWN, school.office, on="2026-09-16", reason="She rang.")

    assert now(wren) is Status.DO_NOT_PUBLISH
    say(found, Kind.LIFTED, school.office, reason=REASON, pictures="answered")
    assert now(wren) is Status.YES


def test_it_ends_beside_the_child_beside_whom_it_was_put_also_where_another_is_meant_since(school, dpo, wren):
    found = restricted(wren, school.office)
    say_whose(request=found, by=dpo, pupil=PupilFactory())

    say(found, Kind.LIFTED, dpo, reason=REASON, pictures="answered")

    assert now(wren) is Status.YES


def test_of_an_account_nobody_is_asked_about_pictures(school, dpo):
    somebody = UserFactory(forename="Imogen", surname="Ashdown")
    found = received(school.office, right=Right.RESTRICT)
    say_whose(request=found, by=dpo, user=somebody)
    say(found, Kind.RESTRICTED, dpo, scope="The account")

    say(found, Kind.LIFTED, dpo, reason=REASON)

    with pytest.raises(WrongState):
        say(found, Kind.LIFTED, dpo, reason=REASON)


def test_the_page_asks_with_no_answer_chosen_and_keeps_what_was_typed(client, school, dpo, wren):
    found = restricted(wren, school.office)
    page = page_of(client, school.office, "data-request-entry", found.public_id, "restriction-over")
    assert "What holds for pictures of the child from now on?" in text_of(page) and " checked" not in page.text

    sent = send(
        client, school.office, "data-request-entry", found.public_id, "restriction-over", form_key=a_key(),
        revision=found.revision, reason=REASON,
    )  # fmt: skip
    assert sent.status_code == 400 and REASON in sent.text
    assert "Choose what holds for pictures of the child from now on." in text_of(sent)

    send(
        client, school.office, "data-request-entry", found.public_id, "restriction-over", form_key=a_key(),
        revision=found.revision, reason=REASON, pictures="answered",
    )  # fmt: skip
    assert now(wren) is Status.YES
    said = text_of(client.get(reverse("incidents:data-request", args=[found.public_id])))
    assert "Pictures of the child: What the parents answered counts again" in said


def test_while_it_runs_the_request_says_that_nothing_is_published(client, school, dpo, wren):
    found = restricted(wren, school.office)

    said = text_of(page_of(client, dpo, "data-request", found.public_id))
    assert "Nothing of the child is published meanwhile." in said


def test_a_copy_tells_it_and_nobody_destroys_the_child_while_it_runs(school, dpo, wren):
    found = restricted(wren, school.office)
    say(found, Kind.ANSWERED, school.office, on="2026-09-16", text="The use is restricted.")
    wren = Pupil.objects.get(pk=wren.pk)

    told = {section.key: list(section.rows(Person(pupil=wren))) for section in SECTIONS}
    assert told["restrictions"][0]["Of what"] == "The permission of this year"
    assert {row["Not to be published"] for row in told["pupil"]} == {True}
    assert what_is_not_over(wren, traces_of_pupil(wren))

    say(found, Kind.LIFTED, school.office, reason=REASON, pictures="never")
    assert not what_is_not_over(wren, traces_of_pupil(wren))
