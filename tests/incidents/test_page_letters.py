"""Words and letters that leave the school: looked over, kept as they went, in the school's own words."""

import datetime as dt

from incidents.kinds import Kind
from incidents.letters import LetterKind
from incidents.models import CaseLetterWording, TimelineEntry

from .made import again, report
from .pages import a_key, page_of, send, text_of
from .rules import rule


def test_words_that_leave_the_school_are_looked_over_before_they_are_kept(client, school):
    case, typed = report(school.reporter), {"to": "to the mother", "text": "We will ring you.", "form_key": a_key()}

    look = send(client, school.head, "words-new", case.public_id, **typed)
    assert "This leaves the school: to the mother." in text_of(look)
    assert not case.timeline.filter(kind=TimelineEntry.Kind.OUT).exists()
    for _ in range(2):
        send(client, school.head, "words-new", case.public_id, **typed, sent="1")

    [entry] = case.timeline.filter(kind=TimelineEntry.Kind.OUT)
    assert (entry.to, entry.typed.text) == ("to the mother", "We will ring you.")


def test_c1_the_letter_about_a_picture_quotes_the_rule_claims_no_law_and_is_looked_after(client, school, policy):
    case = report(school.reporter, kind=Kind.PHOTO_EVENT, event_name="Harvest festival", rules=[rule("C1")])

    form = page_of(client, school.head, "letter", case.public_id, "removal").context["form"]
    said = form["text"].value()
    assert form["look_again_on"].value() == dt.date(2026, 9, 21)  # three school days after that Wednesday
    typed = {"to": "to a parent", "text": said, "form_key": a_key(), "look_again_on": "2026-09-18", "sent": "1"}
    send(client, school.head, "words-new", case.public_id, **typed)

    assert f"says in rule C1: “{rule('C1').text}”" in said
    assert "Harvest festival" in said
    assert "We do not say that you did anything against the law" in said
    assert "illegal" not in said.lower()
    assert case.steps.filter(due_on=dt.date(2026, 9, 18), owner=school.head).count() == 1


def test_c2_a_complaint_posted_online_is_answered_with_the_way_to_the_official_form(client, school, policy):
    case = report(school.reporter, kind=Kind.POSTED_COMPLAINT, rules=[rule("C2")])

    said = page_of(client, school.head, "letter", case.public_id, "complaint-form").context["form"]["text"].value()

    assert "/complaints/new/" in said
    assert "says in rule C2" in said


def test_the_school_words_its_letters_and_never_calls_a_parent_illegal(client, school, policy):
    words = "Dear parent, please take it down. [rule]"

    send(client, school.head, "letter-wording", "removal", text=words)
    refused = send(client, school.head, "letter-wording", "removal", text="It is illegal.")
    case = report(school.reporter, rules=[rule("C1")])
    said = page_of(client, school.head, "letter", case.public_id, "removal").context["form"]["text"].value()

    assert CaseLetterWording.objects.get(kind=LetterKind.REMOVAL).text == words
    assert refused.status_code == 400
    assert said.startswith("Dear parent, please take it down. Our ")
    assert page_of(client, again(school.chair), "letters").status_code == 403
