"""A bundle holds every word about its person and no word about anybody else; nobody makes one alone."""

import csv
import datetime as dt
import hashlib
import io
import json
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.blacking import black_out
from incidents.actions.bundle_parts import (
    black_out_more,
    close_name,
    gather_parts,
    give,
    open_name,
    release_part,
    send_back,
    withhold,
)
from incidents.actions.bundles import check_part, fetch_beside, fetch_bundle, let_bundles_go
from incidents.actions.data_requests import remind_of_parts, say_whose
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.notes import add_note
from incidents.actions.reporting import Linked
from incidents.models import BundlePart, Case, CasePerson, DataRequest, RequestState
from incidents.rights.part_page import names_of
from incidents.rights.pieces import Exempt, Open
from incidents.walls import Standing
from people.models import Pupil, PupilContact, User
from people.roles import Role
from tests.factories import PupilContactFactory, PupilFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import School, again, report
from todwick_portal.exporting import files
from todwick_portal.trail.kinds import BY_SLUG, trail_of
from todwick_portal.upkeep.integrity import look_at_files

from .asked import Kind as Said
from .asked import bundled, checked, data_of, files_of, fresh, gathered, known_person, mother_of, own, received, say

pytestmark = pytest.mark.django_db
Kind, Part = BundlePart.Kind, CasePerson.Part


@dataclass
class Story:
    """Wren, about whom there is something everywhere, and others who stand beside her."""

    school: School
    dpo: User
    wren: Pupil
    mother: User
    corin: Pupil
    reporter: User
    about_wren: Case
    about_corin: Case

    def ask(self) -> DataRequest:
        return own(self.mother, pupil=self.wren)


@pytest.fixture
def story(school) -> Story:
    dpo = UserFactory(role=Role.DPO)
    reporter = UserFactory(role=Role.STAFF, title="Ms", forename="Oriel", surname="Tansley")
    wren = PupilFactory(legal_forename="Wren", legal_surname="Ashdown", code="3H", do_not_publish_reason="Zqwhyzq")
    corin = PupilFactory(legal_forename="Corin", legal_surname="Marchbanks")
    mother = mother_of(wren)
    PupilContactFactory(pupil=wren, name="Dario Vance", email="dario@families.example", relationship="Father")
    PupilContactFactory(pupil=corin, name="Petra Marchbanks", email="petra@families.example")
    about_wren = report(
        reporter,
        Linked(Part.SUBJECT, Standing.PUPIL, str(wren), pupil=wren),
        Linked(Part.AFFECTED, Standing.PUPIL, str(corin), pupil=corin),
        Linked(Part.WITNESS, Standing.OTHER, "Balthazar Crook"),
        title="Zqtitlezq in a chat",
        words="Wren Ashdown wrote Zqwordszq to Corin Marchbanks. Corin’s mother Petra rang from 01709 555 123, and "
        "Balthazar Crook read it. Ms Tansley and Oriel saw it. Write to petra@families.example.",
    )  # fmt: skip
    note = "Zqnotezq: Wren was sorry. Marchbanks was not."
    add_note(case=about_wren, text=note, form_key=uuid.uuid4(), by=again(school.head))
    about_corin = report(
        reporter, Linked(Part.SUBJECT, Standing.PUPIL, str(corin), pupil=corin), words="Zqotherzq of Corin alone."
    )
    add_note(case=about_corin, text="Zqothernotezq", form_key=uuid.uuid4(), by=again(school.head))
    return Story(school, dpo, wren, mother, corin, reporter, about_wren, about_corin)


def part_of(request: DataRequest, kind: str) -> BundlePart:
    return request.parts.get(kind=kind)


def whole(story: Story) -> tuple[DataRequest, Any]:
    """A bundle of Wren’s, with nothing chosen by hand but that she gets why she is not
    published, and the private note."""
    request = story.ask()
    for part, word in zip(gathered(request, story.dpo), ("Zqwhyzq", "Zqnotezq"), strict=True):
        give(part=part, number=number_of(part, word), reason="It is about her alone.", by=again(story.school.head))
    checked(part_of(request, Kind.LISTS), story.school.head, story.dpo)
    checked(part_of(request, Kind.CASE), story.school.head, story.school.dsl)
    return request, bundled(request, story.dpo)


def all_text(files: dict[str, bytes]) -> str:
    """Everything in the zip but the PDF, whose text is the same."""
    return "\n".join(content.decode("utf-8-sig") for name, content in files.items() if not name.endswith(".pdf"))


def test_it_holds_every_planted_word_about_the_child(story):
    _, bundle = whole(story)
    text = all_text(files_of(bundle, story.mother))

    for word in ("Zqtitlezq", "Zqwordszq", "Zqnotezq", "Zqwhyzq", "Wren", "Ashdown", "3H", "Imogen Ashdown"):
        assert word in text, word


def test_it_holds_no_word_about_anybody_else(story):
    _, bundle = whole(story)
    text = all_text(files_of(bundle, story.mother)).casefold()

    for word in (
        "Corin", "Marchbanks", "Petra", "Balthazar", "Crook", "Oriel", "Tansley", "Dario", "Vance", "01709 555",
        "petra@families.example", "dario@families.example", "Zqotherzq", "Zqothernotezq", story.about_corin.reference,
    ):  # fmt: skip
        assert word.casefold() not in text, word


def test_the_pdf_says_the_same_and_is_tagged(story):
    pypdf = pytest.importorskip("pypdf")
    _, bundle = whole(story)
    reader = pypdf.PdfReader(io.BytesIO(files_of(bundle, story.mother)["bundle.pdf"]))
    text = "".join(page.extract_text() for page in reader.pages)

    assert "Zqwordszq" in text and "█" in text
    assert "Marchbanks" not in text and "Tansley" not in text
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_the_data_are_the_same_as_json_and_as_tables(story):
    request, bundle = whole(story)
    files = files_of(bundle, story.mother)
    data = json.loads(files["bundle.json"])

    assert data["format"] == 1 and data["request"]["reference"] == request.reference
    assert [part["kind"] for part in data["parts"]] == ["lists", "case"]
    pupil = next(one for one in data["parts"][0]["sections"] if one["key"] == "pupil")
    assert {"label": "Forename", "text": "Wren"} in pupil["rows"][0]
    table = next(content for name, content in files.items() if name.endswith("-pupil.csv"))
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))
    assert rows[0]["Forename"] == "Wren"


def test_headings_under_which_nothing_is_held_say_so(story):
    _, bundle = whole(story)
    sections = data_of(bundle, story.mother)["parts"][0]["sections"]

    assert {one["key"] for one in sections if not one["rows"]} >= {"posts", "removals"}


def test_its_hash_is_that_of_the_file_and_each_download_is_recorded(story):
    request, bundle = whole(story)
    content = fetch_bundle(bundle=bundle, by=again(story.mother))

    assert hashlib.sha256(content).hexdigest() == bundle.sha256
    fetched = AuditEvent.objects.about(request).filter(verb=Verb.RIGHTS_BUNDLE_FETCHED).get()
    assert fetched.by == story.mother and fetched.details == {"own": True}


def test_its_file_is_compared_with_its_hash_each_night_and_named_in_the_export_until_it_goes(story):
    _, bundle = whole(story)
    whole_files, listed = look_at_files(), [line for line in files.listed() if bundle.kept_as in line[0]]
    (Path(settings.MEDIA_ROOT) / bundle.kept_as).write_bytes(b"another")
    changed = look_at_files()
    let_bundles_go(timezone.now() + dt.timedelta(days=31))

    assert (whole_files.seen, whole_files.fault) == (1, "")
    assert [line[1:4] for line in listed] == [[f"{bundle.request.reference}.zip", "application/zip", bundle.sha256]]
    assert changed.fault == f"1 of 1 files damaged: {bundle.kept_as} is changed."
    assert (look_at_files().seen, files.listed()) == (0, [files.HEADINGS])


def test_a_case_is_looked_through_by_those_who_deal_with_it_and_hidden_from_the_officer(story):
    request = story.ask()
    gathered(request, story.dpo)

    seen = {
        name: sorted(BundlePart.objects.readable_by(again(user)).values_list("kind", flat=True))
        for name, user in {
            "head": story.school.head, "dsl": story.school.dsl, "dpo": story.dpo, "office": story.school.office,
            "chair": story.school.chair, "teacher": story.reporter, "mother": story.mother,
        }.items()
    }  # fmt: skip

    assert seen == {
        "head": ["case", "lists"], "dsl": ["case"], "dpo": ["lists"], "office": [], "chair": [], "teacher": [],
        "mother": [],
    }  # fmt: skip


def test_a_case_about_the_head_is_the_chairs_and_the_head_learns_nothing_of_it(story):
    head = story.school.head
    linked = (
        Linked(Part.SUBJECT, Standing.HEAD, str(head), user=head),
        Linked(Part.AFFECTED, Standing.PUPIL, str(story.wren), pupil=story.wren),
    )
    report(story.reporter, *linked, words="Zqheadzq before Wren.")
    request = story.ask()
    gathered(request, story.dpo)

    mine = BundlePart.objects.readable_by(again(head))
    assert all("Zqheadzq" not in json.dumps(part.content) for part in mine)
    chairs = BundlePart.objects.readable_by(again(story.school.chair)).get()
    assert "Zqheadzq" in json.dumps(chairs.content)
    release_part(part=chairs, by=again(story.school.chair))
    assert fresh(chairs).second_role == Role.VICE_CHAIR
    check_part(part=fresh(chairs), by=again(story.school.vice_chair))
    assert not BundlePart.objects.readable_by(again(story.school.dsl)).filter(pk=chairs.pk).exists()


def test_the_trail_of_the_request_tells_the_head_nothing_of_a_part_about_the_head(story):
    head, chair = story.school.head, story.school.chair
    linked = (
        Linked(Part.SUBJECT, Standing.HEAD, str(head), user=head),
        Linked(Part.AFFECTED, Standing.PUPIL, str(story.wren), pupil=story.wren),
    )
    report(story.reporter, *linked, words="Zqheadzq before Wren.")
    request = story.ask()
    gathered(request, story.dpo)
    chairs = BundlePart.objects.readable_by(again(chair)).get()
    release_part(part=chairs, by=again(chair))

    kind = BY_SLUG["data-request"]
    told = {event.verb for event in trail_of(again(head), kind, request)}
    known = {event.verb for event in trail_of(again(chair), BY_SLUG["bundle-part"], chairs)}

    assert Verb.RIGHTS_PART_RELEASED in known
    assert told == {Verb.RIGHTS_RECEIVED, Verb.RIGHTS_GATHERED}


def test_what_was_blacked_out_in_the_case_is_so_in_its_part_for_whoever_wrote_it_too(story):
    black_out(case=story.about_wren, phrases=["Zqwordszq"], reason="Unkind.", by=again(story.school.head))
    request = own(story.reporter)
    gathered(request, story.dpo)

    part = request.parts.get(case=story.about_wren)
    assert "Zqwordszq" not in json.dumps(part.content)


def test_short_names_and_names_that_are_words_are_found_where_they_are_of_the_case_or_the_family(story):
    will = PupilFactory(legal_forename="William", legal_surname="Hart", preferred_forename="Will")
    PupilFactory(legal_forename="Grace", legal_surname="Farmer")
    PupilContactFactory(pupil=story.wren, name="Ed Vance")
    linked = (
        Linked(Part.SUBJECT, Standing.PUPIL, str(story.wren), pupil=story.wren),
        Linked(Part.AFFECTED, Standing.PUPIL, "William Hart", pupil=will),
        Linked(Part.WITNESS, Standing.OTHER, "Jo Stone"),
    )
    case = report(story.reporter, *linked, words="Will hid it. Jo saw. Ed rang. Grace at table is said by all.")
    request = story.ask()
    gathered(request, story.dpo)

    part = request.parts.get(case=case)
    piece = part.pieces[number_of(part, "Will hid it.")]

    assert [piece["text"][begin:end] for begin, end, _ in piece["spans"]] == ["Will", "Jo", "Ed"]


def test_nobody_checks_what_they_released(story):
    request = story.ask()
    part = gathered(request, story.dpo)[0]
    release_part(part=part, by=again(story.school.head))

    with pytest.raises(NotAllowed):
        check_part(part=fresh(part), by=again(story.school.head))
    check_part(part=fresh(part), by=again(story.dpo))
    assert fresh(part).checked_by == story.dpo


def test_the_person_and_whoever_asks_prepare_and_check_nothing(story):
    request = own(story.school.head)
    part = gathered(request, story.dpo)[0]
    assert not BundlePart.objects.readable_by(again(story.school.head)).exists()
    release_part(part=part, by=again(story.dpo))

    with pytest.raises(NotAllowed):
        check_part(part=fresh(part), by=again(story.school.head))
    check_part(part=fresh(part), by=again(story.school.chair))


def test_it_is_put_together_by_who_leads_it_once_every_part_is_checked(story):
    request = story.ask()
    parts = gathered(request, story.dpo)
    checked(parts[0], story.school.head, story.dpo)
    with pytest.raises(WrongState, match="Not every part"):
        bundled(request, story.dpo)
    checked(parts[1], story.school.dsl, story.school.head)
    with pytest.raises(NotAllowed):
        bundled(request, story.school.head)

    assert bundled(request, story.dpo).request == request
    assert fresh(request).state == RequestState.READY
    with pytest.raises(WrongState, match="already"):
        bundled(request, story.dpo)


def test_once_frozen_nothing_in_it_changes(story):
    request, bundle = whole(story)
    before = fetch_bundle(bundle=bundle, by=again(story.mother))
    Pupil.objects.filter(pk=story.wren.pk).update(legal_forename="Linnet")

    with pytest.raises(WrongState):
        gather_parts(request=fresh(request), by=again(story.dpo))
    with pytest.raises(WrongState):
        withhold(part=part_of(request, Kind.LISTS), number=0, why=Exempt.HARM, reason="x", by=again(story.dpo))
    assert fetch_bundle(bundle=bundle, by=again(story.mother)) == before


def test_a_name_stands_with_a_reason_and_is_blacked_out_again(story):
    request = story.ask()
    part = gathered(request, story.dpo)[1]
    name = next(one for one in names_of(part) if "Tansley" in one.words)
    with pytest.raises(CannotBeSo):
        open_name(part=part, key=name.key, why=Open.WORK, reason=" ", by=again(story.school.head))
    open_name(part=part, key=name.key, why=Open.WORK, reason="She teaches Wren.", by=again(story.school.head))
    assert fresh(part).opened[name.key]["reason"] == "She teaches Wren."

    checked(fresh(part), story.school.head, story.school.dsl)
    checked(part_of(request, Kind.LISTS), story.school.head, story.dpo)
    text = all_text(files_of(bundled(request, story.dpo), story.mother))

    assert "Ms Tansley" in text
    assert "Oriel" not in text  # another way of writing it stays blacked out until it is opened too


def test_blacked_out_again_it_is_gone(story):
    part = gathered(story.ask(), story.dpo)[1]
    key = next(one for one in names_of(part) if "Tansley" in one.words).key
    open_name(part=part, key=key, why=Open.WORK, reason="So.", by=again(story.school.head))

    close_name(part=fresh(part), key=key, by=again(story.school.head))

    assert fresh(part).opened == {}


def number_of(part: BundlePart, word: str) -> int:
    return next(number for number, piece in enumerate(part.pieces) if word in piece["text"])


def test_more_is_blacked_out_and_a_text_is_withheld_and_counted(story):
    request = story.ask()
    part = gathered(request, story.dpo)[1]
    head = again(story.school.head)
    words, note = number_of(part, "Zqwordszq"), number_of(part, "Zqnotezq")
    with pytest.raises(CannotBeSo):
        black_out_more(part=part, number=words, phrases=["not there"], by=head)
    black_out_more(part=part, number=words, phrases=["Zqwordszq"], by=head)
    withhold(part=fresh(part), number=note, why=Exempt.HARM, reason="It would harm.", by=head)
    checked(fresh(part), story.school.head, story.school.dsl)
    checked(part_of(request, Kind.LISTS), story.school.head, story.dpo)
    bundle = bundled(request, story.dpo)

    text = all_text(files_of(bundle, story.mother))
    assert "Zqwordszq" not in text and "Zqnotezq" not in text
    assert bundle.facts["withheld"]["harm"] == 1
    assert "It would harm." not in text  # the ground is told, the reason is the school’s


def test_what_was_withheld_is_given_after_all(story):
    part = gathered(story.ask(), story.dpo)[1]
    note = number_of(part, "Zqnotezq")
    withhold(part=part, number=note, why=Exempt.PRIVILEGE, reason="Advice.", by=again(story.school.head))

    give(part=fresh(part), number=note, by=again(story.school.head))

    assert "withheld" not in fresh(part).pieces[note]


def test_the_second_person_sends_it_back_and_it_is_changed_again(story):
    part = gathered(story.ask(), story.dpo)[1]
    release_part(part=part, by=again(story.school.head))
    with pytest.raises(WrongState):
        withhold(part=fresh(part), number=0, why=Exempt.HARM, reason="x", by=again(story.school.head))

    send_back(part=fresh(part), reason="“Shorty” is Corin.", by=again(story.school.dsl))

    assert fresh(part).released_at is None and "Shorty" in fresh(part).sent_back_why
    release_part(part=fresh(part), by=again(story.school.dsl))


def test_whoever_complained_without_an_account_gets_their_complaint_by_its_reference(story):
    case = complain(words="Zqcomplaintzq of Corin Marchbanks.", name="Nadia Ferrier", child_name="Una Ferrier")
    note = "Zqprivatezq about how to answer."
    add_note(case=case, text=note, form_key=uuid.uuid4(), by=again(story.school.head))
    request = received(story.school.office, about_reference=case.reference, about_name="Nadia Ferrier",
                       asker_name="Nadia Ferrier")  # fmt: skip
    say(request, Said.IDENTITY, story.school.office, how="known", on=timezone.localdate().isoformat())
    lists, part = gathered(request, story.dpo)
    checked(lists, story.school.head, story.dpo)
    checked(part, story.school.head, story.school.dsl)
    files = files_of(bundled(request, story.dpo), story.dpo)
    text = all_text(files)

    assert "Zqcomplaintzq" in text and "Nadia Ferrier" in text and "nadia.ferrier@example.org" in text
    assert "Marchbanks" not in text
    assert "Zqprivatezq" not in text  # withheld until the preparer gives it


def test_a_teacher_who_asks_gets_account_roles_and_deeds_and_what_they_reported(story):
    request = own(story.reporter)
    lists, *cases = gathered(request, story.dpo)
    assert {part.case for part in cases} == {story.about_wren, story.about_corin}
    checked(lists, story.school.head, story.dpo)
    for part in cases:
        checked(part, story.school.head, story.school.dsl)
    bundle = bundled(request, story.dpo)
    text = all_text(files_of(bundle, story.reporter))
    beside = zipfile.ZipFile(io.BytesIO(fetch_beside(bundle=bundle, by=again(story.reporter))))

    assert "Tansley" in text and "Zqwordszq" in text
    assert "Incident reported" in beside.read("bundle.json").decode()
    assert "Incident reported" not in text  # the officer downloads it too, and may be in such a case
    with pytest.raises(NotAllowed):
        fetch_beside(bundle=bundle, by=again(story.dpo))
    assert "Zqnotezq" not in text and "Corin" not in text
    assert "Incident reported" not in json.dumps(lists.content)  # whoever looks through the lists learns of no case


def test_no_part_for_the_lists_tells_of_a_case(story):
    request = own(story.reporter)
    lists = gathered(request, story.dpo)[0]

    told = json.dumps(lists.content)
    assert story.about_wren.reference not in told and "Zq" not in told


def test_the_file_goes_after_its_days_with_the_parts_it_was_made_of(story):
    request, bundle = whole(story)

    assert let_bundles_go(timezone.now() + dt.timedelta(days=29)) == 0
    assert let_bundles_go(timezone.now() + dt.timedelta(days=31)) == 1

    assert fresh(bundle).gone_at and fresh(bundle).sha256 == bundle.sha256
    assert {json.dumps(part.content) for part in request.parts.all()} == {"{}"}
    with pytest.raises((NotAllowed, WrongState)):
        fetch_bundle(bundle=fresh(bundle), by=again(story.mother))


def test_a_mother_who_lost_parental_responsibility_fetches_nothing(story):
    _, bundle = whole(story)
    PupilContact.objects.filter(user=story.mother).update(has_parental_responsibility=False)

    with pytest.raises(NotAllowed):
        fetch_bundle(bundle=bundle, by=again(story.mother))


def test_nothing_is_gathered_before_it_is_known_who_asks_and_about_whom(story):
    request = received(story.school.office)
    for needed in ("whose data", "how you know who asks"):
        with pytest.raises(WrongState, match=needed):
            gather_parts(request=fresh(request), by=again(story.dpo))
        if needed == "whose data":
            say_whose(request=request, by=again(story.school.office), contact=story.wren.contacts.first())
    known_person(request, story.school.office, contact=story.wren.contacts.first())

    assert gather_parts(request=fresh(request), by=again(story.dpo)) >= 1


def test_a_case_about_the_officer_is_handed_over_apart_and_stands_in_no_number_of_theirs(story):
    linked = (
        Linked(Part.SUBJECT, Standing.STAFF, str(story.dpo), user=story.dpo),
        Linked(Part.AFFECTED, Standing.PUPIL, str(story.wren), pupil=story.wren),
    )
    report(story.reporter, *linked, words="Zqofficerzq before Wren.")
    request = story.ask()
    parts = gathered(request, story.dpo)
    apart = next(part for part in parts if part.is_apart)
    words = number_of(apart, "Zqofficerzq")
    give(part=apart, number=words, reason="She was hurt by it.", by=again(story.school.head))
    checked(apart, story.school.head, story.school.chair)
    gather_parts(request=fresh(request), by=again(story.dpo))  # nothing says that one was handed over apart before
    assert request.parts.filter(pk=apart.pk).exists()
    checked(part_of(request, Kind.LISTS), story.school.head, story.dpo)
    checked(request.parts.get(case=story.about_wren), story.school.head, story.school.dsl)
    with pytest.raises(WrongState, match="No part waits"):  # nor does the reminder tell of it
        BundlePart.objects.filter(pk=apart.pk).update(checked_at=None, checked_by=None)
        remind_of_parts(request=fresh(request), by=again(story.dpo))
    main = bundled(request, story.dpo)  # the officer waits for nothing they may not know of
    assert "Zqofficerzq" not in all_text(files_of(main, story.dpo))
    assert "Zqofficerzq" in all_text(files_of(fresh(apart).bundle, story.mother))
    with pytest.raises(NotAllowed):
        fetch_bundle(bundle=fresh(apart).bundle, by=again(story.dpo))
