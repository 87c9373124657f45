"""The court order beats everything: no account, no child, and no way round it."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.own import own_contacts
from people.actions.accounts import create_account, edit_account, invite, reopen_account
from people.actions.contacts import NoAccess, link_contact
from people.actions.court_orders import OwnContact, Reason, let_in, shut_out
from people.actions.families import NobodyToInvite
from people.actions.joining import join_accounts
from people.actions.mail import queue_mail
from people.actions.roles import give_role
from people.barred import UnderCourtOrder
from people.delivery import held_back
from people.families import State
from people.models import Notification, PupilContact, User
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.people.contact_list import _contact, _families, _invite

pytestmark = pytest.mark.django_db


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


def test_a_mark_beside_one_child_ends_the_account_for_the_other_too_and_both_are_told_on_the_page(client, office, dsl):
    here, there = _contact(), _contact(pupil=PupilFactory())
    _invite(office)
    parent = User.objects.get(email="imogen@families.example")

    shut_out(contact=here, reason=Reason.COURT_ORDER, by=dsl)

    assert not User.objects.get(pk=parent.pk).is_active
    assert AuditEvent.objects.filter(verb=Verb.ACCOUNT_ENDED, by=dsl).count() == 1
    client.force_login(dsl)
    page = client.get(reverse("people:court-order", args=[here.pupil.public_id])).content.decode()
    assert "has ended." in page and str(parent) in page
    client.force_login(office)
    assert "court order" in client.get(reverse("people:account", args=[parent.pk])).content.decode()
    assert {family.state for family in _families()} == {State.BARRED}
    assert PupilContact.objects.get(pk=there.pk).user == parent


def test_who_works_here_keeps_the_account_for_that_and_is_no_parent_in_it(client, office, dsl, teacher):
    here = _contact(email=teacher.email)
    _contact(email=teacher.email, pupil=PupilFactory())
    _invite(office)

    shut_out(contact=here, reason=Reason.COURT_ORDER, by=dsl)

    again = User.objects.get(pk=teacher.pk)
    assert again.is_active and again.roles == {Role.STAFF}
    assert not own_contacts(again, timezone.localdate()).exists()
    client.force_login(dsl)
    page = client.get(reverse("people:court-order", args=[here.pupil.public_id])).content.decode()
    assert "goes on for the work here" in page


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


def test_a_mark_shuts_out_the_account_of_the_same_name_beside_the_same_child_whatever_its_address(office, dsl):
    """The list brought a new address for him, and the old entry with the old address is the one that is marked."""
    old = _contact(name="Frank Ashdown", email="old@families.example")
    new = _contact(name="Mr Frank Ashdown", email="new@families.example", pupil=old.pupil)
    _contact(name="Mona Ashdown", email="mona@families.example", pupil=old.pupil)
    _invite(office)
    father, mother = (User.objects.get(email=f"{name}@families.example") for name in ("new", "mona"))
    assert PupilContact.objects.get(pk=new.pk).user == father

    shut_out(contact=old, reason=Reason.COURT_ORDER, by=dsl)

    assert not own_contacts(father, timezone.localdate()).exists()
    assert not User.objects.get(pk=father.pk).is_active
    assert own_contacts(mother, timezone.localdate()).count() == 1


def test_a_mark_shuts_out_the_account_that_the_new_address_beside_the_same_child_has_for_another_child(office, dsl):
    old = _contact(name="Frank Ashdown", email="old@families.example")
    elsewhere = _contact(name="Frank Ashdown", email="new@families.example", pupil=PupilFactory())
    _invite(office, *[family.key for family in _families() if family.address == "new@families.example"])
    _contact(name="Frank Ashdown", email="New@families.example", pupil=old.pupil)
    father = User.objects.get(email="new@families.example")
    assert own_contacts(father, timezone.localdate()).get() == elsewhere

    shut_out(contact=old, reason=Reason.COURT_ORDER, by=dsl)

    assert not own_contacts(father, timezone.localdate()).exists()


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


# --- no way round a court order ----------------------------------------------------------------------------


def _barred(dsl: User, **fields) -> PupilContact:
    fields = {"email": "frank@families.example", "name": "Frank Ashdown", **fields}
    return shut_out(contact=_contact(**fields), reason=Reason.COURT_ORDER, by=dsl)


def test_no_account_is_made_moved_or_given_a_child_by_hand(client, office, dsl, teacher):
    _barred(dsl)
    client.force_login(office)
    form = {
        "forename": "Frank",
        "surname": "Ashdown",
        "email": " FRANK@families.example",
        "role": "parent",
        "invite": "on",
    }

    page = client.post(reverse("people:account-new"), form).content.decode()

    assert "This address is on the contact list with a court order. Ask the safeguarding lead." in page
    with pytest.raises(UnderCourtOrder):
        edit_account(user=teacher, by=office, email="frank@families.example")
    with pytest.raises(UnderCourtOrder):
        create_account(email="frank@families.example", by=None, surname="Ashdown")
    assert not User.objects.filter(email="frank@families.example").exists()
    assert not Notification.objects.exists()


def test_an_account_that_a_mark_ended_is_neither_opened_nor_invited_nor_a_parents_again(client, office, dsl):
    contact = _contact()
    _invite(office)
    parent = User.objects.get(email="imogen@families.example")
    shut_out(contact=contact, reason=Reason.COURT_ORDER, by=dsl)
    PupilContact.objects.filter(pk=contact.pk).update(email="another@families.example")
    Notification.objects.all().delete()

    with pytest.raises(UnderCourtOrder):
        reopen_account(user=parent, by=office)
    with pytest.raises(UnderCourtOrder):
        give_role(user=parent, role=Role.PARENT, by=office)
    client.force_login(office)
    page = client.post(reverse("people:account-reopening", args=[parent.pk]), follow=True).content.decode()
    assert "Ask the safeguarding lead" in page
    User.objects.filter(pk=parent.pk).update(ends_on=None, invited_at=None)
    with pytest.raises(UnderCourtOrder):
        invite(user=User.objects.get(pk=parent.pk), by=office)
    assert not Notification.objects.exists()

    let_in(contact=PupilContact.objects.get(pk=contact.pk), reason=Reason.ORDER_ENDED, by=dsl)
    User.objects.filter(pk=parent.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    reopen_account(user=parent, by=office)
    assert give_role(user=parent, role=Role.PARENT, by=office)


@pytest.mark.parametrize("known_by", ["address", "name", "account"])
def test_a_barred_parent_gets_no_child_by_joining_with_the_other_parents_account(client, office, dsl, known_by):
    pupil = PupilFactory()
    fields = {"forename": "Frank", "surname": "Ashdown"} if known_by == "name" else {}
    father = UserFactory(role=Role.STAFF, email="works@school.example", **fields)
    marked = _barred(dsl, pupil=pupil, name="Mr Frank Ashdown", email=father.email if known_by != "name" else "f@x.org")
    if known_by == "account":
        PupilContact.objects.filter(pk=marked.pk).update(email="new@families.example", name="F. A.")
    _contact(email="mona@families.example", name="Mona Ashdown", pupil=pupil)
    _invite(office)
    mother = User.objects.get(email="mona@families.example")

    for kept, other in ((father, mother), (mother, father)):
        with pytest.raises(UnderCourtOrder):
            join_accounts(kept=kept, other=other, by=office)

    assert not own_contacts(father, timezone.localdate()).exists()
    assert own_contacts(mother, timezone.localdate()).count() == 1


def test_however_a_contact_came_to_a_barred_account_its_page_stays_shut(dsl, teacher):
    marked = _barred(dsl, email=teacher.email)
    _contact(email="mona@families.example", name="Mona Ashdown", pupil=marked.pupil, user=teacher)
    _contact(email="mona@families.example", name="Mona Ashdown", pupil=PupilFactory(), user=teacher)
    PupilContact.objects.filter(pk=marked.pk).update(email="")

    assert not own_contacts(teacher, timezone.localdate()).exists()


def test_mails_of_signing_in_go_to_an_account_that_works_and_none_about_a_child(dsl, teacher):
    _barred(dsl)
    parent = UserFactory(role=Role.PARENT, email="frank@families.example")
    kinds = Notification.Kind

    def is_held(kind: str) -> bool:
        with transaction.atomic():
            return bool(held_back(queue_mail(kind=kind, address=parent.email, subject="x", body="x", user=parent)))

    assert not is_held(kinds.SIGN_IN_CODE) and not is_held(kinds.PASSWORD_RESET)
    assert is_held(kinds.PERMISSION_CHANGED) and is_held(kinds.PERMISSION_STOPPED) and is_held(kinds.INVITATION)


def test_a_barred_account_gets_no_other_child_by_a_new_address_on_the_list(office, dsl, teacher):
    marked = _barred(dsl, email=teacher.email)
    PupilContact.objects.filter(pk=marked.pk).update(email="old@families.example")
    other = _contact(email=teacher.email, name="F. A.", pupil=PupilFactory())

    assert {family.state for family in _families()} == {State.BARRED}
    with pytest.raises(NobodyToInvite):
        _invite(office)
    with pytest.raises(NoAccess):
        link_contact(contact=other, user=teacher, by=office)


def test_a_family_beside_a_mark_is_ticked_by_hand_and_never_invited_with_all(client, office, dsl):
    marked = _barred(dsl)
    _contact(email="new@families.example", name="F Ashdown", pupil=marked.pupil)
    _contact(email="mona@families.example", name="Mona Holt", pupil=PupilFactory())
    client.force_login(office)

    page = client.get(reverse("people:contacts")).content.decode()
    assert "Another contact of this child has a court order." in page
    client.post(reverse("people:contacts"), {"who": "everybody", "sure": "yes"})

    assert User.objects.filter(email="mona@families.example").exists()
    assert not User.objects.filter(email="new@families.example").exists()
    [family] = [one for one in _families() if one.beside_mark and one.may_be_ticked]
    assert _invite(office, family.key) == 1


# --- the page ----------------------------------------------------------------------------------------------


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
