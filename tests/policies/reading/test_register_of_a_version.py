"""The register of each version: who left and who was not asked stay in it, and no later version hides it (A7)."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import User
from people.roles import Role
from policies.actions.acknowledging import record_signed_sheet
from policies.words import Audience
from tests import html
from tests.policies.readers import TODAY, agree, at, publish, seal_of, somebody
from tests.policies.wordings import a_rule

pytestmark = pytest.mark.django_db
WHO = "/policies/phones/acknowledgements/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def leaver(version) -> User:
    """Agreed, and left the day after."""
    user = somebody(Role.STAFF, title="", forename="=Ann", surname="Leaver")
    with at(TODAY):
        agree(version, user)
    User.objects.filter(pk=user.pk).update(ends_on=TODAY + DAY)
    return user


def page_of(client, user: User, address: str = WHO, day: dt.date = TODAY + 2 * DAY, status: int = 200) -> html.Page:
    with at(day):
        client.force_login(user)
        response = client.get(address)
    assert response.status_code == status
    return html.Page(response.content.decode())


def file_of(client, user: User, day: dt.date = TODAY + 2 * DAY, **fields: str) -> list[dict[str, str]]:
    with at(day):
        client.force_login(user)
        response = client.post(f"{WHO}register.csv", fields)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_who_agreed_and_left_stays_in_the_list_and_in_the_file_and_is_asked_no_more(client, version, head, leaver):
    page = page_of(client, head)

    assert "Others who answered (1)" in page.text
    assert "=Ann Leaver" not in page.text.split("Who has not yet")[1].split("Others who answered")[0]
    [row] = [row for row in file_of(client, head) if "Leaver" in row["person"]]
    assert (row["person"], row["answer"], row["on_paper"], row["due_on"]) == ("'=Ann Leaver", "agrees", "no", "")
    assert row["text_sha256"] == seal_of(version)


def test_who_was_never_asked_and_agreed_is_in_it(client, version, head):
    parent = somebody(Role.PARENT, surname="Parent")
    with at(TODAY):
        agree(version, parent)

    assert [row["audience"] for row in file_of(client, head) if "Parent" in row["person"]] == ["parents"]


def test_an_earlier_version_keeps_its_own_register(client, version, head, chair, leaver, office):
    teacher = somebody(Role.STAFF, surname="Ackroyd")
    with at(TODAY):
        agree(version, teacher, agrees=False, reason="Not A1.")
        agree(version, teacher)
        record_signed_sheet(version=version, person="@Piet", audience=Audience.HELPERS, signed_on=TODAY, by=office)
        publish(a_rule("A1", text="Other."), by=head, chair=chair)

    assert f"{WHO}?version=1" in page_of(client, head).html
    page = page_of(client, head, f"{WHO}?version=1")
    assert "Not A1." in page.text
    assert "on paper" in page.text
    rows = file_of(client, head, version="1")
    assert [(row["person"], row["answer"]) for row in rows] == [
        ("'@Piet", "agrees"), (str(teacher), "cannot agree"), (str(teacher), "agrees"), ("'=Ann Leaver", "agrees"),
    ]  # fmt: skip
    assert {row["version"] for row in rows} == {"1"}
    assert "Ackroyd" not in {row["person"] for row in file_of(client, head) if row["answer"] != "none yet"}


@pytest.mark.parametrize("number", ["2", "9", "x", ""])
def test_a_draft_or_a_version_that_does_not_exist_has_no_register(client, version, head, number):
    page_of(client, head, f"{WHO}?version={number}", status=404)


def test_governors_read_no_names_of_any_version(client, version, chair, leaver):
    for role in (Role.GOVERNOR, Role.CLERK):
        page_of(client, somebody(role), f"{WHO}?version=1", status=404)
    assert "Leaver" not in page_of(client, chair).html


def test_the_register_of_a_version_costs_as_many_queries_for_three_as_for_one(client, version, head, leaver):
    counts = []
    for _ in range(2):
        with at(TODAY + 2 * DAY):
            client.force_login(head)
            client.get(f"{WHO}?version=1")
            with CaptureQueriesContext(connection) as used:
                client.get(f"{WHO}?version=1")
            for _ in range(2):
                agree(version, somebody(Role.STAFF))
        counts.append(len(used))

    assert counts[0] == counts[1]
