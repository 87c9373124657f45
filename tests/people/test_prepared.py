"""Queries whose SQL is kept: the SQL, and never an answer; for one person as they stand today; made of no moment."""

import datetime as dt

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from people import prepared as module
from people.models import RoleAssignment, SchoolClass, User
from people.permissions import Permission
from people.prepared import MOST, prepared, prepared_of
from people.roles import Role
from tests.factories import SchoolClassFactory, UserFactory

PAGES = ("/dashboard/", "/incidents/", "/complaints/")


def _codes(user: User | None = None) -> list[str]:
    return [one.code for one in prepared("classes", user, lambda: SchoolClass.objects.order_by("code"))]


def test_what_was_added_since_is_in_the_answer(db):
    SchoolClassFactory(code="1A")
    assert _codes() == ["1A"]

    SchoolClassFactory(code="1B")

    assert _codes() == ["1A", "1B"]


def test_the_query_is_made_once_and_again_for_somebody_else(db, head, office):
    made = []

    def make():
        made.append(1)
        return SchoolClass.objects.all()

    for user in (head, head, office, head):
        prepared("classes", user, make)

    assert len(made) == 2


def test_whoever_has_another_role_asks_another_query(db):
    def make():
        leads = somebody.has_perm(Permission.INCIDENT_LEAD)
        return User.objects.filter(pk=somebody.pk) if leads else User.objects.none()

    somebody = UserFactory()
    assert prepared("those who lead", somebody, make) == []

    RoleAssignment.objects.create(user=somebody, role=Role.HEAD)
    somebody = User.objects.get(pk=somebody.pk)

    assert prepared("those who lead", somebody, make) == [somebody]


def test_in_the_open_zone_a_person_asks_another_query(db, head):
    prepared("tabs", head, User.objects.all)
    head.shut_closed_zone()

    assert prepared("tabs", head, User.objects.none) == []


def test_a_query_that_can_have_no_rows_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prepared("nobody", None, User.objects.none) == []
        assert prepared("nobody", None, User.objects.none) == []


def test_a_query_that_holds_what_was_asked_while_it_was_made_is_not_kept(db):
    def make():
        return SchoolClass.objects.filter(code__in=list(SchoolClass.objects.values_list("code", flat=True)))

    SchoolClassFactory(code="1A")
    assert len(prepared("all", None, make)) == 1
    SchoolClassFactory(code="1B")

    assert len(prepared("all", None, make)) == 2
    assert not module._kept.queries


def test_a_query_is_never_asked_of_another_connection_than_it_was_made_for(db):
    """Each thread has its own, and where a thread gets another one nothing of the first may be used: it reads what that
    one sees."""
    SchoolClassFactory(code="1A")
    assert _codes() == ["1A"]
    mine, other = connections["default"], connections["default"].copy()

    connections["default"] = other
    try:
        elsewhere = _codes()
    finally:
        other.close()
        connections["default"] = mine

    assert elsewhere == []  # what is not committed here, nobody else sees
    assert _codes() == ["1A"]


def test_no_more_are_kept_than_a_thread_has_room_for(db):
    for number in range(MOST + 5):
        prepared("classes", None, SchoolClass.objects.all, number)

    assert len(module._kept.queries) == MOST
    assert next(iter(module._kept.queries))[-1] == 5


def _of(keys, made=None) -> list[int]:
    def make(keys):
        if made is not None:
            made.append(len(keys))
        return SchoolClass.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)

    return prepared_of("classes of", keys, make)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8, 9])
def test_of_any_number_of_keys_their_rows_are_found_and_no_others(db, number):
    keys = [SchoolClassFactory(code=f"{n}A").pk for n in range(number + 1)]

    assert _of(keys[:-1]) == keys[:-1]
    assert _of(keys[1:]) == keys[1:]  # by the same SQL
    assert _of([keys[0], 10**9]) == keys[:1]


def test_of_no_keys_nothing_is_asked(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert _of([]) == []


def test_for_keys_the_query_is_made_once_up_to_each_power_of_two(db):
    made: list[int] = []
    keys = [SchoolClassFactory(code=f"{n}A").pk for n in range(6)]

    for number in (3, 4, 3, 5, 6, 1, 1):
        assert _of(keys[:number], made) == keys[:number]

    assert made == [4, 8, 1]


def test_of_keys_what_was_added_or_taken_away_since_is_in_the_answer(db):
    classes = [SchoolClassFactory(code=code) for code in ("1A", "2A")]
    keys = [one.pk for one in classes]
    assert _of(keys) == keys

    classes[0].delete()
    assert _of(keys) == keys[1:]


def test_a_query_of_keys_that_asks_while_it_is_made_is_not_kept(db):
    def make(keys):
        codes = list(SchoolClass.objects.values_list("code", flat=True))
        return SchoolClass.objects.filter(pk__in=keys, code__in=codes)

    first = SchoolClassFactory(code="1A")
    assert prepared_of("all of", [first.pk, first.pk], make) == [first]
    second = SchoolClassFactory(code="2A")

    assert prepared_of("all of", [first.pk, second.pk], make) == [first, second]
    assert not module._kept.queries


def test_of_keys_a_query_that_can_have_no_rows_has_none(db):
    assert prepared_of("none of", [1, 2], lambda keys: SchoolClass.objects.none()) == []


def test_other_values_of_a_query_stay_what_they_are(db):
    low = SchoolClassFactory(code="1A")

    def make(keys):
        return SchoolClass.objects.filter(pk__in=keys, pk__gt=-1, code__in=["1A", "-1"])

    assert prepared_of("with values", [low.pk], make) == [low]


def test_a_role_that_ends_is_gone_for_the_next_page_and_on_the_next_day(db):
    today = timezone.localdate()
    ends_today = RoleAssignment.objects.create(user=UserFactory(), role=Role.HEAD, ends_on=today)
    taken_away = RoleAssignment.objects.create(user=UserFactory(), role=Role.HEAD)

    def roles(assignment) -> set[Role]:
        return set(User.objects.get(pk=assignment.user_id).roles)

    assert (roles(ends_today), roles(taken_away)) == ({Role.HEAD}, {Role.HEAD})
    taken_away.delete()
    assert roles(taken_away) == set()
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert roles(ends_today) == set()


def test_somebody_whose_account_is_over_is_nobody_for_the_next_page(db, client, head):
    client.force_login(head)
    assert client.get("/incidents/").status_code == 200

    User.objects.filter(pk=head.pk).update(ends_on=timezone.localdate() - dt.timedelta(days=1))

    assert client.get("/incidents/").status_code == 302


@pytest.mark.parametrize("role", sorted(Role))
def test_what_the_pages_keep_holds_no_moment_and_nothing_of_the_database(db, client, role):
    """In the morning, in the afternoon and the day after the same SQL with the same values in it, under one name; and
    every query is one to keep."""
    user, day = UserFactory(role=role), timezone.localdate()
    opened, told = set(), {}
    for hours in (8, 17, 24 + 8):
        module.forget()
        moment = dt.datetime.combine(day, dt.time(0, 41), tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        with time_machine.travel(moment, tick=False):
            client.force_login(user)
            opened |= {page for page in PAGES if client.get(page).status_code == 200}
        for key, query in module._kept.queries.items():
            sql = None if query is None else query.query.get_compiler().as_sql()
            assert told.setdefault(key, sql) == sql, key[0]

    kept = {key[0] for key in told}
    assert {"start", "calendar"} <= kept or "/dashboard/" not in opened
    assert "tabs" in kept or not user.has_perm(Permission.INCIDENT_LEAD)
    assert "queue and page" in kept or not opened & {"/incidents/", "/complaints/"}
