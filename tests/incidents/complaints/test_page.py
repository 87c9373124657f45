"""The page of a complaint: what each reader sees of it, and what they can press."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.entries import add_entry
from incidents.actions.notes import add_note
from incidents.complaints.abouts import About
from incidents.complaints.stages import Finding, Progress, ReachBy
from incidents.models import Case, TimelineEntry
from people.models import Closure
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.filed import added
from tests.incidents.made import again
from tests.incidents.pages import a_key, as_seen, page_of, send, text_of

from .made import complain
from .test_answering import acknowledged, answered, fresh

IDENTITY = ("Nadia Ferrier", "nadia.ferrier@example.org", "07700 900123", "Una Ferrier", "5 Elm Lane")


def whole(**said):
    return complain(child_name="Una Ferrier", telephone="07700 900123", postal="5 Elm Lane", **said)


def shown(client, user, case) -> str:
    return text_of(page_of(client, user, "complaint", case.public_id))


def test_the_card_says_what_the_wish_is_who_has_it_and_what_is_next(school, client):
    case = whole(wants_call=True, language="Polish")
    text = shown(client, school.head, case)

    for words in (
        "That the picture is taken down.",
        "Headteacher",
        "Say that we have it",
        "Wants to be rung",
        "Polish",
    ):
        assert words in text
    for one in IDENTITY:
        assert one in text


ASKED = "They asked for this"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"reach_by": ReachBy.POST}, "A letter: they do not look here. Write it as a letter"),
        ({"reach_by": ReachBy.TELEPHONE}, "Telephone: ring them as well"),
        ({"wants_call": True}, "To be rung."),
        ({"wants_interpreter": True}, "An interpreter, when you talk."),
        ({"language": "Polish"}, "Their language: Polish."),
    ],
)
def test_what_they_asked_for_stands_beside_what_is_written_to_them(school, client, said, words):
    text = shown(client, school.head, whole(**said))

    beside = text[text.index("What is next") : text.index("Say that we have it", text.index("What is next"))]
    composer = text[text.index("To whoever complained") : text.index("Look before sending")]
    assert ASKED in beside and words in beside
    assert ASKED in composer and words in composer


def test_who_asked_for_nothing_is_not_said_to_and_a_handler_learns_of_no_way_to_reach_them(school, client):
    assert ASKED not in shown(client, school.head, whole())
    case = whole(reach_by=ReachBy.POST, wants_interpreter=True)
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    text = shown(client, again(school.handler), case)

    assert "An interpreter, when you talk." in text
    assert "A letter: they do not look here" not in text


def test_a_handler_reads_the_words_and_nothing_of_who_complained(school, client):
    parent = UserFactory(role=Role.PARENT, surname="Ferrier", forename="Nadia")
    case = whole(by=parent)
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    add_entry(case, TimelineEntry.Kind.BY_AUTHOR, "Words.", by=parent, text="Please ring at noon.")
    html = page_of(client, again(school.handler), "complaint", case.public_id).content.decode()

    assert "The newsletter showed my daughter" in html
    assert "Please ring at noon." in html
    assert "Whoever complained" in html
    for one in (*IDENTITY, parent.surname, str(parent)):
        assert one not in html


def test_a_handler_who_needs_to_know_reads_who_complained(school, client):
    case = whole()
    give_complaint(case=case, user=school.handler, knows_who=True, by=school.head)

    assert "Nadia Ferrier" in shown(client, again(school.handler), case)


def test_whoever_complained_does_not_get_the_page_of_those_who_answer(school, client):
    teacher = UserFactory(role=Role.STAFF)
    case = whole(by=teacher)
    for name in ("complaint", "complaint-note", "complaint-words", "complaint-acknowledgement", "complaint-about-me"):
        status = page_of(client, teacher, name, case.public_id).status_code
        assert status in (403, 404), name


@pytest.mark.parametrize("who", ["dsl", "chair", "vice_chair", "clerk", "colleague"])
def test_a_complaint_about_somebody_who_works_here_exists_for_the_head_alone(school, client, who):
    case = complain(About.STAFF)

    assert page_of(client, getattr(school, who), "complaint", case.public_id).status_code == 404


def test_the_pages_of_incidents_know_no_complaint(school, client):
    case, file = complain(), None
    file = added(case, school.head)
    for name in ("incident", "note-new", "closing", "state", "person-new", "file", "evidence-new"):
        method = send if name == "state" else page_of
        assert method(client, school.head, name, case.public_id).status_code == 404, name
    assert page_of(client, school.head, "evidence", file.public_id).status_code == 404
    assert send(client, school.head, "evidence-sealing", file.public_id).status_code == 404


def test_its_files_are_opened_by_its_readers_and_by_nobody_else(school, client):
    case = complain()
    file = added(case, school.head)
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)

    for user, status in (
        (school.head, 200),
        (again(school.handler), 200),
        (school.colleague, 404),
        (school.chair, 404),
    ):
        assert page_of(client, user, "complaint-evidence", file.public_id).status_code == status
    assert send(client, again(school.handler), "complaint-evidence-sealing", file.public_id).status_code == 403
    assert send(client, school.head, "complaint-evidence-sealing", file.public_id).status_code == 302
    assert page_of(client, school.head, "complaint-evidence", file.public_id).status_code == 404


def test_the_data_protection_officer_opens_a_file_without_reading_incidents(school, client):
    dpo = UserFactory(role=Role.DPO)
    case = complain(About.DATA)
    file = added(case, dpo)

    assert "how personal data was used" in shown(client, dpo, case)
    assert page_of(client, dpo, "complaint-evidence", file.public_id).status_code == 200
    assert page_of(client, dpo, "complaint-incident", case.public_id).status_code == 404


def test_what_leaves_the_school_is_looked_over_first(school, client):
    case = complain()
    sent = {"understood": "A picture was shown though you said no.", "wish": "", **as_seen(case)}
    look = send(client, school.head, "complaint-acknowledgement", case.public_id, **sent)

    assert "Look before sending" in text_of(look)
    assert "You get an answer by" in text_of(look)
    assert not fresh(case).complaint.understandings.exists()
    kept = send(client, school.head, "complaint-acknowledgement", case.public_id, **sent, sent="1")
    assert kept.status_code == 302
    assert fresh(case).complaint.progress == Progress.ACKNOWLEDGED
    again_ = send(client, school.head, "complaint-acknowledgement", case.public_id, **sent, change="1")
    assert "A picture was shown though you said no." in again_.content.decode()


def test_what_stays_in_school_is_not_among_what_is_looked_over(school, client):
    case = acknowledged(complain(), school.head)
    sent = {
        "finding": "upheld",
        "reason": "Our mistake.",
        "private": "He forgot.",
        "learning": "A list.",
        **as_seen(case),
    }
    text = text_of(send(client, school.head, "complaint-answer", case.public_id, **sent))

    assert "Our mistake." in text
    assert "He forgot." not in text
    assert send(client, school.head, "complaint-answer", case.public_id, **sent, sent="1").status_code == 302
    text = shown(client, school.head, case)
    assert "He forgot." in text
    assert "Stays in school" in text


STALE = {
    "complaint-acknowledgement": {"understood": "Mine."},
    "complaint-talk": {"on": "2026-09-15", "words": "Mine."},
    "complaint-answer": {"finding": "partly", "reason": "Mine."},
    "complaint-date": {"what": "answer", "after": "2026-12-15", "reason": "Mine."},
    "complaint-redirection": {"who": "Mine.", "words": "There."},
    "complaint-sorting": {"about": "child", "name": "Mine."},
    "complaint-already": {"earlier": "CMP-2627-2222", "words": "Mine."},
}


@pytest.mark.parametrize("name", STALE)
def test_of_two_people_the_second_sees_both_and_loses_nothing(school, client, name):
    case = acknowledged(complain(), school.head)
    opened = as_seen(case)
    add_note(case=case, text="Theirs.", form_key=uuid.uuid4(), by=school.head)
    refused = send(client, school.head, name, case.public_id, **STALE[name], **opened, sent="1")
    html = refused.content.decode()

    assert refused.status_code == 409
    assert "Somebody else changed this complaint" in html
    assert "Mine." in html
    assert "Theirs." in html
    before = fresh(case).revision
    hidden = dict(re.findall(r'name="(revision|seen)" value="([^"]*)"', html))
    if name != "complaint-already":
        assert send(client, school.head, name, case.public_id, **STALE[name], **hidden, sent="1").status_code == 302
        assert fresh(case).revision > before


@pytest.mark.parametrize("name", sorted(STALE))
def test_an_empty_form_says_what_to_do_and_changes_nothing(school, client, name):
    case = acknowledged(complain(), school.head)
    before = fresh(case).revision
    response = send(client, school.head, name, case.public_id, **as_seen(case), sent="1")

    assert response.status_code == 400
    assert "Error:" in response.content.decode()
    assert fresh(case).revision == before


@pytest.mark.parametrize("odd", ["", "\x00", "9" * 400, "<script>alert(1)</script>", "²", "-1", "2026-02-30"])
@pytest.mark.parametrize("name", [*sorted(STALE), "complaint-looking", "complaint-note", "complaint-words"])
def test_wrong_input_is_refused_in_words_never_with_a_fault(school, client, name, odd):
    case = acknowledged(complain(), school.head)
    fields = {*STALE.get(name, {}), "revision", "seen", "form_key", "text", "is_question", "user"}
    response = send(client, school.head, name, case.public_id, **dict.fromkeys(fields, odd))

    assert response.status_code in (200, 302, 400, 409)
    assert "<script>alert" not in response.content.decode()


def test_a_note_sent_twice_is_one(school, client):
    case, key = complain(), a_key()
    for _ in range(2):
        send(client, school.head, "complaint-note", case.public_id, text="Rang the office.", form_key=key)

    assert case.timeline.filter(kind=TimelineEntry.Kind.NOTE).count() == 1


def test_what_may_not_be_done_is_not_shown(school, client):
    case = complain()
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    text = shown(client, again(school.handler), case)

    assert "Private note, stays in school" in text
    for words in ("A talk was held", "Put off a day", "Answer it", "Give it to somebody", "Take off", "Add files"):
        assert words not in text


def test_this_is_about_me_takes_it_away_with_the_same_request(school, client):
    case = complain(About.STAFF)
    sent = send(client, school.head, "complaint-about-me", case.public_id)

    assert sent.status_code == 302
    assert page_of(client, school.head, "complaint", case.public_id).status_code == 404
    assert page_of(client, school.chair, "complaint", case.public_id).status_code == 200
    assert fresh(case).wall == "head"


def test_one_entry_and_three_take_the_same_queries(school, client):
    def queries(case: Case) -> int:
        page_of(client, school.head, "complaint", case.public_id)
        with CaptureQueriesContext(connection) as taken:
            client.get(case.get_absolute_url())
        return len(taken)

    few, many = complain(), complain()
    for case, count in ((few, 1), (many, 3)):
        for n in range(count):
            write_to_complainant(case=case, text="So.", is_question=False, form_key=uuid.uuid4(), by=school.head)
            add_note(case=case, text="So.", form_key=uuid.uuid4(), by=school.head)
            give_complaint(case=case, user=UserFactory(role=Role.STAFF), knows_who=False, by=school.head)
            case.people.create(part="witness", standing="other", name=f"Witness {n}", added_by=school.head)
            added(case, school.head)
    assert queries(few) == queries(many)


def test_closed_it_offers_to_open_it_again_and_nothing_else_of_the_procedure(school, client):
    case = answered(complain(), school.head, Finding.SETTLED)
    opened = {"words": "Settled.", **as_seen(case)}
    assert send(client, school.head, "complaint-closing", case.public_id, **opened, sent="1").status_code == 302
    text = shown(client, school.head, case)

    assert "Open it again" in text
    assert "Close it" not in text
    again_ = send(client, school.head, "complaint-closing", case.public_id, **opened, sent="1")
    assert again_.status_code == 409
    assert timezone.localdate(fresh(case).closed_at) == timezone.localdate()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "A mail tells them that something is there"),
        ({"email": "", "reach_by": "code"}, "no mail goes: they look with their access code."),
        ({"email": "", "reach_by": "post", "postal": "5 Elm Lane"}, "They asked for a letter: print it and send it."),
        ({"email": "", "reach_by": "telephone", "telephone": "01709 555 0111"}, "They asked to be rung."),
        ({"is_anonymous": True, "reach_by": "code"}, "They gave no name, so no mail goes"),
        ({"email": "", "reach_by": "code", "is_on_paper": True, "words": ""}, "It came on paper, and they may have no"),
    ],
)
def test_before_it_is_sent_it_says_how_it_reaches_them(school, client, said, words):
    case = complain(**said)
    sent = {"understood": "A picture was shown.", "wish": "", **as_seen(case)}
    look = text_of(send(client, school.head, "complaint-acknowledgement", case.public_id, **sent))

    assert words in look
    assert ("They gave no e-mail" in look) == (not said.get("is_anonymous") and bool(said))


@pytest.mark.parametrize(("name", "more"), [("answer", {"finding": "upheld"}), ("next_stage", {})])
def test_a_calendar_without_an_end_is_said_and_the_words_stay(school, client, name, more):
    case = acknowledged(complain(), school.head)
    if name == "next_stage":
        case = answered(case, school.head)
    Closure.objects.create(
        kind=Closure.Kind.CLOSED, school_year=2026, starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2070, 1, 1)
    )
    words = {"reason": "Our mistake.", "how": "By letter.", **more, **as_seen(case), "sent": "1"}
    refused = send(client, school.head, f"complaint-{name.replace('_', '-')}", case.public_id, **words)

    assert refused.status_code == 400
    assert "Look at the calendar." in text_of(refused)
    assert words["reason" if name == "answer" else "how"] in refused.content.decode()
    assert fresh(case).complaint.progress == case.complaint.progress
