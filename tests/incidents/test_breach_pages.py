"""The pages of data breaches: opened by hand or out of an incident, told step by step, listed, taken as a file."""

import csv
import datetime as dt
import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import AuditEvent, Verb
from incidents.kinds import Kind as IncidentKind
from incidents.models import BreachEntry, CasePerson, DataBreach
from incidents.newest import SIZE
from incidents.walls import Standing
from people.roles import Role
from tests.factories import PupilFactory, UserFactory

from .breached import RISK, breach, decided_not, facts, fresh, say
from .made import Linked, about, report
from .pages import a_key, page_of, send, text_of

Kind = BreachEntry.Kind
PHOTO = IncidentKind.PHOTO_UNPERMITTED


@pytest.fixture
def dpo(db):
    return UserFactory(role=Role.DPO)


def entry(held, part):
    return "breach-entry", held.public_id, part


def typed(held, **said):
    return {"form_key": a_key(), "revision": str(fresh(held).revision)} | said


# --- opening ----------------------------------------------------------------------------------------------------


def test_opened_by_hand_with_three_answers(client, school, dpo):
    now = timezone.localtime()
    response = send(
        client, school.head, "breach-new", title="A list left on a bus", aware_on=f"{now:%Y-%m-%d}",
        aware_time="08:05", about="", form_key=a_key(),
    )  # fmt: skip

    held = DataBreach.objects.get()
    assert response["Location"] == held.get_absolute_url()
    assert f"{timezone.localtime(held.aware_at):%H:%M}" == "08:05"
    said = text_of(client.get(held.get_absolute_url()))
    assert "72 hours:" in said and "Decide whether the ICO must hear of it" in said
    assert f"{held.reference} is opened. The 72 hours run." in said
    form = page_of(client, school.head, "breach-new").content.decode()
    assert f'href="{reverse("incidents:breaches")}">Back, open nothing' in form


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("title", "", "Write in a few words what it is."),
        ("aware_on", "", "Choose a day"),
        ("aware_on", "2030-01-01", "That day is still to come."),
        ("aware_time", "25:70", "Write the time, such as 8:45."),
        ("aware_time", "23:59", "That one is still to come."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(client, school, dpo, field, value, fault):
    sent = {"title": "A list", "aware_on": f"{timezone.localdate()}", "aware_time": "00:01", "about": "dpo"}
    response = send(client, school.head, "breach-new", **(sent | {field: value, "form_key": a_key()}))

    assert response.status_code == 400 and fault in text_of(response)
    assert "Error: Open a data breach record" in response.content.decode()
    assert response.context["form"]["about"].value() == "dpo" and not DataBreach.objects.exists()


def test_whoever_opens_one_about_themself_comes_to_the_start_page(client, school, dpo):
    response = send(
        client, school.head, "breach-new", title="My own mail", aware_on=f"{timezone.localdate()}",
        aware_time="00:01", about="head", form_key=a_key(),
    )  # fmt: skip

    assert response["Location"] == reverse("dashboard")
    assert client.get(DataBreach.objects.get().get_absolute_url()).status_code == 404


# --- out of an incident -------------------------------------------------------------------------------------------


def test_from_an_incident_without_permission_it_is_opened_in_one_press(client, school, dpo):
    pupil = PupilFactory()
    linked = Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(pupil), pupil=pupil)
    case = report(school.reporter, linked, kind=PHOTO, platform="Newsletter")
    page = page_of(client, school.head, "incident", case.public_id)
    address = reverse("incidents:incident-breach", args=[case.public_id])
    assert f'action="{address}"' in page.content.decode()

    response = client.post(address, follow=True)

    held = DataBreach.objects.get()
    assert (held.incident, response.request["PATH_INFO"]) == (case, held.get_absolute_url())
    assert str(pupil) in text_of(response) and "Newsletter" in text_of(response)
    again_ = page_of(client, school.head, "incident", case.public_id)
    assert held.reference in text_of(again_) and address not in again_.content.decode()


def test_who_deals_with_the_incident_and_does_not_read_the_record_comes_back(client, school, dpo):
    case = report(school.reporter, about(school.head, Standing.HEAD), kind=PHOTO)
    response = send(client, school.chair, "incident-breach", case.public_id)

    held = DataBreach.objects.get()
    assert response["Location"] == f"{case.get_absolute_url()}#breach"
    said = client.get(case.get_absolute_url())
    assert f"{held.reference} is opened. Whoever decides about it was told." in text_of(said)
    assert held.get_absolute_url() not in said.content.decode()
    assert client.get(held.get_absolute_url()).status_code == 404
    assert page_of(client, school.head, "breach", held.public_id).status_code == 404
    assert page_of(client, dpo, "breach", held.public_id).status_code == 200


@pytest.mark.parametrize("kind", [IncidentKind.COMMENT, IncidentKind.PHOTO_SHARED])
def test_no_other_incident_offers_it_and_none_is_opened_out_of_it(client, school, dpo, kind):
    case = report(school.reporter, kind=kind)

    page = page_of(client, school.head, "incident", case.public_id)
    assert "Open a data breach record" not in text_of(page)
    assert send(client, school.head, "incident-breach", case.public_id).status_code == 404
    assert not DataBreach.objects.exists()


def test_the_officer_reads_no_case_text(client, school, dpo):
    case = report(school.reporter, kind=PHOTO, words="Mrs Ashdown told me so.", title="What Mrs Ashdown saw")
    send(client, school.head, "incident-breach", case.public_id)

    page = page_of(client, dpo, "breach", DataBreach.objects.get().public_id)
    assert f"{case.reference} . You do not read it." in text_of(page) or f"{case.reference}. You" in text_of(page)
    assert "Ashdown" not in page.content.decode() and case.get_absolute_url() not in page.content.decode()


# --- telling ------------------------------------------------------------------------------------------------------


def test_the_whole_way_from_the_facts_to_the_end(client, school, dpo):
    held, today = breach(school.head), f"{timezone.localdate()}"
    now = timezone.localtime(held.aware_at)
    aware = {"aware_on": f"{now:%Y-%m-%d}", "aware_time": f"{now:%H:%M}"}
    steps = [
        ("facts", {"title": "A list", "happened_on": today, "which": "Names", "children": "28", "others": "0",
                   "went_to": "A bus", "cause": "A bag", "at_once": "Rung", **aware}),
        ("risk", RISK),
        ("decision", {"is_to_report": "no", "reason": "A risk is unlikely."}),
        ("people", {"told": "no", "reason": "Nobody saw it."}),
        ("changes", {"text": "Lists stay in school."}),
        ("closing", {"text": "Nothing came of it."}),
    ]  # fmt: skip
    for part, said in steps:
        response = send(client, dpo, *entry(held, part), **typed(held, **said))
        assert response.status_code == 302, (part, text_of(response))

    said = text_of(client.get(held.get_absolute_url()))
    assert "Closed, not reported" in said and "Lists stay in school." in said and "How many other people 0" in said
    assert "Missing before closing" not in said and "Open it again" in said


def test_facts_may_be_saved_half_filled_in(client, school, dpo):
    held = breach(school.head)
    now = timezone.localtime(held.aware_at)
    response = send(
        client, dpo, *entry(held, "facts"),
        **typed(held, title="A list", aware_on=f"{now:%Y-%m-%d}", aware_time=f"{now:%H:%M}"),
    )  # fmt: skip

    assert response.status_code == 302
    assert "what happened, whole" in text_of(client.get(held.get_absolute_url()))


@pytest.mark.parametrize(
    ("part", "said", "fault"),
    [
        ("facts", {"title": "A list", "aware_on": "2026-10-13", "aware_time": "08:00", "children": "many"},
         "Write a whole number, or leave it empty."),
        ("risk", {"consequences": "Ridicule.", "reason": "It is out."}, "Choose how likely a risk to people is."),
        ("decision", {"is_to_report": "no", "reason": "It is nothing."}, "Assess the risk first."),
        ("decision", {"reason": "It is nothing."}, "Choose yes or no."),
        ("people", {"told": "yes", "reason": "By letter."}, "Give the day on which they were told."),
        ("changes", {"text": " "}, "Write what is changed."),
    ],
)  # fmt: skip
def test_wrong_input_says_what_to_do_and_loses_no_word(client, school, dpo, part, said, fault):
    held = breach(school.head)
    response = send(client, dpo, *entry(held, part), **typed(held, **said))

    assert response.status_code == 400 and fault in text_of(response)
    assert "<title>Error: " in response.content.decode()
    for name, value in said.items():
        assert response.context["form"][name].value() == value
    assert fresh(held).revision == 0


def test_closing_too_early_says_what_is_missing_and_keeps_the_words(client, school, dpo):
    held = breach(school.head)
    response = send(client, dpo, *entry(held, "closing"), **typed(held, text="It is over."))

    assert response.status_code == 409
    assert "Before it is closed, there must stand" in text_of(response) and "It is over." in response.content.decode()


def test_of_two_who_write_the_second_is_told_and_saves_knowingly(client, school, dpo):
    held = breach(school.head)
    sent = typed(held, **RISK)
    facts(held, school.head, happened_on=None)
    late = send(client, dpo, *entry(held, "risk"), **sent)

    assert late.status_code == 409 and "Somebody added to this record while you were writing" in text_of(late)
    assert RISK["consequences"] in late.content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', late.content.decode()).group(1)
    assert send(client, dpo, *entry(held, "risk"), **(sent | {"revision": revision})).status_code == 302


def test_what_was_said_stands_in_the_form_to_be_put_right(client, school, dpo):
    held = breach(school.head)
    say(held, Kind.ASSESSED, school.head, **RISK)
    say(held, Kind.DECIDED, school.head, is_to_report=False, reason="Unlikely.")

    form = page_of(client, dpo, *entry(held, "decision")).context["form"]
    assert (form["is_to_report"].value(), form["reason"].value()) == ("no", "Unlikely.")
    assert page_of(client, dpo, *entry(held, "nothing")).status_code == 404


def test_a_high_risk_says_that_the_people_must_be_told(client, school, dpo):
    held = breach(school.head)
    say(held, Kind.ASSESSED, dpo, **(RISK | {"risk": "high"}))

    assert "tell the people without delay" in text_of(page_of(client, dpo, "breach", held.public_id))


def test_typed_words_are_shown_as_text(client, school, dpo):
    held = breach(school.head)
    say(held, Kind.NOTE, dpo, text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in page_of(client, dpo, "breach", held.public_id).content.decode()


def test_a_child_is_found_by_name_and_linked_by_the_head_and_the_officer_has_no_list(client, school, dpo):
    held, pupil = breach(school.head), PupilFactory(legal_forename="Quenby", legal_surname="Ashdown")
    found = send(client, school.head, "breach-children", held.public_id, name="quen")
    assert "Quenby Ashdown" in text_of(found) and "quen" not in found.request["PATH_INFO"]
    send(client, school.head, "breach-children", held.public_id, pupil=str(pupil.public_id))

    assert "Quenby Ashdown" in text_of(client.get(held.get_absolute_url()))
    assert "Type two letters" in text_of(send(client, school.head, "breach-children", held.public_id, name="q"))
    assert send(client, school.head, "breach-children", held.public_id, pupil="x").status_code == 404
    assert send(client, school.head, "breach-children", held.public_id, pupil=str(uuid.uuid4())).status_code == 404
    assert page_of(client, dpo, "breach-children", held.public_id).status_code == 404
    assert "Link a child" not in text_of(page_of(client, dpo, "breach", held.public_id))


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.fixture
def three(school, dpo):
    """One whose clock runs, one reported, one closed and not reported."""
    running = breach(school.head, title="Running")
    reported = breach(school.head, hours=50, title="Reported")
    say(reported, Kind.DECIDED, dpo, is_to_report=True, reason="A risk is likely.")
    say(reported, Kind.REPORTED, dpo, reported_at=timezone.now().isoformat())
    over = breach(school.head, hours=60, title="Over")
    decided_not(over, school.head)
    say(over, Kind.CLOSED, dpo, text="Nothing.")
    return running, reported, over


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("", {"Running", "Reported", "A class list left on a bus"}),
        ("running", {"Running"}),
        ("open", {"Running", "Reported"}),
        ("reported", {"Reported"}),
        ("not", {"A class list left on a bus"}),
        ("closed", {"A class list left on a bus"}),
    ],
)
def test_the_list_is_narrowed_by_where_they_stand(client, school, three, state, titles):
    client.force_login(school.head)
    page = client.get(reverse("incidents:breaches"), {"state": state})

    assert {row.breach.title for row in page.context["page"].rows} == titles


def test_the_list_is_narrowed_by_days_and_says_what_is_no_day(client, school, dpo):
    breach(school.head, hours=24 * 40, title="Old")
    breach(school.head, title="New")
    client.force_login(school.head)
    since = timezone.localdate() - dt.timedelta(days=10)

    def titles(**asked):
        page = client.get(reverse("incidents:breaches"), asked)
        return [row.breach.title for row in page.context["page"].rows]

    assert titles(since=f"{since}") == ["New"] and titles(until=f"{since}") == ["Old"]
    assert client.get(reverse("incidents:breaches"), {"since": "soon"}).status_code == 400


def test_three_cost_as_many_queries_as_one(client, school, dpo):
    client.force_login(school.head)
    counts = []
    for _ in range(2):
        breach(school.head)
        client.get(reverse("incidents:breaches"))
        with CaptureQueriesContext(connection) as used:
            client.get(reverse("incidents:breaches"))
        counts.append(len(used))
        breach(school.head)

    assert counts[0] == counts[1]


def test_a_long_list_goes_on_page_by_page_and_no_number_stands_in_the_address(client, school, dpo):
    DataBreach.objects.bulk_create(
        DataBreach(reference=f"DB-{n}", title=f"No {n}", aware_at=timezone.now(), opened_by=school.head)
        for n in range(SIZE + 3)
    )
    client.force_login(school.head)
    first = client.get(reverse("incidents:breaches")).context["page"]
    second = client.get(reverse("incidents:breaches"), {"older": first.older}).context["page"]

    assert (len(first.rows), len(second.rows), second.older) == (SIZE, 3, "")
    assert not {row.breach.pk for row in first.rows} & {row.breach.pk for row in second.rows}
    assert client.get(reverse("incidents:breaches"), {"older": "x"}).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_taken_as_a_file_recorded_and_safe_in_a_spreadsheet(sign_in, school, three, form):
    DataBreach.objects.filter(title="Running").update(title="=1+1")
    response = sign_in(school.head).post(reverse("incidents:breaches-file"), {"form": form})
    content = b"".join(response.streaming_content)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        rows = [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(content)).active.values]

    assert rows[0][:3] == ["reference", "what", "happened"] and len(rows) == 4
    assert {row[9] for row in rows[1:]} == {"", "yes", "no"}
    assert "=1+1" in {row[1].lstrip("'") for row in rows}
    event = AuditEvent.objects.get(verb=Verb.BREACH_EXPORTED)
    assert (event.by, event.details) == (school.head, {"form": form, "rows": 3})
    assert "data-breaches-" in response["Content-Disposition"]


def test_one_about_the_head_stands_in_no_list_file_number_or_trail_of_the_head(sign_in, school, dpo):
    case = report(school.reporter, about(school.head, Standing.HEAD), kind=PHOTO)
    sign_in(school.chair).post(reverse("incidents:incident-breach", args=[case.public_id]))
    held = DataBreach.objects.get()
    client = sign_in(school.head)

    assert "There is none." in text_of(client.get(reverse("incidents:breaches")))
    assert held.reference.encode() not in b"".join(client.post(reverse("incidents:breaches-file")).streaming_content)
    for address in (reverse("dashboard"), reverse("record:events")):
        page = client.get(address).content.decode()
        assert held.reference not in page and "data breach to decide" not in page
    assert client.get(reverse("record:trail", args=["data-breach", held.public_id])).status_code == 404
    assert "1 data breach to decide or report" in text_of(sign_in(dpo).get(reverse("dashboard"))).replace("  ", " ")
