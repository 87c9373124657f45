"""One duty of the worker that breaks takes no other with it."""

import logging

import pytest
from django.db import DatabaseError

from todwick_portal import duties


def breaks() -> int:
    raise ValueError("a figure that nobody thought of")


def tells() -> int:
    return 2


def no_database() -> int:
    raise DatabaseError


def test_what_breaks_in_one_is_logged_and_the_others_tell(monkeypatch, caplog):
    monkeypatch.setattr(duties, "TELLING", (breaks, tells))

    with caplog.at_level(logging.ERROR):
        assert duties.tell_what_is_due() == 2

    [said] = caplog.records
    assert "breaks" in said.message and said.exc_info


def test_a_database_that_does_not_answer_is_the_workers_to_see(monkeypatch):
    monkeypatch.setattr(duties, "TELLING", (no_database, tells))

    with pytest.raises(DatabaseError):
        duties.tell_what_is_due()
