"""Parents invited from the contact list, and the court order that beats everything."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from consent.own import own_contacts
from people.actions.accounts import create_account, edit_account, end_account, invite, reopen_account
from people.actions.contacts import NoAccess, link_contact
from people.actions.court_orders import OwnContact, Reason, let_in, shut_out
from people.actions.families import NobodyToInvite, SharedAddress, invite_families
from people.actions.joining import join_accounts
from people.actions.mail import queue_mail
from people.actions.roles import give_role
from people.barred import UnderCourtOrder
from people.delivery import held_back
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


# --- a new address on the list -----------------------------------------------------------------------------


def test_a_parent_whose_address_changed_gets_no_second_account(client, office):
    first = _contact(email="m1@families.example")
    _invite(office)
    PupilContact.objects.filter(pk=first.pk).update(email="m2@families.example")
    _contact(email="m2@families.example", pupil=PupilFactory())

    assert [family.state for family in _families()] == [State.OTHER_ADDRESS]
    with pytest.raises(NobodyToInvite):
        _invite(office)
    account = User.objects.get(email="m1@families.example")
    client.force_login(office)
    assert reverse("people:account", args=[account.pk]) in client.get(reverse("people:contacts")).content.decode()

    edit_account(user=account, by=office, email="m2@families.example")

    assert _invite(office) == 1
    assert PupilContact.objects.filter(user=account).count() == 2


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


def test_the_list_has_fifty_parents_to_a_page_and_everybody_is_everybody(client, office):
    for one in range(60):
        _contact(email=f"p{one}@families.example", name=f"Parent {one:02}", pupil=PupilFactory(code="3H"))
    client.force_login(office)

    pages = [client.get(f"{reverse('people:contacts')}?page={page}").content.decode() for page in (1, 2)]
    assert [page.count('name="family"') for page in pages] == [50, 10]
    assert b"Invite 60 parents?" in client.post(f"{reverse('people:contacts')}?page=2", {"who": "everybody"}).content


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
