"""Somebody else than was guessed is found by a name or by a class, never in a list of the whole school."""

import datetime as dt

import pytest
import time_machine

from consent.models import ReviewEntry

from .surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


def test_a_class_written_in_any_capitals_lists_its_children_and_no_other(sign_in, office):
    child_with_parents("Lucinda")
    inside = [child_with_parents(name, code="4K", surname="Thorne") for name in ("Rowan", "Isla")]
    outside = child_with_parents("Maya", code="5B", surname="Thorne")
    load(csv_of(row("Lucnda Ashdown")))
    entry = ReviewEntry.objects.get()

    page = sign_in(office).post(entry.get_absolute_url(), {"look": "1", "name": " 4k "}).content.decode()

    assert "2 children found" in page and all(str(pupil.public_id) in page for pupil in inside)
    assert str(outside.public_id) not in page
