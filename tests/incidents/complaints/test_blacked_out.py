"""Words of a complaint blacked out, for all but who wrote them; whoever complained reads their own words whole."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.blacking import black_out
from incidents.actions.complaint_answering import acknowledge
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.complaint_writing import write_to_complainant
from incidents.actions.entries import add_entry
from incidents.actions.faults import NotAllowed
from incidents.actions.notes import add_note
from incidents.blacking import sign_of
from incidents.complaint_author import Author
from incidents.complaint_own_page import own_page
from incidents.complaint_register import write_register
from incidents.complaints.abouts import About
from incidents.complaints.letter_kinds import ComplaintLetterKind
from incidents.complaints.stages import Finding
from incidents.models import (
    Case,
    ComplaintLetter,
    ContactPlan,
    DateRevision,
    EvidenceFile,
    Hearing,
    StageAnswer,
    TimelineEntry,
    Understanding,
)
from incidents.search import matching
from incidents.shown_words import OF_COMPLAINTS, shown
from people.roles import Role
from tests.factories import UserFactory
from tests.incidents.filed import added
from tests.incidents.made import again
from tests.incidents.pages import page_of, send, text_of

from .coming_back import Way
from .made import complain
from .test_answering import acknowledged, answered, fresh

WORDS = "Zebedee said that nobody would believe her."


def shut(case: Case, by, *phrases: str) -> Case:
    """These words are blacked out everywhere in it."""
    black_out(case=fresh(case), phrases=phrases, reason="Not for all.", by=by)
    return fresh(case)


def test_the_owner_blacks_out_words_and_no_reader_sees_them_any_more(client, school):
    case = complain(words=WORDS, wish="That Zebedee says sorry.", tried_words="Zebedee himself.")
    give_complaint(case=case, user=school.handler, knows_who=False, by=school.head)
    answer = send(
        client, school.head, "complaint-blacking-out", case.public_id, phrases="Zebedee", where="", reason="N"
    )

    assert (answer.status_code, answer.url) == (302, f"{case.get_absolute_url()}#time")
    for reader in (school.head, again(school.handler)):
        page = text_of(page_of(client, reader, "complaint", case.public_id))
        assert "███████ said that nobody would believe her." in page
        assert "Zebedee" not in page
    event = AuditEvent.objects.about(case).get(verb=Verb.COMPLAINT_BLACKED_OUT)
    assert event.details == {"places": 3}
    assert not AuditEvent.objects.filter(verb=Verb.INCIDENT_BLACKED_OUT).exists()


def canary(key: str) -> str:
    """A word that stands in one text of a complaint alone."""
    return f"zq{[one.key for one in OF_COMPLAINTS].index(key):02}canary"


def typed_everywhere(school) -> Case:
    """A complaint with a word of its own in every text that only complaints have."""
    case = complain()
    before, writer = timezone.localdate(), school.office  # who wrote a text reads it whole
    rows: dict[str, Any] = {
        "complaint": case.complaint,
        "understanding": Understanding(
            complaint=case.complaint, said_by=writer, is_right=False, answered_at=timezone.now()
        ),
        "stageanswer": StageAnswer(complaint=case.complaint, stage="one", finding="partly", decided_by=writer),
        "daterevision": DateRevision(
            complaint=case.complaint, what="answer", before=before, after=before, revised_by=writer
        ),
        "hearing": Hearing(complaint=case.complaint, arranged_by=writer),
        "contactplan": ContactPlan(
            complaint=case.complaint,
            review_on=before,
            made_by=writer,
            ended_at=timezone.now(),
            ended_by=writer,
        ),
        "complaintletter": ComplaintLetter(
            entry=add_entry(case, TimelineEntry.Kind.OUT, "Letter: thank you.", by=writer),
            kind=ComplaintLetterKind.THANKS,
        ),
    }
    for one in OF_COMPLAINTS:
        setattr(rows[one.model._meta.model_name], one.column, f"It was {canary(one.key)}, so.")
    for row in rows.values():
        row.save()
    return fresh(case)


def test_every_text_that_only_complaints_have_is_found_and_read_in_blocks(client, school):
    case = typed_everywhere(school)
    handler = again(school.handler)
    give_complaint(case=case, user=handler, knows_who=False, by=school.head)

    def read() -> set[str]:
        pages = [page_of(client, user, "complaint", case.public_id) for user in (school.head, again(handler))]
        pages.append(page_of(client, school.head, "complaint-acknowledgement", case.public_id))
        letter = ComplaintLetter.objects.get(entry__case=case).entry.public_id
        pages.append(page_of(client, school.head, "complaint-letter-made", case.public_id, letter))
        pages += [client.get(reverse(f"incidents:{name}")) for name in ("complaints", "complaint-figures")]
        said = "".join(page.content.decode() for page in [*pages, client.get(reverse("dashboard"))])
        with write_register(Case.objects.all(), "csv", timezone.now(), school.head).file as file:
            said += file.read().decode("utf-8-sig")
        return {one.key for one in OF_COMPLAINTS if canary(one.key) in said}

    on_no_page_yet = {one.key for one in OF_COMPLAINTS if one.model in {Hearing, ContactPlan}}
    assert read() >= {one.key for one in OF_COMPLAINTS} - on_no_page_yet
    shut(case, school.head, *(canary(one.key) for one in OF_COMPLAINTS))

    assert read() == set()
    assert not [one.key for one in OF_COMPLAINTS if matching(Case.objects.all(), canary(one.key)).cases.exists()]


def test_whoever_complained_reads_their_own_words_whole_and_those_of_the_school_in_blocks(school):
    parent = UserFactory(role=Role.PARENT)
    way = Way(Client(), complain(by=parent, words=WORDS, wish="That Zebedee says sorry."), parent)
    case = way.case
    acknowledge(
        case=case, understood="Zebedee was unkind.", wish="Zebedee says sorry.", revision=case.revision, by=school.head
    )
    write_to_complainant(case=case, text="We asked Zebedee.", is_question=False, form_key=uuid.uuid4(), by=school.head)
    answered(case, school.head, Finding.PARTLY, reason="Zebedee did say it.", actions="Zebedee says sorry.")
    way.send("message", text="Zebedee did it again.")
    shut(case, school.head, "Zebedee")

    for act in ("", "copy"):
        text = text_of(way.go(act))
        assert WORDS in text
        assert "That Zebedee says sorry." in text
        assert "Zebedee did it again." in text
        for theirs in ("███████ was unkind.", "We asked ███████.", "███████ did say it.", "███████ says sorry."):
            assert theirs in text


def test_the_names_of_files_stay_for_whoever_sent_them_and_are_blocks_for_the_school(client, school):
    case = complain(words=WORDS)
    file = added(case, school.head)
    EvidenceFile.objects.update(added_by=None, name="zebedee.txt", note="Zebedee in the chat")
    case = shut(case, school.head, "zebedee")

    file.refresh_from_db()
    assert file.name == "zebedee.txt"
    [mine] = own_page(Author(case))["files"]
    assert (mine.name, mine.note) == ("zebedee.txt", "Zebedee in the chat")
    page = page_of(client, school.head, "complaint", case.public_id).content.decode()
    assert "███████.txt" in page
    assert "zebedee" not in page.lower()
    sent = page_of(client, school.head, "complaint-evidence", file.public_id)
    assert "zebedee" not in sent.headers["Content-Disposition"].lower()


def test_the_name_of_a_file_that_the_school_added_is_gone(school):
    case = complain()
    added(case, school.head)
    EvidenceFile.objects.update(name="zebedee.txt")
    shut(case, school.head, "zebedee")

    assert EvidenceFile.objects.get().name == "███████.txt"


def test_neither_the_list_nor_the_register_nor_a_form_brings_a_word_back(client, school):
    case = acknowledged(complain(words=WORDS, wish="That Zebedee says sorry."), school.head)
    shut(case, school.head, "Zebedee")
    form = page_of(client, school.head, "complaint-acknowledgement", case.public_id).content.decode()
    answered(case, school.head, Finding.UPHELD, actions="Zebedee is told.", learning="Ask Zebedee first.")
    shut(case, school.head, "Zebedee")
    found = text_of(client.get(reverse("incidents:complaints")))
    with write_register(Case.objects.all(), "csv", timezone.now(), school.head).file as file:
        register = file.read().decode("utf-8-sig")

    assert "That ███████ says sorry." in form and "Zebedee" not in form
    assert "That ███████ says sorry." in found and "Zebedee" not in found
    assert "Stage 1: ███████ is told." in register and "Stage 1: Ask ███████ first." in register
    assert "Zebedee" not in register


def test_one_text_is_named_by_a_link_of_the_page_and_shown_above_the_form(client, school):
    case = complain()
    note = add_note(case=case, text="Zebedee was calm.", form_key=uuid.uuid4(), by=school.head)
    where = sign_of(f"entrytext.text.{note.pk}")
    html = page_of(client, school.head, "complaint", case.public_id).content.decode()
    address = reverse("incidents:complaint-blacking-out", args=[case.public_id])

    assert f'href="{address}?where={where}"' in html
    page = client.get(address, {"where": where}).content.decode()
    assert "Everywhere in this complaint" in page
    assert "Read by everybody who reads the complaint" in page
    assert f'value="{where}" selected' in page
    assert "Zebedee was calm." in page


def test_a_faulty_form_keeps_what_was_typed_and_changes_nothing(client, school):
    case = complain(words=WORDS)
    typed = {"phrases": "Zebedee", "where": "", "reason": "Zebedee asked for it."}
    refused = send(client, school.head, "complaint-blacking-out", case.public_id, **typed)

    assert refused.status_code == 400
    assert "Write why without the words themselves." in refused.content.decode()
    assert "Zebedee asked for it." in refused.content.decode()
    assert fresh(case).blacked_out == {}


@pytest.mark.parametrize(("about", "owner"), [(About.SCHOOL, "head"), (About.HEAD, "chair"), (About.GOVERNOR, "clerk")])
def test_nobody_but_the_owner_does_it(client, school, about, owner):
    case = complain(about, words=WORDS)
    give = school.handler
    if about == About.SCHOOL:
        give_complaint(case=case, user=give, knows_who=True, by=school.head)
    for name in ("head", "dsl", "chair", "vice_chair", "clerk", "governor", "office", "handler", "colleague"):
        user = again(getattr(school, name))
        status = page_of(client, user, "complaint-blacking-out", case.public_id).status_code
        assert (status == 200) == (name == owner), name
        if name != owner:
            with pytest.raises(NotAllowed):
                black_out(case=case, phrases=["Zebedee"], reason="Not for all.", by=user)
    assert shown(fresh(case).complaint, "words", None) == WORDS
