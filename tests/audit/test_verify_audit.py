import io

import pytest
from django.core.management import call_command

from audit import chain, triggers
from audit.models import AuditEvent
from tests.audit.events import write_events
from tests.trail.events import cut_off


def _run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `verify_audit`."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_chain_that_holds_gives_its_count_and_head(db):
    events = write_events(5)

    assert _run() == (0, f"5 events hold. Head of the chain: {events[-1].seal}\n", "")


def test_a_changed_event_is_named(db):
    write_events(5)
    triggers.remove()
    AuditEvent.objects.filter(sequence=3).update(target_id="changed")
    triggers.install()

    assert _run() == (1, "", "Event 3 was changed after it was written. The 2 events before it hold.\n")


def test_a_removed_event_is_named(db):
    write_events(5)
    triggers.remove()
    AuditEvent.objects.filter(sequence=2).delete()
    triggers.install()

    code, _, said = _run()

    assert code == 1
    assert said == "Event 2 is missing; event 3 stands in its place. The 1 events before it hold.\n"


@pytest.mark.parametrize("table", triggers.PROTECTED_TABLES)
def test_a_missing_trigger_is_named_with_what_to_do(db, table):
    triggers.remove()

    code, _, said = _run()

    assert code == 1
    assert f"{table}_no_update" in said and f"{table}_no_delete" in said
    assert "manage.py migrate" in said


def test_a_kept_seal_that_is_in_the_chain_is_named_with_its_event(db):
    events = write_events(5)

    code, said, _ = _run("--expect", f" {events[2].seal.upper()} ")

    assert code == 0
    assert said.splitlines()[1].startswith(f"The seal is in the chain: event 3 of {events[2].at:%Y-%m-%d}")


def test_a_kept_seal_finds_what_was_cut_off_the_end(db):
    seal = write_events(5)[4].seal
    cut_off(4)

    assert _run()[0] == 0
    code, _, said = _run("--expect", seal)

    assert code == 1
    assert f"The seal {seal} is no longer in the chain" in said


def test_a_kept_seal_does_not_excuse_a_chain_that_does_not_hold(db):
    seal = write_events(5)[4].seal
    triggers.remove()
    AuditEvent.objects.filter(sequence=2).update(verb="x")
    triggers.install()

    assert _run("--expect", seal)[0] == 1


def test_the_beginning_proves_nothing_and_says_so(db):
    write_events(1)

    assert "it proves nothing" in _run("--expect", chain.BEGINNING)[1]


@pytest.mark.parametrize("typed", ["", "abc", "z" * 64, "a" * 63])
def test_what_is_no_seal_is_refused_as_input(db, typed):
    code, _, said = _run("--expect", typed)

    assert code == 2 and said.startswith("--expect takes a seal")
