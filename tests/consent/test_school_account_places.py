"""Social-media places hang on an account of the school: without one nothing goes out there (policy A4)."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from consent.actions import retire_place, serve_places
from consent.actions.own import stop_permission
from consent.checking import Use, judge, offered, without_account, works_for_all
from consent.effective import Word
from consent.exporting import register_rows
from consent.faults import PlaceFault, WrongState
from consent.notifications import tell_of_stop
from consent.own import own_children
from consent.register import register_on
from people.actions.school_accounts import Entry, close_account, register_account, reopen_school_account
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory

from .given import TODAY, answer, children, survey
from .parents import mother
from .school_places import ASKED, DAY, events, place, slugs
from .test_check_views import ask, text, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]


# --- a platform needs an account (A4) -----------------------------------------------------------------------


def test_A4_as_long_as_no_account_is_registered_every_active_place_is_offered_as_before(wren):
    register = register_on([wren], TODAY)

    assert slugs(offered(register)[0]) == ASKED
    assert without_account(register) == []
    assert judge(register, [wren], Use(place("instagram"))) == {wren.pk: Word.YES}
    assert works_for_all(register, [wren], Use(place("website"))) == ["Facebook", "X (Twitter)", "Instagram"]


def test_A4_from_the_first_account_on_a_platform_without_one_is_not_offered_and_is_a_no(wren, on_x):
    register = register_on([wren], TODAY)

    assert slugs(offered(register)[0]) == ["website", "x_twitter"]
    assert slugs(without_account(register)) == ["facebook", "instagram"]
    assert judge(register, [wren], Use(place("instagram"))) == {wren.pk: Word.NO}
    assert judge(register, [wren], Use(place("x_twitter"))) == {wren.pk: Word.YES}


def test_A4_what_also_works_for_all_keeps_to_places_with_an_account(wren, on_x):
    register = register_on([wren], TODAY)

    assert works_for_all(register, [wren], Use(place("website"))) == ["X (Twitter)"]
    assert works_for_all(register, [wren], Use(place("instagram"))) == ["website", "X (Twitter)"]


def test_A4_closing_an_account_takes_its_place_away_at_the_next_check_and_opening_it_brings_it_back(wren, on_x, office):
    close_account(account=on_x, on=TODAY, by=office)

    closed = register_on([wren], TODAY)
    assert slugs(offered(closed)[0]) == ["website"]
    assert judge(closed, [wren], Use(place("x_twitter"))) == {wren.pk: Word.NO}

    reopen_school_account(account=on_x, by=office)
    assert judge(register_on([wren], TODAY), [wren], Use(place("x_twitter"))) == {wren.pk: Word.YES}


def test_A4_before_the_years_survey_is_in_a_platform_without_an_account_is_not_offered_either(on_x):
    places, unasked = offered(register_on([], TODAY))

    assert "x_twitter" in slugs(places) and "instagram" not in slugs(places)
    assert unasked == []


def test_a_place_that_is_no_platform_needs_no_account(wren, on_x):
    assert judge(register_on([wren], TODAY), [wren], Use(place("website"))) == {wren.pk: Word.YES}


def test_a_platform_that_nobody_was_asked_about_says_the_reason_that_holds_first(on_x, wren):
    """Facebook and Instagram without an account are no choice, asked about or not; newsletter was not asked about."""
    _, unasked = offered(register_on([wren], TODAY))

    assert "newsletter" in unasked
    assert not {"Facebook", "Instagram"} & set(unasked)


def test_answers_grid_and_export_show_every_place_asked_about_all_the_same(wren, on_x, sign_in, office):
    register = register_on([wren], TODAY)

    assert register.of(wren, place("instagram")).may_publish
    assert slugs(register.asked) == ASKED
    assert {row[1] for row in register_rows(2026, TODAY)} >= set(ASKED)
    page = sign_in(office).get(reverse("consent:class", args=["3H"])).content.decode()
    assert "Instagram" in page


def test_a_parent_reads_that_the_school_uses_no_pictures_where_it_has_no_account(on_x):
    [poppy] = children("Poppy")
    leanne = mother(poppy)
    answer(survey(ASKED), poppy)

    [child] = own_children(leanne.user, TODAY)

    used = {place.purpose.slug for place in child.places if place.in_use}
    assert used == {"website", "x_twitter"}


# --- the picture check says it ------------------------------------------------------------------------------


def test_the_check_says_in_one_sentence_why_a_platform_is_not_offered(sign_in, teacher, wren, on_x):
    page = ask(sign_in(teacher), [wren], where="website")

    assert slugs(page.context["places"]) == ["website", "x_twitter"]
    assert "Facebook and Instagram: the school has no account there, so nothing goes out on them." in text(page)
    assert reverse("people:school-accounts") in page.content.decode()


def test_a_platform_sent_all_the_same_is_a_no_with_the_sentence_for_an_answer(sign_in, teacher, wren, on_x):
    page = ask(sign_in(teacher), [wren], where="instagram")

    assert words(page) == {"Wren": "no"}
    said = text(page)
    assert "Instagram: the school has no account there, so nothing goes out on it." in said
    assert "has permission" not in said and "has no permission" not in said
    assert "Wren can go in: website, X (Twitter)." in said


def test_without_a_register_the_check_says_nothing_of_accounts(sign_in, teacher, wren):
    page = ask(sign_in(teacher), [wren], where="instagram")

    assert "Wren has permission for Instagram today." in text(page)
    assert "no account there" not in text(page)


def test_the_check_costs_the_same_with_a_register_as_without(sign_in, teacher, wren, on_x, django_assert_num_queries):
    client = sign_in(teacher)
    ask(client, [wren])

    with django_assert_num_queries(14):
        ask(client, [wren])


# --- what is missing ----------------------------------------------------------------------------------------


def test_an_empty_register_is_said_to_be_missing_and_no_platform_is(pages, head):
    said = pages(reverse("missing"), head).text

    assert "No school account is registered. Until the first one is, every place is offered" in said
    assert "hangs on no school account" not in said


def test_a_platform_without_an_account_is_missing_once_the_register_is_begun(pages, head, on_x):
    said = pages(reverse("missing"), head).text

    assert "Instagram hangs on no school account. It is not offered where a picture is checked." in said
    assert "X (Twitter) hangs on no" not in said and "No school account is registered" not in said

    retire_place(purpose=place("instagram"), from_day=TODAY, by=head)
    assert "Instagram hangs" not in pages(reverse("missing"), head).text


# --- choosing the places of an account ----------------------------------------------------------------------


def test_places_hang_on_the_account_that_was_chosen_and_each_change_is_one_event(account, office):
    serve_places(account=account, purposes=[place("x_twitter"), place("instagram")], by=office)
    changed = serve_places(account=account, purposes=[place("x_twitter"), place("facebook")], by=office)

    assert slugs(account.purposes.all()) == ["facebook", "x_twitter"]
    assert sorted(slugs(changed)) == ["facebook", "instagram"]
    assert events().count() == 4
    assert {str(event.details) for event in events()} == {str({"fields": ["account"], "account": account.pk})}


def test_a_place_moves_over_from_another_account(on_x, office):
    other = register_account(entry=Entry("X (Twitter)", "@another"), by=office)

    serve_places(account=other, purposes=[place("x_twitter")], by=office)

    assert place("x_twitter").account == other
    assert not on_x.purposes.exists()


def test_the_same_places_again_change_nothing(on_x, office):
    with pytest.raises(WrongState, match="Nothing was changed"):
        serve_places(account=on_x, purposes=[place("x_twitter")], by=office)

    assert events().count() == 1


def test_a_place_that_is_no_platform_hangs_on_no_account(account, office):
    with pytest.raises(PlaceFault, match="platform"):
        serve_places(account=account, purposes=[place("website")], by=office)

    assert not account.purposes.exists()


def test_a_closed_account_serves_nothing_new(account, office):
    close_account(account=account, on=TODAY, by=office)

    with pytest.raises(WrongState, match="Open it again first"):
        serve_places(account=account, purposes=[place("x_twitter")], by=office)


def test_the_page_ticks_the_platform_of_the_same_name_and_saves_what_is_ticked(sign_in, office, account):
    client, address = sign_in(office), reverse("consent:account-places", args=[account.public_id])

    page = client.get(address).content.decode()
    assert re.findall(r'name="places" value="(\w+)"[^>]* checked', page) == ["x_twitter"]
    assert not account.purposes.exists(), "looking saves nothing"

    answer = client.post(address, {"places": ["x_twitter", "instagram"]}, follow=True)
    assert "It counts at the next check of a picture." in answer.content.decode()
    assert slugs(account.purposes.all()) == ["x_twitter", "instagram"]
    assert (
        "Nothing was changed."
        in client.post(address, {"places": ["x_twitter", "instagram"]}, follow=True).content.decode()
    )
    assert "Choose places from the list." in client.post(address, {"places": ["website"]}).content.decode()


# --- who holds it is told -----------------------------------------------------------------------------------


def test_both_holders_are_told_when_a_parent_stops_a_permission_on_their_account(office):
    first, second, nobody = (UserFactory(role=Role.STAFF) for _ in range(3))
    entry = Entry("Facebook", "@ourschool", first_holder=first, second_holder=second)
    serve_places(account=register_account(entry=entry, by=office), purposes=[place("facebook")], by=office)
    [poppy] = children("Poppy")
    load = survey(ASKED)
    leanne = mother(poppy)
    answer(load, poppy)

    stop_permission(user=leanne.user, pupil=poppy, purposes=[place("website")], token=uuid4())
    assert told() == {office}
    Notification.objects.all().delete()
    stop_permission(user=leanne.user, pupil=poppy, purposes=[place("facebook")], token=uuid4())

    assert told() == {office, first, second}
    assert nobody not in told()


def test_holders_of_a_closed_account_and_one_who_left_are_not_told(office):
    first, second = (UserFactory(role=Role.STAFF) for _ in range(2))
    entry = Entry("Facebook", "@ourschool", first_holder=first, second_holder=second)
    account = register_account(entry=entry, by=office)
    serve_places(account=account, purposes=[place("facebook")], by=office)
    second.ends_on = TODAY - DAY
    second.save()

    tell_of_stop([place("facebook")])
    assert told() == {office, first}

    Notification.objects.all().delete()
    close_account(account=account, on=TODAY, by=office)
    tell_of_stop([place("facebook")])
    assert told() == {office}


def told():
    mails = Notification.objects.filter(kind=Notification.Kind.PERMISSION_STOPPED)
    return {mail.user for mail in mails.select_related("user")}
