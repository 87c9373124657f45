"""Queries whose SQL is kept: the SQL, and never an answer; for one person as they stand today; made of no moment."""

import datetime as dt

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from people import prepared as module
from people.models import RoleAssignment, SchoolClass, User
from people.permissions import Permission
from people.prepared import MOST, prepared
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
