"""A file of a case goes along where somebody said so and a second person saw it; silence encloses nothing."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents import evidence_store
from incidents.actions.bundle_files import FilesShut, decide_file, open_part_file
from incidents.actions.bundle_parts import release_part, withhold_part
from incidents.actions.bundles import check_part, fetch_bundle
from incidents.actions.evidence import seal_evidence
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.reporting import Linked
from incidents.actions.sealing_again import seal_again
from incidents.models import BundlePart, Case, CasePerson, EvidenceFile
from incidents.rights.leading import to_check
from incidents.rights.pieces import Exempt, LeftOut
from incidents.sealed_list import Sealed
from incidents.walls import Standing
from people.models import Notification, User
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added
from tests.incidents.made import again, report
from tests.incidents.pages import page_of, send, text_of

from .asked import (
    Kind,
    bundled,
    checked,
    data_of,
    files_of,
    fresh,
    gathered,
    known_person,
    own,
    received,
    say,
)

pytestmark = pytest.mark.django_db
Part = CasePerson.Part
HERS, THEIRS = b"Zqherszq was in the class chat.\n", b"Zqtheirszq, by others.\n"


@pytest.fixture
def case(school, wren) -> Case:
    """About Wren, with two files."""
    found = report(school.reporter, Linked(Part.SUBJECT, Standing.PUPIL, str(wren), pupil=wren))
    for content in (HERS, THEIRS):
        added(found, again(school.head), content)
    return found


@pytest.fixture
def part(school, dpo, wren, mother, case) -> BundlePart:
    return gathered(own(mother, pupil=wren), dpo)[1]


def places(part: BundlePart) -> list[int]:
    """Where the files stand in the part."""
    return [number for number, piece in enumerate(part.pieces) if "file" in piece]


def decide(part: BundlePart, by: User, number: int, leave_out: str = "", reason: str = "Corin stands in it.") -> None:
    decide_file(part=fresh(part), number=places(part)[number], leave_out=leave_out, reason=reason, by=again(by))


def decided(part: BundlePart, by: User) -> None:
    """The first goes along, the second does not."""
    decide(part, by, 0)
    decide(part, by, 1, LeftOut.SHOWS)


def sealed(case: Case, by: User, number: int = 0) -> EvidenceFile:
    return seal_evidence(evidence=case.evidence.order_by("pk")[number], by=again(by))


def lists_checked(part: BundlePart, school, dpo) -> None:
    checked(part.request.parts.get(kind="lists"), school.head, dpo)


def the_file(part: BundlePart, number: int = 0) -> str:
    return reverse("incidents:bundle-part-evidence", args=[part.public_id, places(part)[number]])


def test_the_whole_way_from_the_decision_to_the_zip(client, school, dpo, mother, part):
    first, second = places(part)
    said = text_of(page_of(client, school.head, "bundle-part", part.public_id))
    assert "Not enclosed: not looked at" in said and "Nobody has looked at these files." in said
    typed = {"revision": str(part.revision), "goes": "shows", "reason": ""}
    refused = send(client, school.head, "bundle-part-piece", part.public_id, second, **typed)
    assert refused.status_code == 400 and "Write why it stays out." in text_of(refused)
    send(client, school.head, "bundle-part-piece", part.public_id, second, **(typed | {"reason": "Zqreasonzq"}))
    typed = {"revision": str(fresh(part).revision), "goes": "enclose", "reason": ""}
    send(client, school.head, "bundle-part-piece", part.public_id, first, **typed)
    send(client, school.head, "bundle-part-release", part.public_id, revision=str(fresh(part).revision))

    seen = text_of(page_of(client, school.dsl, "bundle-part", part.public_id))
    assert "Not enclosed: it shows somebody else. Zqreasonzq" in seen and "Enclosed" in seen
    opened = client.get(the_file(part))
    assert opened.content == HERS and opened["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.about(part.case).filter(verb=Verb.EVIDENCE_OPENED, by=school.dsl).count() == 1
    send(client, school.dsl, "bundle-part-check", part.public_id, revision=str(fresh(part).revision))
    lists_checked(part, school, dpo)
    bundle = bundled(part.request, dpo)

    files, data = files_of(bundle, mother), data_of(bundle, mother)
    name = f"files/2-incident-{part.case.reference.lower()}-1.txt"
    assert [one for one in files if one.startswith("files/")] == [name] and files[name] == HERS
    digest = hashlib.sha256(HERS).hexdigest()
    assert data["files"] == [{"name": name, "type": "text/plain; charset=utf-8", "bytes": len(HERS), "sha256": digest}]
    assert bundle.facts["files"] == {"enclosed": 1, "left_out": {"shows": 1}} == data["counts"]["files"]
    listed = next(one for one in data["parts"][1]["sections"] if one["key"] == "files")["rows"]
    assert listed[0][0]["file"] == name and listed[0][0]["text"].endswith(f"Enclosed as {name}.")
    assert listed[1][0]["text"].endswith("Not enclosed: it shows somebody else.")
    assert "Zqreasonzq" not in json.dumps(data) and "chat.txt" not in json.dumps(data["files"])
    assert "1 file enclosed." in text_of(page_of(client, dpo, "data-request", part.request.public_id))


def test_silence_encloses_nothing_and_nothing_undecided_is_released(school, dpo, part):
    with pytest.raises(CannotBeSo, match=r"Nobody has looked at: File 1, File 2\."):
        release_part(part=part, by=again(school.head))
    decide(part, school.head, 0, LeftOut.WORDS)
    with pytest.raises(CannotBeSo, match=r"looked at: File 2\."):
        release_part(part=fresh(part), by=again(school.head))
    decide(part, school.head, 1, LeftOut.WORDS)

    assert release_part(part=fresh(part), by=again(school.head)).released_at


def test_the_page_of_a_part_leads_to_each_file_that_waits(client, school, part):
    decide(part, school.head, 0, LeftOut.WORDS)

    page = page_of(client, school.head, "bundle-part", part.public_id)
    (place,) = page.context["undecided"]

    address = reverse("incidents:bundle-part-piece", args=[part.public_id, place])
    assert f'<a class="tap" href="{address}">File 2</a>' in page.content.decode()
    assert "File 2:" in text_of(client.get(address))


def test_a_part_that_is_withheld_whole_asks_for_no_file_and_takes_none_along(school, dpo, mother, part):
    decide(part, school.head, 0)
    withhold_part(part=fresh(part), why=Exempt.HARM, reason="So.", by=again(school.head))
    checked(part, school.head, school.dsl)
    lists_checked(part, school, dpo)

    assert not [one for one in files_of(bundled(part.request, dpo), mother) if one.startswith("files/")]


# --- sealed and destroyed -----------------------------------------------------------------------------------------


def test_what_was_sealed_before_is_listed_as_that_and_can_never_be_enclosed(client, school, dpo, wren, mother, case):
    sealed(case, school.head)
    part = gathered(own(mother, pupil=wren), dpo)[1]

    with pytest.raises(CannotBeSo, match="sealed or destroyed"):
        decide(part, school.head, 0)
    with pytest.raises(CannotBeSo, match="Nobody has looked at: File 2"):
        release_part(part=fresh(part), by=again(school.head))
    said = text_of(page_of(client, school.head, "bundle-part", part.public_id))
    assert "Not enclosed: it is sealed: nobody may open it" in said
    assert client.get(the_file(part)).status_code == 404


def test_what_is_sealed_while_it_is_looked_through_is_left_out_because_it_is_sealed(client, school, part):
    with pytest.raises(CannotBeSo, match="not sealed"):
        decide(part, school.head, 0, LeftOut.SEALED)
    decided(part, school.head)
    sealed(part.case, school.head)

    client.force_login(school.head)
    assert "It was sealed or destroyed" in text_of(client.get(the_file(part), follow=True))
    with pytest.raises(CannotBeSo, match="File 1 was sealed since it was enclosed"):
        release_part(part=fresh(part), by=again(school.head))
    decide(part, school.head, 0, LeftOut.SEALED, reason="")
    assert release_part(part=fresh(part), by=again(school.head)).released_at


def test_what_is_sealed_after_the_release_is_not_checked(client, school, part):
    decided(part, school.head)
    release_part(part=fresh(part), by=again(school.head))
    sealed(part.case, school.head)

    send(client, school.dsl, "bundle-part-check", part.public_id, revision=str(fresh(part).revision))

    said = text_of(page_of(client, school.dsl, "bundle-part", part.public_id))
    assert "File 1 was sealed. Send the part back" in said and fresh(part).checked_at is None


@pytest.mark.parametrize("what", ["sealed", "destroyed", "damaged"])
def test_what_was_sealed_after_the_check_stops_the_freezing_and_the_part_goes_back(client, school, dpo, part, what):
    decided(part, school.head)
    checked(part, school.head, school.dsl)
    lists_checked(part, school, dpo)
    if what == "damaged":
        (Path(settings.MEDIA_ROOT) / part.case.evidence.order_by("pk")[0].kept_as).write_bytes(b"another")
    else:
        file = sealed(part.case, school.head)
        if what == "destroyed":
            EvidenceFile.objects.filter(pk=file.pk).update(destroyed_at=timezone.now())
    send(client, dpo, "data-request-bundle", part.request.public_id)

    officers = text_of(page_of(client, dpo, "data-request", part.request.public_id))
    assert "The part went back to those who look through it" in officers
    assert part.case.reference not in officers and not part.request.bundles.exists()
    back = fresh(part)
    assert (back.released_at, back.checked_at) == (None, None)
    words = "is damaged or missing on the server" if what == "damaged" else f"was {what}"
    assert f"File 1 {words}" in text_of(page_of(client, school.head, "bundle-part", part.public_id))
    decide(part, school.head, 0, LeftOut.WORDS)
    checked(part, school.head, school.dsl)
    assert bundled(part.request, dpo).facts["files"] == {"enclosed": 0, "left_out": {"shows": 1, "words": 1}}


def test_with_a_file_that_is_sealed_after_the_freezing_the_bundle_is_gone_at_once(
    school, dpo, mother, part, django_capture_on_commit_callbacks
):
    decided(part, school.head)
    checked(part, school.head, school.dsl)
    lists_checked(part, school, dpo)
    bundle = bundled(part.request, dpo)
    with django_capture_on_commit_callbacks(execute=True):
        sealed(part.case, school.head, 1)  # one that stays out changes nothing
    assert fetch_bundle(bundle=bundle, by=again(mother))
    with django_capture_on_commit_callbacks(execute=True):
        sealed(part.case, school.head)

    assert fresh(bundle).gone_at and fresh(part).content == {}
    with pytest.raises(FileNotFoundError):
        evidence_store.read(bundle.kept_as)
    for user in (mother, dpo):
        with pytest.raises((NotAllowed, WrongState)):
            fetch_bundle(bundle=bundle, by=again(user))
    gone = AuditEvent.objects.about(part.request).filter(verb=Verb.RIGHTS_BUNDLE_LET_GO).get()
    assert (gone.by, gone.actor) == (None, "worker")
    mails = Notification.objects.filter(subject__contains="what was put together is gone")
    assert [mail.user for mail in mails] == [dpo]


def test_after_a_restore_that_brings_such_a_bundle_back_it_goes_again(
    school, dpo, part, django_capture_on_commit_callbacks
):
    decided(part, school.head)
    checked(part, school.head, school.dsl)
    lists_checked(part, school, dpo)
    bundle = bundled(part.request, dpo)
    file = part.case.evidence.order_by("pk")[0]
    with django_capture_on_commit_callbacks(execute=True):
        seal_again({file.kept_as: Sealed(file.kept_as, file.sha256_kept, timezone.now())})

    assert fresh(bundle).gone_at
    with pytest.raises(FileNotFoundError):
        evidence_store.read(bundle.kept_as)


# --- who ------------------------------------------------------------------------------------------------------------


def test_nobody_who_may_not_read_the_case_gets_the_file_by_the_pages_of_the_bundle(client, school, dpo, mother, part):
    decided(part, school.head)

    def got(user: User) -> int:
        client.force_login(again(user))
        return client.get(the_file(part)).status_code

    assert (got(school.head), got(school.dsl)) == (200, 200)
    before = AuditEvent.objects.filter(verb=Verb.EVIDENCE_OPENED).count()
    others = (dpo, school.office, school.chair, school.vice_chair, school.clerk, school.reporter, mother)
    assert {got(user) for user in others} <= {403, 404}
    release_part(part=fresh(part), by=again(school.head))
    assert {got(user) for user in others} <= {403, 404}
    assert AuditEvent.objects.filter(verb=Verb.EVIDENCE_OPENED).count() == before
    with pytest.raises(NotAllowed):
        open_part_file(part=fresh(part), number=places(part)[0], by=again(dpo))
    with pytest.raises(NotAllowed):
        decide(part, dpo, 0)


def about_the_officer(school, dpo, wren, mother) -> BundlePart:
    """A part that is handed over apart, with two files; its second person reads the case by nothing else."""
    linked = (
        Linked(Part.SUBJECT, Standing.STAFF, str(dpo), user=dpo),
        Linked(Part.AFFECTED, Standing.PUPIL, str(wren), pupil=wren),
    )
    found = report(school.reporter, *linked)
    for content in (HERS, THEIRS):
        added(found, again(school.head), content)
    return next(one for one in gathered(own(mother, pupil=wren), dpo) if one.is_apart)


def test_a_second_person_who_does_not_read_the_case_opens_what_goes_and_nothing_else(client, school, dpo, wren, mother):
    part = about_the_officer(school, dpo, wren, mother)
    client.force_login(again(school.chair))
    assert client.get(the_file(part)).status_code == 404
    decided(part, school.head)
    assert client.get(the_file(part)).status_code == 404
    release_part(part=fresh(part), by=again(school.head))

    opened = client.get(the_file(part))
    assert opened.content == HERS and "chat.txt" not in opened["Content-Disposition"]
    assert client.get(the_file(part, 1)).status_code == 404
    assert not Case.objects.visible_to(again(school.chair)).filter(pk=part.case_id).exists()
    assert AuditEvent.objects.about(part.case).filter(verb=Verb.EVIDENCE_OPENED, by=school.chair).count() == 1


def test_a_part_apart_is_frozen_with_its_files_or_not_at_all(school, dpo, wren, mother):
    part = about_the_officer(school, dpo, wren, mother)
    decided(part, school.head)
    release_part(part=fresh(part), by=again(school.head))
    other = part.case.evidence.order_by("pk")[0]
    EvidenceFile.objects.filter(pk=other.pk).update(sealed_at=timezone.now())
    with pytest.raises(FilesShut, match="File 1 was sealed"):
        check_part(part=fresh(part), by=again(school.chair))
    assert not part.request.bundles.exists()
    EvidenceFile.objects.filter(pk=other.pk).update(sealed_at=None)
    check_part(part=fresh(part), by=again(school.chair))

    files = files_of(fresh(part).bundle, mother)
    assert [content for name, content in files.items() if name.startswith("files/")] == [HERS]


@pytest.mark.parametrize("leave_out", ["", LeftOut.SHOWS])
def test_whoever_decided_about_a_file_is_not_the_second_person(school, dpo, part, leave_out):
    decide(part, school.dsl, 0, leave_out)
    decide(part, school.head, 1, LeftOut.SHOWS)
    release_part(part=fresh(part), by=again(school.head))

    with pytest.raises(NotAllowed):
        check_part(part=fresh(part), by=again(school.dsl))
    assert list(to_check(fresh(part))) == [school.chair]


# --- whose ----------------------------------------------------------------------------------------------------------


def going(part: BundlePart) -> list[Any]:
    return [piece["number"] for piece in part.pieces if "file" in piece and not piece.get("withheld")]


def test_whoever_reported_is_told_of_the_files_they_added_and_of_no_other(school, dpo, case):
    added(case, again(school.reporter), is_reporting=True)

    part = next(one for one in gathered(own(school.reporter), dpo) if one.case_id == case.pk)

    assert going(part) == [1] and len(places(part)) == 1
    decide(part, school.head, 0, reason="")
    assert release_part(part=fresh(part), by=again(school.head)).released_at


def test_whoever_complained_without_an_account_is_told_of_the_files_that_came_with_it(school, dpo):
    case = complain()
    added(case, again(school.head))
    EvidenceFile.objects.create(
        case=case, name="a.txt", kept_as="evidence/a", content_type="text/plain; charset=utf-8", size_bytes=9
    )
    request = received(school.office, about_reference=case.reference, asker_name="Nadia Ferrier",
                       about_name="Nadia Ferrier")  # fmt: skip
    say(request, Kind.IDENTITY, school.office, how="known", on=timezone.localdate().isoformat())

    part = next(one for one in gathered(request, dpo) if one.case_id == case.pk)

    assert going(part) == [1] and len(places(part)) == 1


def test_for_a_witness_a_file_is_withheld_until_somebody_encloses_it_with_a_reason(school, dpo, wren):
    case = report(school.reporter, Linked(Part.WITNESS, Standing.PUPIL, "Wren", pupil=wren))
    added(case, again(school.head), HERS)
    request = known_person(received(school.office), school.office, pupil=wren)
    type(request).objects.filter(pk=request.pk).update(may_ask=True)
    part = next(one for one in gathered(request, dpo) if one.case_id == case.pk)
    assert going(part) == []
    with pytest.raises(CannotBeSo, match="Write why it may go"):
        decide(part, school.head, 0, reason=" ")

    decide(part, school.head, 0, reason="It is hers alone.")
    assert going(fresh(part)) == [1]
    decide(part, school.head, 0, LeftOut.SHOWS)
    assert going(fresh(part)) == []


def test_the_page_asks_no_more_for_three_files_than_for_one(client, school, dpo, wren, mother, case):
    def asked(part: BundlePart) -> int:
        client.force_login(again(school.head))
        client.get(part.get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            assert client.get(part.get_absolute_url()).status_code == 200
        return len(found)

    request = own(mother, pupil=wren)
    few = asked(gathered(request, dpo)[1])
    for _ in range(3):
        added(case, again(school.head))

    assert asked(gathered(request, dpo)[1]) == few
