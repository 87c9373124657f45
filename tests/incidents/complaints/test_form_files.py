"""Files of a complaint: made safe, kept with the draft, evidence once it is sent, gone when it is not."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import evidence_store
from incidents.actions.complaint_drafts import sweep_drafts
from incidents.actions.evidence_ending import sweep_evidence
from incidents.models import ComplaintDraft, DraftFile, EvidenceFile
from incidents.views.complaints import throttle
from tests.incidents.filed import on_the_disk, safe
from todwick_portal.backups.files import present

from .filled import Complaining

WORDS = {"words": "The gate was open.", "happened_when": "today"}


@pytest.fixture
def writing(school, monkeypatch) -> Complaining:
    """The child process that makes files safe is tested apart."""
    monkeypatch.setattr("incidents.forms.evidence.made_safe", lambda content, name, limits: safe(content, name))
    return Complaining().fill("you")


def _add(writing: Complaining, *names: str, **more: Any) -> Any:
    files = [SimpleUploadedFile(name, b"It was in the class chat.\n") for name in names]
    return writing.to("what", **WORDS, evidence=files, **(more or {"add": "1"}))


def test_beside_the_box_stands_what_must_never_be_sent(writing):
    page = writing.look("what").content.decode()

    assert page.index("Never send a naked or sexual picture of a child.") < page.index('name="evidence"')


def test_a_file_is_kept_under_a_name_by_chance_and_can_be_taken_off(writing):
    _add(writing, "chat.txt")
    page, file = writing.look("what"), DraftFile.objects.get()

    assert "chat.txt" in page.content.decode()
    assert (file.kept_as, "The gate was open." in page.content.decode()) == (f"evidence/{on_the_disk()[0]}", True)
    writing.to("what", **WORDS, remove=str(file.public_id))
    assert not DraftFile.objects.exists()


def test_going_on_takes_the_file_along_too(writing):
    assert _add(writing, "chat.txt", go="1").headers["Location"] == writing.at("who")
    assert DraftFile.objects.count() == 1


def test_a_file_of_another_browser_cannot_be_taken_off(writing):
    _add(writing, "chat.txt")
    Complaining().fill("you").to("what", **WORDS, remove=str(DraftFile.objects.get().public_id))

    assert DraftFile.objects.count() == 1


def test_more_than_five_are_told_to_be_too_many_and_the_words_stay(writing):
    _add(writing, *[f"{number}.txt" for number in range(5)])
    answer = _add(writing, "6.txt")

    assert answer.status_code == 422
    assert "Up to 5 files fit." in answer.content.decode()
    assert DraftFile.objects.count() == 5
    assert writing.draft.page("what")["words"] == ["The gate was open."]


def test_too_many_from_one_address_wait_and_the_words_stay(writing, monkeypatch):
    monkeypatch.setattr(throttle, "FILES_BY_ONE", 1)
    _add(writing, "1.txt")

    assert "Add this one in" in _add(writing, "2.txt").content.decode()
    assert DraftFile.objects.count() == 1


def test_where_the_disk_is_full_the_file_is_not_added_and_the_words_stay(writing, settings):
    settings.DISK_FLOOR_BYTES = 10**18
    answer = _add(writing, "chat.txt")

    assert "the portal has no room to write just now" in answer.content.decode()
    assert (on_the_disk(), DraftFile.objects.count()) == ([], 0)
    assert writing.draft.page("what")["words"] == ["The gate was open."]


def test_once_sent_it_is_evidence_of_the_complaint_under_the_same_name(writing):
    _add(writing, "chat.txt")
    kept_as = DraftFile.objects.get().kept_as
    for page, answers in (("what", WORDS), ("who", {"about": "head"}), ("tried", {"wish": "A lock."})):
        writing.to(page, **answers)
    writing.send()

    evidence = EvidenceFile.objects.get()
    assert (evidence.kept_as, evidence.name, evidence.added_by) == (kept_as, "chat.txt", None)
    assert evidence.case.complaint.words == "The gate was open."
    assert (ComplaintDraft.objects.count(), DraftFile.objects.count()) == (0, 0)
    assert evidence_store.read(kept_as) == b"It was in the class chat.\n"


def test_the_sweep_of_evidence_leaves_the_files_of_drafts_alone_and_a_backup_takes_them(writing):
    _add(writing, "chat.txt")
    later = timezone.now() + dt.timedelta(days=900)

    assert sweep_evidence(later) == 0
    assert len(on_the_disk()) == 1
    assert f"files/{DraftFile.objects.get().kept_as}" in {name for name, _ in present()}


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_let_go_or_runs_out_takes_its_bytes_along(transactional_tables, writing):
    _add(writing, "chat.txt")
    writing.to("stop")
    assert on_the_disk() == []

    writing.fill("you")
    _add(writing, "chat.txt")
    assert sweep_drafts(timezone.now() + dt.timedelta(hours=25)) == 1
    assert on_the_disk() == []
