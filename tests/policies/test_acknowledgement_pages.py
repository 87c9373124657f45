"""Reading a policy on one page, and the page of who has not (A7, A9, access matrix policy_acknowledgement)."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.models import Notification, User
from people.roles import Role
from policies.models import Acknowledgement, AcknowledgementDuty, PolicyVersion
from tests import html

from .readers import PUBLISHED, RULES, TODAY, YEARLY, agree, ask, at, publish, seal_of, somebody
from .wordings import a_rule

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
READ, WHO = "/policies/phones/acknowledgement/", "/policies/phones/acknowledgements/"


@pytest.fixture
def head() -> User:
    return somebody(Role.HEAD)


@pytest.fixture
def chair() -> User:
    return somebody(Role.CHAIR)


@pytest.fixture
def office() -> User:
    return somebody(Role.OFFICE)


@pytest.fixture
def teacher() -> User:
    return somebody(Role.STAFF, surname="Ackroyd")


@pytest.fixture
def version(head, chair) -> PolicyVersion:
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair)
        ask(version.policy, head)
    return version


def open_page(client: Client, user: User, address: str = READ, day: dt.date = TODAY, **query: str) -> html.Page:
    with at(day):
        client.force_login(user)
        response = client.get(address, query)
        assert response.status_code == 200, response.status_code
        return html.Page(response.content.decode())


def send(client: Client, user: User, address: str = READ, day: dt.date = TODAY, **fields: str):
    with at(day):
        client.force_login(user)
        return client.post(address, fields)


# --- reading -----------------------------------------------------------------------------------------------


def test_the_first_time_the_whole_policy_is_open_and_agreeing_is_one_button(client, version, teacher):
    page = open_page(client, teacher)
    response = send(client, teacher, seen=seal_of(version), answer="agrees")

    assert "by Monday 21 September 2026" in page.text
    assert '<details class="fold mt" open>' in page.html
    assert response.status_code == 302
    assert Acknowledgement.objects.get().user == teacher
    assert "You agreed to version 1 on 14 September 2026." in open_page(client, teacher).text


def test_who_agreed_before_is_shown_only_the_rules_that_changed(client, version, teacher, head, chair):
    with at(TODAY):
        agree(version, teacher)
    with at(TODAY + DAY):
        publish(a_rule("A1", text="Do otherwise."), a_rule("A2", text="Do it now."), *RULES[2:], by=head, chair=chair)

    page = open_page(client, teacher, day=TODAY + DAY)

    before, whole = page.html.split("The whole policy")
    assert "Since you agreed to version 1 on 14 September 2026: 2 rules changed, 0 added, 0 removed." in page.text
    assert [code for code in ("A1", "A2", "A3", "A4") if f">{code}</span>" in before] == ["A1", "A2"]
    assert "Do what A3 says." in whole
    assert '<details class="fold mt">' in page.html


def test_asked_again_after_a_year_it_says_that_nothing_has_changed(client, version, teacher):
    with at(TODAY):
        agree(version, teacher)

    page = open_page(client, teacher, day=dt.date(2027, 9, 1))

    assert "Nothing has changed since you agreed on 14 September 2026." in page.text
    assert "by Wednesday 15 September 2027" in page.text


def test_a_reason_is_kept_shown_again_to_its_writer_and_escaped(client, version, teacher):
    reason = "Rule A1 & I <script>alert(1)</script>\nMy sister works here."
    send(client, teacher, seen=seal_of(version), answer="cannot", reason=reason)

    page = open_page(client, teacher)

    assert Acknowledgement.objects.get().reason == reason
    assert "you wrote that you cannot agree" in page.text
    assert "<script>alert" not in page.html
    assert "I have read it and agree" in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "cannot", "reason": " "},
        {"answer": "agrees", "reason": "But not to A1."},
        {"reason": "But not to A1."},
        {"answer": "maybe", "reason": "But not to A1."},
    ],
)
def test_what_is_not_clear_is_asked_again_with_the_words_still_there(client, version, teacher, fields):
    response = send(client, teacher, seen=seal_of(version), **fields)

    page = html.Page(response.content.decode())
    assert page.title.startswith("Error: ")
    assert fields["reason"].strip() in page.html
    assert not Acknowledgement.objects.exists()


def test_words_sent_about_an_older_wording_come_back_beside_the_new_one(client, version, teacher, head, chair):
    seen = seal_of(version)
    with at(TODAY):
        agree(version, teacher)
        publish(a_rule("A1", text="Do otherwise."), *RULES[1:], by=head, chair=chair)

    response = send(client, teacher, seen=seen, answer="cannot", reason="I liked the old one.")

    page = response.content.decode()
    assert response.status_code == 409
    assert "I liked the old one." in page
    assert "Do otherwise." in page
    assert Acknowledgement.objects.filter(agrees=False).count() == 0
    assert seal_of(PolicyVersion.objects.get(number=2)) in page


def test_a_second_press_of_the_button_is_harmless(client, version, teacher):
    for _ in range(2):
        assert send(client, teacher, seen=seal_of(version), answer="agrees").status_code == 302

    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("slug", ["nothing", "drafted"])
def test_a_policy_that_is_not_published_is_not_found(client, version, teacher, slug):
    version.policy.__class__.objects.create(slug="drafted", title="Drafted")

    client.force_login(teacher)

    assert client.get(f"/policies/{slug}/acknowledgement/").status_code == 404


@pytest.mark.parametrize("rules", [1, 3, 20])
def test_the_page_costs_as_many_queries_for_twenty_rules_as_for_one(
    client, head, chair, teacher, rules, django_assert_num_queries
):
    with at(PUBLISHED):
        before = publish(*[a_rule(f"A{n}") for n in range(rules)], by=head, chair=chair)
        ask(before.policy, head)
        agree(before, teacher)
        publish(*[a_rule(f"A{n}", text="Otherwise.") for n in range(rules)], by=head, chair=chair)

    with at(TODAY):
        client.force_login(teacher)
        with django_assert_num_queries(26):
            client.get(READ)


# --- the start page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICE, Role.DSL, Role.HEAD])
def test_the_start_page_has_one_line_for_whoever_has_to_read(client, version, role):
    user = somebody(role)
    with at(TODAY):
        client.force_login(user)
        before = client.get(reverse("dashboard"), follow=True).content.decode()
        agree(version, user)
        after = client.get(reverse("dashboard"), follow=True).content.decode()

    assert before.count("To read: Phones") == 1
    assert "To read: Phones" not in after


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.DPO])
def test_who_is_not_asked_has_no_such_line(client, version, role):
    assert "To read" not in open_page(client, somebody(role), reverse("dashboard")).text


def test_on_the_picture_page_the_line_stands_on_the_start_alone_and_not_when_the_zone_is_shut(client, version, teacher):
    check = reverse("consent:check")

    assert "To read: Phones" in open_page(client, teacher, check).text
    assert "To read: Phones" not in open_page(client, teacher, check, place="website").text
    with at(TODAY):
        client.force_login(teacher)
    with at(TODAY, hour=12):
        shut = client.get(check)
    assert shut.status_code == 200
    assert "To read: Phones" not in shut.content.decode()


def test_the_head_finds_how_many_have_not_read_the_social_media_policy(client, head, chair, teacher):
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair, slug="social-media")
        ask(version.policy, head)

    page = open_page(client, head, reverse("dashboard"))

    assert "2 have not read it yet" in page.text
    assert "/policies/social-media/acknowledgements/" in page.links
    assert "not read it yet" not in open_page(client, chair, reverse("dashboard")).text


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
        with django_assert_num_queries(18):
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
