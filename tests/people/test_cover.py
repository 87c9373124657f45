"""Standing in: for a time, for somebody who named them; and who is told of what nobody opened."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import AuditEvent, Verb
from people.actions.covers import CannotCover, end_cover, name_cover
from people.actions.roles import RoleHeldAlready
from people.cover import Told, who_is_told
from people.models import RoleAssignment, User
from people.permissions import Permission
from people.roles import Role
from people.school_days import SchoolCalendar
from tests.factories import UserFactory
from tests.people.portal_accounts import _again

DAY = dt.timedelta(days=1)
MONDAY = dt.date(2026, 10, 5)
CALENDAR = SchoolCalendar()
PEOPLE = st.sampled_from(["head", "deputy", "second", "chair", None])


def _name(holder: User, user: User, first: int = 0, last: int = 4) -> RoleAssignment:
    today = timezone.localdate()
    return name_cover(
        assignment=holder.assignments.get(), user=user, starts_on=today + first * DAY, ends_on=today + last * DAY,
        by=holder,
    )  # fmt: skip


def test_a_deputy_has_the_rights_for_the_dates_alone(db, head, teacher):
    cover = _name(head, teacher)

    assert _again(teacher).has_perm(Permission.FLAG_REASON_VIEW)
    assert (cover.is_cover, cover.covers) == (True, head.assignments.get())
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {Verb.ROLE_GIVEN, Verb.COVER_NAMED}
    RoleAssignment.objects.filter(pk=cover.pk).update(starts_on="2026-01-01", ends_on=timezone.localdate() - DAY)
    assert not _again(teacher).has_perm(Permission.FLAG_REASON_VIEW)


def test_before_the_first_day_nothing_changes(db, head, teacher):
    _name(head, teacher, first=1)

    assert _again(teacher).roles == {Role.STAFF}


@pytest.mark.parametrize("role", [None, Role.PARENT])
def test_a_parent_alone_and_somebody_without_a_role_cannot_stand_in(db, head, role):
    with pytest.raises(CannotCover):
        _name(head, UserFactory(role=role))


def test_an_account_that_ends_before_the_last_day_cannot_stand_in(db, head, teacher):
    User.objects.filter(pk=teacher.pk).update(ends_on=timezone.localdate() + DAY)

    with pytest.raises(CannotCover):
        _name(head, teacher)


@pytest.mark.parametrize(("first", "last"), [(-1, 4), (3, 2), (0, 400)])
def test_dates_that_cannot_be_are_refused(db, head, teacher, first, last):
    with pytest.raises(CannotCover):
        _name(head, teacher, first, last)


def test_nobody_names_for_another_or_while_standing_in(db, head, teacher, dsl):
    today = timezone.localdate()
    with pytest.raises(CannotCover):
        name_cover(assignment=head.assignments.get(), user=teacher, starts_on=today, ends_on=today, by=dsl)
    cover = _name(head, teacher)
    with pytest.raises(CannotCover):
        name_cover(assignment=cover, user=dsl, starts_on=today, ends_on=today, by=teacher)
    with pytest.raises(CannotCover):
        _name(UserFactory(role=Role.CLERK), teacher)


def test_the_same_person_is_not_named_twice_for_one_day(db, head, teacher):
    _name(head, teacher, 2, 4)

    with pytest.raises(RoleHeldAlready):
        _name(head, teacher, 0, 2)


def test_the_holder_ends_it_early_and_nobody_else_does(db, head, dsl, teacher):
    cover = _name(head, teacher)

    with pytest.raises(CannotCover):
        end_cover(cover=cover, by=dsl)
    end_cover(cover=cover, by=head)

    assert _again(teacher).roles == {Role.STAFF}


def test_the_page_names_and_ends(client, head, teacher, parent):
    client.force_login(head)
    today = timezone.localdate().isoformat()
    form = {"assignment": head.assignments.get().pk, "starts_on": today, "ends_on": today}

    refused = client.post(reverse("people:cover"), {**form, "user": parent.pk})
    assert b"Choose a person from the list." in refused.content
    client.post(reverse("people:cover"), {**form, "user": teacher.pk})
    [cover] = RoleAssignment.objects.filter(is_cover=True)
    client.post(reverse("people:cover-ending", args=[cover.pk]))

    assert _again(teacher).roles == {Role.STAFF}


# --- who is told -------------------------------------------------------------------------------------------


def _told(today: dt.date, opened: bool = False, **who) -> list[Told]:
    who = {"holder": "head", "covers": ["deputy"], "chair": "chair", "subject": None, **who}
    return list(who_is_told(received_on=MONDAY, opened=opened, today=today, calendar=CALENDAR, **who))


@pytest.mark.parametrize(("days", "people"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (30, 3)])
def test_the_cover_is_told_after_two_school_days_and_the_chair_after_four(days, people):
    assert _told(MONDAY + days * DAY) == [Told("head"), Told("deputy"), Told("chair", reference_only=True)][:people]


def test_days_without_school_do_not_count():
    friday = MONDAY + 4 * DAY
    who = {"holder": "head", "covers": ["deputy"], "chair": "chair", "subject": None, "opened": False}

    sunday = who_is_told(received_on=friday, today=friday + 2 * DAY, calendar=CALENDAR, **who)
    tuesday = who_is_told(received_on=friday, today=friday + 4 * DAY, calendar=CALENDAR, **who)

    assert (len(sunday), len(tuesday)) == (1, 2)


def test_what_was_opened_stays_with_the_holder():
    assert _told(MONDAY + 30 * DAY, opened=True) == [Told("head")]


def test_where_it_is_about_the_head_the_next_is_told_at_once():
    assert _told(MONDAY, subject="head") == [Told("deputy")]
    assert _told(MONDAY, subject="head", covers=[]) == [Told("chair", reference_only=True)]


@given(
    days=st.integers(0, 60), opened=st.booleans(), holder=PEOPLE, chair=PEOPLE, subject=PEOPLE,
    covers=st.lists(PEOPLE, max_size=4),
)  # fmt: skip
def test_never_the_person_it_is_about_each_once_and_the_chair_by_reference(
    days, opened, holder, chair, subject, covers
):
    told = _told(MONDAY + days * DAY, opened, holder=holder, chair=chair, subject=subject, covers=covers)

    people = [one.person for one in told]
    assert subject not in people and None not in people
    assert len(people) == len(set(people))
    assert all(one.person == chair for one in told if one.reference_only)
    somebody = {holder, *covers, chair} - {None, subject}
    assert bool(told) == bool(somebody)


@given(days=st.integers(0, 60), covers=st.lists(PEOPLE, max_size=3), subject=PEOPLE)
def test_whoever_is_told_stays_told_as_days_pass(days, covers, subject):
    today = {one.person for one in _told(MONDAY + days * DAY, covers=covers, subject=subject)}
    tomorrow = {one.person for one in _told(MONDAY + (days + 1) * DAY, covers=covers, subject=subject)}

    assert today <= tomorrow
