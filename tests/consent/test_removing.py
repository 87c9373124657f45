"""Whatever ends a permission lists what is out with the child, in the same transaction (B11, B14, decision 1.13)."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from audit.models import Actor, AuditEvent, Verb
from consent.actions import decide, undo_import
from consent.actions.leavers_pictures import list_pictures_of_leavers
from consent.actions.own import stop_permission
from consent.actions.requests import Outcome, handle_request, hold_child
from consent.models import PhotoRequest, Purpose, RemovalCause, RemovalList
from consent.removal_pages import by_hand
from people.actions.flags import flag_pupil, unflag_pupil
from people.actions.restrictions import begin_restriction
from people.actions.school_accounts import Entry, register_account
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory

from .checked import use_of
from .given import MORNING, TODAY, answer, children, survey
from .letters import enter
from .parents import mother, said, september
from .photo_requests import ask
from .posted import late_post, post_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
Kind = RemovalCause.Kind
HELD = dt.timedelta(hours=48)


@pytest.fixture
def holder():
    return UserFactory(role=Role.STAFF, forename="Hazel", surname="Holder")


@pytest.fixture
def held_x(on_x, holder):
    """The account on X, held by one person."""
    on_x.first_holder = holder
    on_x.save()
    return on_x


@pytest.fixture
def out(teacher, held_x):
    """Poppy, her mother who said yes, Finn; a post of both on X, and one of Poppy in the newsletter."""
    load = september()
    poppy, finn = children("Poppy", "Finn")
    leanne = mother(poppy, "Leanne Cartwright")
    said(load, leanne), answer(load, finn)
    on_x = post_of(teacher, [poppy, finn])
    paper = post_of(teacher, [poppy], use_of("newsletter"), link="")
    Notification.objects.all().delete()
    return poppy, leanne, on_x, paper, load


def the_list(pupil):
    return RemovalList.objects.open().get(pupil=pupil)


def posts_on(removal):
    return {item.post for item in removal.items.all()}


def causes(removal):
    return [(cause.kind, cause.places) for cause in removal.causes.filter(struck_at=None)]


def by_the_parent(poppy, leanne, load, office):
    everywhere = list(Purpose.objects.active_on(TODAY))
    stop_permission(user=leanne.user, pupil=poppy, purposes=everywhere, token=uuid4())


def by_anybody(poppy, leanne, load, office):
    ask("Poppy Poppyson")


def by_the_office(poppy, leanne, load, office):
    enter(leanne, office, dict.fromkeys(Purpose.objects.active_on(TODAY).values_list("slug", flat=True), "no"))


def by_a_mark(poppy, leanne, load, office):
    flag_pupil(pupil=poppy, reason="A court order.", by=UserFactory(role=Role.DSL))


def by_a_restriction(poppy, leanne, load, office):
    begin_restriction(whose=poppy, reference="DR-2627-AAAA", scope="The court order.", by=office)


def by_leaving(poppy, leanne, load, office):
    type(poppy).objects.filter(pk=poppy.pk).update(left_on=TODAY)
    list_pictures_of_leavers()


WAYS = {
    by_the_parent: Kind.PARENT, by_anybody: Kind.PUBLIC, by_the_office: Kind.OFFICE, by_a_mark: Kind.MARK,
    by_a_restriction: Kind.MARK, by_leaving: Kind.LEAVER,
}  # fmt: skip


@pytest.mark.parametrize("happens", WAYS)
def test_each_way_lists_every_post_with_the_child_at_once_with_its_clock(out, office, happens):
    poppy, leanne, on_x, paper, load = out

    happens(poppy, leanne, load, office)

    removal = the_list(poppy)
    assert posts_on(removal) == {on_x, paper}
    assert causes(removal) == [(WAYS[happens], [])]
    assert removal.due_at == MORNING + HELD
    assert [look.account for look in removal.looks.all()] == [on_x.account]
    event = AuditEvent.objects.get(verb=Verb.REMOVAL_LISTED)
    assert event.details == {"cause": str(WAYS[happens]), "pictures": 2}


@pytest.mark.parametrize("happens", WAYS)
def test_the_account_holder_is_told_once_and_the_mail_names_nobody(out, office, holder, happens):
    poppy, leanne, *_, load = out

    happens(poppy, leanne, load, office)

    [mail] = Notification.objects.filter(user=holder)
    assert not any(word in mail.subject + mail.body for word in ("Poppy", "Leanne", "Finn", "X (", "court"))
    assert "/consent/takedowns/" in mail.body


def test_the_list_is_kept_or_lost_together_with_the_stop(out):
    poppy, leanne, *_ = out

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        by_the_parent(poppy, leanne, None, None)
        raise ZeroDivisionError

    assert not RemovalList.objects.exists()


def test_two_taps_of_stop_are_one_list(out):
    poppy, leanne, *_ = out
    token, x = uuid4(), list(Purpose.objects.filter(slug="x_twitter"))

    for _ in range(2):
        stop_permission(user=leanne.user, pupil=poppy, purposes=x, token=token)

    assert causes(the_list(poppy)) == [(Kind.PARENT, ["x_twitter"])]
    assert AuditEvent.objects.filter(verb=Verb.REMOVAL_LISTED).count() == 1


def test_a_stop_at_one_place_lists_what_is_there_and_a_later_one_adds_the_rest_and_moves_no_clock(out, office):
    poppy, leanne, on_x, paper, load = out
    stop_permission(
        user=leanne.user, pupil=poppy, purposes=list(Purpose.objects.filter(slug="newsletter")), token=uuid4()
    )
    first = the_list(poppy)
    assert posts_on(first) == {paper} and not first.looks.exists()  # no account serves the newsletter

    with time_machine.travel(MORNING + dt.timedelta(hours=30), tick=False):
        by_the_parent(poppy, leanne, load, office)

    removal = the_list(poppy)
    assert removal == first and posts_on(removal) == {paper, on_x} and removal.due_at == MORNING + HELD
    assert {item.post: item.due_at for item in removal.items.all()}[on_x] == MORNING + dt.timedelta(hours=78)


def test_a_stop_of_film_lists_films_wherever_they_are(teacher, held_x):
    load = september()
    [poppy] = children("Poppy")
    leanne = mother(poppy, "Leanne Cartwright")
    said(load, leanne)
    film = post_of(teacher, [poppy], use_of("newsletter", what="film"), link="")
    post_of(teacher, [poppy])

    stop_permission(user=leanne.user, pupil=poppy, purposes=list(Purpose.objects.filter(slug="video")), token=uuid4())

    assert posts_on(the_list(poppy)) == {film}


def test_a_child_in_no_post_has_an_empty_list_that_says_what_is_looked_through_by_hand(held_x, office):
    [poppy] = children("Poppy")
    leanne = mother(poppy, "Leanne Cartwright")

    by_the_parent(poppy, leanne, None, office)

    removal = the_list(poppy)
    assert not removal.items.exists()
    assert by_hand(removal, removal.looks.all()) == (
        "Pictures posted before 13 October 2026 or never entered here are not in this list; "
        "we are looking through X (Twitter) @ourschool by hand."
    )


def test_posts_of_other_children_stand_on_no_list(out, office):
    poppy, leanne, on_x, _, load = out
    finn = on_x.children.exclude(pupil=poppy).get().pupil

    by_the_parent(poppy, leanne, load, office)

    assert RemovalList.objects.count() == 1 and not RemovalList.objects.filter(pupil=finn).exists()


def test_only_somebody_in_a_post_is_listed_for_leaving_and_once(out):
    poppy, *_ = out
    [wren] = children("Wren")
    type(poppy).objects.filter(pk__in=[poppy.pk, wren.pk]).update(left_on=TODAY)

    list_pictures_of_leavers(), list_pictures_of_leavers()

    assert [removal.pupil for removal in RemovalList.objects.all()] == [poppy]
    assert AuditEvent.objects.filter(verb=Verb.REMOVAL_LISTED).count() == 1


def test_a_yes_that_turns_by_another_parents_answer_lists_the_picture(out, office):
    poppy, _, on_x, *_ = out
    gareth = mother(poppy, "Gareth Pike", relationship="Father")

    enter(gareth, office, {"x_twitter": "no"})

    assert causes(the_list(poppy)) == [(Kind.OFFICE, ["x_twitter"])]
    assert posts_on(the_list(poppy)) == {on_x}


def test_a_decision_that_turns_a_doubt_into_no_lists_nothing_that_never_was_allowed(held_x, teacher, office, head):
    load = survey()
    [ben] = children("Ben")
    answer(load, ben), answer(load, ben, "no", who="Tobias Ashdown")

    decide(
        pupil=ben, purpose=Purpose.objects.get(slug="x_twitter"), school_year=2026, value="no", reason="Both.", by=head
    )

    assert not RemovalList.objects.exists()


def test_a_survey_taken_back_lists_what_rested_on_it(out, office):
    poppy, _, on_x, paper, load = out

    undo_import(survey=load, by=office)

    assert {kind for kind, _ in causes(the_list(poppy))} == {Kind.ANSWER}
    assert posts_on(the_list(poppy)) == {on_x, paper}


# --- on the public page


def test_a_stop_by_telephone_of_a_child_found_by_hand_makes_the_list_at_that_moment(out, office):
    poppy, *_ = out
    request = ask("Poppie Poppysun")
    assert not RemovalList.objects.exists()

    hold_child(request=request, pupil=poppy, by=office)

    assert causes(the_list(poppy)) == [(Kind.PUBLIC, [])]


def test_strangers_who_ask_again_tell_nobody_twice_and_add_nothing(out, office, holder):
    poppy, *_ = out

    ask("Poppy Poppyson"), ask("Poppy Poppyson", message="And again.")

    assert causes(the_list(poppy)) == [(Kind.PUBLIC, [])]
    assert Notification.objects.filter(user=holder).count() == 1
    assert AuditEvent.objects.get(verb=Verb.REMOVAL_LISTED).actor == Actor.PUBLIC


def test_of_a_request_that_was_nobodys_the_list_is_called_off_and_may_begin_anew(out, office):
    poppy, *_ = out
    first, second = ask("Poppy Poppyson"), ask("Poppy Poppyson", message="Again.")
    removal = the_list(poppy)

    handle_request(request=first, outcome=Outcome.NOT_PARENT, note="A neighbour.", by=office)
    assert the_list(poppy) == removal  # the other one holds the child back still
    handle_request(request=second, outcome=Outcome.NOT_PARENT, note="A neighbour.", by=office)

    removal.refresh_from_db()
    assert (removal.called_off_by, removal.called_off_why) == (office, "Not a parent or carer")
    ask("Poppy Poppyson", message="Now it is me.")
    assert the_list(poppy) != removal and the_list(poppy).items.count() == 2


def test_confirmed_by_telephone_the_list_stays(out, office):
    poppy, leanne, *_ = out
    request = ask("Poppy Poppyson")

    handle_request(request=request, outcome=Outcome.CONFIRMED, note="Rang.", by=office, contact=leanne)

    assert causes(the_list(poppy)) == [(Kind.PUBLIC, []), (Kind.OFFICE, [])]
    assert PhotoRequest.objects.get().handled_at


def test_a_list_that_something_else_asked_for_too_is_not_called_off(out, office):
    poppy, *_ = out
    request = ask("Poppy Poppyson")
    by_a_mark(poppy, None, None, None)

    handle_request(request=request, outcome=Outcome.WRONG_CHILD, note="Another Poppy.", by=office)

    assert causes(the_list(poppy)) == [(Kind.MARK, [])]


# --- entered later


def test_a_post_entered_later_goes_on_the_list_of_whoever_is_in_it_and_was_stopped(out, office, teacher):
    poppy, leanne, *_, load = out
    by_the_parent(poppy, leanne, load, office)

    older = late_post(office, [poppy], dt.date(2026, 3, 1))

    assert older in posts_on(the_list(poppy))


def test_a_post_entered_later_of_somebody_allowed_again_is_on_no_list(out, office):
    poppy, *_ = out
    by_a_mark(poppy, None, None, None)
    removal = the_list(poppy)
    unflag_pupil(pupil=poppy, by=UserFactory(role=Role.DSL))

    late_post(office, [poppy], dt.date(2026, 10, 1))

    assert removal.items.count() == 2


def test_an_account_registered_later_is_looked_through_once_another_stop_comes(out, office):
    poppy, leanne, *_, load = out
    by_a_mark(poppy, None, None, None)
    register_account(entry=Entry("Facebook", "@ourschool", opened_on=TODAY), by=office)

    by_the_parent(poppy, leanne, load, office)

    assert the_list(poppy).looks.count() == 2
