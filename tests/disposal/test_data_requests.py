"""Requests about data are due like any other record: no name of whoever asked stays for good."""

import pytest
from django.urls import reverse

from incidents.models import DataRequest, DataRequestEntry
from people.actions.disposal import CannotBeSo, WrongState
from people.models import DataRestriction, DestructionRecord, Notification, PupilContact
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.incidents.made import again
from tests.incidents.pages import text_of

from .due import ask, data_request, destroy

pytestmark = pytest.mark.django_db
SLUG = "data-request"


@pytest.fixture
def dpo(school):
    return UserFactory(role=Role.DPO)


def due_for(client, user) -> str:
    client.force_login(again(user))
    return text_of(client.get(reverse("disposal:due", args=[SLUG])))


def test_two_have_it_destroyed_with_its_entries_and_mails_and_no_name_stays(school, dpo):
    found = data_request(school)
    other = data_request(school, asker_name="Kim", about_name="Kim")
    Notification.objects.create(address="a@school.example", subject=f"{found.reference} waits", body="")

    destroy(SLUG, found, school.head, school.chair)

    assert [*DataRequest.objects.all()] == [other] and DataRequestEntry.objects.get().request == other
    assert not Notification.objects.filter(subject__contains=found.reference).exists()
    told = DestructionRecord.objects.get()
    assert found.reference in str(vars(told)) and "Quillfeather" not in str(vars(told))


def test_one_that_is_open_or_restricts_the_use_of_data_is_held_back(school, dpo):
    still = data_request(school, state="working", answered_on=None)
    restricting = data_request(school)
    DataRestriction.objects.create(
        pupil=PupilFactory(), reference=restricting.reference, scope="All.", began_by=school.head
    )

    for found, why in ((still, "It is open"), (restricting, "still restricted")):
        with pytest.raises(WrongState, match=why):
            destroy(SLUG, found, school.head, school.chair)


def test_the_reason_names_nobody_who_asked(school, dpo):
    with pytest.raises(CannotBeSo, match="without the name"):
        ask(SLUG, data_request(school), school.head, reason="Quillfeather moved away.")


def test_it_does_not_exist_for_whom_it_is_about_nor_for_a_post_from_which_it_was_kept(client, school, dpo):
    wren = PupilFactory()
    PupilContact.objects.create(pupil=wren, name="Idris", user=school.head, has_parental_responsibility=True)
    of_own_child = data_request(school, about_pupil=wren)
    of_the_head = data_request(school, kept_from="head", about_user=school.head)
    plain = data_request(school)

    for_head, for_officer = due_for(client, school.head), due_for(client, dpo)

    assert plain.reference in for_head
    assert of_own_child.reference not in for_head and of_the_head.reference not in for_head
    assert all(one.reference in for_officer for one in (of_own_child, of_the_head, plain))


def test_one_about_the_headteacher_is_asked_for_by_the_chair_and_confirmed_by_the_vice_chair(client, school, dpo):
    found = data_request(school, kept_from="head", about_user=school.head, leader_role=Role.CHAIR)

    destroy(SLUG, found, school.chair, school.vice_chair)

    client.force_login(again(school.head))
    assert found.reference not in text_of(client.get(reverse("disposal:records")))


def test_the_chair_opens_it_only_once_it_waits_for_them_and_reads_no_name(client, school, dpo):
    found = data_request(school)
    address = reverse("disposal:record", args=[SLUG, found.public_id])

    def opened_by(user) -> str:
        client.force_login(again(user))
        response = client.get(address)
        return text_of(response) if response.status_code == 200 else str(response.status_code)

    assert opened_by(school.chair) == "404" and opened_by(school.office) == "403"
    assert "A copy of the data" in opened_by(school.head) and "Ask for its destruction" in opened_by(school.head)
    ask(SLUG, found, school.head)
    for_chair = opened_by(school.chair)
    assert "Destroy it for good" in for_chair and "Quillfeather" not in for_chair and "Rang" not in for_chair
    assert "Destroy it for good" not in opened_by(dpo)
