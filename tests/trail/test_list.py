"""The list of what happened: narrowed by kind and day, page after page, at the same cost."""

import datetime as dt

import pytest
from django.urls import reverse

from audit.models import Verb
from people.models import User
from people.roles import Role
from people.sealing import unseal_text
from tests import html
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.trail.events import READERS, did, queries
from todwick_portal.trail.kinds import BY_SLUG
from todwick_portal.trail.paging import PAGE

pytestmark = pytest.mark.django_db


def test_it_is_narrowed_by_kind_and_by_day(client, head):
    user = UserFactory(role=Role.STAFF)
    did(Verb.ACCOUNT_INVITED, user, head, at=dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC))
    did(Verb.SIGNED_IN, user, user, ways=["password"], at=dt.datetime(2026, 3, 29, 22, 59, tzinfo=dt.UTC))
    did(
        Verb.SESSIONS_ENDED, user, user, one=True, at=dt.datetime(2026, 3, 29, 23, 1, tzinfo=dt.UTC)
    )  # 00:01 on the 30th

    def shown(**query) -> list[str]:
        client.force_login(head)
        lines = client.get(reverse("record:events"), query).context["lines"]
        return [line.what for line in lines]

    assert shown() == ["Sessions ended", "Signed in", "Account invited"]
    assert shown(kind="accounts") == ["Account invited"]
    assert shown(kind="signing-in", day="2026-03-29") == ["Signed in"]
    assert shown(day="2026-03-30") == ["Sessions ended"]


def test_a_day_that_is_none_says_what_to_write(client, head):
    client.force_login(head)
    page = html.Page(client.get(reverse("record:events"), {"day": "soon"}).content.decode())

    assert page.title.startswith("Error: ") and "Write the day, such as 3/9/2026." in page.text


def test_page_after_page_shows_every_event_once_without_a_count_or_offset(client, head, django_assert_max_num_queries):
    user = UserFactory(role=Role.STAFF)
    for number in range(2 * PAGE + 3):
        did(Verb.ACCOUNT_EDITED, user, head, fields=["title"] * (number % 3))
    client.force_login(head)
    address, seen, statements = reverse("record:events"), [], []
    while True:
        with django_assert_max_num_queries(30) as counted:
            page = client.get(address).context["page"]
        statements += [query["sql"] for query in counted.captured_queries]
        seen += [event.sequence for event in page.events]
        if not page.older:
            break
        address = f"{reverse('record:events')}?after={page.older}"

    assert seen == list(range(2 * PAGE + 3, 0, -1))
    of_events = [
        sql for sql in statements if "audit_auditevent" in sql and "new_incident" not in sql
    ]  # nor of the tabs
    assert of_events and not [sql for sql in of_events if "OFFSET" in sql or "COUNT(" in sql]


def test_the_mark_of_the_next_page_tells_no_number_and_a_wrong_one_shows_the_first_page(client, head):
    user = UserFactory(role=Role.STAFF)
    for _ in range(PAGE + 1):
        did(Verb.ACCOUNT_EDITED, user, head, fields=["title"])
    client.force_login(head)
    first = client.get(reverse("record:events")).context["page"]

    assert not first.older.isdecimal() and unseal_text(first.older) == "2"
    for mark in ("2", "x" * 40, first.older[:-4], "é"):
        assert client.get(reverse("record:events"), {"after": mark}).context["page"].is_first


def _some_of_each(reader: User, count: int) -> None:
    for number in range(count):
        user = UserFactory(role=Role.STAFF)
        pupil = PupilFactory()
        did(Verb.ACCOUNT_EDITED, user, UserFactory(role=Role.OFFICE), fields=["title"])
        did(Verb.ROLE_GIVEN, user.assignments.get(), reader, role="staff", user=user.pk)
        did(Verb.CONTACT_LINKED, PupilContactFactory(pupil=pupil), reader, user=user.pk)
        did(Verb.RECORD_READ, pupil, user)
        did(Verb.SIGN_IN_REFUSED, user, actor="public", way="password")
        did(Verb.REGISTER_EXPORTED, None, reader, form="csv", rows=number)


@pytest.mark.parametrize("role", READERS)
def test_as_many_queries_for_three_of_each_as_for_one(client, role):
    reader = UserFactory(role=role)
    client.force_login(reader)

    _some_of_each(reader, 1)
    few = queries(client, reverse("record:events"))
    _some_of_each(reader, 2)

    assert queries(client, reverse("record:events")) == few


def test_the_trail_of_an_account_takes_as_many_queries_for_three_events_as_for_one(client, head):
    user = UserFactory(role=Role.STAFF)
    client.force_login(head)
    address = BY_SLUG["account"].trail_of(user)
    did(Verb.ACCOUNT_EDITED, user, UserFactory(role=Role.OFFICE), fields=["title"])
    few = queries(client, address)
    for _ in range(2):
        did(Verb.ACCOUNT_EDITED, user, UserFactory(role=Role.OFFICE), fields=["title"])

    assert queries(client, address) == few
