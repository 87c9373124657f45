"""Parents invited from the contact list, and the court order that beats everything."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import end_account
from people.actions.contacts import NoAccess, link_contact
from people.actions.court_orders import OwnContact, Reason, let_in, shut_out
from people.actions.families import NobodyToInvite, SharedAddress, invite_families
from people.families import State, families
from people.models import Notification, Pupil, PupilContact, User
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory

pytestmark = pytest.mark.django_db
YEAR = 2026


def _families():
    return families(timezone.localdate(), YEAR)


def _invite(by: User, *keys: int) -> int:
    return invite_families(
        keys=keys or [family.key for family in _families()], by=by, day=timezone.localdate(), school_year=YEAR
    )


def _contact(email: str = "imogen@families.example", name: str = "Imogen Ashdown", **fields) -> PupilContact:
    return PupilContactFactory(email=email, name=name, **fields)


def test_one_account_for_all_children_of_one_address(office):
    first, second = _contact(), _contact(email="IMOGEN@families.example ", name="Imogen  ASHDOWN")

    assert _invite(office) == 1

    parent = User.objects.get(email="imogen@families.example")
    assert parent.roles == {Role.PARENT}
    assert set(PupilContact.objects.filter(user=parent)) == {first, second}
    assert [mail.kind for mail in Notification.objects.all()] == ["invitation"]
    assert [family.state for family in _families()] == [State.INVITED]


def test_a_member_of_staff_who_is_a_parent_keeps_one_account(office, teacher):
    _contact(email=teacher.email.upper())

    _invite(office)

    assert User.objects.get(pk=teacher.pk).roles == {Role.STAFF, Role.PARENT}
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [{"has_parental_responsibility": False}, {"email": ""}, {"ends_on": timezone.localdate()}, {"gets_nothing": True}],
)
def test_who_is_not_to_have_an_account_gets_none(office, fields):
    _contact(**fields)

    with pytest.raises(NobodyToInvite):
        _invite(office)

    assert User.objects.count() == 1
    assert not Notification.objects.exists()


def test_parents_of_a_child_who_has_left_are_not_invited(office):
    _contact(pupil=PupilFactory(left_on=timezone.localdate()))

    assert _families() == []


def test_two_names_with_one_address_are_asked_about(office):
    mother, father = _contact(), _contact(name="Jasper Ashdown")

    assert [family.state for family in _families()] == [State.SHARED, State.SHARED]
    with pytest.raises(SharedAddress):
        _invite(office)
    assert User.objects.count() == 1

    _invite(office, mother.pk)

    assert PupilContact.objects.get(pk=mother.pk).user
    assert PupilContact.objects.get(pk=father.pk).user is None


def test_an_account_that_has_ended_is_not_invited_by_the_way(office):
    _contact()
    _invite(office)
    end_account(user=User.objects.get(email="imogen@families.example"), by=office)
    _contact(pupil=PupilFactory())

    with pytest.raises(NobodyToInvite):
        _invite(office)


# --- court order -------------------------------------------------------------------------------------------


def test_a_court_order_takes_the_child_at_once_and_tells_nobody(client, office, dsl):
    contact = _contact()
    _invite(office)
    parent = User.objects.get(email="imogen@families.example")
    client.force_login(parent)
    Notification.objects.all().delete()

    shut_out(contact=contact, reason=Reason.COURT_ORDER, by=dsl)

    assert PupilContact.objects.get(pk=contact.pk).user is None
    assert client.get(reverse("dashboard")).status_code == 302
    assert not User.objects.get(pk=parent.pk).is_active
    assert not Notification.objects.exists()
    event = AuditEvent.objects.get(verb=Verb.CONTACT_SHUT_OUT)
    assert event.details == {"reason": "court_order", "accounts": 1}


def test_an_account_with_another_child_or_another_role_goes_on_without_this_child(office, dsl, teacher):
    here, there = _contact(email=teacher.email), _contact(email=teacher.email, pupil=PupilFactory())
    _invite(office)

    shut_out(contact=here, reason=Reason.COURT_ORDER, by=dsl)

    assert User.objects.get(pk=teacher.pk).is_active
    assert list(teacher.contact_of.all()) == [there]


@pytest.mark.parametrize("name", ["Imogen Ashdown", "Somebody Else"])
def test_an_address_under_a_court_order_gets_no_account_by_another_row(office, dsl, name):
    shut_out(contact=_contact(), reason=Reason.COURT_ORDER, by=dsl)
    other = _contact(name=name, pupil=PupilFactory())

    assert {family.state for family in _families()} == {State.BARRED}
    with pytest.raises(NobodyToInvite):
        _invite(office)
    with pytest.raises(NoAccess):
        link_contact(contact=other, user=UserFactory(email="imogen@families.example"), by=office)


def test_a_court_order_outlives_a_new_list_with_another_address(office, dsl):
    old = _contact()
    shut_out(contact=old, reason=Reason.COURT_ORDER, by=dsl)
    PupilContact.objects.filter(pk=old.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    _contact(email="new@families.example", pupil=old.pupil)

    assert [family.state for family in _families()] == [State.BARRED]


def test_a_mark_taken_off_gives_no_account_back_by_itself(office, dsl):
    contact = shut_out(contact=_contact(), reason=Reason.COURT_ORDER, by=dsl)

    let_in(contact=contact, reason=Reason.MISTAKE, by=dsl)

    assert not PupilContact.objects.get(pk=contact.pk).gets_nothing
    assert PupilContact.objects.get(pk=contact.pk).user is None
    assert _invite(office) == 1


def test_nobody_decides_about_their_own_mark(head):
    contact = _contact(email=head.email, gets_nothing=True)

    with pytest.raises(OwnContact):
        let_in(contact=contact, reason=Reason.MISTAKE, by=head)


# --- the pages ---------------------------------------------------------------------------------------------


def test_everybody_of_a_class_is_invited_after_one_question(client, office):
    _contact(pupil=PupilFactory(code="3H"))
    _contact(email="jasper@families.example", name="Jasper Holt", pupil=PupilFactory(code="4K"))
    client.force_login(office)
    address = f"{reverse('people:contacts')}?class=3H"

    asked = client.post(address, {"who": "everybody"})
    assert b"Invite 1 parent?" in asked.content
    assert User.objects.count() == 1
    client.post(address, {"who": "everybody", "sure": "yes"})

    assert User.objects.filter(email="imogen@families.example").exists()
    assert not User.objects.filter(email="jasper@families.example").exists()


@pytest.mark.parametrize("keys", [[], ["x"], ["9" * 40], ["-1"], ["0"]])
def test_ticks_that_mean_nobody_invite_nobody(client, office, keys):
    _contact()
    client.force_login(office)

    answer = client.post(reverse("people:contacts"), {"family": keys})

    assert answer.status_code == 409
    assert User.objects.count() == 1


def test_the_list_costs_the_same_for_two_families_and_for_forty(client, office, django_assert_max_num_queries):
    client.force_login(office)
    client.get(reverse("people:contacts"))
    counts = []
    for number in (2, 40):
        for one in range(number):
            _contact(email=f"p{number}.{one}@families.example", name=f"Parent {one}", pupil=PupilFactory(code="3H"))
        with django_assert_max_num_queries(40) as used:
            client.get(reverse("people:contacts"))
        counts.append(len(used))

    assert counts[0] == counts[1]


def test_the_safeguarding_lead_sets_the_mark_on_the_page(client, dsl):
    contact = _contact()
    client.force_login(dsl)
    address = reverse("people:court-order", args=[contact.pupil.public_id])

    wrong = client.post(address, {"contact": contact.pk, "reason": "mistake"})
    assert b"does not carry the mark" in wrong.content
    client.post(address, {"contact": contact.pk, "reason": "court_order"})

    assert PupilContact.objects.get(pk=contact.pk).gets_nothing
    assert "Court order" in client.get(contact.pupil.get_absolute_url()).content.decode()


def test_a_contact_of_another_child_cannot_be_marked_from_here(client, dsl):
    contact, other = _contact(), _contact(pupil=PupilFactory())
    client.force_login(dsl)

    client.post(
        reverse("people:court-order", args=[contact.pupil.public_id]), {"contact": other.pk, "reason": "court_order"}
    )

    assert not PupilContact.objects.filter(gets_nothing=True).exists()


def test_a_parent_whose_child_has_left_keeps_the_account_and_sees_no_child(client, office):
    contact = _contact()
    _invite(office)
    Pupil.objects.filter(pk=contact.pupil_id).update(left_on=timezone.localdate())
    parent = User.objects.get(email="imogen@families.example")
    client.force_login(office)

    page = client.get(reverse("people:account", args=[parent.pk])).content.decode()

    assert "No child on the pupil list leads to this account" in page
    assert parent.is_active
