"""What becomes of pictures to remove: ticked, looked through, released, called off, overdue."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from consent.actions.handing_over import end_handing, hand_over
from consent.actions.picture_reviews import Looked, record_picture_review
from consent.actions.removal_clocks import tell_of_overdue_removals
from consent.actions.removal_steps import call_off_list, release_list, take_down, tick_look, tick_picture
from consent.faults import ConsentFault, MayNotGoOut, WrongState
from consent.models import PictureReview, PostHanding, RemovalItem, RemovalList, TakenDown
from consent.own import own_children
from consent.removal_pages import released_to_parents
from people.actions.flags import flag_pupil
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from tests.mornings import mails_at

from .checked import checked, use_of
from .given import MORNING, TODAY, answer, children
from .parents import mother, said, september
from .posted import post_of, posted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
Outcome = RemovalItem.Outcome
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def holder():
    return UserFactory(role=Role.STAFF, forename="Hazel", surname="Holder")


@pytest.fixture
def listed(teacher, on_x, holder):
    """Poppy and Finn, both in a post on X, Poppy in the newsletter too; lists of both."""
    on_x.first_holder = holder
    on_x.save()
    load = september()
    poppy, finn = children("Poppy", "Finn")
    said(load, mother(poppy, "Leanne Cartwright")), answer(load, finn)
    post_of(teacher, [poppy, finn]), post_of(teacher, [poppy], use_of("newsletter"), link="")
    for pupil in (poppy, finn):
        flag_pupil(pupil=pupil, reason="A court order.", by=UserFactory(role=Role.DSL))
    Notification.objects.all().delete()
    return RemovalList.objects.get(pupil=poppy), RemovalList.objects.get(pupil=finn)


def picture(removal, slug="x_twitter"):
    return removal.items.get(post__destination__slug=slug)


def finish(removal, by):
    for item in removal.items.filter(done_at=None):
        tick_picture(item=item, outcome=Outcome.REMOVED, by=by)
    for look in removal.looks.filter(done_at=None):
        tick_look(look=look, removed=0, by=by)


def test_taken_down_once_it_is_gone_for_every_child_in_it(listed, holder):
    poppys, finns = listed

    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)
    again = tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)

    assert picture(finns).outcome == Outcome.REMOVED and again.done_by == holder and again.done_at == MORNING
    assert TakenDown.objects.count() == 1
    assert AuditEvent.objects.filter(verb=Verb.REMOVAL_TICKED).count() == 1


def test_put_up_again_without_this_child_says_nothing_of_the_others(listed, holder):
    poppys, finns = listed

    tick_picture(item=picture(poppys), outcome=Outcome.CHANGED, by=holder)

    assert picture(finns).done_at is None and not TakenDown.objects.exists()


def test_what_cannot_be_recalled_says_why(listed, office):
    poppys, _ = listed

    with pytest.raises(ConsentFault, match="Write why"):
        tick_picture(item=picture(poppys, "newsletter"), outcome=Outcome.STAYS, by=office, note=" ")
    item = tick_picture(item=picture(poppys, "newsletter"), outcome=Outcome.STAYS, by=office, note="Printed.")

    assert item.note == "Printed." and not TakenDown.objects.exists()


def test_ticked_otherwise_by_somebody_else_it_is_not_ticked_over(listed, holder, office):
    poppys, _ = listed
    tick_picture(item=picture(poppys), outcome=Outcome.CHANGED, by=holder)

    with pytest.raises(WrongState, match="ticked already: put up again"):
        tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=office)


def test_a_list_is_done_when_every_picture_and_every_account_is(listed, holder, office):
    poppys, _ = listed
    for item in poppys.items.all():
        tick_picture(item=item, outcome=Outcome.REMOVED, by=office)
    poppys.refresh_from_db()
    assert poppys.done_at is None

    tick_look(look=poppys.looks.get(), removed=2, by=holder)
    tick_look(look=poppys.looks.get(), removed=5, by=office)

    poppys.refresh_from_db()
    assert poppys.done_at == MORNING and poppys.looks.get().removed == 2


def test_a_post_taken_down_by_the_way_is_ticked_on_every_list(listed, holder):
    poppys, finns = listed

    take_down(post=picture(poppys).post, by=holder), take_down(post=picture(poppys).post, by=holder)

    assert picture(poppys).outcome == picture(finns).outcome == Outcome.REMOVED
    assert AuditEvent.objects.filter(verb=Verb.POST_TAKEN_DOWN).count() == 1


def test_a_list_is_called_off_with_a_reason_and_then_nothing_is_ticked(listed, office, holder):
    poppys, _ = listed
    with pytest.raises(ConsentFault, match="Write why"):
        call_off_list(removal=poppys, why="", by=office)

    call_off_list(removal=poppys, why="Her mother took it back.", by=office)

    with pytest.raises(WrongState, match="called off"):
        tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=holder)
    with pytest.raises(WrongState, match="not open"):
        call_off_list(removal=poppys, why="Again.", by=office)


# --- what parents see


def test_parents_see_how_far_it_is_once_it_is_released_and_only_of_their_own_child(listed, office):
    poppys, finns = listed
    leanne = poppys.pupil.contacts.get()
    tick_picture(item=picture(poppys), outcome=Outcome.REMOVED, by=office)
    tick_picture(item=picture(poppys, "newsletter"), outcome=Outcome.STAYS, by=office, note="Printed.")
    own = [child.pupil for child in own_children(leanne.user, TODAY)]
    assert not released_to_parents(own)

    release_list(removal=poppys, by=office), release_list(removal=finns, by=office)

    found = released_to_parents(own)
    assert list(found) == [poppys.pupil_id]
    assert found[poppys.pupil_id][0].how_far == "1 of 2 removed. The printed newsletter cannot be recalled."
    assert "we are looking through X (Twitter) @ourschool by hand" in found[poppys.pupil_id][0].by_hand


# --- overdue


def remind(hours) -> dict:
    """Who hears of pictures in the morning mail so many hours later, and what."""
    mails = mails_at(MORNING + hours * HOUR)
    found = {user: [line for line in mail.body.splitlines() if "because" in line] for user, mail in mails.items()}
    assert not any(word in mail.subject + mail.body for mail in mails.values() for word in SAID)
    return {user: lines[0] for user, lines in found.items() if lines}


SAID = ("Poppy", "Finn", "Leanne", "X (", "newsletter")


def test_before_the_clock_has_run_out_those_whose_it_is_read_until_when_and_the_head_nothing(listed, holder, office):
    UserFactory(role=Role.HEAD)

    told = remind(23)

    assert set(told) == {holder, office}
    assert "overdue" not in told[holder] and "the first by " in told[holder]
    assert not AuditEvent.objects.filter(verb=Verb.REMOVAL_OVERDUE_TOLD).exists()


def test_overdue_the_account_holder_hears_of_it_and_the_office_of_what_nobody_holds(listed, holder, office, head):
    told = remind(49)

    assert set(told) == {holder, office}
    assert all("overdue since " in words for words in told.values())
    assert AuditEvent.objects.get(verb=Verb.REMOVAL_OVERDUE_TOLD).details == {"people": 2}


def test_a_day_later_the_head_hears_of_it_too_on_every_day_sundays_and_all(listed, holder, office, head):
    assert {(MORNING + hours * HOUR).weekday() for hours in (73, 97, 121)} >= {5, 6}
    for hours in (73, 97, 121):
        assert set(remind(hours)) == {holder, office, head}


def test_what_is_done_or_called_off_waits_for_nobody(listed, holder, office, head):
    poppys, finns = listed
    finish(poppys, office)
    call_off_list(removal=finns, why="A mistake.", by=office)

    assert remind(80) == {}


def told_at(moment) -> set:
    """Who is told at that moment that a clock has ended; each once, though the worker looks twice."""
    seen = max(Notification.objects.values_list("pk", flat=True), default=0)
    with time_machine.travel(moment, tick=False), acting_as(Actor.WORKER):
        tell_of_overdue_removals(), tell_of_overdue_removals()
    mails = list(Notification.objects.filter(pk__gt=seen, subject="Pictures to remove are overdue"))
    assert not any(word in mail.subject + mail.body for mail in mails for word in SAID)
    told = {mail.user for mail in mails}
    assert len(told) == len(mails), "somebody was told twice"
    return told


def test_when_the_clock_ends_whose_it_is_hears_of_it_at_once_and_a_day_later_the_head_each_once(
    listed, holder, office, head
):
    until = listed[0].due_at

    assert told_at(until - MINUTE) == set()
    assert told_at(until + MINUTE) == {holder, office}
    assert told_at(until + 23 * HOUR) == set()
    assert told_at(until + 24 * HOUR) == {holder, office, head}
    assert told_at(until + 47 * HOUR) == set()
    events = AuditEvent.objects.about(listed[0]).filter(verb=Verb.REMOVAL_OVERDUE_TOLD).order_by("pk")
    assert [event.details["overdue"] for event in events] == [0, 24]


def test_a_worker_that_was_off_tells_once_and_of_nothing_that_ended_more_than_a_week_ago(listed, holder, office, head):
    until = listed[0].due_at

    assert told_at(until + 30 * HOUR) == {holder, office, head}
    assert told_at(until + 31 * HOUR) == set()
    assert told_at(until + 8 * 24 * HOUR) == set()


def test_what_is_ticked_before_its_clock_ends_is_told_to_nobody_and_what_the_holder_left_is_the_offices(
    listed, holder, office, head
):
    poppys, finns = listed
    finish(poppys, office)
    holder.assignments.all().delete()

    assert told_at(poppys.due_at + MINUTE) == {office}
    assert not AuditEvent.objects.about(poppys).filter(verb=Verb.REMOVAL_OVERDUE_TOLD).exists()
    finish(finns, office)
    assert told_at(poppys.due_at + 25 * HOUR) == set()


# --- handed over, looked through


def test_a_checked_picture_is_handed_to_a_holder_who_is_told_and_posts_it(teacher, on_x, holder):
    on_x.first_holder = holder
    on_x.save()
    load = september()
    [wren] = children("Wren")
    answer(load, wren)
    check = checked(teacher, [wren])

    handing = hand_over(check=check, holder=holder, by=teacher, note="Shared drive.")
    assert hand_over(check=check, holder=holder, by=teacher) == handing
    assert [mail.user for mail in Notification.objects.filter(subject="A checked picture to post")] == [holder]
    assert list(type(check).objects.visible_to(holder)) == [check]

    posted(holder, check)

    assert not PostHanding.objects.waiting().exists()
    assert check.post.posted_by == holder


def test_a_picture_is_handed_to_nobody_who_does_not_hold_the_account_or_with_somebody_stopped(teacher, on_x, holder):
    load = september()
    wren, jay = children("Wren", "Jay")
    answer(load, wren), answer(load, jay)
    check = checked(teacher, [wren, jay])
    with pytest.raises(ConsentFault, match="holds the account"):
        hand_over(check=check, holder=holder, by=teacher)
    on_x.first_holder = holder
    on_x.save()
    answer(load, jay, "no", given=MORNING)

    with pytest.raises(MayNotGoOut, match=r"Leave out Jay \(No\)"):
        hand_over(check=check, holder=holder, by=teacher)


def test_a_handed_picture_may_come_back_unposted_with_a_reason(teacher, on_x, holder):
    on_x.first_holder = holder
    on_x.save()
    [wren] = children("Wren")
    answer(september(), wren)
    handing = hand_over(check=checked(teacher, [wren]), holder=holder, by=teacher)

    with pytest.raises(ConsentFault):
        end_handing(handing=handing, why="", by=holder)
    end_handing(handing=handing, why="Blurred.", by=holder)

    assert not PostHanding.objects.waiting().exists()


def test_a_look_through_an_account_is_kept_once_and_its_days_make_sense(on_x, office):
    key, day = uuid4(), dt.timedelta(days=1)
    looked = Looked(TODAY - 100 * day, TODAY, 2, TODAY + 180 * day)

    first = record_picture_review(account=on_x, looked=looked, key=key, by=office)
    assert record_picture_review(account=on_x, looked=looked, key=key, by=office) == first

    for wrong in (
        Looked(TODAY, TODAY - day, 0, TODAY + day), Looked(TODAY, TODAY + day, 0, TODAY + 2 * day),
        Looked(TODAY - day, TODAY, 0, TODAY),
    ):  # fmt: skip
        with pytest.raises(ConsentFault):
            record_picture_review(account=on_x, looked=wrong, key=uuid4(), by=office)
    assert PictureReview.objects.count() == 1
