"""Who has not read a policy: the page, its reminder, its paper and its file (A7, A9, policy_acknowledgement)."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.models import Notification, User
from people.roles import Role
from policies.models import Acknowledgement, AcknowledgementDuty
from tests import html
from tests.policies.readers import PUBLISHED, TODAY, YEARLY, agree, at, seal_of, somebody

from .acknowledgement_pages import WHO, open_page, send

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


# --- who has not -------------------------------------------------------------------------------------------


def test_the_head_sees_who_has_not_by_when_who_cannot_and_why_and_who_has(client, version, head, teacher):
    refuses, agrees = somebody(Role.STAFF, surname="Brewster"), somebody(Role.OFFICE, surname="Cartwright")
    with at(TODAY):
        agree(version, refuses, agrees=False, reason="My sister is a parent.")
        agree(version, agrees)

    page = open_page(client, head, WHO, day=PUBLISHED + 15 * DAY)

    left, rest = page.text.split("Who has not yet")[1].split("Cannot agree")
    assert "Ackroyd" in left
    assert "21 September 2026 Overdue" in left
    assert "Brewster" in rest and "My sister is a parent." in rest
    assert "Cartwright" in rest


@pytest.mark.parametrize("role", [Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR])
def test_governors_see_numbers_and_nobody(client, version, teacher, role):
    others = [somebody(Role.STAFF) for _ in range(12)]
    with at(TODAY):
        agree(version, teacher)
        agree(version, others[0], agrees=False, reason="My sister is a parent.")

    page = open_page(client, somebody(role), WHO)

    assert "fewer than 5 of 14" in page.text
    hidden = [*(one.surname for one in (teacher, *others)), "sister", "Remind"]
    assert not [word for word in hidden if word in page.text]


def test_one_button_reminds_them_all_once_a_week(client, version, head, teacher):
    assert "Remind the 2 who have not" in open_page(client, head, WHO).text

    for _ in range(2):
        send(client, head, f"{WHO}reminder/")

    page = open_page(client, head, WHO)
    assert Notification.objects.filter(kind="policy_to_read").count() == 2
    assert "Remind the" not in page.text
    assert "Last reminded on 14 September 2026, 2 people. You can do it again on 21 September 2026." in page.text


def test_the_safeguarding_lead_sees_names_and_has_no_button(client, version, teacher):
    page = open_page(client, somebody(Role.DSL), WHO)

    assert "Ackroyd" in page.text
    assert "Remind" not in page.text


def test_before_anybody_is_asked_the_page_says_who_can_say_so(client, version, head, chair):
    AcknowledgementDuty.objects.all().delete()

    assert "Say who is asked" in open_page(client, head, WHO).text
    assert "The headteacher says who is." in open_page(client, chair, WHO).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_many_queries_for_three_people_as_for_one(
    client, version, head, office, count, django_assert_num_queries
):
    with at(TODAY):
        for _ in range(count):
            agree(version, somebody(Role.STAFF))
            agree(version, somebody(Role.STAFF), agrees=False, reason="No.")
            somebody(Role.STAFF)
        client.force_login(head)
        client.get(WHO)  # the number on a tab is kept from here on
        with django_assert_num_queries(13):
            client.get(WHO)


def test_the_head_says_who_is_asked_and_staff_each_year_is_proposed(client, version, head, chair):
    AcknowledgementDuty.objects.all().delete()
    page = open_page(client, head, f"{WHO}readers/")
    assert "nobody is asked before you save this" in page.text
    assert [one.name for one in page.controls if "checked" in one.attributes] == ["staff-asked", "staff-yearly"]

    days = {f"{audience}-days": "28" for audience in ("staff", "governors", "parents", "helpers")}
    send(client, head, f"{WHO}readers/", **days, **{"staff-asked": "on", "staff-yearly": "on", "governors-asked": "on"})

    kept = AcknowledgementDuty.objects.filter(is_asked=True).values_list("audience", "is_yearly", "days")
    assert set(kept) == {("staff", True, 28), ("governors", False, 28)}


@pytest.mark.parametrize("days", ["0", "91", "soon", ""])
def test_days_are_a_number_from_1_to_90(client, version, head, days):
    fields = {f"{audience}-days": days for audience in ("staff", "governors", "parents", "helpers")}

    page = html.Page(send(client, head, f"{WHO}readers/", **fields).content.decode())

    assert page.title.startswith("Error: ")
    assert AcknowledgementDuty.objects.get().days == YEARLY.days


def test_the_office_records_a_signed_sheet_and_reads_no_list(client, version, office):
    page = open_page(client, office, f"{WHO}sheet/")
    fields = {"person": "Piet Hollingworth", "audience": "helpers", "signed_on": "14/9/2026"}
    send(client, office, f"{WHO}sheet/", **fields)

    assert page.title.startswith("Record a signed sheet")
    assert Acknowledgement.objects.get().person == "Piet Hollingworth"
    with at(TODAY):
        assert client.get(WHO).status_code == 403
    again = html.Page(send(client, office, f"{WHO}sheet/", **fields).content.decode())
    assert "recorded already" in again.text
    assert [one.attributes.get("value") for one in again.controls if one.name == "person"] == ["Piet Hollingworth"]


def test_the_head_sees_signed_sheets_beside_the_accounts(client, version, head, office):
    send(client, office, f"{WHO}sheet/", person="Piet Hollingworth", audience="helpers", signed_on="2026-09-14")

    assert "Signed on paper (1)" in open_page(client, head, WHO).text


# --- the list as a file ------------------------------------------------------------------------------------


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_list_as_a_file_has_everybody_asked_and_every_sheet_and_is_recorded(client, version, head, office, teacher):
    User.objects.filter(pk=teacher.pk).update(title="", forename="=cmd()", surname="Ackroyd")
    with at(TODAY):
        agree(version, head)
    send(client, office, f"{WHO}sheet/", person="@Piet", audience="helpers", signed_on="2026-09-14")

    response = send(client, head, f"{WHO}register.csv")

    assert response.headers["Content-Disposition"].startswith('attachment; filename="phones-read-by-2026-09-14')
    found = {row["person"]: row for row in rows(response)}
    assert {person: row["answer"] for person, row in found.items()} == {
        str(head): "agrees", "'=cmd() Ackroyd": "none yet", str(office): "none yet", "'@Piet": "agrees",
    }  # fmt: skip
    assert found[str(head)]["text_sha256"] == seal_of(version)
    assert (found["'@Piet"]["on_paper"], found[str(head)]["on_paper"]) == ("yes", "no")
    [event] = AuditEvent.objects.filter(verb=Verb.POLICY_REGISTER_EXPORTED)
    assert (event.by, event.details) == (head, {"number": 1, "form": "csv", "rows": 4})


def test_the_file_asks_for_a_fresh_proof_of_who_it_is(client, version, head):
    with at(TODAY):
        client.force_login(head)
        assert client.post(f"{WHO}register.csv").headers["Content-Type"].startswith("text/csv")
    with at(TODAY, minute=8):
        assert not client.post(f"{WHO}register.csv").headers["Content-Type"].startswith("text/csv")


# --- what happened -----------------------------------------------------------------------------------------


def test_the_chair_learns_from_no_trail_who_said_what(client, version, chair, head, teacher):
    with at(TODAY):
        agree(version, teacher, agrees=False, reason="No.")
    client.force_login(chair)
    own = client.get(reverse("record:trail", args=["policy", version.pk])).content.decode()
    everything = client.get(reverse("record:events")).content.decode()

    assert "Policy read" not in own + everything
    client.force_login(head)
    assert "Policy read" in client.get(reverse("record:events")).content.decode()
