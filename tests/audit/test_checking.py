"""A look at the record: what was cut off its end shows by the head of an earlier look."""

import pytest

from audit import chain, triggers
from audit.checking import check_chain, event_with, read_chain
from audit.models import AuditEvent, ChainCheck, Verb
from tests.audit.events import write_events
from tests.trail.events import cut_off, tampering

pytestmark = pytest.mark.django_db


def test_a_look_is_stored_with_what_was_found_and_is_itself_an_event(head):
    events = write_events(3)

    check = check_chain(by=head)

    assert (check.is_whole, check.events, check.head) == (True, 3, events[-1].seal)
    assert AuditEvent.objects.about(check).get().verb == Verb.CHAIN_CHECKED
    assert read_chain() == chain.Finding(4, AuditEvent.objects.get(sequence=4).seal)


def test_an_empty_record_is_whole():
    assert check_chain(by=None).is_whole and not ChainCheck.is_last_broken()


@pytest.mark.parametrize("keep", range(3))
def test_what_was_cut_off_is_found_by_the_head_of_the_look_before(keep):
    write_events(3)
    check_chain(by=None)
    cut_off(keep)

    finding = read_chain()

    assert finding.count == keep and finding.fault.startswith("Events were taken off: event 3 is gone")


def test_a_tail_that_was_written_anew_with_the_key_is_found_too():
    write_events(3)
    check_chain(by=None)
    cut_off(2)
    write_events(5)

    assert chain.verify(AuditEvent.objects.order_by("sequence")).fault == ""
    assert read_chain().fault.startswith("Events were taken off: event 3 is gone or is another")


def test_a_broken_look_is_no_anchor_and_the_alarm_stays():
    write_events(3)
    check_chain(by=None)
    cut_off(2)

    assert [check_chain(by=None).is_whole for _ in range(2)] == [False, False]
    assert ChainCheck.is_last_broken()


def test_missing_triggers_are_a_fault():
    write_events(1)
    triggers.remove()

    fault = read_chain().fault

    triggers.install()
    assert "audit_auditevent_no_update" in fault and len(fault) <= 300


def test_a_seal_is_found_as_long_as_its_event_is_there():
    event = write_events(2)[1]

    assert event_with(event.seal) == event
    with tampering():
        event.delete()
    assert event_with(event.seal) is None
