"""Who may stop a permission, and who hears of it."""

import datetime as dt
from uuid import uuid4

import pytest

from consent.actions.own import stop_permission
from consent.faults import ConsentFault
from consent.models import Purpose
from consent.own import own_children
from people.actions.telling import tell_parents
from people.models import Notification, SchoolAccount
from people.roles import Role
from tests.consent.given import TODAY, children
from tests.consent.parents import mother, separated
from tests.consent.stops import purposes, stop
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
KINDS = Notification.Kind


# --- who may


def no_responsibility(contact):
    contact.has_parental_responsibility = False


def off_the_list(contact):
    contact.ends_on = TODAY


def court_order(contact):
    contact.gets_nothing = True


@pytest.mark.parametrize("change", [no_responsibility, off_the_list, court_order])
def test_who_may_not_answer_any_more_sees_no_child_stops_nothing_and_is_told_nothing(change):
    _, poppy, leanne, _ = separated()
    change(leanne)
    leanne.save()

    assert own_children(leanne.user, TODAY) == []
    with pytest.raises(ConsentFault, match="contact list"):
        stop(leanne, "website")
    tell_parents([poppy])
    assert not Notification.objects.filter(user=leanne.user).exists()


def test_a_court_order_beats_a_second_entry_for_the_same_child():
    _, poppy, leanne, _ = separated()
    mother(poppy, "L Cartwright", user=leanne.user, gets_nothing=True)

    assert own_children(leanne.user, TODAY) == []
    assert tell_parents([poppy]) == 1  # the father


def test_a_child_that_left_is_nobodys_any_more():
    _, poppy, leanne, _ = separated()
    poppy.left_on = TODAY
    poppy.save()

    assert own_children(leanne.user, TODAY) == []
    assert tell_parents([poppy]) == 0


def test_somebody_elses_child_cannot_be_stopped():
    _, _, leanne, _ = separated()
    [other] = children("Wren")

    with pytest.raises(ConsentFault, match="contact list"):
        stop_permission(user=leanne.user, pupil=other, purposes=purposes("website"), token=uuid4())


# --- who hears of it


def test_office_head_and_account_holders_hear_of_it_and_no_mail_names_anybody():
    office, head, holder = UserFactory(role=Role.OFFICE), UserFactory(role=Role.HEAD), UserFactory(role=Role.STAFF)
    UserFactory(role=Role.STAFF)
    account = SchoolAccount.objects.create(platform="X (Twitter)", handle="@school", first_holder=holder)
    Purpose.objects.filter(slug="x_twitter").update(account=account)
    _, poppy, leanne, gareth = separated()

    stop(leanne, "x_twitter")

    mails = Notification.objects.all()
    told = {(mail.kind, mail.user) for mail in mails}
    assert told == {(KINDS.PERMISSION_STOPPED, user) for user in (office, head, holder)} | {
        (KINDS.PERMISSION_CHANGED, contact.user) for contact in (leanne, gareth)
    }
    words = " ".join(mail.subject + mail.body for mail in mails)
    assert not any(name in words for name in ("Poppy", "Leanne", "Gareth", "Twitter", str(poppy.public_id)))


def test_a_parent_of_two_children_is_told_once_and_one_whose_account_ended_not_at_all():
    poppy, reggie = children("Poppy", "Reggie")
    leanne = mother(poppy)
    mother(reggie, user=leanne.user)
    gone = mother(poppy, "Gareth Pike")
    gone.user.ends_on = TODAY - dt.timedelta(days=1)
    gone.user.save()

    assert tell_parents([poppy, reggie]) == 1
    assert tell_parents([poppy, reggie], except_user=leanne.user) == 0
