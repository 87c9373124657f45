"""A sealed file is destroyed by two people, one of each; it is left out of backups before that."""

import pytest

from audit.models import AuditEvent, Verb
from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction, confirm_destruction, sweep_evidence
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.models import EvidenceFile
from incidents.walls import Standing
from people.models import User
from people.roles import Role
from tests.factories import UserFactory
from todwick_portal.backups import files

from .filed import added, on_the_disk
from .made import about, report

WHY = "On the advice of the police, by telephone."


def _sealed(school, *people, **more) -> EvidenceFile:
    case = report(school.reporter, *people, **more)
    return seal_evidence(evidence=added(case, school.reporter, is_reporting=True), by=school.reporter)


def _on_commit(django_capture_on_commit_callbacks, file: EvidenceFile, by: User) -> EvidenceFile:
    with django_capture_on_commit_callbacks(execute=True):
        confirm_destruction(evidence=file, by=by)
    return EvidenceFile.objects.get(pk=file.pk)


@pytest.mark.parametrize(("first", "second"), [("head", "dsl"), ("dsl", "head")])
def test_one_asks_and_the_other_confirms_and_the_row_stays(school, first, second, django_capture_on_commit_callbacks):
    file = _sealed(school)
    asks, confirms = getattr(school, first), getattr(school, second)

    ask_destruction(evidence=file, reason=WHY, by=asks)
    assert len(on_the_disk()) == 1
    gone = _on_commit(django_capture_on_commit_callbacks, file, confirms)

    assert (on_the_disk(), gone.name, bool(gone.destroyed_at)) == ([], "chat.txt", True)
    assert (gone.destruction.reason, gone.destruction.asked_by, gone.destruction.confirmed_by) == (WHY, asks, confirms)
    events = AuditEvent.objects.about(file.case).filter(verb__startswith="evidence.destr").order_by("sequence")
    assert [(event.verb, event.by_id) for event in events] == [
        (Verb.EVIDENCE_DESTRUCTION_ASKED, asks.pk),
        (Verb.EVIDENCE_DESTROYED, confirms.pk),
    ]
    assert AuditEvent.objects.filter(details__icontains="police").count() == 0


def test_nobody_confirms_what_they_asked_for(school):
    file = _sealed(school)
    ask_destruction(evidence=file, reason=WHY, by=school.head)

    with pytest.raises(CannotBeSo, match="the other confirms"):
        confirm_destruction(evidence=file, by=school.head)
    assert len(on_the_disk()) == 1


def test_two_safeguarding_leads_are_not_one_of_each(school):
    file, deputy = _sealed(school), UserFactory(role=Role.DSL)
    ask_destruction(evidence=file, reason=WHY, by=school.dsl)

    with pytest.raises(CannotBeSo, match="the other confirms"):
        confirm_destruction(evidence=file, by=deputy)
    assert len(on_the_disk()) == 1


def test_only_a_sealed_file_with_a_reason_is_destroyed_and_it_is_asked_for_once(school):
    case = report(school.reporter)
    open_one, file = added(case, school.head), _sealed(school)

    with pytest.raises(WrongState, match="Only a sealed"):
        ask_destruction(evidence=open_one, reason=WHY, by=school.head)
    with pytest.raises(CannotBeSo, match="Write why"):
        ask_destruction(evidence=file, reason="  ", by=school.head)
    with pytest.raises(WrongState, match="Nobody has asked"):
        confirm_destruction(evidence=file, by=school.dsl)
    ask_destruction(evidence=file, reason=WHY, by=school.head)
    with pytest.raises(WrongState, match="asked for already"):
        ask_destruction(evidence=file, reason=WHY, by=school.dsl)


def test_destroyed_twice_it_is_said(school, django_capture_on_commit_callbacks):
    file = _sealed(school)
    ask_destruction(evidence=file, reason=WHY, by=school.head)
    _on_commit(django_capture_on_commit_callbacks, file, school.dsl)

    with pytest.raises(WrongState, match="destroyed already"):
        confirm_destruction(evidence=file, by=school.dsl)


def test_nobody_else_asks(school):
    file, other = _sealed(school), _sealed(school, about(school.head, Standing.HEAD))

    for somebody in (school.reporter, school.chair, school.clerk, school.office, school.colleague):
        with pytest.raises(NotAllowed):
            ask_destruction(evidence=file, reason=WHY, by=somebody)
    for somebody in (school.head, school.dsl):
        with pytest.raises(NotAllowed):
            ask_destruction(evidence=other, reason=WHY, by=somebody)


def test_bytes_that_a_crash_left_after_the_destruction_go_with_the_sweep(school):
    file = _sealed(school)
    ask_destruction(evidence=file, reason=WHY, by=school.head)
    confirm_destruction(evidence=file, by=school.dsl)  # what follows the commit does not run in a test by itself

    assert on_the_disk() == [file.kept_as.removeprefix("evidence/")]
    assert sweep_evidence(file.added_at.replace(year=2090)) == 1
    assert on_the_disk() == []


def test_a_backup_takes_along_what_is_open_and_leaves_out_what_is_sealed(school):
    case = report(school.reporter)
    kept, sealed = added(case, school.head), added(case, school.head)
    before = {name for name, _ in files.present()}

    seal_evidence(evidence=sealed, by=school.head)

    assert before == {f"files/{file.kept_as}" for file in (kept, sealed)}
    assert {name for name, _ in files.present()} == {f"files/{kept.kept_as}"}
