"""Before somebody comes into a case or goes out of it, it is said who reads it afterwards and who no longer."""

import datetime as dt
import itertools

import pytest

from incidents.actions.dealing import assign_case
from incidents.actions.people import if_about, link_person, say_it_is_about_me, unlink_person
from incidents.actions.reading_after import AskFirst, if_linked, if_taken_off
from incidents.actions.reporting import Linked
from incidents.models import Case, CasePerson
from incidents.relations import Act
from incidents.seeing import who_can_see
from incidents.standing import can
from incidents.walls import Standing
from people.models import Notification, RoleAssignment, User
from people.roles import Role
from tests.factories import UserFactory

from .made import Part, about, again, report
from .pages import page_of, send, text_of

STANDINGS = {
    "head": Standing.HEAD, "dsl": Standing.STAFF, "chair": Standing.CHAIR, "vice_chair": Standing.VICE_CHAIR,
    "clerk": Standing.CLERK, "handler": Standing.STAFF, "reporter": Standing.STAFF,
}  # fmt: skip


def _said(page) -> str:
    """The page as read, without the gaps that marked names leave."""
    return text_of(page).replace(" .", ".").replace(" ,", ",")


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _readers(case: Case) -> list[User]:
    return [seer.user for seer in who_can_see(_now(case)) if seer.is_whole]


def _dealt_with(school) -> Case:
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)
    return _now(case)


@pytest.mark.parametrize(("name", "part"), itertools.product(STANDINGS, Part))
def test_what_is_said_before_is_what_comes_of_it(school, name, part):
    case = _dealt_with(school)
    somebody = getattr(school, name)
    before = _readers(case)
    person = CasePerson(case=case, part=part, standing=STANDINGS[name], name="Somebody", user=somebody)
    said = if_linked(case, person)

    link_person(case=case, linked=Linked(part, STANDINGS[name], "Somebody", user=somebody), by=school.head)

    assert list(said.readers) == _readers(case)
    assert set(said.coming) == set(_readers(case)) - set(before)
    assert set(before) - set(_readers(case)) <= set(said.going)
    assert not any(can(again(user), Act.READ, _now(case)) for user in said.going)


@pytest.mark.parametrize("name", STANDINGS)
def test_what_is_said_before_somebody_is_taken_off_is_what_comes_of_it(school, name):
    case = report(school.office, about(getattr(school, name), STANDINGS[name]))
    person = case.people.get()
    before = _readers(case)
    said = if_taken_off(case, person)

    owner = User.objects.holding(case.owner_role).exclude(pk=person.user_id).first()
    unlink_person(person=person, reason="It was somebody else.", by=owner)

    assert list(said.readers) == _readers(case)
    assert {*said.coming} == {*_readers(case)} - {*before}
    assert {*said.going} == {*before} - {*_readers(case)}


@pytest.mark.parametrize("name", ["head", "dsl", "handler"])
def test_whoever_says_that_it_is_about_them_is_told_truly_who_reads_it_then(school, name):
    case, somebody = _dealt_with(school), getattr(school, name)
    said = if_about(case, somebody)

    say_it_is_about_me(case=case, by=somebody, knowing=said.key)

    assert somebody in said.going
    assert list(said.readers) == _readers(case)


def test_the_question_writes_nothing_and_tells_nobody(school):
    case = report(school.reporter)
    Notification.objects.all().delete()

    with pytest.raises(AskFirst):
        link_person(case=case, linked=about(school.head, Standing.HEAD), by=school.dsl, knowing="")

    assert (_now(case).wall, _now(case).revision, case.people.count()) == (case.wall, case.revision, 0)
    assert not Notification.objects.exists()


def test_what_was_agreed_to_is_asked_again_where_others_would_read_it_by_now(school):
    case = report(school.reporter)
    linked = about(school.head, Standing.HEAD)
    told = if_linked(case, CasePerson(case=case, part=Part.SUBJECT, standing=Standing.HEAD, user=school.head))
    school.chair.assignments.all().delete()

    with pytest.raises(AskFirst) as asked:
        link_person(case=case, linked=linked, by=school.dsl, knowing=told.key)
    link_person(case=case, linked=linked, by=school.dsl, knowing=asked.value.change.key)

    assert _now(case).owner_role == Role.VICE_CHAIR


def test_where_nobody_else_would_read_it_nobody_is_asked_twice(client, school):
    case = report(school.reporter)

    sent = send(
        client, school.head, "person-new", case.public_id, part="witness", standing="parent", name="Mrs Pemberley"
    )

    assert sent.status_code == 302
    assert case.people.get().name == "Mrs Pemberley"


def test_the_page_names_who_reads_it_then_and_who_no_longer_and_keeps_what_was_typed(client, school):
    case = report(school.reporter)
    name = school.head.get_full_name()
    typed = {"part": "subject", "standing": "head", "name": name, "who": f"u{school.head.pk}"}

    asked = send(client, school.dsl, "person-new", case.public_id, **typed)

    assert asked.status_code == 200
    assert f"After this: read by {school.chair.get_short_name()}." in _said(asked)
    head = school.head.get_short_name()
    assert any(f"No longer read by {one}." in _said(asked) for one in (f"{head} and you", f"you and {head}"))
    assert f'value="{name}"' in asked.content.decode()
    assert not case.people.exists()


def test_taking_the_head_off_asks_who_reads_it_then(client, school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    person = case.people.get()

    asked = send(client, school.chair, "person-removal", case.public_id, person.public_id, reason="Of that name.")
    assert person in case.people.present()
    assert "No longer read by you." in _said(asked)
    assert "Of that name." in asked.content.decode()
    send(
        client, school.chair, "person-removal", case.public_id, person.public_id, reason="Of that name.",
        knowing=asked.context["change"].key,
    )  # fmt: skip

    assert person not in case.people.present()


def test_this_is_about_me_says_who_reads_it_then_and_asks_again_where_that_has_changed(client, school):
    case = report(school.reporter)
    page = page_of(client, school.head, "about-me", case.public_id)
    assert f"After this: read by {school.chair.get_short_name()}." in _said(page)
    school.chair.assignments.all().delete()

    stale = send(client, school.head, "about-me", case.public_id, knowing=page.context["change"].key)

    assert f"After this: read by {school.vice_chair.get_short_name()}." in _said(stale)
    assert Case.objects.visible_to(again(school.head)).exists()
    send(client, school.head, "about-me", case.public_id, knowing=stale.context["change"].key)
    assert not Case.objects.visible_to(again(school.head)).exists()


def _found(client, school, case, name, standing="staff"):
    return send(client, school.head, "person-new", case.public_id, part="witness", standing=standing, name=name)


def test_no_account_is_found_by_its_address_known_or_not(client, school):
    case = report(school.reporter)
    parent = UserFactory(role=Role.PARENT, email="asha.pemberley@home.example")

    known = [_found(client, school, case, one.email) for one in (school.colleague, parent)]
    unknown = _found(client, school, case, "nobody.at.all@home.example")

    assert {one.status_code for one in (*known, unknown)} == {302}
    assert not case.people.exclude(user=None).exists()


def test_no_account_of_a_parent_is_found_by_name_either(client, school):
    case = report(school.reporter)
    parent = UserFactory(role=Role.PARENT, forename="Asha", surname="Pemberley")

    assert _found(client, school, case, parent.get_full_name()).status_code == 302


def test_a9_who_worked_here_is_named_with_the_day_they_left_and_nothing_opens_to_them(client, school):
    case = report(school.reporter)
    former = UserFactory(surname="Formerly", forename="Tess", ends_on=dt.date(2026, 7, 17))
    RoleAssignment.objects.create(user=former, role=Role.STAFF, starts_on=dt.date(2020, 9, 1))

    asked = _found(client, school, case, "Tess Formerly")
    assert asked.status_code == 400
    assert "Left on 17 July 2026" in _said(asked)
    Notification.objects.all().delete()
    typed = {"part": "subject", "standing": "staff", "name": "Tess Formerly", "who": f"u{former.pk}"}
    told = send(client, school.head, "person-new", case.public_id, **typed)
    send(client, school.head, "person-new", case.public_id, **typed, knowing=told.context["change"].key)

    person = case.people.get()
    assert (person.user, person.standing, _now(case).wall) == (former, Standing.FORMER_STAFF, "staff")
    assert not any(can(again(former), act, _now(case)) for act in Act)
    assert not Notification.objects.filter(user=former).exists()
