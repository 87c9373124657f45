"""Leave for rows of append-only tables: for these rows, this deed, this transaction, and nobody else."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.erasing import CannotErase, belonging, erase, is_referred_to, rewrite
from audit.models import AuditEvent, RowLeave, Verb
from audit.recorder import record
from audit.triggers import FOR_EVER, PROTECTED_TABLES
from incidents.models import Case, TimelineEntry
from people.models import Pupil
from tests.factories import PupilFactory
from tests.incidents.made import School, report


@pytest.fixture
def entries(db) -> list[TimelineEntry]:
    """Two entries of one timeline, which takes none back."""
    school = School().everybody_leading()
    case = report(school.reporter)
    return [case.timeline.create(kind="event", what=what, by=school.head) for what in ("First.", "Second.")]


def test_a_row_of_an_append_only_table_goes_and_no_leave_stays(entries):
    assert erase(TimelineEntry.objects.filter(pk=entries[0].pk)) == 1

    assert not TimelineEntry.objects.filter(pk=entries[0].pk).exists()
    assert not RowLeave.objects.exists()


def test_words_of_an_append_only_row_are_written_over(entries):
    rewrite(entries[0], what="█████.")

    assert TimelineEntry.objects.get(pk=entries[0].pk).what == "█████."
    assert not RowLeave.objects.exists()


@pytest.mark.parametrize(("deed", "statement"), [
    ("delete", "UPDATE incidents_timelineentry SET what = 'x' WHERE id = %s"),
    ("update", "DELETE FROM incidents_timelineentry WHERE id = %s"),
])  # fmt: skip
def test_leave_for_one_deed_is_none_for_another(entries, deed, statement):
    _given(entries[0].pk, deed)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [entries[0].pk])
    RowLeave.objects.all().delete()


def test_leave_for_one_row_is_none_for_the_next(entries):
    _given(entries[0].pk, "delete")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TimelineEntry.objects.filter(pk=entries[1].pk)._raw_delete("default")
    RowLeave.objects.all().delete()


def _given(key: int, deed: str) -> None:
    RowLeave.objects.create(table="incidents_timelineentry", deed=deed, row_key=key, never_id=-1)


@pytest.mark.parametrize("table", sorted(FOR_EVER))
def test_of_some_tables_no_leave_lets_a_row_go(db, table):
    RowLeave.objects.create(table=table, deed="delete", row_key=1, never_id=-1)
    assert table in PROTECTED_TABLES
    if table == "audit_auditevent":
        with transaction.atomic():
            event = record(Verb.RETENTION_RUN, target=None, by=None)
        RowLeave.objects.create(table=table, deed="delete", row_key=event.pk, never_id=-1)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(pk=event.pk)._raw_delete("default")
        with pytest.raises(CannotErase):
            erase(AuditEvent.objects.filter(pk=event.pk))
    RowLeave.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_leave_that_somebody_leaves_behind_keeps_the_whole_transaction_from_being_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        PupilFactory(legal_surname="Kept")
        _given(1, "delete")

    assert not Pupil.objects.exists()
    assert not RowLeave.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_erasing_outside_a_transaction_is_refused():
    with pytest.raises(CannotErase, match="transaction"):
        erase(TimelineEntry.objects.all())
        rewrite(TimelineEntry(pk=1), what="x")


def test_everything_that_hangs_on_a_case_is_found_with_the_way_back():
    ways = {(model.__name__, way) for model, way in belonging(Case, ["incidents.DataBreach.incident"])}

    assert {("TimelineEntry", "case"), ("EntryText", "entry__case"), ("Receipt", "complaint__case")} <= ways
    assert not any(model == "DataBreach" for model, _ in ways)


def test_whether_something_still_points_at_a_row(entries):
    case = entries[0].case

    assert is_referred_to(case)
    assert not is_referred_to(PupilFactory())
