"""The printed case file: all of an incident, without the names that were chosen, wherever they stand in it."""

import datetime as dt

import pytest

from audit.models import AuditEvent, Verb
from incidents.actions.dealing import assign_case, end_assignment
from incidents.actions.notes import add_note
from incidents.actions.reporting import Linked
from incidents.actions.steps import add_step
from incidents.case_file import case_file
from incidents.forms.writing import FileForm
from incidents.models import Case, CasePerson, TimelineEntry
from incidents.shown_words import ALL
from incidents.veil import EVERYBODY, NOTES, PUPILS, REPORTER, STAFF, Fixed, veiled
from incidents.walls import Standing
from tests.factories import PupilFactory, UserFactory

from .made import Part, report
from .pages import a_key, send, text_of
from .written import written

KEYS = [one.key for one in ALL]
CHILD, REPORTS, WORKS, PARENT = "Qimby", "Wynx", "Zorn", "Vell"  # surnames that no word holds
NAMED = f"{CHILD} {REPORTS} {WORKS} {PARENT}"
GONE = {
    PUPILS: {CHILD},
    REPORTER: {REPORTS},
    STAFF: {REPORTS, WORKS},
    EVERYBODY: {CHILD, REPORTS, WORKS, PARENT},
    NOTES: set(),
}


def said(key: str) -> str:
    """A typed child's name is a pupil's alone; every other text names everybody."""
    return f"{CHILD if key == 'caseperson.name' else NAMED} {KEYS.index(key)}"


@pytest.fixture
def case(school) -> Case:
    """A case whose every text names a pupil, who reported it, a member of staff and a parent."""
    reporter, works = UserFactory(role="staff", surname=REPORTS), UserFactory(role="staff", surname=WORKS)
    case = written(said, reporter=reporter, by=works)
    child = PupilFactory(legal_forename="Reece", legal_surname=CHILD)
    linked = {"case": case, "part": Part.SUBJECT, "added_by": works}
    CasePerson.objects.create(**linked, standing=Standing.PUPIL, name=str(child), pupil=child)
    CasePerson.objects.create(**linked, standing=Standing.PARENT, name=f"Ms {PARENT}")
    return case


def texts_of(paper) -> list[str]:
    """Every text that is printed."""
    if isinstance(paper, dict):
        return [text for key, one in paper.items() if key != "case" for text in texts_of(one)]
    return [text for one in paper for text in texts_of(one)] if isinstance(paper, list) else [str(paper)]


def test_every_text_of_an_incident_stands_in_the_file(school, case):
    printed = "\n".join(texts_of(case_file(case, school.head, [])))

    assert [key for key in KEYS if said(key) not in printed] == []


def test_every_choice_of_the_form_is_looked_at():
    assert {key for key, _ in FileForm().fields["black_out"].choices} == set(GONE)


@pytest.mark.parametrize(("choice", "gone"), GONE.items())
def test_the_names_that_were_chosen_stand_nowhere_and_the_others_everywhere(client, school, case, choice, gone):
    texts = texts_of(case_file(case, school.head, [choice]))
    page = text_of(send(client, school.head, "file", case.public_id, black_out=[choice]))

    for name in (CHILD, REPORTS, WORKS, PARENT):
        assert any(name in text for text in texts) is (name not in gone)
        assert (name in page) is (name not in gone)


def test_of_everybody_that_is_whoever_made_it_too(school, case):
    assert school.head.surname not in str(texts_of(case_file(case, school.head, [EVERYBODY])))
    assert school.head.surname in str(texts_of(case_file(case, school.head, [PUPILS])))


@pytest.mark.parametrize("choice", [PUPILS, EVERYBODY])
@pytest.mark.parametrize("is_ours", [True, False])
def test_an_account_that_is_not_the_schools_is_somebodys_and_goes_with_the_names(school, choice, is_ours):
    case = report(school.reporter, account="@coats_6b", link="https://example.org/coats")
    case.incident.is_school_account = is_ours
    printed = str(texts_of(case_file(case, school.head, [choice])))

    assert ("@coats_6b" in printed) is is_ours
    assert ("example.org" in printed) is is_ours


def test_a_private_note_is_blocks_where_notes_were_chosen_and_no_other_entry_is(school, case):
    entries = case_file(case, school.head, [NOTES])["entries"]
    words = {one["words"] for one in entries if "█" in one["words"]}

    assert len(words) == 1
    assert set(words.pop()) == {"█", " "}
    assert case.timeline.filter(kind=TimelineEntry.Kind.NOTE).count() == 1


def test_a_row_on_the_paper_is_refused_since_its_texts_would_go_past_the_veil(case):
    assert veiled({"one": [CHILD, Fixed(CHILD), dt.date(2026, 9, 1), None]}, case, [PUPILS]) == {
        "one": ["█████", CHILD, dt.date(2026, 9, 1), None]
    }
    with pytest.raises(TypeError, match="no text"):
        veiled({"steps": [case.steps.first()]}, case, [])


def test_the_case_file_holds_everything_and_blacks_out_what_was_chosen(client, school):
    child = PupilFactory(legal_forename="Reece", legal_surname="Mottram")
    linked = Linked(CasePerson.Part.SUBJECT, Standing.PUPIL, str(child), pupil=child)
    case = report(school.reporter, linked, title="About Reece", words="Reece Mottram wrote it. Reece’s friend saw it.")
    add_note(case=case, text="Reece was calm.", form_key=a_key(), by=school.head)
    add_step(case=case, text="Talk to Reece", owner=None, due_on=None, by=school.head)

    whole = text_of(send(client, school.head, "file", case.public_id))
    hidden = text_of(send(client, school.head, "file", case.public_id, black_out=["pupils", "reporter", "notes"]))

    for part in ("1. What happened", "5. Timeline", "7. Evidence", "Reece Mottram wrote it.", "Reece was calm."):
        assert part in whole
    assert "Reece" not in hidden
    assert "Mottram" not in hidden
    assert school.reporter.surname not in hidden
    assert "█████ wrote it. █████’s friend saw it." in hidden, "no length tells who"
    assert "█████ ███ █████" in hidden
    events = AuditEvent.objects.about(case).filter(verb=Verb.INCIDENT_PRINTED).order_by("sequence")
    assert [event.details["left_out"] for event in events] == [[], ["pupils", "reporter", "notes"]]


@pytest.mark.parametrize(("surname", "said_before"), [("Ng", "Ms Ng"), ("Brown", "Ms Kim Ash")])
def test_a_short_name_and_an_earlier_one_are_veiled_too(school, surname, said_before):
    works = UserFactory(role="staff", title="Ms", forename="Kim", surname=surname)
    case = report(school.reporter, words=f"{said_before} was asked.")
    CasePerson.objects.create(case=case, part=Part.WITNESS, standing=Standing.STAFF, name=said_before, user=works)

    printed = "\n".join(texts_of(case_file(case, school.head, [STAFF])))

    assert said_before.split()[-1] not in printed


def test_who_dealt_with_it_and_wrote_nothing_is_veiled_where_the_timeline_names_them(school):
    case = report(school.reporter)
    assign_case(case=case, user=school.handler, by=school.head)
    end_assignment(assignment=case.assignments.get(), by=school.head)

    printed = "\n".join(texts_of(case_file(case, school.head, [EVERYBODY])))

    assert school.handler.surname not in printed
