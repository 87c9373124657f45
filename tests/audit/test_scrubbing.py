"""Free space of the database is written anew after something was destroyed, and tried again where it could not be."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from audit import scrubbing
from audit.models import AuditEvent, Verb
from audit.recorder import record
from todwick_portal.retention import clear_free_space


def destroyed() -> None:
    with transaction.atomic():
        record(Verb.DESTROYED, target=None, by=None)


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_it_once_after_something_was_destroyed():
    assert not clear_free_space()
    destroyed()

    assert scrubbing.is_owed()
    assert clear_free_space()
    assert not scrubbing.is_owed() and not clear_free_space()
    assert AuditEvent.objects.get(verb=Verb.FREE_SPACE_CLEARED).actor == "worker"


@pytest.mark.django_db(transaction=True)
def test_where_somebody_works_in_the_database_it_stays_owed(monkeypatch):
    def in_use() -> bool:
        raise DatabaseError("database is locked")

    destroyed()
    monkeypatch.setattr(scrubbing, "_rewritten", in_use)

    assert not scrubbing.scrub()
    assert scrubbing.is_owed()


@pytest.mark.django_db(transaction=True)
def test_where_the_tables_are_somebody_elses_nothing_is_done_and_it_stays_owed(monkeypatch):
    destroyed()
    monkeypatch.setattr(scrubbing, "_is_of_others", lambda: True)

    assert not clear_free_space()
    assert scrubbing.is_owed()
    assert not AuditEvent.objects.filter(verb=Verb.FREE_SPACE_CLEARED).exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_it_did_in_one_line(monkeypatch, capsys):
    call_command("clear_free_space")
    assert capsys.readouterr().out.startswith("Nothing was destroyed since")

    destroyed()
    with monkeypatch.context() as other:
        other.setattr(scrubbing, "_is_of_others", lambda: True)
        with pytest.raises(SystemExit) as ended:
            call_command("clear_free_space")
    said = capsys.readouterr()
    assert ended.value.code == 2 and not said.out
    assert said.err.count("\n") == 1 and "portal --owner clear_free_space" in said.err

    call_command("clear_free_space")
    assert capsys.readouterr().out.startswith("The database was written anew")
    assert not scrubbing.is_owed()
