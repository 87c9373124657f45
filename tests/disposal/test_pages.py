"""The pages: who reads what, what stands on them, and that they cost the same for one row and for three."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.disposal import keep, set_period
from people.models import (
    DestructionRecord,
    DestructionRequest,
    KeepOrder,
    Notification,
    Pupil,
    RetentionPeriod,
    RoleAssignment,
)
from people.morning import mail_day
from people.roles import Role
from tests import html
from tests.disposal.due import about_head, ask, closed, destroy, incident, left_long_ago
from tests.factories import UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import again
from todwick_portal.disposal.kinds import BY_SLUG
from todwick_portal.disposal.mails import waiting_of_disposal
from todwick_portal.disposal.paging import SIZE
from todwick_portal.mornings.weekly import send_weekly_mails

LISTS = ("overview", "kept", "records", "periods")


@pytest.fixture
def dpo(school):
    return UserFactory(role=Role.DPO)


def page(client, user, name, *args, **query):
    client.force_login(again(user))
    return client.get(reverse(f"disposal:{name}", args=args), query)


def text(response) -> str:
    return html.Page(response.content.decode()).text


def address(slug, row, end="record"):
    return reverse(f"disposal:{end}", args=[slug, getattr(row, BY_SLUG[slug].address)])


def test_the_overview_says_how_many_are_due_to_those_who_may_know(client, school, dpo):
    left_long_ago(), left_long_ago()
    closed(complain())

    said = {who.pk: text(page(client, who, "overview")) for who in (school.head, dpo, school.dsl)}

    assert "Pupils who left" in said[school.head.pk] and "Complaints" in said[school.head.pk]
    assert "Pupils who left" in said[dpo.pk]
    assert "Nothing is due" in said[school.dsl.pk]


def test_of_a_case_about_the_headteacher_no_page_of_theirs_changes_by_a_letter(client, school):
    def everything() -> list[bytes]:
        client.force_login(again(school.head))
        pages = [reverse(f"disposal:{name}") for name in LISTS] + [
            reverse("disposal:due", args=[slug]) for slug in BY_SLUG
        ]
        return [client.get(one).content for one in pages]

    before = everything()
    case = about_head(school)
    ask("incident-staff", case, school.chair)
    after = everything()
    client.force_login(again(school.head))

    assert [html.Page(one.decode()).text for one in after] == [html.Page(one.decode()).text for one in before]
    assert client.get(address("incident-staff", case)).status_code == 404
    assert client.post(address("incident-staff", case, "confirmation")).status_code in (302, 404)
    assert not DestructionRecord.objects.exists()


@pytest.mark.parametrize("who", ["office", "reporter", "governor"])
def test_nobody_else_opens_any_of_it(client, school, who):
    for name in LISTS:
        assert page(client, getattr(school, who), name).status_code == 403


def test_a_name_stands_on_the_page_of_one_record_alone(client, school, dpo):
    pupil = left_long_ago(legal_forename="Quillfeather")

    assert "Quillfeather" not in text(page(client, school.head, "due", "pupil"))
    for who in (school.head, dpo):
        client.force_login(again(who))
        assert "Quillfeather" in text(client.get(address("pupil", pupil)))


def test_the_two_press_their_buttons_and_a_record_remains(client, school):
    pupil = left_long_ago()
    client.force_login(again(school.head))
    sent = {"ground": "due", "reason": "Six years are over."}
    assert client.post(address("pupil", pupil, "asking"), sent).status_code == 302

    client.force_login(again(school.chair))
    said = text(client.get(address("pupil", pupil)))
    assert "Destroy it for good" in said and "What stays, and why" in said and "Six years are over." in said
    assert client.post(address("pupil", pupil, "confirmation")).headers["Location"] == reverse("disposal:records")

    assert not Pupil.objects.exists()
    assert "Six years are over." in text(page(client, school.head, "records"))


@pytest.mark.parametrize("ticked", [True, False])
def test_names_stay_in_incidents_until_those_are_due_unless_the_first_says_otherwise(client, school, ticked):
    pupil = left_long_ago()
    client.force_login(again(school.head))
    sent = {"ground": "due", "reason": "Six years are over."} | ({"names_go_now": "on"} if ticked else {})
    client.post(address("pupil", pupil, "asking"), sent)

    assert DestructionRequest.objects.get().keeps_names is not ticked


def test_a_form_with_a_fault_changes_nothing_and_keeps_the_words(client, school):
    pupil = left_long_ago(legal_forename="Quillfeather")
    client.force_login(again(school.head))

    got = client.post(address("pupil", pupil, "asking"), {"ground": "due", "reason": "Quillfeather left."})

    assert got.status_code == 422
    assert "without the name" in text(got) and "Quillfeather left." in got.content.decode()
    assert not DestructionRequest.objects.exists()


def test_what_cannot_be_done_any_more_is_said_beside_the_words_that_were_typed(client, school):
    pupil, day = left_long_ago(), timezone.localdate() + dt.timedelta(days=40)
    client.force_login(again(school.head))
    keep(kind=BY_SLUG["pupil"], found=pupil, reason="A claim.", review_on=day, by=school.chair)

    sent = (("asking", {"ground": "due", "reason": "Six years are over."}, "It is to be kept."),
            ("keeping", {"reason": "An inquiry.", "review_on": day.isoformat()}, "It is kept already."))  # fmt: skip
    for end, typed, why in sent:
        got = client.post(address("pupil", pupil, end), typed)
        assert got.status_code == 409
        assert why in text(got) and typed["reason"] in got.content.decode()
    assert not DestructionRequest.objects.exists()


def test_it_is_kept_looked_at_again_and_kept_no_longer_from_its_page(client, school):
    pupil, day = left_long_ago(), timezone.localdate() + dt.timedelta(days=40)
    client.force_login(again(school.head))
    client.post(address("pupil", pupil, "keeping"), {"reason": "A claim.", "review_on": day.isoformat()})
    assert "A claim." in text(page(client, school.chair, "kept"))
    assert client.post(address("pupil", pupil, "keeping-ending"), {"reason": "Over."}).status_code == 302
    assert not KeepOrder.objects.in_force().exists()
    client.force_login(again(school.head))
    assert client.get(address("pupil", pupil, "keeping-ending")).status_code == 404


def test_a_time_is_set_with_its_source_and_a_fault_says_how_to_mend_it(client, school):
    client.force_login(again(school.head))
    there = reverse("disposal:period", args=["pupil"])

    assert client.post(there, {"months": "0", "source": ""}).status_code == 422
    assert client.post(there, {"months": "96", "source": "Decided by the governors."}).status_code == 302
    assert RetentionPeriod.objects.get(kind="pupil").months == 96


def test_somebody_who_asks_to_be_erased_is_found_by_name_and_their_page_says_what_stays(client, school, dpo):
    pupil = left_long_ago(legal_forename="Quillfeather")
    client.force_login(again(dpo))

    got = client.post(reverse("disposal:somebody"), {"name": "quillf"})

    assert address("pupil", pupil) in got.content.decode()
    assert "name=" not in got.request["QUERY_STRING"]


def test_the_record_of_destruction_is_taken_as_a_file_and_that_is_recorded(client, school):
    destroy("pupil", left_long_ago(), school.head, school.chair)
    client.force_login(again(school.head))

    got = client.post(reverse("disposal:records-file"))
    lines = b"".join(got.streaming_content).decode("utf-8-sig").splitlines()

    assert lines[0].startswith("reference,kind,what") and "It was kept as long as it has to be" in lines[1]
    assert AuditEvent.objects.get(verb=Verb.DESTRUCTIONS_EXPORTED).details == {"rows": 1}


@pytest.mark.parametrize("name", ["overview", "due", "kept", "records"])
def test_a_list_asks_the_same_for_one_row_and_for_three(client, school, name):
    day = timezone.localdate() + dt.timedelta(days=30)

    def one_more() -> None:
        left_long_ago()
        keep(kind=BY_SLUG["pupil"], found=left_long_ago(), reason="A claim.", review_on=day, by=school.head)
        ask("pupil", left_long_ago(), school.head)
        destroy("pupil", left_long_ago(), school.head, school.chair)

    def asked() -> int:
        args = ("pupil",) if name == "due" else ()
        page(client, school.chair, name, *args)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, school.chair, name, *args)
        return len(queries)

    one_more()
    once = asked()
    one_more(), one_more()
    assert asked() == once


def test_a_long_list_goes_on_behind_its_last_row(client, school, monkeypatch):
    pupils = [left_long_ago() for _ in range(SIZE + 2)]
    first = page(client, school.head, "due", "pupil")
    mark = first.context["page"].later

    second = page(client, school.head, "due", "pupil", after=mark)

    assert len(first.context["page"].lines) == SIZE
    assert len(second.context["page"].lines) == 2
    shown = {line.reference for one in (first, second) for line in one.context["page"].lines}
    assert shown == {BY_SLUG["pupil"].reference(pupil) for pupil in pupils}
    assert page(client, school.head, "due", "pupil", after="nonsense").context["page"].lines


def test_once_a_week_those_who_look_after_it_hear_how_many_are_due_and_no_more(school, dpo):
    RoleAssignment.objects.update(starts_on=dt.date(2020, 9, 1))
    left_long_ago(legal_forename="Quillfeather")
    about_head(school)

    with time_machine.travel(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), tick=False):
        send_weekly_mails()

    bodies = {mail.user_id: mail.body for mail in Notification.objects.filter(kind="policy_digest")}
    assert "Due for disposal, pupils who left: 1" in bodies[dpo.pk]
    assert "incidents about staff" not in bodies[school.head.pk]
    assert "Due for disposal, incidents about staff and governors: 1" in bodies[school.chair.pk]
    assert not any("Quillfeather" in body for body in bodies.values())


def test_a_time_that_nobody_confirmed_is_said_to_be_a_proposal(client, school):
    RetentionPeriod.objects.filter(kind="pupil").delete()
    left_long_ago()

    assert "has not confirmed this figure" in text(page(client, school.head, "due", "pupil"))
    set_period(kind=BY_SLUG["pupil"], months=72, source="Decided.", by=school.head)
    assert "has not confirmed this figure" not in text(page(client, school.head, "due", "pupil"))


def test_an_incident_for_the_safeguarding_lead_is_on_their_page_while_it_waits_for_them(client, school):
    case = incident(school, title="Zyzzyva")
    client.force_login(again(school.dsl))
    assert client.get(address("incident", case)).status_code == 404
    ask("incident", case, school.head)

    assert "Zyzzyva" not in text(client.get(address("incident", case)))
    assert case.reference in text(page(client, school.dsl, "overview"))


def test_the_second_hears_in_the_morning_how_many_wait_and_nobody_else_does(school, dpo):
    ask("pupil", left_long_ago(), school.head)
    ask("incident", incident(school), school.head)
    lines = waiting_of_disposal(mail_day(timezone.localtime()))

    waiting = {who: [one.words for one in lines(again(user))] for who, user in {
        "chair": school.chair, "dsl": school.dsl, "head": school.head, "dpo": dpo, "clerk": school.clerk,
    }.items()}  # fmt: skip

    one = ["1 destruction of a record to confirm"]
    assert waiting == {"chair": one, "dsl": one, "head": [], "dpo": [], "clerk": []}


def test_an_account_is_found_as_what_it_was_a_parent_or_somebody_of_the_school(client, school):
    parent = UserFactory(role=Role.PARENT, surname="Quillfeather")
    teacher = UserFactory(role=Role.STAFF, surname="Quillfeather")
    client.force_login(again(school.head))

    got = client.post(reverse("disposal:somebody"), {"name": "quillfeather"}).content.decode()

    assert address("parent", parent) in got and address("staff", teacher) in got
    assert address("staff", parent) not in got and address("parent", teacher) not in got
