"""A report is released by the head, once, when its term is over and names nobody; then nothing changes it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEvent, Verb
from incidents.actions.closing import close_case
from incidents.actions.faults import NotAllowed, WrongState
from incidents.actions.governing import Changed, Named, add_part, release_report, write_words
from incidents.complaints.abouts import About
from incidents.governing.sealing import digest_of, in_fours, read
from incidents.models import Case, CasePerson, ConfidentialPart, GovernorsReport
from incidents.outcomes import Outcome
from incidents.walls import Standing, Wall
from people.models import RoleAssignment
from people.roles import Role
from tests.factories import PupilFactory, UserFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import about, again, report
from tests.incidents.rules import rule

from .conftest import AUTUMN, IN_JANUARY, NAME, period, released, text

pytestmark = pytest.mark.django_db


def test_a_released_report_is_sealed_with_its_digest_and_the_head_of_the_record(written):
    with time_machine.travel(IN_JANUARY):
        head_of_chain = AuditEvent.objects.order_by("-sequence").first().seal
        found = released(written.head)
    event = AuditEvent.objects.order_by("-sequence").first()

    assert found.digest == digest_of(found.content) and found.is_whole
    assert found.chain_head == head_of_chain == event.previous_seal
    assert event.verb == Verb.REPORT_RELEASED and event.details == {"sha256": found.digest}


def test_nothing_changes_it_and_nobody_deletes_it(written):
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        part = add_part(report=found, words="Nothing this term.", by=written.clerk)
    for rows in (GovernorsReport.objects.filter(pk=found.pk), ConfidentialPart.objects.filter(pk=part.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(content="{}")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")


def test_it_is_not_released_while_its_term_goes_on(written):
    with pytest.raises(WrongState, match="goes on until 31 December 2026"):
        released(written.head)


def test_it_is_released_once(written):
    with time_machine.travel(IN_JANUARY):
        seen, of_term = digest_of(text()), period()
        release_report(period=of_term, school=NAME, seen=seen, by=written.head)
        with pytest.raises(WrongState, match="cannot change"):
            release_report(period=of_term, school=NAME, seen=seen, by=written.head)
        with pytest.raises(WrongState):
            write_words(period=of_term, text="Later.", revision=0, by=written.head)


def test_what_changed_since_the_head_looked_is_not_released_unseen(written):
    with time_machine.travel(IN_JANUARY):
        seen = digest_of(text())
        write_words(period=period(), text="Thank you.", revision=0, by=written.head)
        with pytest.raises(Changed):
            release_report(period=period(), school=NAME, seen=seen, by=written.head)


@pytest.mark.parametrize("who", ["dsl", "chair", "vice_chair", "clerk", "governor", "office", "reporter"])
def test_nobody_else_releases_it_or_writes_in_it(written, who):
    by = getattr(written, who)
    with time_machine.travel(IN_JANUARY):
        with pytest.raises(NotAllowed):
            released(by)
        with pytest.raises(NotAllowed):
            write_words(period=period(), text="Mine.", revision=0, by=by)


def test_it_is_refused_while_it_names_somebody_and_says_where(written):
    PupilFactory(legal_forename="Ottilie", legal_surname="Quarmby")
    with time_machine.travel(IN_JANUARY):
        write_words(period=period(), text="A good term.\nThanks to Ottilie’s mother.", revision=0, by=written.head)
        with pytest.raises(Named) as refused:
            released(written.head)

        assert [leak.said for leak in refused.value.leaks] == [
            "Your words, line 2: “Ottilie” may be somebody’s name. Write it without."
        ]
        assert not GovernorsReport.objects.exists()
        write_words(period=period(), text="A good term.", revision=1, by=written.head)
        assert released(written.head).said["words"] == "A good term."


def test_of_two_who_write_the_second_is_told(written):
    write_words(period=period(), text="First.", revision=0, by=written.head)
    with pytest.raises(Changed):
        write_words(period=period(), text="Second.", revision=0, by=written.head)


def test_the_report_is_shown_from_what_was_frozen_whatever_happens_later(written):
    report(written.reporter, rules=[rule("C1")])
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
    said = found.said
    for _ in range(9):
        report(written.reporter, rules=[rule("C1")])
        complain()

    assert GovernorsReport.objects.get().said == said == read(found.content)


@pytest.mark.parametrize(
    ("who", "reads"),
    [("chair", True), ("vice_chair", True), ("governor", True), ("clerk", True), ("head", False), ("dsl", False),
     ("reporter", False), ("office", False)],
)  # fmt: skip
def test_the_confidential_part_is_for_governors_and_never_for_the_head(written, who, reads):
    with time_machine.travel(IN_JANUARY):
        add_part(report=released(written.head), words="Nothing this term.", by=written.clerk)

    assert ConfidentialPart.objects.visible_to(again(getattr(written, who))).exists() == reads


@pytest.mark.parametrize("role", ["head", "dsl", "staff", "office"])
def test_a_governor_who_leads_or_works_in_the_school_does_not_read_it(written, role):
    with time_machine.travel(IN_JANUARY):
        add_part(report=released(written.head), words="Nothing this term.", by=written.clerk)
        RoleAssignment.objects.create(user=written.governor, role=role)

        assert not ConfidentialPart.objects.visible_to(again(written.governor)).exists()


def test_whom_a_case_about_the_head_is_about_reads_no_part_that_is_added_from_then_on_and_loses_none(written):
    """By the loss they would learn of the case, and by finding one when they are taken off it."""
    with time_machine.travel(IN_JANUARY):
        older = add_part(report=released(written.head), words="Nothing this term.", by=written.clerk)
    case = report(written.reporter)
    Case.objects.filter(pk=case.pk).update(wall=Wall.HEAD)
    linked = CasePerson.objects.create(
        case=case, part="subject", standing=Standing.HEAD, name="Somebody", user=written.governor
    )
    with time_machine.travel(IN_JANUARY + dt.timedelta(days=150)):
        newer = add_part(report=released(written.head, "2026-spring"), words="One is looked into.", by=written.clerk)

        def read_by(user):
            return list(ConfidentialPart.objects.visible_to(again(user)).order_by("pk"))

        assert read_by(written.governor) == [older]
        assert read_by(written.chair) == [older, newer]
        gone = {"taken_off_at": timezone.now(), "taken_off_reason": "Somebody else.", "taken_off_by": written.chair}
        CasePerson.objects.filter(pk=linked.pk).update(**gone)
        assert read_by(written.governor) == [older]


def test_of_two_clerks_whom_a_case_is_about_writes_their_own_part_and_learns_of_no_other(written):
    deputy = UserFactory(role=Role.CLERK)
    report(written.reporter, about(written.head), about(written.clerk))
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        other = add_part(report=found, words="One is with the chair.", by=deputy)
        assert not ConfidentialPart.objects.visible_to(again(written.clerk)).exists()
        own = add_part(report=found, words="Nothing this term.", by=again(written.clerk))

        assert list(ConfidentialPart.objects.visible_to(again(written.clerk))) == [own]
        assert list(ConfidentialPart.objects.visible_to(again(written.governor))) == [other, own]


def test_what_the_chair_adds_beside_the_clerk_no_clerk_reads_and_it_holds_no_number(written):
    """Of complaints too: of six about the head one is about the clerk as well. Nobody finds the one by subtraction."""
    cases = [complain(About.HEAD) for _ in range(6)]
    CasePerson.objects.create(
        case=cases[0], part="subject", standing=Standing.CLERK, name="Somebody", user=written.clerk
    )
    report(written.reporter, about(written.head), about(written.clerk))
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        part = add_part(report=found, words="Nothing this term.", by=again(written.clerk))
        beside = add_part(report=found, words="A matter is looked into.", by=again(written.chair))
        with pytest.raises(WrongState):
            add_part(report=found, words="More.", by=again(written.chair))

        assert part.said["count"] == "5"
        assert set(beside.said) == {"report", "words"}
        assert list(ConfidentialPart.objects.visible_to(again(written.governor))) == [part, beside]
        for clerk in (written.clerk, UserFactory(role=Role.CLERK)):
            assert list(ConfidentialPart.objects.visible_to(again(clerk))) == [part]


def test_the_chair_adds_none_to_the_report_of_a_term_before_the_case_or_after_its_end(written):
    case = report(written.reporter, about(written.head), about(written.clerk))
    close_case(case=case, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=case.revision, by=written.chair)
    with time_machine.travel(IN_JANUARY + dt.timedelta(days=150)):
        during, after = released(written.head), released(written.head, "2026-spring")

        assert list(GovernorsReport.objects.open_to_part(again(written.chair))) == [during]
        assert list(GovernorsReport.objects.open_to_part(again(written.clerk))) == [after, during]


@pytest.mark.parametrize("who", ["head", "chair", "governor", "dsl"])
def test_nobody_but_the_clerk_adds_it(written, who):
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        with pytest.raises(NotAllowed):
            add_part(report=found, words="Words.", by=getattr(written, who))


def test_the_clerk_adds_it_once_without_names_and_under_five_says_no_number(written):
    complain(About.HEAD)
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        with pytest.raises(Named):
            add_part(report=found, words=f"About {written.head.forename} {written.head.surname}.", by=written.clerk)
        part = add_part(report=found, words="One was answered in time.", by=written.clerk)
        with pytest.raises(WrongState):
            add_part(report=found, words="More.", by=written.clerk)

    assert part.said["count"] == "fewer than 5"
    assert part.said["report"] == found.digest


def test_a_report_is_found_by_its_term_and_by_its_own_key(written, sign_in):
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        client = sign_in(written.governor)
        for key in (AUTUMN, found.public_id):
            assert client.get(f"/reports/governors/{key}/").status_code == 200
        assert client.get(f"/reports/governors/{uuid.uuid4()}/").status_code == 404
        assert client.get("/reports/governors/2026-spring/").status_code == 404


def test_the_last_seal_of_the_record_stands_on_it_for_governors_and_not_for_the_head(written, sign_in):
    with time_machine.travel(IN_JANUARY):
        found = released(written.head)
        pages = {
            who: sign_in(getattr(written, who)).get(found.get_absolute_url()).content.decode()
            for who in ("governor", "head")
        }

    assert "Record of the portal up to" in pages["governor"] and in_fours(found.chain_head) in pages["governor"]
    assert "Record of the portal up to" not in pages["head"] and in_fours(found.digest) in pages["head"]


def test_as_many_queries_for_ten_cases_as_for_one(written, sign_in):
    client = sign_in(written.head)
    client.get(f"/reports/governors/{AUTUMN}/")  # what a process reads once and keeps
    counts = []
    for _ in range(2):
        report(written.reporter, rules=[rule("C1")])
        complain()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/reports/governors/{AUTUMN}/")
        counts.append(len(captured))
        for _ in range(9):
            report(written.reporter, rules=[rule("B1")])

    assert counts[0] == counts[1]
