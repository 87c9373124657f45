"""Files of a case: added with their rows or not at all, opened and recorded, sealed for everybody."""

import datetime as dt
import errno
import os
import uuid

import pytest
import time_machine
from django.core.files.storage import storages
from django.db import OperationalError, transaction
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents import evidence_store
from incidents.actions.dealing import assign_case
from incidents.actions.evidence import add_evidence, open_evidence, seal_evidence
from incidents.actions.evidence_ending import sweep_evidence
from incidents.actions.faults import NotAllowed, WrongState
from incidents.actions.people import say_it_is_about_me
from incidents.evidence_shown import evidence_added_by, evidence_of
from incidents.evidence_store import NotKept
from incidents.models import EvidenceFile, TimelineEntry
from incidents.walls import Standing
from people.models import Notification

from .filed import added, on_the_disk, safe
from .made import about, again, report


def _told(case) -> list[tuple[str, str]]:
    mails = Notification.objects.filter(subject__startswith=case.reference)
    return sorted(mails.values_list("address", "subject"))


def _events(case, verb: Verb) -> list[AuditEvent]:
    return list(AuditEvent.objects.about(case).filter(verb=verb))


def test_files_are_kept_under_names_by_chance_with_both_digests(school):
    case = report(school.reporter)

    add_evidence(case=case, files=[safe(b"one"), safe(b"two")], note=" Seen. ", form_key=uuid.uuid4(), by=school.head)

    one, two = EvidenceFile.objects.filter(case=case)
    assert [evidence_store.read(file.kept_as) for file in (one, two)] == [b"one", b"two"]
    assert [(file.name, file.note, file.size_bytes, file.added_by) for file in (one, two)] == [
        ("chat.txt", "Seen.", 3, school.head)
    ] * 2
    assert (one.sha256_kept, one.sha256_received) == (safe(b"one").sha256_kept, safe(b"one").sha256_received)
    assert sorted(file.kept_as for file in (one, two)) == [f"evidence/{name}" for name in on_the_disk()]
    assert "chat" not in one.kept_as and len(one.kept_as) == len("evidence/") + 40
    assert [event.details for event in _events(case, Verb.EVIDENCE_ADDED)] == [{"files": 2}]
    assert case.timeline.get(kind=TimelineEntry.Kind.EVIDENCE).what == "Evidence added: 2 files."


def test_files_lie_for_the_portal_alone_and_have_no_address(school):
    file = added(report(school.reporter), school.head)

    path = storages["evidence"].path(file.kept_as)
    assert [oct(os.stat(where).st_mode & 0o777) for where in (path, os.path.dirname(path))] == ["0o600", "0o700"]
    with pytest.raises(ValueError, match="no address"):
        storages["evidence"].url(file.kept_as)


def test_sent_twice_with_one_form_they_are_kept_once(school):
    case, key = report(school.reporter), uuid.uuid4()

    counts = [add_evidence(case=case, files=[safe()], note="", form_key=key, by=school.head) for _ in range(2)]

    assert (counts, case.evidence.count(), len(on_the_disk())) == ([1, 0], 1, 1)


def test_without_its_row_no_file_stays(school):
    case, other = report(school.reporter), report(school.reporter)
    taken = added(case, school.head)
    key_of_another_entry = other.timeline.first().form_key

    with pytest.raises(WrongState), transaction.atomic():
        add_evidence(case=case, files=[safe(), safe()], note="", form_key=key_of_another_entry, by=school.head)

    assert on_the_disk() == [taken.kept_as.removeprefix("evidence/")]
    assert case.evidence.count() == 1


def test_where_the_disk_is_full_nothing_is_kept_and_it_is_said(school, settings):
    case = report(school.reporter)
    settings.DISK_FLOOR_BYTES = 10**18

    with pytest.raises(NotKept, match="What you wrote is still here"):
        added(case, school.head)

    assert (on_the_disk(), case.evidence.count(), _events(case, Verb.EVIDENCE_ADDED)) == ([], 0, [])
    settings.DISK_FLOOR_BYTES = 0
    assert added(case, school.head).size_bytes


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
        OperationalError("could not extend file: No space left on device"),
    ],
)
def test_whatever_has_no_room_to_write_it_is_said_in_the_same_words(school, fault):
    with pytest.raises(NotKept), evidence_store.written([b"one"]):
        raise fault
    assert on_the_disk() == []


def test_another_fault_of_the_database_is_not_called_a_full_disk(school):
    with pytest.raises(OperationalError), evidence_store.written([b"one"]):
        raise OperationalError("database is locked")
    assert on_the_disk() == []


def test_what_a_crash_left_without_a_row_goes_after_a_day(school):
    kept = added(report(school.reporter), school.head)
    with evidence_store.written([b"left over"]):
        pass

    now = sweep_evidence(timezone.now())
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=400)):
        later = sweep_evidence(timezone.now())

    assert (now, later) == (0, 1)
    assert on_the_disk() == [kept.kept_as.removeprefix("evidence/")]


def test_who_deals_with_a_case_is_told_by_its_reference(school):
    case = report(school.reporter)
    Notification.objects.all().delete()

    added(case, school.reporter)

    assert _told(case) == [(school.head.email, f"{case.reference}: something was added")]


def test_to_a_closed_case_nothing_is_added(school):
    case = report(school.reporter)
    type(case).objects.filter(pk=case.pk).update(state="closed", closed_at=timezone.now())

    with pytest.raises(WrongState, match="nothing can be added"):
        added(case, school.head)
    assert on_the_disk() == []


# --- while reporting ------------------------------------------------------------------------------------------


def _walls(school):
    return {
        "pupil": [],
        "staff": [about(school.colleague)],
        "head": [about(school.head, Standing.HEAD)],
        "governor": [about(school.governor, Standing.GOVERNOR)],
        "chair": [about(school.chair, Standing.CHAIR)],
    }


@pytest.mark.parametrize("wall", ["pupil", "staff", "head", "governor", "chair"])
def test_a_reporter_adds_for_an_hour_behind_every_wall_and_later_only_about_pupils(school, wall):
    case = report(school.reporter, *_walls(school)[wall])

    assert added(case, school.reporter, is_reporting=True).added_by == school.reporter
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        if wall == "pupil":
            assert added(case, school.reporter, is_reporting=True)
        else:
            with pytest.raises(NotAllowed):
                added(case, school.reporter, is_reporting=True)


def test_while_reporting_is_for_the_reporter_and_nobody_else(school):
    case = report(school.reporter, about(school.colleague))

    for somebody in (school.handler, school.colleague, school.dsl, school.chair):
        with pytest.raises(NotAllowed):
            added(case, somebody, is_reporting=True)


def test_a_reporter_whom_it_turns_out_to_be_about_adds_nothing_more(school):
    case = report(school.reporter)
    assign_case(case=case, user=school.reporter, by=school.head)
    say_it_is_about_me(case=case, by=again(school.reporter))

    with pytest.raises(NotAllowed):
        added(case, again(school.reporter), is_reporting=True)


# --- opened ---------------------------------------------------------------------------------------------------


def test_a_file_is_opened_by_who_reads_the_case_and_each_opening_is_recorded(school):
    case = report(school.reporter)
    file = added(case, school.reporter)

    found = [open_evidence(evidence=file, by=user)[1] for user in (school.head, school.dsl, school.head)]

    assert found == [b"It was in the class chat.\n"] * 3
    assert [event.by_id for event in _events(case, Verb.EVIDENCE_OPENED)] == [
        user.pk for user in (school.head, school.dsl, school.head)
    ]


def test_a_reporter_opens_no_file_their_own_neither(school):
    case = report(school.reporter)
    file = added(case, school.reporter)

    with pytest.raises(NotAllowed):
        open_evidence(evidence=file, by=school.reporter)
    assert _events(case, Verb.EVIDENCE_OPENED) == []


@pytest.mark.parametrize("harm", [b"It was in the class chat!\n", None])
def test_bytes_that_are_not_those_that_were_kept_are_not_given_out(school, harm):
    case = report(school.reporter)
    file = added(case, school.reporter)
    path = storages["evidence"].path(file.kept_as)
    os.unlink(path)
    if harm:
        with open(path, "wb") as out:
            out.write(harm)

    with pytest.raises(WrongState, match="damaged or missing"):
        open_evidence(evidence=file, by=school.head)
    assert _events(case, Verb.EVIDENCE_OPENED) == []


# --- sealed ---------------------------------------------------------------------------------------------------


def test_sealed_it_is_open_to_nobody_and_head_and_safeguarding_lead_are_told(school):
    case = report(school.reporter)
    file = added(case, school.reporter)
    Notification.objects.all().delete()

    seal_evidence(evidence=file, by=school.reporter)
    seal_evidence(evidence=file, by=school.head)

    for user in (school.head, school.dsl, school.reporter):
        with pytest.raises(NotAllowed):
            open_evidence(evidence=file, by=user)
    said = f"{case.reference}: a file was sealed"
    assert _told(case) == sorted([(school.dsl.email, said), (school.head.email, said)])
    assert [event.by_id for event in _events(case, Verb.EVIDENCE_SEALED)] == [school.reporter.pk]
    assert case.timeline.filter(what__contains="sealed").count() == 1


def test_of_a_file_sealed_in_a_case_about_the_head_only_who_may_know_is_told(school):
    case = report(school.reporter, about(school.head, Standing.HEAD))
    file = added(case, school.reporter, is_reporting=True)
    Notification.objects.all().delete()

    seal_evidence(evidence=file, by=school.reporter)

    assert _told(case) == [(school.chair.email, f"{case.reference}: a file was sealed")]


def test_of_a_case_about_staff_the_safeguarding_lead_is_told_where_it_is_marked(school):
    plain = report(school.reporter, about(school.colleague))
    marked = report(school.reporter, about(school.colleague), child_at_risk=True)
    for case in (plain, marked):
        seal_evidence(evidence=added(case, school.head), by=school.head)

    sealed = Notification.objects.filter(subject__endswith="sealed").values_list("address", "subject")
    assert list(sealed) == [(school.dsl.email, f"{marked.reference}: a file was sealed")]


def test_nobody_seals_what_they_neither_read_nor_added(school):
    case = report(school.reporter, about(school.colleague))
    file = added(case, school.head)

    for somebody in (school.reporter, school.colleague, school.dsl, school.chair, school.office):
        with pytest.raises(NotAllowed):
            seal_evidence(evidence=file, by=somebody)
    assert not EvidenceFile.objects.sealable_by(school.reporter).exists()
    assert list(EvidenceFile.objects.sealable_by(school.head)) == [file]


# --- listed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_files_as_for_one(school, django_assert_num_queries, count):
    case = report(school.reporter)
    for _ in range(count):
        seal_evidence(evidence=added(case, school.reporter), by=school.head)

    head = again(school.head)
    _ = head.roles
    with django_assert_num_queries(2):
        shown = evidence_of(case, head)
        assert [(str(one.file.added_by), str(one.file.sealed_by), one.destruction) for one in shown.files] == [
            (str(school.reporter), str(school.head), None)
        ] * count


def test_the_list_says_what_each_reader_may_do(school):
    case = report(school.reporter, about(school.colleague))
    open_one = added(case, school.head)
    sealed = seal_evidence(evidence=added(case, school.reporter, is_reporting=True), by=school.head)
    assign_case(case=case, user=school.handler, by=school.head)

    def _may(user):
        shown = evidence_of(case, again(user))
        return shown.may_add, {one.file.pk: (one.may_open, one.may_seal, one.may_destroy) for one in shown.files}

    assert _may(school.head) == (True, {open_one.pk: (True, True, False), sealed.pk: (False, False, True)})
    assert _may(school.handler) == (False, {open_one.pk: (True, False, False), sealed.pk: (False, False, False)})
    assert _may(school.reporter) == (False, {})
    assert _may(school.colleague) == (False, {})
    own = evidence_added_by(case, school.reporter)
    assert [(one.file.pk, one.may_open, one.may_seal) for one in own] == [(sealed.pk, False, False)]
