"""A parent under a court order gets nothing about the child, in whichever order the steps are taken."""

import pytest

from incidents.actions.bundle_parts import gather_parts
from incidents.actions.bundles import fetch_bundle
from incidents.actions.data_requests import say_whose
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.models import DataRequest
from people.models import Namesake, PupilContact
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory
from tests.incidents.made import again

from .asked import AskedAs, Kind, bundled, checked, fresh, gathered, known_person, own, received, say

pytestmark = pytest.mark.django_db
YES = {"may": True, "reason": "The list says so.", "child": ""}


def a_letter(school, **changes) -> DataRequest:
    said = {"asked_as": AskedAs.PARENT, "asker_name": "Mr Tom Ashdown", "about_name": "Wren Ashdown"} | changes
    return received(school.office, **said)


def barred(wren, **more) -> PupilContact:
    return PupilContactFactory(pupil=wren, name="Tom Ashdown", gets_nothing=True, **more)


def test_who_was_said_to_may_ask_before_it_was_known_for_whom_is_asked_again(school, dpo, wren):
    found = a_letter(school, asker_name="Somebody else")
    say(found, Kind.MAY_ASK, dpo, **YES)
    known_person(found, school.office, pupil=wren)

    assert fresh(found).may_ask is None
    with pytest.raises(WrongState, match="whether they may ask"):
        gather_parts(request=fresh(found), by=again(dpo))


def test_of_a_child_that_is_said_to_ask_itself_somebody_says_whether_they_may(school, dpo, wren):
    found = a_letter(school, asked_as=AskedAs.SELF, asker_name="Wren Ashdown")
    known_person(found, school.office, pupil=wren)

    with pytest.raises(WrongState, match="whether they may ask"):
        gather_parts(request=fresh(found), by=again(dpo))


def test_whoever_asks_about_themselves_signed_in_is_asked_nothing_more(school, dpo):
    found = own(school.reporter)
    say_whose(request=found, by=again(dpo), user=school.reporter)

    assert fresh(found).may_ask is True


def test_an_entry_with_an_account_means_a_letter_of_that_name_too(school, dpo, wren):
    barred(wren, user=UserFactory(role=Role.PARENT))
    found = known_person(a_letter(school), school.office, pupil=wren)

    with pytest.raises(CannotBeSo, match="court order"):
        say(found, Kind.MAY_ASK, dpo, **YES)
    DataRequest.objects.filter(pk=found.pk).update(may_ask=True)
    with pytest.raises(WrongState, match="court order"):
        gather_parts(request=fresh(found), by=again(dpo))


def test_an_order_that_comes_later_stops_it_at_each_step(school, dpo, wren):
    found = known_person(a_letter(school), school.office, pupil=wren)
    say(found, Kind.MAY_ASK, dpo, **YES)
    checked(gathered(found, dpo)[0], school.head, dpo)
    order = barred(wren)
    with pytest.raises(WrongState, match="court order"):
        bundled(found, dpo)

    PupilContact.objects.filter(pk=order.pk).update(gets_nothing=False)
    bundle = bundled(found, dpo)
    PupilContact.objects.filter(pk=order.pk).update(gets_nothing=True)
    with pytest.raises(NotAllowed):
        fetch_bundle(bundle=bundle, by=again(dpo))
    with pytest.raises(WrongState, match="court order"):
        say(found, Kind.HANDED, dpo, how="On paper", to="Him")


def test_a_namesake_of_whom_somebody_said_that_it_is_another_person_gets_it(school, dpo, wren):
    grandfather = UserFactory(role=Role.PARENT, forename="Tom", surname="Ashdown")
    entry = PupilContactFactory(pupil=wren, name="Tom Ashdown", user=grandfather, email=grandfather.email)
    order = barred(wren)
    found = own(grandfather, pupil=wren)
    with pytest.raises(WrongState, match="court order"):
        gather_parts(request=fresh(found), by=again(dpo))

    Namesake.objects.create(marked=order, other=entry, is_same_person=False, said_by=school.dsl)

    assert gather_parts(request=fresh(found), by=again(dpo)) == 1
