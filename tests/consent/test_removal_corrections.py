"""A wrong tick is taken back: the picture is out still, and stands on every list again with the clock it had."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.actions.removal_corrections import correct_look, correct_picture, find_out_still
from consent.actions.removal_steps import call_off_list, take_down, tick_look, tick_picture
from consent.faults import ConsentFault, WrongState
from consent.models import FoundOutStill, Post, RemovalItem, RemovalList, TakenDown
from people.actions.flags import flag_pupil
from people.models import Notification, Pupil
from people.roles import Role
from tests.factories import UserFactory

from .checked import use_of
from .given import MORNING, answer, children
from .parents import mother, said, september
from .posted import post_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
Outcome = RemovalItem.Outcome
SEEN = "The post can still be opened."


@pytest.fixture
def holder():
    return UserFactory(role=Role.STAFF, forename="Hazel", surname="Holder")


@pytest.fixture
def post(teacher, on_x, holder):
    """Poppy and Finn on X, both with permission."""
    on_x.first_holder = holder
    on_x.save()
    load = september()
    poppy, finn = children("Poppy", "Finn")
    said(load, mother(poppy, "Leanne Cartwright")), answer(load, finn)
    return post_of(teacher, [poppy, finn])


@pytest.fixture
def listed(post, teacher):
    """Lists of both, with the post on X; Poppy's with the newsletter too."""
    poppy, finn = known("Poppy"), known("Finn")
    post_of(teacher, [poppy], use_of("newsletter"), link="")
    mark(poppy), mark(finn)
    Notification.objects.all().delete()
    return RemovalList.objects.get(pupil=poppy), RemovalList.objects.get(pupil=finn)


def known(forename):
    return Pupil.objects.get(legal_forename=forename)


def mark(pupil):
    flag_pupil(pupil=pupil, reason="A court order.", by=UserFactory(role=Role.DSL))


def picture(removal, slug="x_twitter"):
    return removal.items.get(post__destination__slug=slug)


def finished(removal, by):
    for item in removal.items.filter(done_at=None):
        tick_picture(item=item, outcome=Outcome.REMOVED, by=by)
    for look in removal.looks.filter(done_at=None):
        tick_look(look=look, removed=0, by=by)
    removal.refresh_from_db()
    assert removal.done_at == MORNING
    return removal


def test_a_picture_that_is_out_still_is_open_again_for_every_child_with_the_clock_it_had(listed, holder, office):
    poppys, finns = listed
    due = picture(poppys).due_at
    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)

    for _ in range(2):
        correct_picture(item=picture(finns), why=SEEN, by=office)

    for removal in (poppys, finns):
        item = picture(removal)
        assert (item.done_at, item.done_by, item.outcome, item.due_at) == (None, None, "", due)
        assert removal.causes.count() == 1
    assert not TakenDown.objects.holding().exists() and FoundOutStill.objects.get().why == SEEN
    assert Post.objects.standing().count() == 2
    assert AuditEvent.objects.filter(verb=Verb.POST_OUT_STILL).count() == 1
    assert [mail.user for mail in Notification.objects.all()] == [holder]


def test_a_list_that_was_done_is_open_again(listed, holder, office):
    poppys, _ = listed
    finished(poppys, office)

    correct_picture(item=picture(poppys), why=SEEN, by=holder)

    poppys.refresh_from_db()
    assert poppys.is_open and picture(poppys, "newsletter").outcome == Outcome.REMOVED


def test_it_can_be_taken_down_again_and_both_words_stay(listed, holder, office):
    poppys, _ = listed
    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)
    correct_picture(item=picture(poppys), why=SEEN, by=office)

    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)

    assert TakenDown.objects.count() == 2 and TakenDown.objects.holding().count() == 1
    assert picture(poppys).outcome == Outcome.REMOVED


def test_what_was_changed_or_stays_is_put_right_for_this_child_alone(listed, holder, office):
    poppys, finns = listed
    tick_picture(item=picture(poppys), outcome=Outcome.CHANGED, by=holder)
    tick_picture(item=picture(finns), outcome=Outcome.CHANGED, by=holder)

    correct_picture(item=picture(poppys), why=SEEN, by=office)

    assert picture(poppys).done_at is None and picture(finns).outcome == Outcome.CHANGED
    assert AuditEvent.objects.get(verb=Verb.REMOVAL_CORRECTED).details == {"outcome": "changed"}


def test_where_a_later_list_is_open_the_picture_goes_on_that_one(listed, office, holder, teacher):
    poppys, _ = listed
    finished(poppys, office)
    poppy = known("Poppy")
    later = RemovalList.objects.create(pupil=poppy, due_at=poppys.due_at, register_since=poppys.register_since)

    correct_picture(item=picture(poppys), why=SEEN, by=holder)

    poppys.refresh_from_db()
    assert picture(later).done_at is None and poppys.done_at and not poppys.items.filter(done_at=None).exists()


def test_a_post_taken_down_before_the_stop_is_listed_when_it_is_found_out_still(post, holder, office):
    poppy = known("Poppy")
    take_down(post=post, by=holder)
    mark(poppy)
    assert not RemovalItem.objects.exists()

    find_out_still(post=post, why=SEEN, by=office)

    assert [(item.removal.pupil, item.post) for item in RemovalItem.objects.open()] == [(poppy, post)]


def test_while_everybody_in_it_has_permission_nothing_is_to_come_down(post, holder, office):
    take_down(post=post, by=holder)
    Notification.objects.all().delete()

    find_out_still(post=post, why=SEEN, by=office)

    assert not RemovalItem.objects.exists() and not Notification.objects.exists()


def test_nothing_is_taken_back_without_what_was_seen_or_on_a_list_that_was_called_off(listed, holder, office):
    poppys, _ = listed
    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)

    with pytest.raises(ConsentFault, match="Write what you saw"):
        correct_picture(item=picture(poppys), why=" ", by=office)
    call_off_list(removal=poppys, why="Her mother took it back.", by=office)
    with pytest.raises(WrongState, match="called off"):
        correct_picture(item=picture(poppys), why=SEEN, by=office)
    assert not FoundOutStill.objects.exists()


def test_an_account_is_looked_through_again_unless_a_later_list_is_open(listed, holder, office):
    poppys, _ = listed
    look = finished(poppys, office).looks.get()

    correct_look(look=look, by=holder), correct_look(look=look, by=holder)
    poppys.refresh_from_db(), look.refresh_from_db()
    assert poppys.is_open and look.done_at is None and look.removed is None
    assert AuditEvent.objects.filter(verb=Verb.REMOVAL_CORRECTED).count() == 1

    tick_look(look=look, removed=1, by=holder)
    RemovalList.objects.create(pupil=poppys.pupil, due_at=poppys.due_at, register_since=poppys.register_since)
    with pytest.raises(WrongState, match="A later list"):
        correct_look(look=look, by=holder)


def test_on_the_page_it_asks_what_was_seen_and_goes_back_on_the_list(listed, holder, sign_in):
    poppys, _ = listed
    item = tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)
    client = sign_in(holder)
    address = reverse("consent:takedown-picture-correction", args=[poppys.public_id, item.public_id])
    assert address in client.get(poppys.get_absolute_url()).content.decode()

    empty = client.post(address, {"why": ""})
    assert empty.status_code == 422 and "Write what you saw" in empty.content.decode()
    assert client.post(address, {"why": SEEN}).url == poppys.get_absolute_url()
    assert picture(poppys).done_at is None
    assert client.get(address).url == poppys.get_absolute_url()  # pressed twice


def test_the_post_says_so_too_and_who_does_not_hold_the_account_takes_nothing_back(post, holder, teacher, sign_in):
    take_down(post=post, by=holder)
    address = reverse("consent:post-correction", args=[post.public_id])

    sign_in(teacher).post(address, {"why": SEEN})
    assert not FoundOutStill.objects.exists()
    client = sign_in(holder)
    assert address in client.get(post.get_absolute_url()).content.decode()
    assert client.post(address, {"why": SEEN}).url == post.get_absolute_url()
    assert "Taken down" not in client.get(post.get_absolute_url()).content.decode()


def test_the_feed_shows_it_among_what_is_gone_only_while_nobody_found_it(post, holder, office, sign_in):
    client, seen = sign_in(office), []
    take_down(post=post, by=holder)
    for _ in range(2):
        pages = [client.get(f"/consent/posts/?state={state}").content.decode() for state in ("gone", "up")]
        seen.append([post.get_absolute_url() in page for page in pages])
        find_out_still(post=post, why=SEEN, by=office)

    assert seen == [[True, False], [False, True]]
