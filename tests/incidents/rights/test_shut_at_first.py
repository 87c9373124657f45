"""Of a case only those whom it is about get its texts at first; for everybody else in it somebody gives each one."""

import uuid

import pytest
from django.utils import timezone

from incidents.actions.bundle_parts import change_piece, give
from incidents.actions.faults import CannotBeSo
from incidents.actions.notes import add_note
from incidents.actions.reporting import Linked
from incidents.complaints.abouts import About
from incidents.models import BundlePart, Case, CasePerson, DataRequest, Incident
from incidents.walls import Standing
from tests.factories import PupilContactFactory, PupilFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import about, again, report
from tests.incidents.pages import page_of, send, text_of

from .asked import fresh, gathered, known_person, own, received

pytestmark = pytest.mark.django_db
Part = CasePerson.Part


@pytest.fixture
def wren():
    return PupilFactory(legal_forename="Wren", legal_surname="Ashdown")


def part_for(found: DataRequest, dpo, case: Case) -> BundlePart:
    return next(one for one in gathered(found, dpo) if one.case_id == case.pk)


def of_child(school, dpo, wren, case: Case) -> BundlePart:
    found = known_person(received(school.office), school.office, pupil=wren)
    DataRequest.objects.filter(pk=found.pk).update(may_ask=True)
    return part_for(found, dpo, case)


def going(part: BundlePart) -> str:
    return " ".join(piece["text"] for piece in part.pieces if not piece.get("withheld"))


def whole(part: BundlePart) -> str:
    return " ".join(piece["text"] for piece in part.pieces)


def test_whom_it_is_about_gets_its_words_but_no_private_note(school, dpo, wren):
    case = report(school.reporter, Linked(Part.SUBJECT, Standing.PUPIL, "Wren", pupil=wren), words="Zqwordszq.")
    add_note(case=case, text="Zqnotezq", form_key=uuid.uuid4(), by=again(school.head))

    part = of_child(school, dpo, wren, case)

    assert "Zqwordszq" in going(part)
    assert "Zqnotezq" in whole(part) and "Zqnotezq" not in going(part)


@pytest.mark.parametrize("what", [Part.WITNESS, Part.AFFECTED, "taken off"])
def test_for_everybody_else_by_the_lists_all_of_it_is_shut(school, dpo, wren, what):
    named = Part.SUBJECT if what == "taken off" else what
    case = report(school.reporter, Linked(named, Standing.PUPIL, "Wren", pupil=wren), words="Zqwordszq.")
    if what == "taken off":
        case.people.update(taken_off_at=timezone.now(), taken_off_reason="Zqoffzq")

    part = of_child(school, dpo, wren, case)

    assert "Zqwordszq" in whole(part) and going(part) == ""


def test_for_somebody_of_the_typed_name_all_of_it_is_shut(school, dpo, wren):
    contact = PupilContactFactory(pupil=wren, name="Imogen Ashdown")
    case = report(
        school.reporter, Linked(Part.SUBJECT, Standing.PARENT, "Imogen Ashdown"), words="Zqwordszq."
    )  # fmt: skip
    found = known_person(received(school.office), school.office, contact=contact)

    part = part_for(found, dpo, case)

    assert "Zqwordszq" in whole(part) and going(part) == ""


def test_of_a_complaint_whose_author_asked_to_stay_unnamed_no_word_goes_by_itself(school, dpo):
    case = complain(about=About.STAFF, words="Zqwordszq.", is_name_withheld=True)
    CasePerson.objects.create(
        case=case, part=Part.SUBJECT, standing=Standing.STAFF, name=str(school.reporter), user=school.reporter
    )

    part = part_for(own(school.reporter), dpo, case)

    assert "Zqwordszq" in whole(part) and "Zqwordszq" not in going(part)


def test_whoever_reported_gets_own_words_and_where_it_stands_and_no_more(school, dpo, wren):
    case = report(
        school.reporter, Linked(Part.SUBJECT, Standing.PUPIL, "Wren", pupil=wren), words="Zqwordszq.",
        child_at_risk=True,
    )  # fmt: skip
    Incident.objects.filter(case=case).update(protection_number="Zqnumberzq")
    case.closures.create(outcomes=["talk"], reason="Zqreasonzq", closed_by=school.head)

    part = part_for(own(school.reporter), dpo, case)

    labels = {piece["label"] for piece in part.pieces}
    assert "Zqwordszq" in going(part) and case.reference in going(part)
    assert not {"Outcome", "Marked as safeguarding"} & labels
    assert "Zqnumberzq" not in whole(part) and "Zqreasonzq" not in whole(part)


def test_what_the_portal_withheld_is_given_with_a_reason_alone_that_the_second_person_reads(client, school, dpo, wren):
    case = report(school.reporter, Linked(Part.WITNESS, Standing.PUPIL, "Wren", pupil=wren), words="Zqwordszq.")
    part = of_child(school, dpo, wren, case)
    number = next(at for at, piece in enumerate(part.pieces) if "Zqwordszq" in piece["text"])
    with pytest.raises(CannotBeSo):
        give(part=part, number=number, by=again(school.head))
    with pytest.raises(CannotBeSo):
        change_piece(part=part, number=number, phrases=["Zqwordszq"], why=None, reason=" ", by=again(school.head))
    assert not fresh(part).pieces[number].get("more")  # a form with a fault changes nothing

    typed = {"revision": str(fresh(part).revision), "phrases": "", "whole": "give"}
    refused = send(client, school.head, "bundle-part-piece", part.public_id, number, reason="", **typed)
    assert refused.status_code == 400
    send(client, school.head, "bundle-part-piece", part.public_id, number, reason="She heard it.", **typed)

    assert "Zqwordszq" in going(fresh(part))
    assert "It goes, because: She heard it." in text_of(page_of(client, school.dsl, "bundle-part", part.public_id))


def test_a_subject_by_the_account_gets_the_words(school, dpo):
    case = report(school.colleague, about(school.reporter), words="Zqwordszq.")

    assert "Zqwordszq" in going(part_for(own(school.reporter), dpo, case))
