import io

import pytest
from django.core.management import call_command

from audit import triggers
from audit.models import AuditEvent
from tests.audit.events import write_events


def _run() -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `verify_audit`."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_chain_that_holds_gives_its_count_and_head(db):
    events = write_events(5)

    assert _run() == (0, f"5 events hold. Head of the chain: {events[-1].seal}\n", "")


def test_a_changed_event_is_named(db):
    write_events(5)
    triggers.remove()
    AuditEvent.objects.filter(sequence=3).update(target_id="8")
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
