"""Letters to whoever complained: worded by the school, filled in, made once and kept, as page and as tagged PDF."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent, Verb
from incidents.actions.blacking import black_out
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_lettering import make_letter
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.case_page import entries_of
from incidents.complaint_author import Author
from incidents.complaint_letter_facts import as_seen
from incidents.complaint_letter_words import OURS
from incidents.complaint_letters import MARKS, filled, unknown_marks
from incidents.complaint_own_page import own_page
from incidents.complaints.abouts import About
from incidents.complaints.letter_kinds import WORDED, ComplaintLetterKind
from incidents.models import Case, CaseLetterWording, Complaint, ComplaintLetter, TimelineEntry
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import again
from tests.incidents.pages import a_key, page_of, send, text_of
from tests.people.read_paper import ReadPaper

from .made import complain
from .test_answering import acknowledged, answered, fresh, mails_to_author

Kind = ComplaintLetterKind
NAME, HOME = "Nadia Ferrier", "5 Elm Lane, Rotherham"


def made(
    case, by, text="Thank you for telling us.", kind=Kind.THANKS, *, is_offered=False, key=None
) -> ComplaintLetter:
    return make_letter(
        case=case, kind=kind, text=text, is_offered=is_offered, form_key=key or uuid.uuid4(), by=again(by)
    )


def proposed(client, user, case, kind="received") -> str:
    return page_of(client, again(user), "complaint-letter-new", case.public_id, kind).context["form"]["text"].value()


def worded(client, user, kind, text, seen=""):
    return send(client, again(user), "complaint-wording", kind, text=text, seen=seen)


# --- filled in ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WORDED)
def test_the_portals_own_words_hold_nothing_that_it_cannot_fill_in(kind):
    assert list(unknown_marks(OURS[kind])) == []


def test_a_letter_is_filled_in_with_what_is_known_and_leaves_out_the_rest(client, school):
    case = acknowledged(complain(postal=HOME), school.head)
    page = page_of(client, school.head, "complaint-letter-new", case.public_id, "received")
    text = page.context["form"]["text"].value()

    assert text.startswith(f"{NAME}\n5 Elm Lane\nRotherham\n\nDear {NAME},")
    for words in (f"by {case.complaint.answer_by:%-d %B %Y}", "Stage 1", case.reference, "/complaints/status/"):
        assert words in text
    assert "ring us" not in text  # the school has given no number
    assert "Left out, as it is not known: [phone]" in text_of(page)


def test_the_letter_of_the_outcome_waits_for_an_answer_and_then_says_it_word_for_word(client, school):
    case = complain()
    assert "There is no answer yet" in text_of(
        page_of(client, school.head, "complaint-letter-new", case.public_id, "outcome")
    )
    with pytest.raises(WrongState):
        made(case, school.head, kind=Kind.OUTCOME)
    case = answered(case, school.head, reason="The gate was open.\n\nWe are sorry.", actions="A new lock.")
    text = proposed(client, school.head, case, "outcome")

    for words in ("Upheld: we agree with you", "The gate was open.\n\nWe are sorry.", "A new lock."):
        assert words in text


def test_what_somebody_typed_is_put_in_once_and_fills_in_nothing_more(client, school):
    case = complain(name="[reason] {{ reference }}")
    answered(case, school.head, reason="Secret.")
    text = proposed(client, school.head, case)

    assert "Dear [reason] {{ reference }}," in text
    assert "Secret." not in text
    refused = send(
        client, school.head, "complaint-letter-new", case.public_id, "received", text=text, form_key=a_key(), sent="1"
    )
    assert refused.status_code == 400
    assert "Line 1: [reason] is not filled in yet." in refused.content.decode()
    assert "Dear [reason] {{ reference }}," in text_of(refused)


def test_c1_the_letter_that_asks_to_take_something_down_quotes_the_rules_and_claims_no_law(client, school, policy):
    text = proposed(client, school.head, complain(), "removal")

    assert "says in rule C1" in text
    assert "says in rule C2" in text
    assert "We do not say that you did anything against the law" in text
    assert "your complaint goes on as before" in text


@pytest.mark.parametrize("words", ["This is illegal.", "It is LIBEL.", "You broke the law.", "We will prosecute."])
def test_c1_nobody_makes_it_claim_one(client, school, words):
    case = complain()
    with pytest.raises(CannotBeSo, match="Line 3: take out"):
        made(case, school.head, f"Dear reader,\n\n{words}", Kind.REMOVAL)
    refused = worded(client, school.office, "removal", f"Dear [name],\n\n{words}")

    assert refused.status_code == 400
    assert "Line 3: take out" in refused.content.decode()
    assert made(case, school.head, words).text == words


# --- the school's words -------------------------------------------------------------------------------------


def test_the_office_words_the_letters_and_they_are_made_in_these_words(client, school):
    assert worded(client, school.office, "thanks", "Dear [ Name ],\n\nthank you. [REFERENCE]").status_code == 302
    case = complain()

    assert proposed(client, school.head, case, "thanks") == f"Dear {NAME},\n\nthank you. {case.reference}"
    event = AuditEvent.objects.get(verb=Verb.INCIDENT_LETTER_WORDED)
    assert (event.by, event.details) == (school.office, {"kind": "complaint-thanks"})
    own = CaseLetterWording.objects.get(kind="complaint-thanks")
    worded(client, school.office, "thanks", "  ", seen=own.changed_at.isoformat())
    assert proposed(client, school.head, case, "thanks").startswith("Dear Nadia Ferrier,\n\nThank you for bringing")


@pytest.mark.parametrize(
    "mark", ["[naem]", "[name", "name]", "[]", "[case.complaint.email]", "[reason|safe]", "[{{ name }}]", "[[name]]"]
)
def test_what_the_portal_cannot_fill_in_is_refused_with_its_line_and_no_word_is_lost(client, school, mark):
    text = f"Dear reader,\n\n{mark} <b>hello</b>"
    refused = worded(client, school.office, "thanks", text)

    assert refused.status_code == 400
    assert "Line 3:" in refused.content.decode()
    assert refused.context["form"]["text"].value() == text
    assert not CaseLetterWording.objects.exists()


def test_braces_and_percents_are_words_like_any_other():
    text = "{reference} %(name)s {{ reason }} {% load x %} ${school}"

    assert filled(text, dict.fromkeys(MARKS, "no")).text == text


def test_of_two_who_word_a_letter_at_once_the_second_reads_both(client, school):
    worded(client, school.office, "thanks", "The first.")
    late = worded(client, school.head, "thanks", "The second.")

    assert late.status_code == 409
    assert {"The first.", "The second."} <= {one.theirs for one in late.context["both"]} | {"The second."}
    assert late.context["form"]["text"].value() == "The second."
    knowing = worded(client, school.head, "thanks", "The second.", seen=late.context["form"]["seen"].value())
    assert knowing.status_code == 302
    assert CaseLetterWording.objects.get().text == "The second."


@pytest.mark.parametrize("role", [Role.STAFF, Role.CHAIR, Role.CLERK, Role.PARENT, Role.GOVERNOR])
def test_nobody_else_words_them(client, school, role):
    user = UserFactory(role=role)

    assert page_of(client, user, "complaint-wordings").status_code == 403
    assert worded(client, user, "thanks", "Mine.").status_code == 403
    assert page_of(client, school.head, "complaint-wording", "plan").status_code == 404


# --- made ---------------------------------------------------------------------------------------------------


def test_it_is_looked_over_changed_and_made_once_however_often_it_is_sent(client, school):
    case, typed = complain(), {"text": "Thank you, Nadia.", "form_key": a_key()}
    look = send(client, school.head, "complaint-letter-new", case.public_id, "thanks", **typed)
    assert "It goes by post alone" in text_of(look)
    assert not ComplaintLetter.objects.exists()
    change = send(client, school.head, "complaint-letter-new", case.public_id, "thanks", **typed, change="1")
    assert change.context["form"]["text"].value() == "Thank you, Nadia."
    for _ in range(2):
        done = send(client, school.head, "complaint-letter-new", case.public_id, "thanks", **typed, sent="1")

    letter = ComplaintLetter.objects.get()
    assert done.headers["Location"].endswith(f"/letters/{letter.entry.public_id}/")
    assert (letter.text, letter.entry.by, letter.entry.kind) == ("Thank you, Nadia.", school.head, "out")
    event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_WRITTEN)
    assert event.details == {"kind": "complaint-thanks"}


def test_by_post_alone_nobody_is_mailed_and_whoever_complained_does_not_see_it(school):
    case = complain()
    made(case, school.head)

    assert mails_to_author(case) == [f"{case.reference}: we have your complaint"]
    assert own_page(Author(fresh(case)))["thread"] == []


def test_offered_they_read_it_on_their_page_and_the_mail_says_nothing_of_it(school):
    case = complain()
    made(case, school.head, "A canary of words.", is_offered=True)
    [said] = own_page(Author(fresh(case)))["thread"]

    assert (said.what, said.words) == ("The school wrote you a letter", "A canary of words.")
    mail = Notification.objects.filter(user=None).latest("pk")
    assert mail.subject == f"{case.reference}: we have written to you"
    assert "canary" not in mail.body


def test_words_blacked_out_of_a_letter_are_read_nowhere_and_its_row_stays(client, school):
    case = complain()
    letter = made(case, school.head, "Zebedee helped us.", is_offered=True)
    black_out(case=case, phrases=["Zebedee"], reason="Not theirs to know.", by=again(school.head))
    case = Case.objects.get(pk=case.pk)

    assert ComplaintLetter.objects.get().text == "Zebedee helped us."
    assert own_page(Author(case))["thread"][0].words == "███████ helped us."
    page = page_of(client, school.head, "complaint-letter-made", case.public_id, letter.entry.public_id)
    assert "███████ helped us." in text_of(page)
    assert "Zebedee" not in text_of(page)


def test_it_stands_in_the_thread_and_in_what_is_printed_of_the_case(client, school):
    case = complain()
    made(case, school.head, "A canary of words.")

    assert "A canary of words." in text_of(page_of(client, school.head, "complaint", case.public_id))
    assert any(
        getattr(one, "letter", None) and one.letter.text == "A canary of words." for one in entries_of(case, None)
    )


# --- who ----------------------------------------------------------------------------------------------------


def test_only_who_may_write_to_whoever_complained_makes_one(school):
    case = complain(About.HEAD)
    for user in (school.head, school.dsl, school.clerk, school.colleague, UserFactory(role=Role.PARENT)):
        with pytest.raises(NotAllowed):
            made(case, user)

    assert made(case, school.chair).entry.by == school.chair


def test_who_deals_with_it_makes_one_without_the_name_and_reads_none_in_the_others(client, school):
    case = complain(postal=HOME, child_name="Una Ferrier", telephone="07700 900123")
    letter = made(case, school.head, f"{NAME}\n5 Elm Lane\n\nDear Mrs FERRIER, Una is well. Ring us, 07700 900123.")
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    handler = again(school.handler)

    assert proposed(client, handler, case).startswith("Dear Sir or Madam,")
    shown = [
        page_of(client, handler, "complaint-letter-made", case.public_id, letter.entry.public_id).content.decode(),
        page_of(client, handler, "complaint", case.public_id).content.decode(),
        page_of(client, handler, "complaint-letter-new", case.public_id, "received").content.decode(),
        ReadPaper(
            page_of(client, handler, "complaint-letter-pdf", case.public_id, letter.entry.public_id).content
        ).words,
    ]
    for page in shown:
        for one in ("Ferrier", "FERRIER", "Nadia", "Una", "Elm Lane", "07700"):
            assert one not in page, one
    assert "is well" in shown[0]


@pytest.mark.parametrize(
    ("about", "reads"),
    [(About.SCHOOL, {"head"}), (About.HEAD, {"chair", "clerk"}), (About.CHAIR, {"clerk"}), (About.CLERK, {"chair"})],
)
def test_a_letter_is_read_by_exactly_those_who_read_the_complaint(client, school, about, reads):
    case = complain(about)
    letter = made(case, getattr(school, (reads - {"clerk"} or reads).copy().pop()))
    opened = set()
    for who in ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "colleague"):
        answers = {
            page_of(client, again(getattr(school, who)), name, case.public_id, letter.entry.public_id).status_code
            for name in ("complaint-letter-made", "complaint-letter-pdf")
        }
        if answers == {200}:
            opened.add(who)
        else:
            assert answers <= {403, 404}, (who, answers)

    assert opened == reads


def test_a_letter_is_found_under_its_own_complaint_alone(client, school):
    letter, other = made(complain(), school.head), complain()

    assert (
        page_of(client, school.head, "complaint-letter-made", other.public_id, letter.entry.public_id).status_code
        == 404
    )


def test_whoever_complained_signed_in_opens_none_by_its_address(client, school):
    parent = UserFactory(role=Role.PARENT)
    case = complain(by=parent)
    letter = made(case, school.head, is_offered=True)

    for name in ("complaint-letter-made", "complaint-letter-pdf"):
        assert page_of(client, parent, name, case.public_id, letter.entry.public_id).status_code in (403, 404)


# --- on paper -----------------------------------------------------------------------------------------------


def test_the_pdf_is_tagged_and_says_what_the_letter_says_word_for_word(client, school):
    case = complain()
    text = f"Dear {NAME},\n\n*No* #let x = 1 $y$ <script> [b] 😀\n\nThank you.\n\nYours,\nTodwick Primary School"
    letter = made(case, school.head, text)
    response = page_of(client, school.head, "complaint-letter-pdf", case.public_id, letter.entry.public_id)
    paper = ReadPaper(response.content)

    assert response["Content-Type"] == "application/pdf"
    assert case.reference in response["Content-Disposition"]
    assert paper.is_ua
    assert paper.marked
    assert paper.title == f"Letter {case.reference}"
    assert "*No* #let x = 1 $y$ <script> [b]" in paper.words
    assert len(paper.all("P")) >= 4
    event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_PRINTED)
    assert event.details == {"kind": "complaint-thanks", "form": "pdf"}


def test_the_page_prints_as_a_letter_and_opening_it_is_recorded(client, school):
    case = complain()
    letter = made(case, school.head, "Dear reader,\n\n<b>Thank</b> you.")
    html = page_of(client, school.head, "complaint-letter-made", case.public_id, letter.entry.public_id)

    assert "<b>Thank</b> you." in text_of(html)
    assert Page(html.content.decode()).text.count("Letter: Thank you") >= 1
    assert AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_PRINTED).count() == 1


def test_as_many_queries_for_three_letters_as_for_one(client, school):
    case = complain()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            made(case, school.head, is_offered=True)
        for name in ("complaint-letters", "complaint"):
            page_of(client, school.head, name, case.public_id)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page_of(client, school.head, name, case.public_id)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
    assert TimelineEntry.objects.filter(letter__isnull=False).count() == 3


def test_a_letter_tells_whoever_is_not_to_know_no_length_of_a_name():
    """In a school of two hundred families the letters of a name, counted, say who complained."""

    def seen(name: str) -> str:
        return as_seen(f"Dear {name},\nthank you.", Complaint(name=name), knows=False)

    assert seen("Jo Ash") == seen("Alexandrina Featherstone") == "Dear █████,\nthank you."
